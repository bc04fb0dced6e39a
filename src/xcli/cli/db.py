"""`db`: the ledger itself: is it whole, which schema, where."""

import re
from pathlib import Path
from typing import Annotated

from xcli.cli import output
from xcli.cli.command import command, group_app
from xcli.cli.options import option
from xcli.cli.session import ledger, place
from xcli.errors import CheckFailed, Misuse, NotFound
from xcli.settings import setting, small_file
from xcli.text import Text

app = group_app("台账", Text("台账文件：校验、升级、查看", "the ledger: verify, upgrade, describe"))


class Tampered(CheckFailed):
    """The ledger is not what was written."""

    sentence = Text(
        "发现 {count} 处不符，台账可能被改动或损坏。请停止使用，保留文件，并与备份核对。",
        "{count} differences: the ledger was altered or is damaged. Stop using it, keep the file, compare a backup.",
    )


class NoSuchCodes(NotFound):
    """The file of codes cannot be read."""

    sentence = Text(
        "校验码文件 {path} 读不到，或里面没有校验码。", "The file of check codes {path} cannot be read, or holds none."
    )


class NotCodes(Misuse):
    """A code would be added to a file of something else."""

    sentence = Text(
        "{path} 里有别的内容，不是校验码文件，没有写入。请换一个文件名。",
        "{path} holds something other than check codes; nothing was written. Use another name.",
    )


_TOO_MIGHTY = Text(
    "这个数据库账号可以删除操作记录；日常请用对 tx、chain 和 _past 各表没有 DELETE、TRUNCATE 权限的账号",
    "this account may remove entries; for daily work use one without DELETE and TRUNCATE on tx, chain "
    "and the _past tables",
)
Codes = Annotated[
    list[str] | None,
    option(
        "--code",
        "--校验码",
        help=Text("以前抄下的校验码，前面可加笔数", "a check code written down earlier, its entry before it if known"),
    ),
]
CodeFile = Annotated[
    str | None,
    option("--codes", "--校验码文件", help=Text("xcli db seal 写出的文件", "a file that xcli db seal wrote")),
]
SealFile = Annotated[
    str | None,
    option("--to", "--输出", help=Text("追加到这个文件（放在别处）", "add a line to this file, kept elsewhere")),
]


@command(
    app,
    "verify",
    "校验",
    Text("逐条核对：有没有被改动过，文件是否完好", "check every entry: was anything altered, is the file whole"),
)
def verify(code: Codes = None, codes: CodeFile = None) -> None:
    """Verify the whole ledger."""
    from xcli.ledger.verify import compare_codes, may_rewrite
    from xcli.ledger.verify import verify as check

    opened = ledger()
    noted = [*(code or ()), *(_lines_of(codes) if codes else ())]
    with opened.reading() as conn:
        verdict = check(conn, opened.bureau)
        verdict.found += compare_codes(conn, opened.bureau, noted)
        mighty = may_rewrite(conn)
    for found in verdict.found:
        output.say(found)
    output.say(
        Text(
            f"共 {verdict.txs} 笔、{verdict.versions} 个版本；最新一笔的校验码 {verdict.code}",
            f"{verdict.txs} entries, {verdict.versions} versions; check code of the newest entry: {verdict.code}",
        )
    )
    if mighty:
        output.warn(_TOO_MIGHTY)
    if verdict.found:
        raise Tampered(count=len(verdict.found))
    if noted:
        output.note(
            Text(f"完好；抄下的 {len(noted)} 个校验码都对得上。", f"All is whole; codes that fit: {len(noted)}.")
        )
        return
    output.note(
        Text(
            "完好。抄下笔数和校验码，日后可对照。",
            "All is whole. Note the number of entries and the code to compare later.",
        )
    )


