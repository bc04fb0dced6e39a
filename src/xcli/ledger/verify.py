"""Is the ledger what was written? Every leaf recomputed, every head rebuilt, the file's own checks run."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from xcli.domain.keeping import pages
from xcli.errors import Misuse
from xcli.ledger.chain import Change, Content, check_code, first_head, head_of, leaf_of, sealed_of, values_of
from xcli.ledger.file import DAMAGE, Unreadable
from xcli.ledger.journal import every_change, meta_text
from xcli.ledger.query import assemble_versions
from xcli.ledger.record import number_columns
from xcli.ledger.structure import structure_faults
from xcli.ledger.tables import CHAIN, LEDGER, TX, shelf
from xcli.text import Text

_CODE = re.compile(r"(?:(?P<entry>[0-9]{1,12})[^0-9A-F]+)?(?P<code>[0-9A-F]{4}(?:-?[0-9A-F]{4}){3})\s*$")


class NotACode(Misuse):
    """What was given is no check code."""

    sentence = Text(
        "“{said}”不是校验码。应写成 69AA-5D2B-76EA-97E8，或前面加笔数：10 69AA-5D2B-76EA-97E8。",
        "“{said}” is not a check code. Write 69AA-5D2B-76EA-97E8, or with its entry: 10 69AA-5D2B-76EA-97E8.",
    )


@dataclass
class Verdict:
    """What a verification found: txs and versions read, the head, and every difference."""

    txs: int = 0
    versions: int = 0
    blanked: int = 0
    head: bytes = b""
    found: list[Text] = field(default_factory=list)

    @property
    def code(self) -> str:
        """Return the check code of the newest entry."""
        return check_code(self.head)


def verify(conn: Connection, bureau: str) -> Verdict:
    """Verify a whole ledger."""
    verdict = Verdict()
    for look in (_verify_file, _verify_records, _verify_heads, _verify_blanked):
        try:
            look(conn, bureau, verdict)
        except (DBAPIError, Unreadable) as error:
            verdict.found.append(_unreadable(error))
    return verdict


def _unreadable(error: Exception) -> Text:
    """Return that something cannot be read; what is only locked or forbidden is another matter."""
    said = str(error).lower()
    if isinstance(error, DBAPIError) and not any(word in said for word in DAMAGE):
        raise error
    return Text("有内容读不出来，文件已损坏", "something cannot be read: the file is damaged")


def _verify_file(conn: Connection, bureau: str, verdict: Verdict) -> None:
    del bureau
    verdict.found += file_faults(conn)
    verdict.found += structure_faults(conn)


def _verify_records(conn: Connection, bureau: str, verdict: Verdict) -> None:
    for name in pages():
        _verify_leaves(conn, bureau, name, verdict)
        verdict.found += _strays(conn, bureau, name)


def _verify_blanked(conn: Connection, bureau: str, verdict: Verdict) -> None:
    purged = conn.scalar(select(func.count()).select_from(TX).where(TX.c.bureau == bureau, TX.c.kind == "purge"))
    if verdict.blanked and not purged:
        verdict.found.append(
            Text(
                f"{verdict.blanked} 个版本的个人信息被清除，却没有清除的记录",
                f"{verdict.blanked} versions were blanked, and no entry says so",
            )
        )


def compare_codes(conn: Connection, bureau: str, codes: Iterable[str]) -> list[Text]:
    """Return every check code written down earlier that the chain does not have any more.

    Whoever can write the file can rebuild the whole chain; only what was written down elsewhere shows that.
    """
    rows = conn.execute(select(CHAIN.c.tx, CHAIN.c.head).where(CHAIN.c.bureau == bureau))
    chain = {int(row.tx): check_code(bytes(row.head)) for row in rows}
    found = []
    for said in codes:
        entry, code = read_code(said)
        if entry is not None and entry not in chain:
            found.append(Text(f"台账里没有第 {entry} 笔（{code}）", f"there is no entry {entry} ({code})"))
        elif entry is not None and chain[entry] != code:
            found.append(
                Text(
                    f"第 {entry} 笔的校验码是 {chain[entry]}，抄下的是 {code}",
                    f"the check code of entry {entry} is {chain[entry]}, written down was {code}",
                )
            )
        elif code not in chain.values():
            found.append(Text(f"台账里没有校验码 {code}", f"no entry has the check code {code}"))
    return found


def newest_entry(conn: Connection, bureau: str) -> tuple[int, str, str]:
    """Return the newest entry, its time and its check code: what is written down elsewhere."""
    asked = select(TX.c.tx, TX.c.at, CHAIN.c.head).join(
        CHAIN, (CHAIN.c.bureau == TX.c.bureau) & (CHAIN.c.tx == TX.c.tx)
    )
    row = conn.execute(asked.where(TX.c.bureau == bureau).order_by(TX.c.tx.desc()).limit(1)).first()
    return (row.tx, row.at, check_code(bytes(row.head))) if row else (0, "", "")


def may_rewrite(conn: Connection) -> bool:
    """Tell whether the account on a server may remove entries: its owner or superuser, or granted so."""
    if conn.dialect.name == "sqlite":
        return False
    asked = [func.has_table_privilege(table.name, "DELETE, TRUNCATE") for table in (TX, CHAIN)]
    return any(conn.execute(select(*asked)).one())


def read_code(said: str) -> tuple[int | None, str]:
    """Read a check code, with the number of its entry before it or without."""
    plain = unicodedata.normalize("NFKC", said).upper()
    found = _CODE.search(plain)
    if not found:
        raise NotACode(said=said[:40])
    digits = found["code"].replace("-", "")
    entry = int(found["entry"]) if found["entry"] else None
    return entry, "-".join(digits[i : i + 4] for i in range(0, 16, 4))


def _strays(conn: Connection, bureau: str, name: str) -> Iterator[Text]:
    """Yield parts of no version: a record shows them, and no leaf covers them."""
    place = shelf(name)
    for label, twin in place.parts.items():
        for part, rows in zip(twin, place.rows, strict=True):
            same_version = (name for name in ("bureau", "id", "tx", "until_tx") if name in part.c)
            owner = select(1).where(*(rows.c[name] == part.c[name] for name in same_version))
            stray = select(func.count()).select_from(part).where(part.c.bureau == bureau, ~owner.exists())
            if count := conn.scalar(stray):
                yield Text(f"{name} 的 {label} 多出 {count} 行", f"{count} rows of {label} belong to no {name}")
            whole = select(part.c.id).where(part.c.bureau == bureau).group_by(part.c.id, part.c.tx)
            gapped = whole.having((func.min(part.c.n) != 1) | (func.max(part.c.n) != func.count())).subquery()
            if count := conn.scalar(select(func.count()).select_from(gapped)):
                yield Text(
                    f"{count} 个 {name} 的 {label} 有缺号", f"{label} of {count} {name} are not numbered as they were"
                )


def file_faults(conn: Connection) -> Iterator[Text]:
    """Yield what the file's own checks find."""
    if conn.dialect.name != "sqlite":
        return
    yield from _cut_off(conn)
    for row in conn.exec_driver_sql("PRAGMA integrity_check(10)"):
        if row[0] != "ok":
            yield Text(f"文件结构：{row[0]}", f"file structure: {row[0]}")
    sealed = conn.exec_driver_sql("PRAGMA cipher_integrity_check")
    for row in sealed if sealed.returns_rows else ():  # a file that is not encrypted knows no such pragma
        yield Text(f"加密校验：{row[0]}", f"encryption: {row[0]}")
    for row in conn.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Text(f"引用缺失：{row[0]} → {row[2]}", f"missing reference: {row[0]} -> {row[2]}")
    mode = conn.exec_driver_sql("PRAGMA journal_mode").scalar()
    if mode not in ("delete", "memory"):
        yield Text(
            f"日志方式是 {mode}，不是 delete：被别的程序改过，请用 xcli db upgrade 改回",
            f"journal mode is {mode}, not delete: another program changed it; xcli db upgrade sets it right",
        )


