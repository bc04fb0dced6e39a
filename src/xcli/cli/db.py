"""`db`: the ledger itself: is it whole, which schema, where."""

from xcli.cli import output
from xcli.cli.command import command, group_app
from xcli.cli.session import ledger, place
from xcli.errors import CheckFailed
from xcli.text import Text

app = group_app("台账", Text("台账文件：校验、升级、查看", "the ledger: verify, upgrade, describe"))


class Tampered(CheckFailed):
    """The ledger is not what was written."""

    sentence = Text(
        "发现 {count} 处不符，台账可能被改动或损坏。请停止使用，保留文件，并与备份核对。",
        "{count} differences: the ledger was altered or is damaged. Stop using it, keep the file, compare a backup.",
    )


@command(
    app,
    "verify",
    "校验",
    Text("逐条核对：有没有被改动过，文件是否完好", "check every entry: was anything altered, is the file whole"),
)
def verify() -> None:
    """Verify the whole ledger."""
    from xcli.ledger.verify import verify as check

    opened = ledger()
    with opened.reading() as conn:
        verdict = check(conn, opened.bureau)
    for found in verdict.found:
        output.say(found)
    output.say(
        Text(
            f"共 {verdict.txs} 笔、{verdict.versions} 个版本；最新一笔的校验码 {verdict.code}",
            f"{verdict.txs} entries, {verdict.versions} versions; check code of the newest entry: {verdict.code}",
        )
    )
    if verdict.found:
        raise Tampered(count=len(verdict.found))
    output.note(
        Text(
            "完好。抄下笔数和校验码，日后可对照。",
            "All is whole. Note the number of entries and the code to compare later.",
        )
    )


@command(
    app,
    "upgrade",
    "升级",
    Text("把旧台账升级到本程序的结构，先做并核对备份", "bring an older ledger up to date, after a verified backup"),
)
def upgrade() -> None:
    """Upgrade the ledger after a backup."""
    from xcli.ledger.schema import upgrade as bring_up

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
    from xcli.ledger.diary import standing
    from xcli.ledger.schema import head

    opened = ledger()
    with opened.reading() as conn:
        told = read_book(conn, opened.bureau)
        counts = standing(conn, opened.bureau)
    output.say(Text(f"位置：{place()}", f"place: {place()}"))
    output.say(
        Text(
            f"单位：{told.setting('bureau_name')}（{opened.bureau}）",
            f"bureau: {told.setting('bureau_name')} ({opened.bureau})",
        )
    )
    output.say(Text(f"结构：第 {head()} 版", f"schema: {head()}"))
    for name, count in counts.items():
        output.say(Text(f"{pages()[name].label.zh}：{count}", f"{pages()[name].label.en}: {count}"))
