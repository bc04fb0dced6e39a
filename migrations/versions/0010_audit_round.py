"""案卷评查: frames, draws, schemes, panels and readings; a file knows the scheme that grades it."""

from typing import Any

from alembic import op
from sqlalchemy import Column

from xcli.ledger.shape import add_page, day, whole, widen, words

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the tables of a round of review."""
    conn = op.get_bind()
    widen(conn, "audit", (words("scheme"), words("limits"), whole("barred")))
    add_page(
        conn, "audit_frame", (words("round", null=False), whole("n", null=False), day("frozen_on"), words("digest"))
    )
    add_page(
        conn,
        "audit_entry",
        (
            whole("frame", null=False),
            words("department", null=False),
            words("file_no", null=False),
            words("procedure"),
            day("decided_on"),
            whole("amount"),
        ),
    )
    add_page(
        conn,
        "audit_drawing",
        (
            words("round", null=False),
            whole("n", null=False),
            whole("frame", null=False),
            words("method", null=False),
            words("seed", null=False),
            whole("wanted", null=False),
            words("by"),
            whole("least", null=False),
            day("drawn_on", null=False),
            words("reason"),
        ),
        {"excluded": (*_file(), words("reason", null=False)), "picked": _file()},
    )
    _add_scheme()
    _add_readings()


def _file() -> tuple[Column[Any], ...]:
    return words("department", null=False), words("file_no", null=False)


def _add_scheme() -> None:
    add_page(
        op.get_bind(),
        "audit_scheme",
        (
            words("title", null=False),
            whole("version", null=False),
            whole("excellent", null=False),
            whole("good"),
            whole("passing", null=False),
        ),
        {
            "item": (
                words("no", null=False),
                words("kind", null=False),
                words("title", null=False),
                words("title_en"),
                whole("points", null=False),
                words("veto"),
            ),
            "deduction": (words("no", null=False), words("what", null=False), whole("points", null=False)),
        },
    )


def _add_readings() -> None:
    conn = op.get_bind()
    add_page(
        conn,
        "audit_panel",
        (
            words("round", null=False),
            whole("scheme", null=False),
            words("seed", null=False),
            whole("double"),
            day("assigned_on", null=False),
        ),
        {"seat": (words("person", null=False), words("body"), words("kind"))},
    )
    add_page(
        conn,
        "audit_reading",
        (
            whole("panel", null=False),
            whole("file", null=False),
            words("person", null=False),
            words("role", null=False),
            whole("n"),
            day("read_on"),
        ),
        {"mark": (words("no", null=False), whole("off", null=False), whole("veto"), words("note"))},
    )


def downgrade() -> None:
    """There is no way back but the backup made before the upgrade."""
    raise NotImplementedError