def _cut_off(conn: Connection) -> Iterator[Text]:
    """Yield that the file is shorter than it says itself: SQLite does not miss the end of a page that is empty.

    The file is looked at, never opened: closing it would drop SQLite's locks.
    """
    file = Path(conn.exec_driver_sql("PRAGMA database_list").first()[2])  # type: ignore[index]
    pages_, size = (int(conn.exec_driver_sql(f"PRAGMA {name}").scalar() or 0) for name in ("page_count", "page_size"))
    wanted = pages_ * size
    if file.is_file() and (found := file.stat().st_size) < wanted:
        yield Text(
            f"文件被截断：应有 {wanted} 字节，只有 {found} 字节", f"the file is cut off: {found} bytes of {wanted}"
        )


def _verify_leaves(conn: Connection, bureau: str, name: str, verdict: Verdict) -> None:
    place = shelf(name)
    for content, number, tx, seals in assemble_versions(conn, place, bureau):
        verdict.versions += 1
        verdict.blanked += seals["sealed"] is not None and seals["salt"] is None
        derived = number_columns(place.page, content)
        if not _leaf_holds(name, number, content, seals) or any(seals[key] != derived[key] for key in derived):
            verdict.found.append(
                Text(
                    f"{name} #{number}（第 {tx} 笔写入的版本）与登记时不符",
                    f"{name} #{number}, the version written by entry {tx}, is not what was written",
                )
            )


def _leaf_holds(name: str, number: int, content: Content, seals: dict[str, Any]) -> bool:
    public, private = values_of(name, content)
    salt, sealed = seals["salt"], seals["sealed"]
    blanked = sealed is not None and salt is None and not private
    if not blanked and sealed is not None and (salt is None or sealed_of(salt, private) != sealed):
        return False
    if sealed is None and (private or salt is not None):
        return False
    return bool(leaf_of(name, number, public, sealed) == seals["leaf"])


def _verify_heads(conn: Connection, bureau: str, verdict: Verdict) -> None:
    uuid = conn.scalar(select(LEDGER.c.uuid).where(LEDGER.c.bureau == bureau))
    head = first_head(str(uuid))
    rows = conn.execute(select(CHAIN.c.tx, CHAIN.c.head).where(CHAIN.c.bureau == bureau))
    heads = {row.tx: bytes(row.head) for row in rows}
    txs = conn.scalars(select(TX.c.tx).where(TX.c.bureau == bureau).order_by(TX.c.tx)).all()
    if list(txs) != list(range(1, len(txs) + 1)) or len(heads) != len(txs):
        verdict.found.append(Text("操作记录有缺号或多余", "entries are missing from, or added to, the chain"))
    for tx, mine in _written(conn, bureau, txs):
        head = head_of(head, meta_text(conn, bureau, tx), mine)
        if heads.get(tx) != head:
            verdict.found.append(Text(f"第 {tx} 笔的校验值不符", f"the head of entry {tx} does not fit"))
            head = heads.get(tx) or head
        verdict.txs += 1
    verdict.head = head


def _written(conn: Connection, bureau: str, txs: Iterable[int]) -> Iterator[tuple[int, Iterable[Change]]]:
    """Yield every tx with what it did to records, most of them something."""
    writing = every_change(conn, bureau)
    done, mine = next(writing, (0, iter(())))
    for tx in txs:
        while done and done < tx:
            done, mine = next(writing, (0, iter(())))
        yield tx, mine if done == tx else ()
