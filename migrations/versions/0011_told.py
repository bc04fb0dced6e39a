"""Figures that were told: entered from before the ledger, and targets."""

from alembic import op
from sqlalchemy import MetaData

from xcli.ledger.shape import day, guard, index_record, record, table, whole, words

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the tables of both."""
    bind = op.get_bind()
    meta = MetaData()
    # Only named as the target of a foreign key; it exists already.
    tx = table(meta, "tx", (words("bureau"), whole("tx")), ("bureau", "tx"))
    twins = [
        record(
            meta,
            name,
            (
                words("indicator", null=False),
                day("first_on", null=False),
                day("last_on", null=False),
                whole("numerator", null=False),
                whole("denominator"),
                words("source", null=False),
            ),
        )
        for name in ("figure", "target")
    ]
    for twin in twins:
        index_record(twin)
    meta.create_all(bind, tables=[kept for kept in meta.sorted_tables if kept is not tx])
    for _, past in twins:
        guard(bind, past)


def downgrade() -> None:
    """There is no way back but the backup made before the upgrade."""
    raise NotImplementedError
