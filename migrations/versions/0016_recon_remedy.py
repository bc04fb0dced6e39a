"""行政复议: since when an applicant knew of the right to apply, where the act did not tell it."""

from alembic import op

from xcli.ledger.shape import day, widen

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the day."""
    widen(op.get_bind(), "recon", (day("remedy_known_on"),))


def downgrade() -> None:
    """There is no way back but the backup made before the upgrade."""
    raise NotImplementedError
