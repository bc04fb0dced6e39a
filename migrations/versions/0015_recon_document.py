"""行政复议: the review of a document that a case depends on - who reviews it, who was asked, what was forwarded."""

from alembic import op

from xcli.ledger.shape import day, widen, words

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the steps of the review."""
    steps = ("asked", "asked_received", "answered", "handled", "forwarded", "forward_received", "replied")
    columns = (words("document_handling"), *(day(f"document_{step}_on") for step in steps))
    widen(op.get_bind(), "recon", columns)


def downgrade() -> None:
    """There is no way back but the backup made before the upgrade."""
    raise NotImplementedError
