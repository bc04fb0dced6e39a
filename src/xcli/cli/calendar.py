"""`calendar`: working days - what the State Council announced, and what the bureau has set over it."""

from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import delivery, output
from xcli.cli.command import command, group_app
from xcli.cli.counting import rule
from xcli.cli.options import Force, Format, To, argument, option
from xcli.cli.session import book, clerk, ledger
from xcli.domain.day import today
from xcli.errors import Misuse, NotFound
from xcli.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from xcli.domain.calendar import Calendar
    from xcli.intake.workdays import Moved

app = group_app(
    "日历",
    Text(
        "工作日历：先看本单位自定的日子，再看国务院办公厅的通知，都没有的年份只认周末（暂定）",
        "working days: the bureau's own first, then the State Council's notices; "
        "a year without either knows weekends only and is provisional",
    ),
)
DayArgument = Annotated[
    str, argument(Text("日期", "DAY"), Text("哪一天，如 2027-01-04", "the day, such as 2027-01-04"))
]
State = Annotated[str, argument(Text("安排", "STATE"), Text("work 上班、off 放假", "work or off"))]
Why = Annotated[str, option("--why", "--依据", help=Text("依据什么通知或决定", "by which notice or decision"))]
FileArgument = Annotated[
    str,
    argument(
        Text("文件", "FILE"), Text("列：日期、至（可无）、安排、说明", "columns: day, until (optional), work, why")
    ),
]
DryRun = Annotated[bool, option("--dry-run", "--试运行", help=Text("只看，不写入", "show it and write nothing"))]
YearOption = Annotated[
    int | None,
    option("--year", "--年度", min=2004, max=2098, help=Text("这一年的全部放假和调休", "all days off of this year")),
]


class NotADay(Misuse):
    """The day cannot be read."""

    sentence = Text("“{said}”{why}。写成 2027-01-04。", "“{said}” {why}. Write it as 2027-01-04.")


class NotAState(Misuse):
    """Neither work nor off."""

    sentence = Text("“{said}”不对：写 work（上班）或 off（放假）。", "“{said}”: write work or off.")


class NeverChanged(NotFound):
    """The calendar has not been changed in this ledger."""

    sentence = Text("这本台账还没有改过工作日历。", "The calendar of this ledger has never been changed.")


@command(
    app,
    "set",
    "设置",
    Text(
        "设置一天上班或放假：calendar set 2027-01-04 work --why 通知",
        "set a day: calendar set 2027-01-04 work --why NOTICE",
    ),
)
def set_(day: DayArgument, state: State, why: Why) -> None:
    """Set one day."""
    from xcli.intake.workdays import WORDS, set_days
    from xcli.ledger.journal import Act

    opened, who, chosen = ledger(), clerk(), _day(day)
    work = WORDS.get(state.strip().lower())
    if work is None:
        raise NotAState(said=state)
    cells = {"day": chosen, "work": "是" if work else "否", "why": why, "notice": _notice(chosen)}
    moved = set_days(opened, [cells], Act(who, "calendar set", reason=why))
    told = Text("上班", "worked") if work else Text("放假", "off")
    output.say(Text(f"{chosen} {told.zh}（依据：{why}）。", f"{chosen} is {told.en} ({why})."))
    say_moved(moved)


def _notice(day: "date") -> str | None:
    """Tell whether the day stands among those of a whole notice, which it then still does."""
    return "是" if day.year in book(ledger()).lists.calendar.noticed else None


def _day(said: str) -> "date":
    from xcli.domain.day import read_day

    day, fault = read_day(said)
    if day is None:
        raise NotADay(said=said, why=fault.reason if fault else "")
    return day


