"""人民调解: the kind of mediating body."""

from alembic import op

from xcli.ledger.shape import add_columns, words

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Give disputes the kind of body that mediated."""
    add_columns(op.get_bind(), "dispute", (words("organisation"),))


def downgrade() -> None:
    """There is no way back but the backup made before the upgrade."""
    raise NotImplementedError
