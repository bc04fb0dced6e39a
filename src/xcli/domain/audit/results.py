"""What came of a round: rates with their counts and intervals, scores by department, defects by kind."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from xcli.domain.figure import Rate, Rounding, percent
from xcli.domain.pages.audit import DEFECT
from xcli.domain.sampling import Spread, spread, wilson
from xcli.text import Text

PASSING = ("excellent", "good", "pass")
Content = Mapping[str, Any]


class Outcome(NamedTuple):
    """The figures of some files: drawn, reviewed, by grade, and how their scores lie."""

    files: int
    reviewed: int
    grades: Mapping[str, int]
    scores: Spread | None

    @property
    def passed(self) -> Rate:
        """Return the share that passes: excellent, good and pass."""
        return Rate(sum(self.grades.get(grade, 0) for grade in PASSING), self.reviewed)

    @property
    def excellent(self) -> Rate:
        """Return the share that is excellent."""
        return Rate(self.grades.get("excellent", 0), self.reviewed)


class Kind(NamedTuple):
    """A kind of defect: how often it was found, in how many files, how many points it cost."""

    kind: str
    times: int
    files: int
    points: int

    @property
    def label(self) -> Text:
        """Return what the kind is called."""
        return DEFECT.label_of(self.kind) if self.kind else Text("未分类", "not classed")


class Results(NamedTuple):
    """All that a round came to; `population` is the number of files it was drawn from, if it was drawn."""

    round: str
    population: int | None
    whole: Outcome
    departments: Mapping[str, Outcome]
    defects: Sequence[Kind]


def is_reviewed(file: Content) -> bool:
    """Tell whether a file is reviewed: as the page's docket has it."""
    return file.get("reviewed_on") is not None and file.get("grade") is not None


def outcome(files: Sequence[Content]) -> Outcome:
    """Return the figures of some files."""
    done = [file for file in files if is_reviewed(file)]
    grades: dict[str, int] = {}
    for file in done:
        grades[file["grade"]] = grades.get(file["grade"], 0) + 1
    return Outcome(len(files), len(done), grades, spread([f["score"] for f in done if f.get("score") is not None]))


def results(round_: str, files: Sequence[Content], population: int | None) -> Results:
    """Return what a round came to."""
    by: dict[str, list[Content]] = {}
    for file in files:
        by.setdefault(file["department"], []).append(file)
    ordered = sorted(by.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return Results(round_, population, outcome(files), {n: outcome(fs) for n, fs in ordered}, defects(files))


def defects(files: Iterable[Content]) -> list[Kind]:
    """Return the kinds of defects, the commonest first; a kind counts once for each thing that was found wrong."""
    counts: dict[str, list[int]] = {}
    for file in files:
        seen: set[str] = set()
        for defect in file.get("defect", ()):
            kind = defect.get("kind", "")
            entry = counts.setdefault(kind, [0, 0, 0])
            entry[0] += 1
            entry[1] += kind not in seen
            entry[2] += defect.get("points") or 0
            seen.add(kind)
    order = [code.code for code in DEFECT.codes]
    found = [Kind(kind, *entry) for kind, entry in counts.items()]
    return sorted(found, key=lambda k: (-k.times, -k.points, order.index(k.kind) if k.kind in order else len(order)))


def read_rightly(share: Rate, population: int | None, rounding: Rounding) -> Text:
    """Return a share with its count, and for a sample the whole it was drawn from and its interval."""
    own = Text(f"{share.numerator}/{share.denominator} = {percent(share, rounding.decimals, rounding.cut)}", "")
    interval = wilson(share)
    if population is None or interval is None or population <= share.denominator:
        return Text(own.zh, own.zh)
    return Text(
        f"{own.zh}，抽自 {population:,} 卷；95% 置信区间 {interval}",
        f"{own.zh}, drawn from {population:,}; 95% interval {interval}",
    )