def say_moved(moved: "Sequence[Moved]") -> None:
    """Say which stored days were computed anew, and where to see which due days moved."""
    for one in moved[:10]:
        label = one.field.label
        output.say(
            Text(
                f"  {one.record.title} {label.zh}：{one.before or '—'} -> {one.after or '—'}",
                f"  {one.record.title} {label.en}: {one.before or '—'} -> {one.after or '—'}",
            )
        )
    if len(moved) > 10:
        output.say(Text(f"  ……共 {len(moved)} 处", f"  ... {len(moved)} in all"))
    output.say(
        Text(
            "哪些到期日变了：xcli calendar diff。反悔：xcli undo",
            "Which due days moved: xcli calendar diff. To reverse: xcli undo",
        )
    )


@command(app, "unset", "取消", Text("取消本单位设置的一天", "take out a day that was set"))
def unset(day: DayArgument, why: Why) -> None:
    """Take one day out."""
    from xcli.intake.workdays import unset as take_out
    from xcli.ledger.journal import Act

    opened, who, chosen = ledger(), clerk(), _day(day)
    moved = take_out(opened, chosen, Act(who, "calendar unset", reason=why))
    output.say(Text(f"已取消 {chosen} 的设置。", f"{chosen} is no longer set."))
    say_moved(moved)


@command(
    app,
    "import",
    "导入",
    Text("导入一份放假通知（CSV 或 Excel）", "import a notice of holidays, CSV or a workbook"),
)
def import_(
    file: FileArgument,
    why: Annotated[
        str | None, option("--why", "--依据", help=Text("没有“说明”列时的依据", "why, if no column says"))
    ] = None,
    *,
    dry_run: DryRun = False,
) -> None:
    """Import a notice."""
    from xcli.intake.workdays import read_notice, set_days
    from xcli.ledger.journal import Act

    opened, who = ledger(), clerk()
    calendar = book(opened).lists.calendar
    entries = read_notice(file, why)
    years = sorted({entry["day"].year for entry in entries})
    off = sum(entry["work"] == "否" for entry in entries)
    moved = [] if dry_run else set_days(opened, entries, Act(who, "calendar import", reason=why or file))
    done = Text("计划（未写入）", "plan (nothing written)") if dry_run else Text("已导入", "imported")
    zh, en = "、".join(map(str, years)), ", ".join(map(str, years))
    output.say(
        Text(
            f"{done.zh}：{zh} 年放假 {off} 天、上班 {len(entries) - off} 天。",
            f"{done.en}: {en}, {off} days off and {len(entries) - off} worked.",
        )
    )
    whole = {entry["day"].year for entry in entries if entry["notice"]}
    for year in years:
        if year not in whole and calendar.provisional(year):
            output.warn(
                Text(
                    f"{year} 年仍为暂定：文件里没有元旦、劳动节、国庆节的全部放假日。",
                    f"{year} stays provisional: the file lacks days of New Year, Labour Day or National Day.",
                )
            )
    if not dry_run:
        say_moved(moved)


@command(
    app, "list", "列表", Text("本单位设置的日子；加 --year 看全年", "the days that were set; --year for a whole year")
)
def list_(year: YearOption = None, format: Format = None, to: To = None, force: Force = False) -> None:
    """List days."""
    from xcli.report.table import Column, Table

    calendar = book(ledger()).lists.calendar
    days = sorted(calendar.own) if year is None else list(_special(calendar, year))
    own, announced = Text("本单位", "the bureau"), Text("国务院通知", "the notice")
    work, off = Text("上班", "worked"), Text("放假", "off")
    rows: list[list[Any]] = [
        [
            day,
            _weekday(day),
            work if calendar.workday(day) else off,
            calendar.named(day),
            own if day in calendar.own else announced,
        ]
        for day in days
    ]
    columns = [
        Column("day", Text("日期", "day"), "day"),
        Column("weekday", Text("星期", "weekday")),
        Column("state", Text("安排", "state")),
        Column("why", Text("说明", "why")),
        Column("source", Text("来源", "source")),
    ]
    title = (
        Text(f"工作日历 {year}", f"working days {year}") if year else Text("本单位设置的日子", "days set by the bureau")
    )
    notes = [Text(f"日历版本：{calendar.version}", f"calendar: {calendar.version}")]
    if year and calendar.provisional(year):
        notes.append(
            Text(
                f"{year} 年的放假安排尚未公布，只认周末，到期日为暂定。",
                f"The holidays of {year} are not announced: weekends only, due days are provisional.",
            )
        )
    delivery.show_table(Table(title, columns, rows, notes=notes), format, to, force=force)


