"""案卷评查: file reviews."""

from alembic import op

from xcli.ledger.shape import add_line, day, whole, words

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of file reviews."""
    add_line(
        op.get_bind(),
        "audit",
        (
            words("case_no"),
            whole("office"),
            words("round", null=False),
            words("department", null=False),
            words("file_no", null=False),
            words("file_kind"),
            words("procedure"),
            words("matter"),
            day("filed_on"),
            day("decided_on"),
            day("served_on"),
            words("draw"),
            day("drawn_on"),
            day("opened_on"),
            day("reviewed_on"),
            whole("score"),
            whole("veto"),
            words("stated_grade"),
            words("grade"),
            day("told_on"),
            day("mend_by"),
            day("mended_on"),
        ),
        dates=("opened_on", "reviewed_on"),
        parts={
            "reviewer": (words("kind"), words("person"), words("body")),
            "defect": (words("kind"), words("item"), whole("points"), whole("fatal")),
        },
    )


def downgrade() -> None:
    """There is no way back but the backup made before the upgrade."""
    raise NotImplementedError
