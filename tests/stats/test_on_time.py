"""What was done in time: read narrowly from the ledger it is what the whole records give, under the bureau's days."""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stats.ledgers import holding
from xcli.domain.calendar import Calendar
from xcli.domain.indicator import Count, OnTime
from xcli.domain.keeping import CalendarDay, Setting
from xcli.domain.page import complete
from xcli.domain.pages import lines
from xcli.domain.period import Period
from xcli.domain.reckoning import Reckoning
from xcli.ledger.ledger import Ledger
from xcli.stats import evaluate
from xcli.stats.axis import Axis
from xcli.stats.query import figures
from xcli.stats.table import answer
from xcli.stats.trace import chosen, reason_of, reasons, trace

R = lines()["recon"]
BY_ID = {clock.id: clock for clock in R.clocks}
DECIDE = tuple(BY_ID[f"recon.{name}"] for name in ("decide", "decide_simplified", "decide_2017"))
START = date(2024, 1, 2)
YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))
RATE = next(i for i in R.indicators if i.id == "recon.on_time_rate")

after = st.integers(0, 130).map(lambda n: START + timedelta(days=n))
stops = st.tuples(after, st.integers(0, 40)).map(
    lambda pair: {"suspended_on": pair[0], "resumed_on": pair[0] + timedelta(days=pair[1]), "ground": "other"}
)
records = st.fixed_dictionaries(
    {"received_on": st.just(START), "respondent": st.sampled_from(["区公安局", "区住建局"]), "closed_on": after},
    optional={
        "accepted_on": st.just(START + timedelta(days=2)),
        "procedure": st.sampled_from(["ordinary", "simplified"]),
        "converted_on": after,
        "extended_on": after,
        "extended_days": st.integers(1, 30),
        "outcome": st.sampled_from(["upheld", "mediated"]),
        "suspension": st.lists(stops, max_size=2),
    },
).map(lambda content: complete(R, content, Calendar()))
contents_of = st.lists(records, max_size=6)
spans = st.lists(
    st.tuples(after, after).filter(lambda ends: ends[0] < ends[1]).map(lambda ends: Period(*ends)), min_size=1, max_size=3
)
days_off = st.dictionaries(after, st.booleans(), max_size=4)
few = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
Contents = list[dict[str, Any]]


@few
@given(contents_of, spans, days_off, st.booleans(), st.booleans())
def test_the_ledger_gives_what_the_records_give(
    either: Ledger, contents: Contents, periods: list[Period], own: dict[date, bool], stops: bool, grouped: bool
) -> None:
    term = OnTime(DECIDE, R.docket.closes, R.fields["outcome"].present)
    axes = [Axis(R.fields["respondent"])] if grouped else []
    rules = {} if stops else {"recon.suspension_stops": "no"}
    kept = [{name: value for name, value in content.items() if value != []} for content in contents]
    with holding(either, contents, line="recon") as desk:
        from xcli.ledger.journal import Act, Writer

        writer = Writer(desk.conn, desk.bureau, Act("王芳", "test"), tx=_tx(desk), desk=1)
        for day, work in own.items():
            writer.add(CalendarDay, {"day": day, "work": int(work), "why": "测试"})
        for key, value in rules.items():
            writer.add(Setting, {"key": key, "value": value})
        found = figures(desk, [term, Count(R.docket.closes)], periods, axes=axes)
    by = Reckoning(Calendar(own), rules)
    assert found == evaluate.figures([term, Count(R.docket.closes)], periods, kept, axes=axes, by=by)


def _tx(desk: Any) -> int:
    from sqlalchemy import func, select

    from xcli.ledger.tables import TX

    return int(desk.conn.scalar(select(func.max(TX.c.tx)).where(TX.c.bureau == desk.bureau)))


def case(closed: str, **more: Any) -> dict[str, Any]:
    content = {
        "case_no": f"湟复〔2024〕{closed}号", "received_on": date(2024, 3, 5), "accepted_on": date(2024, 3, 5),
        "respondent": "区公安局", "closed_on": date.fromisoformat(closed), "outcome": "upheld", **more,
    }  # fmt: skip
    return complete(R, content, Calendar())


def test_a_rate_names_its_calendar_and_opens_to_its_members(either: Ledger) -> None:
    told = [case("2024-05-06"), case("2024-05-07"), case("2024-05-24", extended_on=date(2024, 4, 30))]
    with holding(either, told, line="recon") as desk:
        whole = answer(desk, [RATE], [YEAR]).figure(RATE, YEAR)
        assert (whole.numerator, whole.denominator) == (2, 3)
        assert "chinesecalendar" in whole.marks[0].zh
        opened = trace(desk, RATE, YEAR, RATE.terms)
        assert (opened.numerator.value, opened.numerator.records) == (2, 2)
        titles = [record.title for record in chosen(desk, opened.numerator.where)]
        assert titles == ["湟复〔2024〕2024-05-06号", "湟复〔2024〕2024-05-24号"]
        late = chosen(desk, opened.candidates)
        why = [reason for reason, _ in opened.left]
        assert [(record.title, reason_of(record, why).zh) for record in late] == [("湟复〔2024〕2024-05-07号", "超过期限")]
        assert [(reason.text.zh, count) for reason, count in opened.left] == [("超过期限", 1)]
        assert reasons(Count(R.docket.closes), YEAR)


def test_a_day_of_the_bureau_changes_who_was_in_time(either: Ledger) -> None:
    content = case("2024-05-07")
    by = Reckoning(Calendar({date(2024, 5, 6): False}))
    term = RATE.numerator
    assert evaluate.value(term, YEAR, [content]) == 0
    assert evaluate.value(term, YEAR, [content], by) == 1
