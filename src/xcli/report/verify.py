"""What people changed by hand in a report that this program wrote: by its ties, else by the words around."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from xcli.errors import NotValid
from xcli.report.lint.figure import Figure, figures
from xcli.report.ties import Tie, origin_of, rest_of, ties_of
from xcli.report.wordfile import Passage, Word
from xcli.text import Text

What = Literal["kept", "changed", "removed", "added"]

_ALIKE = 0.55
_BEFORE, _AFTER = 12, 6
_MOST = 3_000


class NotOurs(NotValid):
    """A document does not say where it comes from."""

    sentence = Text(
        "{name} 里没有本程序留下的来源信息：不是 xcli 生成的报告，或另存时丢失了。若有生成时的原件，请加 --original 原件.docx。",
        "{name} does not say where it comes from: xcli did not write it, or saving it lost the properties. "
        "If the file as written is at hand, add --original FILE.docx.",
    )


class Change(NamedTuple):
    """One figure: what became of it, the text as written and now, the words before it, in which passage it stands."""

    what: What
    indicator: str
    written: str
    now: str
    near: str
    passage: int
    tied: bool = True


class _Loose(NamedTuple):
    """A figure of the text that is in no control."""

    passage: int
    figure: Figure
    before: str
    after: str


def verified(word: Word, original: Word | None, name: str) -> list[Change]:
    """Return what became of every figure that was written, and those that were added."""
    origin = origin_of(original or word)
    if origin is None:
        raise NotOurs(name=name)
    found: list[Change] = []
    lost: list[Tie] = []
    now: dict[str, list[tuple[int, Tie]]] = defaultdict(list)
    for passage, tie in _tied(word):
        now[tie.tag].append((passage, tie))
    for tie in origin.ties:
        if now[tie.tag]:
            passage, here = now[tie.tag].pop(0)
            what: What = "kept" if here.text.strip() == tie.text.strip() else "changed"
            found.append(Change(what, tie.indicator, tie.text, here.text, tie.before, passage))
        else:
            lost.append(tie)
    loose = _loose(word)
    found += _aligned(lost, loose)
    found += _added(loose, rest_of(original or word))
    return found + [
        Change("added", tie.indicator, "", tie.text, tie.before, passage)
        for rest in now.values()
        for passage, tie in rest
    ]


def _tied(word: Word) -> Iterator[tuple[int, Tie]]:
    for number, passage in enumerate(word.passages, 1):
        single = Word((passage,), {})
        yield from ((number, tie) for tie in ties_of(single))


def _loose(word: Word) -> list[_Loose]:
    return [
        _Loose(number, figure, passage.text[max(0, figure.start - _BEFORE) : figure.start],
               passage.text[figure.end : figure.end + _AFTER])
        for number, passage in enumerate(word.passages, 1)
        for figure in figures(passage.text)
        if not _is_held(passage, figure)
    ][:_MOST]  # fmt: skip


def _is_held(passage: Passage, figure: Figure) -> bool:
    return any(control.start < figure.end and figure.start < control.end for control in passage.controls)


def _aligned(lost: Sequence[Tie], loose: list[_Loose]) -> Iterator[Change]:
    """Yield what became of figures whose control is gone: the words around them show where they stood."""
    for tie in lost:
        best = max(loose, key=lambda one: _likeness(tie, one), default=None)
        if best is None or _likeness(tie, best) < _ALIKE:
            yield Change("removed", tie.indicator, tie.text, "", tie.before, 0, tied=False)
            continue
        loose.remove(best)
        same = tie.text.strip() in best.figure.shown and _digits(tie.text) == _digits(best.figure.shown)
        yield Change(
            "kept" if same else "changed",
            tie.indicator,
            tie.text,
            best.figure.shown,
            tie.before,
            best.passage,
            tied=False,
        )


def _likeness(tie: Tie, one: _Loose) -> float:
    """Return how alike the words around two figures are, numbers left out: those may have been changed too."""
    left = SequenceMatcher(None, _words(tie.before), _words(one.before), autojunk=False).ratio()
    same = 0.15 if _digits(tie.text) == _digits(one.figure.shown) else 0.0
    return 0.85 * left + same


def _words(text: str) -> str:
    return "".join(char for char in text if not char.isdecimal() and char not in ".%％")


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal() or char == ".")


def _added(loose: Sequence[_Loose], written: Sequence[str]) -> Iterator[Change]:
    """Yield the figures that were neither tied nor among the others that were written."""
    known = Counter(map(_digits, written))
    for one in loose:
        digits = _digits(one.figure.shown)
        if known[digits]:
            known[digits] -= 1
        else:
            yield Change("added", "", "", one.figure.shown, one.before, one.passage, tied=False)
