"""合法性审核: legality reviews."""

from alembic import op

from xcli.ledger.shape import add_line, day, whole, words

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables of legality reviews."""
    add_line(
        op.get_bind(),
        "legality",
        (
            words("case_no"),
            whole("office"),
            words("kind", null=False),
            words("title", null=False),
            words("body", null=False),
            day("requested_on", null=False),
            day("reviewed_on"),
            words("opinion"),
            words("opinion_no"),
            words("advice"),
            words("result"),
            day("issued_on"),
            words("document_no"),
            day("filing_by"),
            day("filed_on"),
            words("filed_at"),
        ),
        dates=("requested_on", "reviewed_on"),
        parts={
            "reviewer": (words("kind"), words("person"), words("body")),
        },
    )


def downgrade() -> None:
    """There is no way back but the backup made before the upgrade."""
    raise NotImplementedError
