"""What whoever can write the file may do to it behind the program: the attacks that are listed, and any edit of any table."""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from xcli.domain.keeping import Office, pages
from xcli.domain.pages.dispute import Dispute
from xcli.ledger.chain import first_head, head_of
from xcli.ledger.journal import Act, changes, meta_text
from xcli.ledger.ledger import Ledger
from xcli.ledger.tables import LEDGER, TX, shelf
from xcli.ledger.verify import compare_codes, newest_entry, verify

CASE: dict[str, Any] = {
    "case_no": "湟攻〔2024〕1号",
    "accepted_on": date(2024, 3, 5),
    "category": "land",
    "party": [{"role": "applicant", "person": "张三"}],
}
OTHER_DAY = "2024-01-02"  # a text as good as another where none stood, and a day as well


@dataclass(frozen=True)
class Entries:
    """The four newest entries, on which the listed attacks are made: an office, two cases, the first of them edited."""

    office: int
    first: int
    second: int
    edit: int


def entries(ledger: Ledger) -> Entries:
    """Write them."""
    with ledger.writing(Act("王芳", "office add")) as writer:
        office = writer.tx
        writer.add(Office, {"title": "多巴司法所"})
    with ledger.writing(Act("王芳", "dispute add")) as writer:
        number, first = writer.add(Dispute, CASE), writer.tx
    with ledger.writing(Act("王芳", "dispute add")) as writer:
        writer.add(Dispute, CASE | {"case_no": "湟攻〔2024〕2号"})
    with ledger.writing(Act("李明", "dispute edit")) as writer:
        writer.replace(Dispute, number, first, CASE | {"amount": 5})
    return Entries(office, first, first + 1, writer.tx)


def faults(ledger: Ledger, *codes: str) -> list[str]:
    """Return what is found, by the file itself and by codes that were written down."""
    with ledger.reading() as conn:
        return [
            str(found) for found in (*verify(conn, ledger.bureau).found, *compare_codes(conn, ledger.bureau, codes))
        ]


def code_of(ledger: Ledger) -> str:
    """Return what is written down of the newest entry."""
    with ledger.reading() as conn:
        entry, _, code = newest_entry(conn, ledger.bureau)
    return f"{entry} {code}"


