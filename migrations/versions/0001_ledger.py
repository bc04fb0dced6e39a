"""The ledger itself: txs, chain, batches, desks, and what it keeps about itself."""

from alembic import op
from sqlalchemy import Index, MetaData, UniqueConstraint

from xcli.ledger.shape import APPEND_ONLY_FUNCTION, day, guard, index_record, octets, record, table, whole, words

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables that every line stands on."""
    bind = op.get_bind()
    meta = MetaData()
    table(
        meta,
        "ledger",
        (words("bureau", null=False), words("uuid", null=False), words("created_at", null=False)),
        ("bureau",),
    )
    table(
        meta,
        "desk",
        (
            words("bureau", null=False),
            whole("n", null=False),
            whole("desk", null=False),
            words("file", null=False),
        ),
        ("bureau", "n"),
    )
    tx = table(
        meta,
        "tx",
        (
            words("bureau", null=False),
            whole("tx", null=False),
            words("at", null=False),
            words("clerk", null=False),
            words("os_user", null=False),
            words("command", null=False),
            words("kind", null=False),
            words("reason"),
            words("key"),
            whole("undoes"),
            whole("origin_desk"),
            whole("origin_tx"),
            octets("origin_head"),
        ),
        ("bureau", "tx"),
        UniqueConstraint("bureau", "key", name="uq_tx_key"),
        UniqueConstraint("bureau", "origin_desk", "origin_tx", name="uq_tx_origin"),
    )
    batch = table(
        meta,
        "batch",
        (
            words("bureau", null=False),
            whole("tx", null=False),
            words("file", null=False),
            words("digest", null=False),
            words("line", null=False),
            words("mapping", null=False),
            whole("taken", null=False),
            whole("same", null=False),
            whole("rejected", null=False),
        ),
        ("bureau", "tx"),
    )
    chain = table(
        meta,
        "chain",
        (words("bureau", null=False), whole("tx", null=False), octets("head", null=False)),
        ("bureau", "tx"),
    )
    Index("ix_batch_digest", batch.c.bureau, batch.c.digest)
    Index("ix_tx_undoes", tx.c.bureau, tx.c.undoes)
    twins = [
        record(
            meta,
            "office",
            (
                words("title", null=False),
                words("kind"),
                whole("parent"),
                words("aliases"),
                day("retired_on"),
                whole("merged_into"),
            ),
        ),
        record(
            meta,
            "code",
            (
                words("list", null=False),
                words("code", null=False),
                words("zh", null=False),
                words("en"),
                words("aliases"),
                whole("retired"),
            ),
        ),
        record(meta, "setting", (words("key", null=False), words("value"))),
        record(
            meta,
            "link",
            (
                words("kind", null=False),
                words("from_page", null=False),
                whole("from_id", null=False),
                words("to_page", null=False),
                whole("to_id", null=False),
            ),
        ),
        record(
            meta,
            "opening",
            (
                words("line", null=False),
                day("day", null=False),
                whole("office"),
                whole("count", null=False),
                words("source", null=False),
            ),
            offices=("office",),
        ),
    ]
    for twin in twins:
        index_record(twin)
    link = meta.tables["link"]
    Index("ix_link_from", link.c.bureau, link.c.from_page, link.c.from_id)
    Index("ix_link_to", link.c.bureau, link.c.to_page, link.c.to_id)
    meta.create_all(bind)
    if bind.dialect.name == "postgresql":
        op.execute(APPEND_ONLY_FUNCTION)
    for kept in (tx, batch, chain, *(past for _, past in twins)):
        guard(bind, kept)


def downgrade() -> None:
    """There is no way back but the backup made before the upgrade."""
    raise NotImplementedError
