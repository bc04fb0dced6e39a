"""Every indicator of every line, found by what people call it."""

from collections.abc import Iterable
from difflib import get_close_matches

from xcli.domain.clean import fold
from xcli.domain.indicator import Indicator
from xcli.domain.lists import Lists
from xcli.domain.page import Line
from xcli.domain.pages import lines
from xcli.domain.quantity import Quantities
from xcli.errors import Misuse, NotFound
from xcli.text import Text, listed

FEW = 6
SUMS = ("合计", "总数", "总计", "total", "sum")


class NoIndicator(NotFound):
    """No indicator is called so."""

    sentence = Text(
        "没有指标“{word}”。{nearest}全部指标见：xcli indicator list。",
        "There is no indicator “{word}”. {nearest}See: xcli indicator list.",
    )


class AmbiguousIndicator(Misuse):
    """Several indicators are called so."""

    sentence = Text(
        "“{word}”可能指：{candidates}。请写全称或编号。",
        "“{word}” may mean: {candidates}. Give the whole name or the id.",
    )


class NoLine(NotFound):
    """No line of work is called so."""

    sentence = Text("没有业务“{word}”。可选：{known}。", "There is no line “{word}”. Choose from: {known}.")


class UnitsDiffer(Misuse):
    """Quantities of several units were asked for as one."""

    sentence = Text(
        "“{word}”有几种单位（{units}），不能相加。请写明要哪一项，例如：{example}。",
        "“{word}” comes in several units ({units}), which are never added. Name one, such as: {example}.",
    )


def indicators(line: str | None = None, lists: Lists | None = None) -> tuple[Indicator, ...]:
    """Return the indicators of a line, or of all lines, with those that a bureau's own `lists` make."""
    pages = lines()
    chosen = pages.values() if line is None else (pages[line],)
    return tuple(indicator for page in chosen for indicator in page.counted(lists or Lists()))


def page_of(indicator: Indicator) -> type[Line]:
    """Return the page that an indicator stands on; its id may begin with another word, if it is one that ships."""
    shipped = (page for page in lines().values() if any(one.id == indicator.id for one in page.indicators))
    return next(shipped, None) or lines()[indicator.id.partition(".")[0]]


def line_named(text: str) -> type[Line]:
    """Return the page of the line with this name or label, in either language."""
    word = fold(text)
    for page in lines().values():
        if word in {fold(page.name), *map(fold, page.label)}:
            return page
    known = [Text(f"{page.label.zh}（{page.name}）", page.name) for page in lines().values()]
    raise NoLine(word=text, known=listed(known))


def find_indicator(text: str, line: str | None = None, lists: Lists | None = None) -> Indicator:
    """Return the indicator with this id, label or alias, or whose names alone contain this part."""
    known, word = indicators(line, lists), fold(text)
    refuse_mixed(text, known)
    for choose in (_called, _containing):
        found = choose(word, known)
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousIndicator(word=text, candidates=_few(found))
    raise NoIndicator(word=text, nearest=_nearest(word, known))


def refuse_mixed(text: str, known: Iterable[Indicator]) -> None:
    """Refuse to add up what is counted in different units: quantities as such, or their total."""
    for page in lines().values():
        for field in page.fields.values():
            if isinstance(field, Quantities) and fold(text) in map(
                fold, (*SUMS, field.name, *field.label, *field.count.label)
            ):
                own = [i for i in known if page_of(i) is page]
                units = list(dict.fromkeys(i.unit for i in own))
                if len(units) > 1:
                    raise UnitsDiffer(word=text, units=listed(units), example=_name(own[0]))


def words_of(indicator: Indicator) -> tuple[str, ...]:
    """Return all that an indicator is called, folded: id, its last part, labels, aliases."""
    tail = indicator.id.split(".", 1)[-1]
    return tuple(map(fold, (indicator.id, tail, *indicator.label, *indicator.aliases)))


def _called(word: str, known: Iterable[Indicator]) -> list[Indicator]:
    return [indicator for indicator in known if word in words_of(indicator)]


def _containing(word: str, known: Iterable[Indicator]) -> list[Indicator]:
    return [indicator for indicator in known if word and any(word in name for name in words_of(indicator))]


def _nearest(word: str, known: Iterable[Indicator]) -> Text:
    by_word = {name: indicator for indicator in known for name in words_of(indicator)}
    near = list(
        {by_word[name].id: by_word[name] for name in get_close_matches(word, by_word, n=6, cutoff=0.5)}.values()
    )[:3]
    if not near:
        return Text("", "")
    names = listed(_name(indicator) for indicator in near)
    return Text(f"是不是：{names.zh}？", f"Did you mean: {names.en}? ")


def _few(found: list[Indicator]) -> Text:
    names = listed(_name(indicator) for indicator in found[:FEW])
    return names if len(found) <= FEW else Text(f"{names.zh}……共 {len(found)} 项", f"{names.en} … {len(found)} in all")


def _name(indicator: Indicator) -> Text:
    return Text(f"{indicator.label.zh}（{indicator.id}）", f"{indicator.label.en} ({indicator.id})")
