"""`xcli check`: whether figures agree with one another, and records keep their rules."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from xcli.cli import output
from xcli.cli.command import command, single_app
from xcli.cli.options import argument
from xcli.cli.scope import From, Half, Month, Quarter, Until, Wanted, Year, first_day, wanted
from xcli.cli.session import book, ledger
from xcli.errors import CheckFailed
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.lists import Lists
    from xcli.domain.page import Line
    from xcli.domain.period import Period
    from xcli.ledger.record import Record
    from xcli.stats.check import Breach, Difference, Terms, Verdict

app = single_app()
LineName = Annotated[str | None, argument(Text("业务", "LINE"), Text("只核对这一种业务", "only this line of work"))]

Found = tuple["type[Line]", "list[Verdict]", "list[Breach]"]


class DoesNotAgree(CheckFailed):
    """Something does not agree."""

    sentence = Text(
        "核对不符：{what}。详见上文，更正后请再核对一次。",
        "The check failed: {what}. See above; mend the records and check again.",
    )


@command(
    app,
    "check",
    "核对",
    Text(
        "核对：各期各机构的勾稽关系是否成立，记录是否自相矛盾；不写期间为本年逐月",
        "check that the figures of every month and office agree, and that no record contradicts itself; "
        "by default this year",
    ),
)
def check(
    line: LineName = None,
    *,
    month: Month = None,
    quarter: Quarter = None,
    half: Half = None,
    year: Year = None,
    from_: From = None,
    to: Until = None,
) -> None:
    """Check figures and records."""
    want = wanted({"month": month, "quarter": quarter, "half": half, "year": year, "from": from_, "to": to})
    opened = ledger()
    known = book(opened)
    with opened.reading() as conn:
        found = [_checked(conn, opened.bureau, page, _periods(want, first_day(known, page))) for page in _pages(line)]
    for page, verdicts, breaches in found:
        for text in [*_identities(page, verdicts, known.lists), *_rules(page, breaches)]:
            output.say(text)
    _judge(found)


def _pages(line: str | None) -> "list[type[Line]]":
    from xcli.domain.pages import lines
    from xcli.stats.catalogue import line_named

    return [line_named(line)] if line else list(lines().values())


def _periods(want: Wanted, first: int) -> "list[Period]":
    """Return the whole period and its months."""
    from xcli.domain.day import today
    from xcli.domain.period import year_to_date

    asked = want.asked(first)
    whole = asked.cut(today()) if asked else year_to_date(today(), first)
    return list(dict.fromkeys([*whole.split_months(first), whole]))


def _checked(conn: Any, bureau: str, page: "type[Line]", periods: "list[Period]") -> Found:
    from xcli.stats.check import breaches, verdicts
    from xcli.stats.query import Desk

    desk = Desk(conn, page, bureau)
    return page, verdicts(desk, periods), breaches(desk)


def _identities(page: "type[Line]", verdicts: "list[Verdict]", lists: "Lists") -> Iterator[Text]:
    for verdict in verdicts:
        label = verdict.identity.label
        if verdict.holds:
            yield Text(
                f"相符  {page.label.zh}：{label.zh}（核对 {verdict.tried} 处）",
                f"agrees  {page.label.en}: {label.en} (tried {verdict.tried} times)",
            )
            continue
        wrong = len(verdict.differences)
        yield Text(
            f"不符  {page.label.zh}：{label.zh}（核对 {verdict.tried} 处，{wrong} 处不符）",
            f"DIFFERS  {page.label.en}: {label.en} (tried {verdict.tried} times, {wrong} differ)",
        )
        for difference in verdict.differences[:SHOWN]:
            yield _difference(difference, lists)
        if wrong > SHOWN:
            yield Text(f"      ……另有 {wrong - SHOWN} 处", f"      ... and {wrong - SHOWN} more")
        yield _records(verdict.breakers)


SHOWN = 10


def _difference(found: "Difference", lists: "Lists") -> Text:
    period, (left, right) = found.period.label(), found.sums
    where = Text("全部", "all") if found.whole else _office(found.office, lists)
    zh = f"      {period.zh} {where.zh}：{_sum(found.left).zh} = {left} ≠ {right} = {_sum(found.right).zh}"
    return Text(zh, f"      {period.en} {where.en}: {_sum(found.left).en} = {left} ≠ {right} = {_sum(found.right).en}")


def _office(number: int | None, lists: "Lists") -> Text:
    if number is None:
        return Text("未填机构", "no office")
    name = lists.offices.name_of(number)
    return Text(name, name)


def _sum(terms: "Terms") -> Text:
    return Text(" + ".join(f"{i.label.zh} {n}" for i, n in terms), " + ".join(f"{i.label.en} {n}" for i, n in terms))


def _records(records: "tuple[Record, ...]") -> Text:
    named = [record.title for record in records]
    if not named:
        return Text("      没有单独一条记录能说明差异", "      no single record explains it")
    return Text(f"      涉及：{'、'.join(named)}", f"      records: {', '.join(named)}")


def _rules(page: "type[Line]", breaches: "list[Breach]") -> Iterator[Text]:
    errors = [breach for breach in breaches if breach.rule.weight == "error"]
    if not errors:
        yield Text(f"相符  {page.label.zh}：记录没有自相矛盾", f"agrees  {page.label.en}: no record contradicts itself")
    for breach in breaches:
        word = Text("不符", "DIFFERS") if breach.rule.weight == "error" else Text("提示", "note")
        yield Text(
            f"{word.zh}  {page.label.zh}：{breach.rule.says.zh}，{breach.count} {page.docket.noun.zh}",
            f"{word.en}  {page.label.en}: {breach.rule.says.en}: {breach.count}",
        )
        yield _records(breach.records)


def _judge(found: list[Found]) -> None:
    equations = sum(not verdict.holds for _, verdicts, _ in found for verdict in verdicts)
    rules = sum(breach.rule.weight == "error" for _, _, breaches in found for breach in breaches)
    if equations or rules:
        raise DoesNotAgree(
            what=Text(f"{equations} 条勾稽关系、{rules} 条记录规则", f"{equations} equations and {rules} rules")
        )