def _special(calendar: "Calendar", year: int) -> "Iterator[date]":
    from datetime import date, timedelta

    day = date(year, 1, 1)
    while day.year == year:
        if day in calendar.own or calendar.named(day) is not None:
            yield day
        day += timedelta(days=1)


def _weekday(day: "date") -> Text:
    from xcli.stats.explain import WEEK

    return WEEK[day.weekday()]


@command(
    app,
    "diff",
    "差异",
    Text(
        "最近一次（或某一笔）改日历后，哪些到期日变了",
        "which due days the last change of the calendar moved, or that of an entry",
    ),
)
def diff(
    entry: Annotated[
        int | None, argument(Text("第几笔", "ENTRY"), Text("哪一笔改动", "which entry changed it"))
    ] = None,
    format: Format = None,
    to: To = None,
    force: Force = False,
) -> None:
    """Tell which due days moved."""
    from xcli.domain.pages import lines
    from xcli.ledger.book import read_reckoning
    from xcli.ledger.diary import changed_calendar
    from xcli.stats.moving import moved

    opened = ledger()
    with opened.reading() as conn:
        last = changed_calendar(conn, opened.bureau)
        at = entry or (last[-1] if last else None)
        if at is None or at not in last:
            raise NeverChanged
        before, now = (read_reckoning(conn, opened.bureau, tx) for tx in (at - 1, None))
        shifts = [s for page in lines().values() for s in moved(conn, page, opened.bureau, before, now, today())]
    _show_shifts(shifts, at, format, to, force=force)


def _show_shifts(shifts: "Sequence[Any]", at: int, format: str | None, to: str | None, *, force: bool) -> None:
    from xcli.report.table import Column, Table
    from xcli.stats.explain import due_day

    rows: list[list[Any]] = []
    for item, before in shifts:
        days = (item.run.due - before).days
        rows.append(
            [item.case_no, item.run.clock.label, before, due_day(item.run), f"{days:+d}", item.run.clock.law.cite()]
        )
    columns = [
        Column("case_no", Text("案号", "case no."), firm=True),
        Column("clock", Text("期限", "time limit")),
        Column("before", Text("原到期", "was due"), "day"),
        Column("due", Text("现到期", "is due"), firm=True),
        Column("days", Text("天", "days"), right=True),
        Column("law", Text("依据", "law")),
    ]
    title = Text(f"第 {at} 笔改日历以来变动的到期日", f"due days that moved since entry {at} changed the calendar")
    note = Text(f"共 {len(rows)} 项", f"{len(rows)} in all")
    delivery.show_table(Table(title, columns, rows, notes=(note,)), format, to, force=force)


@command(
    app,
    "refresh",
    "重算",
    Text(
        "程序带来新的放假通知后，重算已存的视为受理日期", "after a release with new notices: compute stored days anew"
    ),
)
def refresh() -> None:
    """Compute stored days anew."""
    from xcli.intake.workdays import refresh as compute
    from xcli.intake.workdays import stale
    from xcli.ledger.journal import Act

    opened, who = ledger(), clerk()
    if not stale(opened):
        output.say(Text("已存的日期都与现行日历一致。", "Every stored day agrees with the calendar."))
        return
    say_moved(compute(opened, Act(who, "calendar refresh")))


command(
    app,
    "rule",
    "规则",
    Text("法律没有写明的算法：不带参数为列表", "what the law leaves open about counting; without words a list"),
)(rule)
