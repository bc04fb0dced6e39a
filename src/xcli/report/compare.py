"""The figures of a printed text beside those of the ledger: found by their words, compared as they were printed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from xcli.domain.clean import fold
from xcli.domain.indicator import Indicator
from xcli.domain.page import Line
from xcli.domain.pages import lines
from xcli.report.lint.document import Document
from xcli.report.lint.figure import MICRO, Figure
from xcli.report.lint.measure import fit, manner
from xcli.report.lint.quota import rate_name
from xcli.report.lint.sentence import Item, Sentence, sentences
from xcli.report.lint.words import ALIKE
from xcli.text import Text

Status = Literal["equal", "hedged", "differs", "empty", "none"]

SURE = 60  # per cent of confidence from which two names are taken for one
NOBODY = "-"  # what a phrase is mapped to that no indicator means
_LONGEST_PHRASE = 60
_QUOTED = re.compile("[“”《》（）()\\s]")
_KINDS = {"%": "rate", "元": "money"}


class Printed(NamedTuple):
    """A figure of the text: the words that name it, its sentence, and the line that was named last before it."""

    phrase: str
    sentence: Sentence
    item: Item
    line: str = ""

    @property
    def figure(self) -> Figure:
        """Return the figure."""
        return self.item.figure

    @property
    def paragraph(self) -> int:
        """Return the number of its paragraph."""
        return self.sentence.paragraph.number


class Match(NamedTuple):
    """A printed figure with the indicator that it is taken for, and how sure that is, in per cent."""

    printed: Printed
    indicator: Indicator | None
    confidence: int


def printed_in(document: Document) -> Iterator[Printed]:
    """Yield the figures of a text that say what they count; those of earlier years and plans left out."""
    line = ""
    for paragraph in document.paragraphs:
        mentions = _mentions(paragraph.text)
        for sentence in sentences(paragraph):
            for item in sentence.items:
                while mentions and mentions[0][0] < item.figure.start:
                    line = mentions.pop(0)[1]
                phrase = phrase_of(item)
                if len(phrase) > 1 and item.role in ("count", "rate", "average"):
                    yield Printed(phrase, sentence, item, line)
        line = mentions[-1][1] if mentions else line


def _mentions(text: str) -> list[tuple[int, str]]:
    """Return where a text names lines of work, in its order."""
    return sorted(
        (found.start(), page.name) for page in lines().values() for found in re.finditer(re.escape(page.label.zh), text)
    )


def phrase_of(item: Item) -> str:
    """Return the words that name a figure."""
    words = rate_name(item) if item.role == "rate" else item.before or item.after
    return fold(_QUOTED.sub("", words))[-_LONGEST_PHRASE:]


def matched(printed: Sequence[Printed], remembered: Mapping[str, str]) -> list[Match]:
    """Return each figure with its indicator: as it was corrected once, else as the words have it."""
    known = {indicator.id: (page, indicator) for page in lines().values() for indicator in page.indicators}
    plain = [(page, one) for page, one in known.values() if "（" not in one.label.zh]
    return [_match(one, plain, known, remembered) for one in printed]


def _match(
    printed: Printed,
    plain: Sequence[tuple[type[Line], Indicator]],
    known: Mapping[str, tuple[type[Line], Indicator]],
    remembered: Mapping[str, str],
) -> Match:
    told = remembered.get(printed.phrase)
    if told is not None:
        return Match(printed, known[told][1] if told in known else None, 100)
    scores = [
        (_score(printed, page, indicator), indicator) for page, indicator in plain if _alike(printed.item, indicator)
    ]
    best, found = max(scores, key=lambda one: one[0], default=(0, None))
    return Match(printed, found if best >= SURE else None, min(best, 100))


def _alike(item: Item, indicator: Indicator) -> bool:
    """Tell whether a figure and an indicator are of one kind and count in one unit."""
    unit = item.figure.unit
    if indicator.kind in ("rate", "money", "mean"):
        return _KINDS.get(unit, "mean" if item.role == "average" else "") == indicator.kind
    return unit not in _KINDS and ALIKE.get(indicator.unit.zh, indicator.unit.zh) == item.unit


def _score(printed: Printed, page: type[Line], indicator: Indicator) -> int:
    names = [fold(word) for word in (indicator.label.zh, *indicator.aliases)]
    best = max(_likeness(printed.phrase, name) for name in names)
    if not best or not printed.line:
        return best
    # 办结 and 受理 are words of every line: what line the text speaks of decides.
    return best + (10 if printed.line == page.name else -10 if len(printed.phrase) > 2 else -40)


def _likeness(phrase: str, name: str) -> int:
    """Return how alike a phrase of the text and a name of an indicator are, in per cent."""
    if phrase == name:
        return 100
    shorter, longer = sorted((phrase, name), key=len)
    if len(shorter) > 1 and longer.endswith(shorter):
        return 60 + 35 * len(shorter) // len(longer)
    if len(shorter) > 1 and shorter in longer:
        return 50 + 35 * len(shorter) // len(longer)
    ratio = SequenceMatcher(None, phrase, name, autojunk=False).ratio()
    return int(90 * ratio) if ratio >= 0.7 else 0


def status(printed: Figure, indicator: Indicator, top: int, base: int | None) -> Status:
    """Compare what is printed with what is counted, at the places that are printed; a rate of nothing is empty."""
    if indicator.kind in ("rate", "mean") and not base:
        return "empty"
    how = _manner(printed, indicator, top, base)
    return "hedged" if how == "hedged" else "equal" if how in ("rounded", "cut") else "differs"


def _manner(printed: Figure, indicator: Indicator, top: int, base: int | None) -> str:
    if indicator.kind == "rate":
        return manner(top * MICRO, (base or 0) * MICRO, printed)
    if indicator.kind == "mean":
        return fit(top * MICRO, base or 0, printed)
    return fit(top * MICRO // (100 if indicator.kind == "money" else 1), 1, printed)


STATUSES: dict[Status, Text] = {
    "equal": Text("相同", "equal"),
    "hedged": Text("约数，属实", "hedged, true"),
    "differs": Text("不同", "differs"),
    "empty": Text("未登记", "no data"),
    "none": Text("无此指标", "no indicator"),
}
