"""Time limits as a jurist would check them: a table of cases, and what clocks say of a record."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagework import judged, refusals, taken
from xcli.domain.calendar import Calendar
from xcli.domain.field import Parts
from xcli.domain.pages import lines
from xcli.domain.reckoning import Reckoning, Run
from xcli.stats.clocks import Watch, in_time, late

TABLE = Path(__file__).with_name("time_limits.txt").read_text("utf-8")
ROWS = [line for line in TABLE.splitlines() if line and not line.startswith("#")]
LATER = date(2025, 6, 30)
CALENDAR = Calendar()


def cells_of(line: str, facts: str) -> dict[str, Any]:
    """Read `label=value` pairs; a suspension is written 中止=from~to after its ground."""
    page = lines()[line]
    names = {field.label.zh: name for name, field in page.fields.items()}
    cells: dict[str, Any] = {}
    ground = None
    for fact in facts.split():
        label, _, value = fact.partition("=")
        if label == "中止事由":
            ground = value
        elif isinstance(page.fields[names[label]], Parts):
            begins, _, ends = value.partition("~")
            part = {"suspended_on": begins, "resumed_on": ends, "ground": ground}
            cells.setdefault(names[label], []).append({key: cell for key, cell in part.items() if cell})
        else:
            cells[names[label]] = value
    return cells


def runs_of(line: str, facts: str, settings: dict[str, str] | None = None) -> dict[str, Run]:
    watch = Watch(lines()[line], Reckoning(settings=settings or {}))
    return {run.clock.id: run for run in watch.runs(judged(line, cells_of(line, facts)).content)}


def outcome(run: Run) -> str:
    """Return what came of a clock in the words of the table."""
    if run.provisional:
        return "暂定"
    if run.done is None:
        return ""
    return f"逾期{-run.days(LATER)}" if run.state(LATER) == "late" else "按期"


@pytest.mark.parametrize("row", ROWS)
def test_the_table_of_a_jurist(row: str) -> None:
    clock, facts, due, article, *rest = [cell.strip() for cell in row.split("|")]
    run = runs_of(clock.partition(".")[0], facts)[clock]
    assert str(run.due or "-") == due
    assert run.clock.law.article == article
    assert run.due is None or run.clock.unit == "stated" or CALENDAR.workday(run.due)
    deemed = clock.startswith("recon.review") and "受理日期" not in facts
    assert ("" if deemed else outcome(run)) == (rest[1] if len(rest) > 1 else "")


def test_the_table_is_long_and_knows_every_clock() -> None:
    told = {row.split("|")[0].strip() for row in ROWS}
    declared = {clock.id for page in lines().values() for clock in page.clocks if clock.line in OURS}
    assert len(ROWS) >= 74
    assert declared == told


OURS = ("recon", "dispute", "aid", "audit", "legality", "litigation", "rectify", "register")


def test_every_clock_is_named_once() -> None:
    ids = [clock.id for page in lines().values() for clock in page.clocks]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(rf"{page.name}\.[a-z0-9_]+", c.id) for page in lines().values() for c in page.clocks)


def test_working_days_by_setting() -> None:
    facts = "申请日期=2024-06-03 案件类型=民事"
    assert str(runs_of("aid", facts)["aid.decide"].due) == "2024-06-11"
    assert str(runs_of("aid", facts, {"aid.days": "working"})["aid.decide"].due) == "2024-06-13"


def test_a_suspension_that_does_not_stop_the_clock_by_setting() -> None:
    facts = "收到申请日期=2024-03-05 受理日期=2024-03-05 中止=2024-03-20~2024-04-09"
    assert str(runs_of("recon", facts)["recon.decide"].due) == "2024-05-24"
    assert str(runs_of("recon", facts, {"recon.suspension_stops": "no"})["recon.decide"].due) == "2024-05-06"


@given(
    received=st.dates(date(2022, 6, 1), date(2026, 6, 30)), offset=st.integers(0, 70), lasting=st.integers(0, 90),
    earlier=st.none() | st.tuples(st.integers(0, 30), st.integers(0, 20)),
)  # fmt: skip
def test_the_review_of_a_document_never_brings_the_decision_nearer(
    received: date, offset: int, lasting: int, earlier: tuple[int, int] | None
) -> None:
    def stop(after: int, days: int, ground: str) -> dict[str, Any]:
        begins = received + timedelta(days=after)
        return {"suspended_on": begins, "resumed_on": begins + timedelta(days=days), "ground": ground}

    known = [stop(*earlier, "other")] if earlier else []
    record = {"received_on": received, "accepted_on": received, "examined_on": received}
    more = [*known, stop(offset, lasting, "document")]
    plain, longer = (list(DECIDE.runs(record | {"suspension": stops})) for stops in (known, more))
    law = "_2017" if received < date(2024, 1, 1) else ""
    assert [[run.clock.id for run in runs] for runs in (plain, longer)] == [[f"recon.decide{law}"]] * 2
    before, after = (run.due for (run,) in (plain, longer))
    assert before
    assert after
    assert after >= before


DECIDE = Watch(lines()["recon"], Reckoning(), [c for c in lines()["recon"].clocks if c.id.startswith("recon.decide")])


def test_a_closed_case_owes_no_more_what_it_did_not_record() -> None:
    facts = "收到申请日期=2024-03-05 受理日期=2024-03-05 办结日期=2024-04-30 审理结果=维持"
    found = runs_of("recon", facts)
    assert found["recon.send"].state(LATER) == "moot"
    assert found["recon.decide"].state(LATER) == "done"


def test_nobody_sues_over_a_silence_that_was_broken_in_time() -> None:
    facts = "收到申请日期=2024-05-06 受理日期=2024-05-06 审理结果=维持"
    for day in ("2024-07-05", "2024-07-08"):
        assert "recon.sue_silence" not in runs_of("recon", f"{facts} 办结日期={day}")
    suspended = "收到申请日期=2024-05-06 受理日期=2024-05-06 中止=2024-05-20~"
    assert "recon.sue_silence" not in runs_of("recon", suspended)


def test_a_right_lapses_and_nobody_is_late() -> None:
    facts = "受理日期=2024-06-03 纠纷类别=合同 调解结果=调解成功 调解日期=2024-06-05 协议日期=2024-06-05"
    run = runs_of("dispute", facts)["dispute.confirm"]
    assert [run.state(date(2024, 7, day)) for day in (5, 6)] == ["running", "lapsed"]


def test_what_has_not_begun_names_the_day_that_lacks() -> None:
    facts = "收到申请日期=2024-03-05 受理日期=2024-03-05 副本发送日期=2024-03-06"
    page = lines()["recon"]
    watch = Watch(page, Reckoning())
    assert [c.id for c in watch.awaited(taken("recon", cells_of("recon", facts) | NEEDED))] == ["recon.reply"]


NEEDED = {"respondent": "某局"}


def test_in_time() -> None:
    page = lines()["recon"]
    decide = [clock for clock in page.clocks if clock.id == "recon.decide"]
    watch = Watch(page, Reckoning(), decide)

    def judge(closed: str) -> bool | None:
        facts = f"收到申请日期=2024-03-05 受理日期=2024-03-05 {closed}"
        return in_time(watch.runs(judged("recon", cells_of("recon", facts)).content))

    assert judge("办结日期=2024-05-06 审理结果=维持") is True
    assert judge("办结日期=2024-05-07 审理结果=维持") is False
    assert judge("") is None


def test_only_what_became_late_is_told() -> None:
    watch = Watch(lines()["recon"], Reckoning())
    facts = "收到申请日期=2024-03-05 受理日期=2024-03-05 副本发送日期=2024-03-20"
    before = judged("recon", cells_of("recon", facts)).content
    after = judged("recon", cells_of("recon", f"{facts} 办结日期=2024-05-09 审理结果=维持")).content
    told = late(watch.runs(before), watch.runs(after), LATER)
    assert [run.clock.id for run in told] == ["recon.decide"]
    assert [run.clock.id for run in late([], watch.runs(before), LATER)] == ["recon.send"]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ("听证日期=2024-04-01 听证通知日期=2024-04-02", "听证早于听证通知（第51条）"),
        ("审理程序=简易程序 延期批准日期=2024-03-20", "简易程序不得延期（第62条）"),
        ("中止=2024-03-20~2024-04-09 中止=2024-04-01~2024-04-20", "两次中止重叠（第39条）"),
        ("延期批准日期=2024-03-20 延长天数=31", "延长天数应在 1 至 30 天（第62条）"),
    ],
)
def test_what_the_law_does_not_allow_is_refused_with_its_article(facts: str, says: str) -> None:
    told = f"收到申请日期=2024-03-05 受理日期=2024-03-05 {facts}"
    assert says in refusals("recon", cells_of("recon", told) | NEEDED)
