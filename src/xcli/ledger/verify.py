"""Is the ledger what was written? Every leaf recomputed, every head rebuilt, the file's own checks run."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from xcli.domain.keeping import pages
from xcli.ledger.chain import Content, check_code, first_head, head_of, leaf_of, sealed_of, values_of
from xcli.ledger.journal import changes, meta_text
from xcli.ledger.query import assemble_versions
from xcli.ledger.tables import CHAIN, LEDGER, TX, shelf
from xcli.text import Text


@dataclass
class Verdict:
    """What a verification found: txs and versions read, the head, and every difference."""

    txs: int = 0
    versions: int = 0
    head: bytes = b""
    found: list[Text] = field(default_factory=list)

    @property
    def code(self) -> str:
        """Return the check code of the newest entry."""
        return check_code(self.head)


def verify(conn: Connection, bureau: str) -> Verdict:
    """Verify a whole ledger."""
    verdict = Verdict()
    verdict.found += file_faults(conn)
    for name in pages():
        _verify_leaves(conn, bureau, name, verdict)
    _verify_heads(conn, bureau, verdict)
    return verdict


def file_faults(conn: Connection) -> Iterator[Text]:
    """Yield what the file's own checks find."""
    if conn.dialect.name != "sqlite":
        return
    for row in conn.exec_driver_sql("PRAGMA integrity_check(10)"):
        if row[0] != "ok":
            yield Text(f"文件结构：{row[0]}", f"file structure: {row[0]}")
    for row in conn.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Text(f"引用缺失：{row[0]} → {row[2]}", f"missing reference: {row[0]} -> {row[2]}")
    mode = conn.exec_driver_sql("PRAGMA journal_mode").scalar()
    if mode not in ("delete", "memory"):
        yield Text(
            f"日志方式是 {mode}，不是 delete：被别的程序改过",
            f"journal mode is {mode}, not delete: another program changed it",
        )


def _verify_leaves(conn: Connection, bureau: str, name: str, verdict: Verdict) -> None:
    for content, number, tx, seals in assemble_versions(conn, shelf(name), bureau):
        verdict.versions += 1
        if not _leaf_holds(name, number, content, seals):
            verdict.found.append(
                Text(
                    f"{name} #{number}（第 {tx} 笔写入的版本）与登记时不符",
                    f"{name} #{number}, the version written by entry {tx}, is not what was written",
                )
            )


def _leaf_holds(name: str, number: int, content: Content, seals: dict[str, bytes | None]) -> bool:
    public, private = values_of(name, content)
    salt, sealed = seals["salt"], seals["sealed"]
    blanked = sealed is not None and salt is None and not private
    if not blanked and sealed is not None and (salt is None or sealed_of(salt, private) != sealed):
        return False
    if sealed is None and private:
        return False
    return leaf_of(name, number, public, sealed) == seals["leaf"]


def _verify_heads(conn: Connection, bureau: str, verdict: Verdict) -> None:
    uuid = conn.scalar(select(LEDGER.c.uuid).where(LEDGER.c.bureau == bureau))
    head = first_head(str(uuid))
    rows = conn.execute(select(CHAIN.c.tx, CHAIN.c.head).where(CHAIN.c.bureau == bureau))
    heads = {row.tx: bytes(row.head) for row in rows}
    txs = conn.scalars(select(TX.c.tx).where(TX.c.bureau == bureau).order_by(TX.c.tx)).all()
    if list(txs) != list(range(1, len(txs) + 1)) or len(heads) != len(txs):
        verdict.found.append(Text("操作记录有缺号或多余", "entries are missing from, or added to, the chain"))
    for tx in txs:
        mine = (change for name in sorted(pages()) for change in changes(conn, shelf(name), bureau, tx))
        head = head_of(head, meta_text(conn, bureau, tx), mine)
        if heads.get(tx) != head:
            verdict.found.append(Text(f"第 {tx} 笔的校验值不符", f"the head of entry {tx} does not fit"))
            head = heads.get(tx) or head
        verdict.txs += 1
    verdict.head = head
