"""Closed periods: figures as reported, reopenings, late entries, figures given out, waivers, reports of nothing."""

from typing import Any

from alembic import op
from sqlalchemy import Column, Index, MetaData

from xcli.ledger.shape import day, guard, index_part, index_record, part, record, table, whole, words

revision = "0014"
down_revision = "0013"


def _month() -> list[Column[Any]]:
    return [words("line", null=False), day("first", null=False), day("last", null=False)]


def upgrade() -> None:
    """Make the tables."""
    bind = op.get_bind()
    meta = MetaData()
    # Only named as targets of foreign keys; they exist already.
    others = [table(meta, name, (words("bureau"), whole(key)), ("bureau", key)) for name, key in (("tx", "tx"), ("office", "id"))]
    twins = [
        record(
            meta,
            "closing",
            [*_month(), whole("version", null=False), words("digest", null=False), whole("soft"), words("approved_by")],
        ),
        record(meta, "reopening", _month()),
        record(meta, "late", [*_month(), whole("count", null=False)]),
        record(
            meta,
            "given",
            [
                words("recipient", null=False),
                words("via", null=False),
                words("indicator", null=False),
                whole("version", null=False),
                day("first", null=False),
                day("last", null=False),
                whole("office"),
                whole("numerator", null=False),
                whole("denominator"),
                words("file"),
                words("note"),
            ],
            offices=("office",),
        ),
        record(
            meta,
            "waiver",
            [words("rule", null=False), *_month(), words("why", null=False), day("until", null=False)],
        ),
        record(meta, "zero", [*_month(), whole("office", null=False)], offices=("office",)),
    ]
    figures = part(
        meta,
        "closing",
        "figure",
        [
            words("indicator", null=False),
            whole("version", null=False),
            whole("whole"),
            whole("office"),
            whole("numerator", null=False),
            whole("denominator"),
            whole("bare"),
            whole("carried"),
        ],
    )
    for twin in twins:
        index_record(twin)
    index_part(figures)
    for name in ("closing", "late"):
        made = meta.tables[name]
        Index(f"ix_{name}_period", made.c.bureau, made.c.line, made.c["first"])
    meta.create_all(bind, tables=[t for t in meta.sorted_tables if t not in others])
    for twin in twins:
        guard(bind, twin.past)
    guard(bind, figures.past)


def downgrade() -> None:
    """There is no way back but the backup made before the upgrade."""
    raise NotImplementedError