@contextmanager
def unguarded(place: str) -> Iterator[sqlite3.Connection]:
    """Give the file as its owner may have it: every guard taken down first and put up again, as if nothing had been."""
    with closing(sqlite3.connect(place, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("BEGIN")
        guards = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            raw.execute(f'DROP TRIGGER "{name}"')
        yield raw
        for _, sql in guards:
            raw.execute(sql)
        raw.execute("COMMIT")


def freely(ledger: Ledger, at: Entries, statements: str) -> None:
    """Carry out statements on the file, the entries named in them."""
    with unguarded(ledger.place) as raw:
        for statement in statements.format(**asdict(at)).split("; "):
            raw.execute(statement)


# --- the attacks that were listed before the ledger was written: eight it gives away by itself, three the code alone


LISTED = {
    "a standing row edited": "UPDATE dispute SET category = 'other' WHERE tx = {second}",
    "a past row edited": "UPDATE dispute_past SET category = 'other' WHERE tx = {first}",
    "a row and its leaf edited": "UPDATE dispute SET category = 'other', leaf = (SELECT leaf FROM dispute_past WHERE tx = {first}) WHERE tx = {edit}",
    "another clerk": "UPDATE tx SET clerk = '赵六' WHERE tx = {first}",
    "another time": "UPDATE tx SET at = '2020-01-01T00:00:00+08:00' WHERE tx = {first}",
    "a row deleted": "DELETE FROM dispute WHERE tx = {second}; DELETE FROM dispute_party WHERE tx = {second}",
    "a row and its entry deleted": "DELETE FROM dispute WHERE tx = {second}; DELETE FROM dispute_party WHERE tx = {second}; "
    "DELETE FROM chain WHERE tx = {second}; DELETE FROM tx WHERE tx = {second}",
    "a row added": "INSERT INTO dispute (bureau, id, tx, case_no, accepted_on, category, leaf) "
    "SELECT bureau, id + 7, {second}, 'x', accepted_on, category, leaf FROM dispute WHERE tx = {edit}",
    "two entries exchanged": "UPDATE tx SET clerk = 'x' WHERE tx = {first}; UPDATE dispute SET tx = {first} WHERE tx = {second}; "
    "UPDATE dispute_party SET tx = {first} WHERE tx = {second}; UPDATE dispute_past SET tx = {second} WHERE tx = {first}; "
    "UPDATE dispute_party_past SET tx = {second} WHERE tx = {first}",
}
BY_ITSELF = LISTED | {
    "a part of no version": "INSERT INTO dispute_party (bureau, id, n, tx, person) "
    "SELECT bureau, id, 2, 77777, '王五' FROM dispute WHERE tx = {edit}",
    "a past part of no version": "INSERT INTO dispute_party_past (bureau, id, n, tx, until_tx, person) "
    "SELECT bureau, id, 9, 77777, 77778, '王五' FROM dispute WHERE tx = {edit}",
    "a number by which a case is found": "UPDATE dispute SET number_key = 'x' WHERE tx = {second}",
    "a row and its past deleted": "DELETE FROM dispute_past WHERE tx = {first}",
    "values blanked without an entry": "UPDATE dispute_party SET person = NULL WHERE tx = {second}; UPDATE dispute SET salt = NULL WHERE tx = {second}",
    "an entry added": "INSERT INTO tx (bureau, tx, at, clerk, os_user, command, kind) "
    "SELECT bureau, tx + 1, '2099', 'x', 'x', 'x', 'write' FROM tx WHERE tx = {edit}",
    "a past part given another end": "UPDATE dispute_party_past SET until_tx = {second} WHERE tx = {first}",
    "a part given another number": "UPDATE dispute_party SET n = 7 WHERE tx = {second}",
    "a salt of nothing": "UPDATE office SET salt = x'00' WHERE tx = {office}",
    "a past version given another end": "UPDATE dispute_past SET until_tx = {second} WHERE tx = {first}",
}


def cut_the_newest(ledger: Ledger, at: Entries) -> str:
    """Take the newest entry away as if it had never been; return the code that was written down before."""
    code = code_of(ledger)
    freely(ledger, at, "; ".join((
        "DELETE FROM dispute WHERE tx = {edit}",
        "DELETE FROM dispute_party WHERE tx = {edit}",
        f"INSERT INTO dispute SELECT bureau, id, tx, {_own('dispute')} FROM dispute_past WHERE until_tx = {{edit}}",
        "DELETE FROM dispute_past WHERE until_tx = {edit}",
        "INSERT INTO dispute_party SELECT bureau, id, n, tx, role, person, id_kind, id_no, phone FROM dispute_party_past WHERE until_tx = {edit}",
        "DELETE FROM dispute_party_past WHERE until_tx = {edit}",
        "DELETE FROM chain WHERE tx = {edit}",
        "DELETE FROM tx WHERE tx = {edit}",
    )))  # fmt: skip
    return code


def _own(page: str) -> str:
    skip = {"bureau", "id", "tx"}
    return ", ".join(f'"{c.name}"' for c in shelf(page).rows.current.c if c.name not in skip)


def rewrite_and_rebuild(ledger: Ledger, at: Entries) -> str:
    """Change a clerk in the past and make every head fit again, with the program's own means."""
    code = code_of(ledger)
    freely(ledger, at, "UPDATE tx SET clerk = '赵六' WHERE tx = {first}")
    heads: dict[int, bytes] = {}
    with ledger.reading() as conn:
        head = first_head(str(conn.scalar(LEDGER.select().with_only_columns(LEDGER.c.uuid))))
        for tx in conn.scalars(TX.select().with_only_columns(TX.c.tx).order_by(TX.c.tx)).all():
            mine = (change for name in sorted(pages()) for change in changes(conn, shelf(name), ledger.bureau, tx))
            head = head_of(head, meta_text(conn, ledger.bureau, tx), mine)
            heads[tx] = head
    freely(
        ledger, at, "; ".join(f"UPDATE chain SET head = x'{head.hex()}' WHERE tx = {tx}" for tx, head in heads.items())
    )
    return code


def put_an_older_copy_back(ledger: Ledger, at: Entries) -> str:
    """Let an entry be written, and put the file back as it was before."""
    del at
    older = Path(ledger.place).with_suffix(".older")
    shutil.copyfile(ledger.place, older)
    with ledger.writing(Act("王芳", "office add")) as writer:
        writer.add(Office, {"title": "共和司法所"})
    code = code_of(ledger)
    older.replace(ledger.place)
    return code


BY_CODE: tuple[Callable[[Ledger, Entries], str], ...] = (cut_the_newest, rewrite_and_rebuild, put_an_older_copy_back)


# --- any edit of any table ---------------------------------------------------------------------------------------


# What may be another without a word, and why; everything else must be found out.
UNCOVERED = {
    "desk": "numbers drawn by a copy of the file for the records it will make; those made have their ids in their leaves",
    "ledger.created_at": "said of the file and not of its records",
}


@dataclass(frozen=True)
class Edit:
    """What was done to one row: the table, the column or what else, the value before and after."""

    table: str
    what: str
    before: object = None
    after: object = None

    def is_declared(self) -> bool:
        """Tell whether nobody promised to find it."""
        return self.table in UNCOVERED or f"{self.table}.{self.what}" in UNCOVERED


def columns_of(raw: sqlite3.Connection, table: str) -> list[tuple[str, str, int]]:
    """Return name, type and place in the key of every column."""
    return [(name, kind, key) for _, name, kind, _, _, key in raw.execute(f'PRAGMA table_info("{table}")')]


def filled(raw: sqlite3.Connection) -> list[str]:
    """Return every table in which something stands."""
    asked = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
    names = [name for (name,) in raw.execute(asked)]
    return [name for name in names if raw.execute(f'SELECT 1 FROM "{name}"').fetchone()]


def edited(raw: sqlite3.Connection, dice: random.Random, table: str, what: str) -> Edit | None:
    """Change a column of some row to another value, or let the row be `gone` or `twice`; nothing if the file refuses."""
    columns = columns_of(raw, table)
    names = [name for name, _, _ in columns]
    rows = raw.execute(f'SELECT * FROM "{table}"').fetchall()
    row = dict(zip(names, dice.choice(rows), strict=True))
    key = [name for name, _, place in columns if place]
    which = (" AND ".join(f'"{name}" = ?' for name in key), [row[name] for name in key])
    try:
        if what == "gone":
            raw.execute(f'DELETE FROM "{table}" WHERE {which[0]}', which[1])
            return Edit(table, what)
        if what == "twice":
            again = row | {key[-1]: other(dice, row[key[-1]], [], "")}
            marks = ", ".join("?" for _ in again)
            raw.execute(f'INSERT INTO "{table}" VALUES ({marks})', list(again.values()))
            return Edit(table, what)
        pool = [one[names.index(what)] for one in rows]
        value = other(dice, row[what], pool, next(kind for name, kind, _ in columns if name == what))
        raw.execute(f'UPDATE "{table}" SET "{what}" = ? WHERE {which[0]}', [value, *which[1]])
    except (sqlite3.IntegrityError, OverflowError):
        return None
    return Edit(table, what, row[what], value)


def other(dice: random.Random, value: object, pool: list[object], kind: str) -> object:
    """Return another value: one that stands elsewhere in the column, or one beside it."""
    elsewhere = [one for one in pool if one != value]
    if elsewhere and dice.random() < 0.6:
        return dice.choice(elsewhere)
    if isinstance(value, int):
        return value + dice.choice((-1, 1, 10))
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    if isinstance(value, str):
        return _beside(value, dice)
    return {"INTEGER": 1, "BLOB": b"x"}.get(kind, OTHER_DAY)


def _beside(text: str, dice: random.Random) -> str:
    try:
        return (date.fromisoformat(text) + timedelta(days=dice.choice((-1, 1)))).isoformat()
    except ValueError:
        return text + "甲"