def _lines_of(file: str) -> list[str]:
    """Return the codes of a file that `db seal` wrote."""
    try:
        text = small_file(Path(file)).decode("utf-8")
    except (OSError, UnicodeError) as error:
        raise NoSuchCodes(path=file) from error
    if not (noted := [line for line in text.splitlines() if line.strip()]):
        # Nothing to compare with is not the same as all that fits.
        raise NoSuchCodes(path=file)
    return noted


def _check_codes(file: Path) -> None:
    """Refuse to add a code to what is not a file of codes: a photograph, a report."""
    if file.is_file() and (size := file.stat().st_size):
        text = small_file(file).decode("utf-8", "replace") if size <= _MOST_CODES else "?"
        if not all(_SEALED.fullmatch(line) for line in text.splitlines() if line.strip()):
            raise NotCodes(path=file)


_MOST_CODES = 1 << 20
_SEALED = re.compile(r"[0-9]{6} [-0-9: ]+ [0-9]+ [0-9A-F]{4}(-[0-9A-F]{4}){3}")


@command(
    app,
    "seal",
    "封存",
    Text(
        "写出最新一笔和它的校验码；交给别人保存，日后能证明台账没有重做过",
        "write out the newest entry and its check code: kept by others, it shows later that nothing was rebuilt",
    ),
)
def seal(to: SealFile = None) -> None:
    """Write out the newest entry and its check code."""
    from xcli.ledger.verify import newest_entry

    opened = ledger()
    with opened.reading() as conn:
        entry, at, code = newest_entry(conn, opened.bureau)
    line = f"{opened.bureau} {at[:16].replace('T', ' ')} {entry} {code}"
    if to is None or to == "-":
        output.say(line)
        return
    from xcli.report.files import append

    _check_codes(Path(to).expanduser())
    written = append(to, line)
    output.note(Text(f"已追加到 {written}：第 {entry} 笔 {code}", f"Added to {written}: entry {entry} {code}"))


@command(
    app,
    "upgrade",
    "升级",
    Text("把旧台账升级到本程序的结构，先做并核对备份", "bring an older ledger up to date, after a verified backup"),
)
def upgrade() -> None:
    """Upgrade the ledger after a backup."""
    from xcli.ledger.engine import on_notice
    from xcli.ledger.schema import upgrade as bring_up

    on_notice(output.warn)
    before, after, backup = bring_up(place())
    if before == after:
        output.say(Text(f"已是第 {after} 版，不用升级。", f"Schema {after} already; nothing to do."))
        return
    kept = (
        Text(f"备份：{backup}", f"Backup: {backup}")
        if backup
        else Text("（服务器上的备份请自行安排）", "(backups of a server are yours to make)")
    )
    output.say(
        Text(
            f"已从第 {before} 版升级到第 {after} 版。{kept.zh}", f"Upgraded from schema {before} to {after}. {kept.en}"
        )
    )


@command(app, "info", "概况", Text("台账在哪里、哪个单位、多少记录", "where the ledger is, whose, how many records"))
def info() -> None:
    """Describe the ledger."""
    from xcli.domain.keeping import pages
    from xcli.ledger.book import read_book
    from xcli.ledger.cipher import ciphered
    from xcli.ledger.diary import standing
    from xcli.ledger.schema import head

    opened = ledger()
    with opened.reading() as conn:
        told = read_book(conn, opened.bureau)
        counts = standing(conn, opened.bureau)
    output.say(Text(f"位置：{place()}", f"place: {place()}"))
    if ciphered(Path(place())):
        output.say(Text(f"加密：密钥在 {setting('key')}", f"encrypted: the key is {setting('key')}"))
    output.say(
        Text(
            f"单位：{told.setting('bureau_name')}（{opened.bureau}）",
            f"bureau: {told.setting('bureau_name')} ({opened.bureau})",
        )
    )
    output.say(Text(f"结构：第 {head()} 版", f"schema: {head()}"))
    for name, count in counts.items():
        output.say(Text(f"{pages()[name].label.zh}：{count}", f"{pages()[name].label.en}: {count}"))
