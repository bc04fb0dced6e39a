"""What the bureau's printed report of 2024 says, and how our figures stand beside it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal, NamedTuple, get_args

from xcli.report.width import display_width
from xcli.text import Text

Row = Mapping[str, Any]
Verdict = Literal["equal", "more", "explained", "differs", "missing"]


class Printed(NamedTuple):
    """A figure as the report prints it, perhaps in units of `scale`; `hedged` says that there are somewhat more.

    A figure without a number is a deed that the report tells and does not count. `said` explains a difference; `ours`
    is what we call it where that is another id.
    """

    id: str
    value: str
    scale: int = 1
    hedged: bool = False
    said: Text = Text("", "")
    ours: str = ""

    @property
    def indicator(self) -> str:
        """Return the id of our figure."""
        return self.ours or self.id


PRINTED = (
    Printed("study.sessions", "160", hedged=True),
    Printed("enterprise.lawyers", "45"),
    Printed("enterprise.checkups", "35"),
    Printed("enterprise.consulted", "36"),
    Printed("enterprise.lectures", "4"),
    Printed("enterprise.contracts", "13"),
    Printed("enterprise.rules", "17"),
    Printed("legality.agreements", "15"),
    Printed("legality.policies", "8"),
    Printed("normative.government", "2"),
    Printed("normative.department", "9"),
    Printed("supervision.supervisors", "20"),
    Printed("supervision.contact_firms", "2"),
    Printed("supervision.ride_alongs", ""),
    Printed("inspection.rectifications", ""),
    Printed("audit.sampled", "100"),
    Printed("audit.excellent", "5"),
    Printed("audit.pass_rate", "100%"),
    Printed("audit.feedback", ""),
    Printed("recon.received", "36"),
    Printed("recon.closed", "25"),
    Printed("recon.not_accepted", "1"),
    Printed("recon.upheld", "2"),
    Printed(
        "recon.mediated",
        "14",
        said=Text("报告印 14，又印 52%；14/25 = 56%，13/25 = 52%", "printed 14 beside 52%; 14/25 = 56%, 13/25 = 52%"),
    ),
    Printed("recon.rejected", "5", ours="recon.dismissed"),
    Printed("recon.redo", "1"),
    Printed("recon.illegal", "3"),
    Printed("recon.mediation_rate", "52%"),
    Printed("recon.opinions", "1"),
    Printed("recon.committee_meetings", "2"),
    Printed("recon.joint_meetings", "1"),
    Printed("dispute.screenings", "19051"),
    Printed("dispute.accepted", "1673"),
    Printed("dispute.settled", "1646"),
    Printed("dispute.success_rate", "98.38%", said=Text("报告截去了尾数", "the report cut it off")),
    Printed("dispute.amount", "5086", hedged=True),
    Printed("studio.xiadu", "7"),
    Printed("studio.huangzhong", "5"),
    Printed("studio.police", "4"),
    Printed("studio.disputes", "58"),
    Printed("studio.amount", "545.15"),
    Printed("village.national", "1"),
    Printed("village.provincial", "13"),
    Printed("village.municipal", "182"),
    Printed("village.county", "344"),
    Printed("village.county_rate", "85%"),
    Printed("village.municipal_rate", "45%"),
    Printed("aid.cases", "760"),
    Printed("aid.criminal", "345"),
    Printed("aid.civil", "415"),
    Printed("aid.recovered", "284.34", hedged=True),
    Printed("aid.consultations", "1387"),
    Printed("publicity.lectures", "360", hedged=True),
    Printed("publicity.outreach", "1300", hedged=True),
    Printed("publicity.posts", "1263"),
    Printed("publicity.views", "28.3", scale=10_000),
    Printed("villagelaw.people", "1206"),
    Printed("villagelaw.trainings", "20", hedged=True),
    Printed("villagelaw.trained_rate", "100%"),
    Printed("culture.performances", "6"),
    Printed("culture.corridors", "3"),
    Printed("school.lectures", "180", hedged=True),
    Printed("school.essays", "108"),
    Printed("school.speeches", "30"),
    Printed("school.essay_prizes", "30"),
    Printed("school.students_placed", "10"),
    Printed("school.teachers_honoured", "12"),
    Printed("temple.people", "36"),
    Printed("temple.lectures", "100", hedged=True),
    Printed("corrections.publicity", "28"),
    Printed("corrections.materials", "1500", hedged=True),
    Printed("corrections.audience", "2000", hedged=True),
    Printed("corrections.counselling", "46"),
    Printed("corrections.group_counselling", "9"),
    Printed("corrections.lectures", "1"),
)
# What the report tells without a number, and the figure in which we count it.
DEEDS = {
    "study.list": "activity.study_list.times",
    "study.account": "activity.account.times",
    "inspection.2024": "activity.inspection.times",
    "supervision.ceremony": "activity.ceremony.times",
    "publicity.accountability": "activity.accountability.times",
    "culture.workshop": "activity.workshop.sessions",
    "village.visit": "activity.visit.times",
    "school.contest": "activity.contest.times",
    "corrections.five_areas": "activity.area_talk.sessions",
    "corrections.grove": "activity.planting.times",
    "corrections.forum": "activity.forum.times",
    "corrections.women": "activity.group_counselling.times",
    "normative.cleanup6": "activity.cleanup.times",
    "supervision.contact_offices": "supervision.contact_offices",
    "culture.qianziyuan": "culture.corridors",
    "studio.labour": "register.committees",
}
NOT_COUNTED = Text("报告只写了这件事，没有数字", "told in the report, without a number")
HEADLINES = ("dispute.success_rate", "recon.mediation_rate")
WIDTH, FEW = 78, 2


class Beside(NamedTuple):
    """A printed figure and ours, and how the two agree."""

    printed: Printed
    row: Row | None
    verdict: Verdict


def beside(rows: Iterable[Row]) -> list[Beside]:
    """Return every printed figure with ours."""
    ours = {row["indicator"]: row for row in reversed(list(rows))}
    return [Beside(one, row, _verdict(one, row)) for one in PRINTED for row in [ours.get(one.indicator)]]


def _verdict(printed: Printed, row: Row | None) -> Verdict:
    """Tell how ours agrees: equal at the printed precision, or somewhat more where the report says so."""
    if row is None:
        return "missing"
    if not printed.value:
        return "explained"
    theirs, ours = Decimal(printed.value.rstrip("%")), Decimal(str(row["value"]).rstrip("%")) / printed.scale
    if printed.hedged:
        return "more" if theirs <= ours < theirs + _step(printed.value) else "differs"
    if ours.quantize(theirs, ROUND_HALF_UP) == theirs:
        return "equal"
    return "explained" if printed.said.zh else "differs"


def _step(value: str) -> Decimal:
    """Return the unit of a number's last digit that is not nought: 160 and somewhat more stays below 170."""
    digits = Decimal(value).normalize().as_tuple()
    return Decimal(1).scaleb(int(digits.exponent))


