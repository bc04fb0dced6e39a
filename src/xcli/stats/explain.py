"""A due day explained as one would to a party: from which day, what was counted, what was passed over, and why."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from xcli.domain.calendar import PROVISIONAL, Calendar
from xcli.domain.clock import Clock
from xcli.domain.reckoning import Reckoning, Run, extended_by, stretches_of
from xcli.text import Text, listed

_DAY = timedelta(days=1)
WEEK = (
    Text("周一", "Mon"), Text("周二", "Tue"), Text("周三", "Wed"), Text("周四", "Thu"), Text("周五", "Fri"),
    Text("周六", "Sat"), Text("周日", "Sun"),
)  # fmt: skip
_WEEKENDS = Text("周末", "weekends")


def told(day: date) -> Text:
    """Return a day with its weekday."""
    name = WEEK[day.weekday()]
    return Text(f"{day}（{name.zh}）", f"{day} ({name.en})")


def explain(run: Run, content: Mapping[str, Any], by: Reckoning) -> Iterator[Text]:
    """Yield how a clock was counted on a record."""
    clock, calendar = run.clock, by.calendar
    yield _start(run, content)
    if clock.unit != "stated":
        yield from _restart(run, content)
        if run.due is None or run.raw is None:
            yield from _stands_still(run)
        else:
            stretches = [(a, b) for a, b in stretches_of(clock, content, run.start, run.done) if b and a <= run.due]
            yield from (_not_counted(clock, a, b, calendar) for a, b in stretches)
            yield from _extension(clock, content, run.due)
            yield from (_working if clock.unit == "working" else _natural)(run, calendar)
    if run.provisional:
        yield unannounced(run, calendar)
    if (run.done is None or (run.end and run.end.computed)) and clock.lapse.zh:
        yield clock.lapse
    if clock.note.zh:
        yield clock.note


def _start(run: Run, content: Mapping[str, Any]) -> Text:
    clock = run.clock
    anew = clock.restart and run.start != content.get(clock.starts.name)
    label = clock.restart.answered.label if clock.restart and anew else clock.from_what
    length = clock.spoken_length()
    if clock.unit == "stated":
        return Text(f"{label.zh}为 {run.start}", f"“{label.en}” is {run.start}")
    if clock.backwards:
        return Text(
            f"{label.zh} {told(run.start).zh}，当日不计，往前 {length.zh}",
            f"{label.en} {told(run.start).en}, that day not counted, {length.en} backwards",
        )
    return Text(
        f"自{label.zh} {told(run.start).zh}起，当日不计，{length.zh}",
        f"from {label.en} {told(run.start).en}, that day not counted, {length.en}",
    )


def _restart(run: Run, content: Mapping[str, Any]) -> Iterator[Text]:
    restart = run.clock.restart
    if restart and (asked := content.get(restart.asked.name)):
        law, again = restart.law.cite(), Text("", "")
        if run.start == content.get(restart.answered.name):
            again = Text(f"，{run.start} 收到后重新计算", f", counted anew from {run.start}")
        elif run.due is not None:
            again = Text("，期限已届满，不重新计算", ", after it had run out: not counted anew")
        yield Text(
            f"{restart.asked.label.zh} {asked}{again.zh}（{law.zh}）",
            f"“{restart.asked.label.en}” {asked}{again.en} ({law.en})",
        )


def _stands_still(run: Run) -> Iterator[Text]:
    if run.clock.restart:
        yield Text(
            f"{run.since} 起等待补正，收到材料后重新计算 {run.clock.spoken_length().zh}",
            f"waits for an answer since {run.since}, then {run.clock.spoken_length().en} anew",
        )
    else:
        yield Text(
            f"{run.since} 起停止计算，恢复后还有 {run.left} 日",
            f"stands still since {run.since}; {_days(run.left)} left when it goes on",
        )


def _not_counted(clock: Clock, begins: date, ends: date, calendar: Calendar) -> Text:
    if clock.pause is None:
        raise TypeError(clock)
    law, working = clock.pause.law.cite(), clock.unit == "working"
    days = calendar.count(begins, ends) if working else (ends - begins).days
    label = clock.pause.group.label
    return Text(
        f"{label.zh} {begins} 至 {ends}，{days} 日不计入（{law.zh}）",
        f"{label.en} {begins} to {ends}: {days} days not counted ({law.en})",
    )


def _extension(clock: Clock, content: Mapping[str, Any], due: date) -> Iterator[Text]:
    extension = clock.extension
    on = content.get(extension.on.name) if extension else None
    if extension is None or on is None:
        return
    added, law = extended_by(clock, content, due), extension.law.cite()
    if added:
        yield Text(f"{on} 批准延长 {added} 日（{law.zh}）", f"{added} days added on {on} ({law.en})")
    else:
        yield Text(
            f"{on} 批准延长，期限已届满，不计（{law.zh}）",
            f"an extension on {on} came after it had run out: not counted ({law.en})",
        )


def _natural(run: Run, calendar: Calendar) -> Iterator[Text]:
    if run.raw is None or run.due is None:
        return
    if run.raw == run.due:
        why = "，是工作日" if run.raw.weekday() > 4 else ""
        yield Text(f"届满 {told(run.raw).zh}{why}", f"runs out on {told(run.raw).en}{', a working day' if why else ''}")
        return
    off = _named(calendar, run.raw, run.due, worked=False)
    yield Text(
        f"届满 {told(run.raw).zh}，{off.zh}，顺延至 {told(run.due).zh}",
        f"runs out on {told(run.raw).en}: {off.en}; moved to {told(run.due).en}",
    )


def _working(run: Run, calendar: Calendar) -> Iterator[Text]:
    if run.due is None:
        return
    first, end = (run.due, run.start) if run.clock.backwards else (run.start + _DAY, run.due + _DAY)
    worked, off = _named(calendar, first, end, worked=True), _named(calendar, first, end, worked=False)
    if worked.zh:
        yield Text(f"计入调休上班 {worked.zh}", f"counted, as they are worked: {worked.en}")
    if off.zh:
        yield Text(f"跳过 {off.zh}", f"passed over: {off.en}")


def _named(calendar: Calendar, first: date, end: date, *, worked: bool) -> Text:
    """Return the days off by name, or the weekends that are worked, from the first day up to the end."""
    days = [first + n * _DAY for n in range((end - first).days)]
    if worked:
        chosen = [told(day) for day in days if calendar.workday(day) and day.weekday() > 4]
        return listed(chosen)
    off = [(day, calendar.named(day) or _WEEKENDS) for day in days if not calendar.workday(day)]
    holidays = [_run_of([day for day, _ in group], name) for name, group in groupby(off, lambda one: one[1])
                if name is not _WEEKENDS]  # fmt: skip
    weekend = sum(name is _WEEKENDS for _, name in off)
    parts = holidays + ([Text(f"周末 {weekend} 天", f"{weekend} weekend days")] if weekend else [])
    return listed(parts)


def _run_of(days: list[date], name: Text) -> Text:
    if len(days) == 1:
        return Text(f"{name.zh} {days[0]:%m-%d}", f"{name.en} {days[0]:%m-%d}")
    return Text(f"{name.zh} {days[0]:%m-%d} 至 {days[-1]:%m-%d}", f"{name.en} {days[0]:%m-%d} to {days[-1]:%m-%d}")


def unannounced(run: Run, calendar: Calendar) -> Text:
    """Return the sentence that a day is provisional, with the years whose holidays are not announced."""
    first, last = sorted((run.start, run.due or run.start))
    years = [year for year in range(first.year, last.year + 1) if calendar.provisional(year)]
    zh, en = "、".join(map(str, years)), ", ".join(map(str, years))
    return Text(
        f"暂定：{zh} 年的放假安排尚未公布（公布后：xcli calendar import）",
        f"provisional: the holidays of {en} are not announced (then: xcli calendar import)",
    )


def standing(run: Run, today: date) -> Text:
    """Return how a clock stands on a day, in words."""
    days = abs(run.days(today))
    match run.state(today):
        case "waiting":
            return Text(f"{run.start} 起算", f"begins {run.start}")
        case "running":
            return Text(f"还有 {days} 天", f"{_days(days)} left") if days else Text("今天到期", "due today")
        case "overdue":
            return Text(f"逾期 {days} 天", f"{_days(days)} over")
        case "late":
            return Text(f"{run.done} 完成，逾期 {days} 天", f"done {run.done}, {_days(days)} late")
        case "done":
            return _done(run)
        case "lapsed":
            return Text("期限已过", "has lapsed")
        case "moot":
            return Text("已结案，未记录", "closed, no day recorded")
    waits, left = Text("等待补正", "waits for an answer"), Text(f"余 {run.left} 日", f"{_days(run.left)} left")
    why = waits if run.clock.restart else left
    return Text(f"停止计算，{why.zh}", f"stands still, {why.en}")


def outlook(run: Run, today: date) -> Text:
    """Return the due day of a clock, if it has one, and how it stands."""
    due, now = due_day(run), standing(run, today)
    return now if run.due is None else Text(f"{due.zh} 到期，{now.zh}", f"due {due.en}, {now.en}")


def _done(run: Run) -> Text:
    if run.end is not None and run.end.computed:
        label = run.end.label  # 视为受理日期: the law did it
        return Text(f"{run.done} {label.zh.removesuffix('日期')}", f"{label.en} {run.done}")
    return Text(f"{run.done} 完成", f"done {run.done}")


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def due_day(run: Run) -> Text:
    """Return the due day, marked where it is provisional."""
    if run.due is None:
        return Text("—", "—")
    mark = PROVISIONAL if run.provisional else Text("", "")
    return Text(f"{run.due}{mark.zh}", f"{run.due}{mark.en}")
