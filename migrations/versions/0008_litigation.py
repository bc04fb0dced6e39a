"""行政应诉: litigation."""

from alembic import op

from xcli.ledger.shape import add_line, day, whole, words

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables of litigation."""
    add_line(
        op.get_bind(),
        "litigation",
        (
            words("case_no"),
            whole("office"),
            day("received_on", null=False),
            words("court", null=False),
            words("court_no"),
            words("level"),
            words("defendant", null=False),
            words("capacity"),
            words("field"),
            words("act"),
            whole("after_recon"),
            words("matter"),
            day("defence_on"),
            day("hearing_on"),
            words("appearance"),
            words("head"),
            words("counsel"),
            day("closed_on"),
            words("result"),
            words("appeal"),
            day("appealed_on"),
            day("performed_on"),
            words("handler"),
        ),
        private=("matter",),
        dates=("received_on", "closed_on"),
        parts={
            "party": (words("role"), words("person")),
        },
        private_parts={"party": ("person",)},
        sought={"party": ("person",)},
    )


def downgrade() -> None:
    """There is no way back but the backup made before the upgrade."""
    raise NotImplementedError