def compared(rows: Iterable[Row], *, everything: bool) -> Iterator[str]:
    """Yield how many agree, then those to be explained and those that say “somewhat more”, or all, a line each."""
    found = beside(rows)
    count = {verdict: sum(one.verdict == verdict for one in found) for verdict in get_args(Verdict)}
    wrong = "".join(str(text.fill(count=count[verdict])) for verdict, text in _WRONG.items() if count[verdict])
    yield f"{_TITLE}{_COUNTED.fill(all=len(found), **count)}{wrong}"
    if everything:
        yield from (f"  {_line(one)}" for one in found)
        return
    first = sorted((one for one in found if one.printed.indicator in HEADLINES), key=_place)
    apart = [one for one in found if one.verdict in ("explained", "differs") and one not in first]
    yield from (f"  {_line(one)}" for one in (*first, *(one for one in apart if one.printed.value)))
    bare = [_shown(one.row) for one in apart if one.row and not one.printed.value]
    yield from _filled("  ", [f"{NOT_COUNTED}{_COLON}{bare[0]}", *bare[1:]] if bare else [])
    more = list(_filled("  ", [_line(one) for one in found if one.verdict == "more"]))
    yield from more[:FEW]
    yield from [f"  {_REST}"] if len(more) > FEW else []


def _place(one: Beside) -> int:
    return HEADLINES.index(one.printed.indicator)


def _line(one: Beside) -> str:
    printed, row = one.printed, one.row
    if row is None:
        return f"{printed.id} {_MISSING}"
    ours = _shown(row)
    match one.verdict:
        case "more":
            return f"{ours} = {printed.value}{_HEDGE}"
        case "explained" if not printed.value:
            return f"{ours}{_COLON}{NOT_COUNTED}"
        case "explained":
            return f"{ours}  {_REPORT} {printed.value}{_COLON}{printed.said}"
    return f"{ours} {'=' if one.verdict == 'equal' else '≠'} {printed.value}{_WAN_TIMES if printed.scale > 1 else ''}"


def _shown(row: Row) -> str:
    quotient = f"{row['numerator']}/{row['denominator']} = " if row["denominator"] else ""
    unit = f" {row['unit']}" if str(row["unit"]) in _WAN else ""
    return f"{row['label']} {quotient}{row['value']}{unit}"


def _filled(begin: str, items: Iterable[str]) -> Iterator[str]:
    line = begin
    for item in items:
        if not line.isspace() and display_width(f"{line}{_SEMICOLON}{item}") > WIDTH:
            yield line
            line = begin
        line += item if line.isspace() else f"{_SEMICOLON}{item}"
    if not line.isspace():
        yield line


_WAN = ("万元", "10,000 yuan")
_HEDGE = Text("余", "+")
_WAN_TIMES = Text("万", " × 10,000")
_REPORT = Text("报告", "report")
_COLON = Text("：", ": ")
_SEMICOLON = Text("；", "; ")
_REST = Text("…… 全部见 --all", "… all of them with --all")
_MISSING = Text("台账没有这个数", "is not in the ledger")
_TITLE = Text("与印发的 2024 年报告对照", "Beside the printed report of 2024")
_COUNTED = Text(
    "：{all} 个数，{equal} 相等，{more} 余，{explained} 说明",
    ": {all} figures: {equal} equal, {more} 余, {explained} explained",
)
_WRONG: Mapping[Verdict, Text] = {
    "differs": Text("，{count} 不符", ", {count} differ"),
    "missing": Text("，{count} 未登记", ", {count} not in the ledger"),
}


def parsed(text: str) -> list[dict[str, Any]]:
    """Return the rows of `stats --format json`."""
    rows: list[dict[str, Any]] = json.loads(text)
    return rows
