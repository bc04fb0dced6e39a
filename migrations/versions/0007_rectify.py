"""问题整改: rectification."""

from alembic import op

from xcli.ledger.shape import add_line, day, whole, words

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables of rectification."""
    add_line(
        op.get_bind(),
        "rectify",
        (
            words("case_no"),
            whole("office"),
            words("source", null=False),
            words("problem", null=False),
            words("measure"),
            words("responsible"),
            words("success"),
            day("found_on", null=False),
            day("due_on"),
            day("done_on"),
            words("result"),
            words("evidence"),
        ),
        dates=("found_on", "done_on"),
    )


def downgrade() -> None:
    """There is no way back but the backup made before the upgrade."""
    raise NotImplementedError
