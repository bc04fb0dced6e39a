"""One record as a clerk enters it: texts of options or answers become a record, checked and written by one tx."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from xcli.domain.clean import fold
from xcli.domain.day import today
from xcli.domain.field import Choice, Field, Name, Parts
from xcli.domain.page import Line
from xcli.domain.quantity import Quantities
from xcli.errors import Conflict, Misuse, NotValid
from xcli.intake.validate import Checked, Content, Found, Validator
from xcli.ledger.book import Book
from xcli.ledger.journal import Act, ChangedMeanwhile, Gone, Writer
from xcli.ledger.ledger import Ledger
from xcli.ledger.naming import alike, next_serial, pattern_of, recognisable
from xcli.ledger.record import Record
from xcli.stats.evaluate import test
from xcli.text import Text, listed

CORRECTION = Text("更正", "correction")


class NotSaved(NotValid):
    """The record breaks rules; all of them are named."""

    sentence = Text("没有保存。{faults}", "Nothing was saved. {faults}")


class Alike(Conflict):
    """A record like this one stands already."""

    sentence = Text(
        "可能重复，没有保存。已有：{named}。确属另一件请加 --force；重复的不必再登。",
        "This may be a duplicate; nothing was saved. There is: {named}. If it is another case, add --force.",
    )


class SecretInOption(Misuse):
    """A secret value was written where others can read it."""

    sentence = Text(
        "{field}不能写在命令行里（别人能看到）。在终端上加 --ask-secret，或用 --json - 从标准输入给出。",
        "{field} may not stand on a command line, which others can read. "
        "Add --ask-secret on a terminal, or give --json - on standard input.",
    )


class UnknownPart(Misuse):
    """A part names a field that it does not have."""

    sentence = Text("{group}里没有“{key}”。可用：{known}。", "{group} has no “{key}”. Known: {known}.")


def part_cells(group: Parts, text: str, *, secrets: bool = False) -> dict[str, object]:
    """Read one part from `role=applicant,name=...`; a text without keys is the name."""
    if isinstance(group, Quantities):
        return quantity_cells(group, text)
    keys = part_keys(group)
    pieces = re.split(r"[,，;；]\s*(?=[^,，;；=＝]{1,20}[=＝])", text.strip())
    cells: dict[str, object] = {}
    for piece in pieces:
        key, equals, value = piece.replace("＝", "=").partition("=")
        inner = keys.get(fold(key)) if equals else named_field(group)
        if inner is None and (role := _role(group, key)) and (named := named_field(group)):
            cells |= {role[0].name: role[1], named.name: value.strip()}
            continue
        if inner is None:
            raise UnknownPart(group=group.label, key=key.strip()[:30], known=_words_of(group))
        if inner.secret and not secrets:
            raise SecretInOption(field=inner.label)
        cells[inner.name] = value.strip() if equals else piece.strip()
    return cells


_AMOUNT = re.compile(r"\s*(-?[0-9][0-9,]*(?:\.[0-9]+)?)\s*(.*?)\s*")


def quantity_cells(group: Quantities, text: str) -> dict[str, object]:
    """Read one count: `3场次`, or `审查合同=3` where several things are counted in one unit."""
    name, equals, amount = text.replace("＝", "=").partition("=")
    if equals:
        return {group.measure.name: name.strip(), group.count.name: amount.strip()}
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return {group.measure.name: text.strip()}
    return {group.measure.name: found[2] or None, group.count.name: found[1]}


def _role(group: Parts, word: str) -> tuple[Field, str] | None:
    """Return the choice and the code that a word names: 申请人=张三 says role and name at once."""
    for inner in group.part.fields.values():
        if isinstance(inner, Choice) and (entry := inner.codes.by_word.get(fold(word))):
            return inner, entry.code
    return None


def _words_of(group: Parts) -> Text:
    """Return what may stand before `=`: the part's fields, or the codes of its choices, of which a role is one."""
    inner = group.part.fields.values()
    codes = [code.label for one in inner if isinstance(one, Choice) and one.name == "role" for code in one.codes.codes]
    return listed([*(one.label for one in inner), *codes])


def part_keys(group: Parts) -> dict[str, Field]:
    """Return a part's fields by every word that names them."""
    words: dict[str, Field] = {}
    for inner in group.part.fields.values():
        for word in (inner.name, inner.label.zh, inner.label.en, *inner.aliases):
            words.setdefault(fold(word), inner)
    return words


def named_field(group: Parts) -> Field | None:
    """Return the field that holds the name of a part."""
    return next((inner for inner in group.part.fields.values() if isinstance(inner, Name)), None)


def with_closing_day(page: type[Line], checked: Checked, validator: Validator) -> Checked:
    """Give a case settled on the spot its closing day: today, if it was also opened today."""
    opens, closes = page.docket.opens.name, page.docket.closes.name
    content = checked.content
    if closes in content or content.get(opens) != today() or not test(page.docket.closed)(content):
        return checked
    full = validator.complete(content | {closes: today()})
    kept = [found for found in checked.faults if found not in validator.judge(content)]
    return Checked(full, kept + validator.judge(full))


def refuse_faults(faults: Iterable[Found], page: type[Line] | None = None) -> None:
    """Raise one mistake that names every error; warnings and notes pass."""
    errors = [found for found in faults if found.fault.weight == "error"]
    unread = {found.name for found in errors if not _is_missing(found)}
    errors = [found for found in errors if not (_is_missing(found) and found.name in unread)]
    if errors:
        said = [fault_text(found, page) for found in errors]
        raise NotSaved(faults=Text("；".join(t.zh for t in said) + "。", "; ".join(t.en for t in said) + "."))


def _is_missing(found: Found) -> bool:
    # A value that could not be read is not missing as well.
    return found.fault.reason.zh == f"缺少{found.label.zh}"


def fault_text(found: Found, page: type[Line] | None = None) -> Text:
    """Return a fault with the field it belongs to, its option and the remedy."""
    top, _, rest = found.name.partition(".")
    field = page.fields.get(top) if page else None
    option = field.option if field else ""
    zh, en = (f"（{option}）", f" ({option})") if option else ("", "")
    nth = _nth(field, rest)
    reason, remedy = found.fault.reason, found.fault.remedy
    named = found.label.zh in reason.zh
    said = Text(
        f"{nth.zh}{reason.zh}{zh}" if named else f"{nth.zh}{found.label.zh}{zh}：{reason.zh}",
        f"{nth.en}{reason.en}{en}" if named else f"{nth.en}{found.label.en}{en}: {reason.en}",
    )
    return Text(said.zh + (f"，{remedy.zh}" if remedy.zh else ""), said.en + (f", {remedy.en}" if remedy.en else ""))


def _nth(group: Field | None, rest: str) -> Text:
    """Return which part of a repeated field a fault stands in: 当事人2."""
    if group is None or "." not in rest:
        return Text("", "")
    n = rest.partition(".")[0]
    return Text(f"{group.label.zh}{n} ", f"{group.label.en} {n} ")


@dataclass
class Saved:
    """What was written: the record's id, its content and its tx."""

    id: int
    tx: int
    content: Content


def look_alikes(ledger: Ledger, page: type[Line], content: Content) -> list[Record]:
    """Return the records that may be the same case."""
    if not recognisable(page, content):
        return []
    with ledger.reading() as conn:
        return alike(conn, page, ledger.bureau, content)


def save_new(ledger: Ledger, page: type[Line], book: Book, content: Content, act: Act) -> Saved:
    """Write a new record; without a number it gets the next one in the bureau's pattern."""
    with ledger.writing(act) as writer:
        if "case_no" not in content:
            content = {"case_no": proposed_number(writer, page, book, content)} | content
        number = writer.add(page, content)
        return Saved(number, writer.tx, content)


def proposed_number(writer: Writer, page: type[Line], book: Book, content: Content) -> str:
    """Return the next number: highest ever used in the pattern and year, plus one."""
    opened = content.get(page.docket.opens.name)
    year = opened.year if isinstance(opened, date) else today().year
    office = content.get("office")
    name = book.lists.offices.name_of(office) if isinstance(office, int) else book.setting("bureau_name")
    pattern = pattern_of(page, book.settings, book.setting("bureau_name"))
    serial = next_serial(writer.conn, page, writer.bureau, pattern, year, name)
    return pattern.format(year, serial, name)


def save_changed(ledger: Ledger, record: Record, content: Content, act: Act, seen: int | None = None) -> int:
    """Write a new version of a record; return its tx."""
    with named(record), ledger.writing(act) as writer:
        writer.replace(record.page, record.id, seen or record.tx, content)
        return writer.tx


@contextmanager
def named(record: Record) -> Iterator[None]:
    """Let a conflict name the record as the clerk knows it."""
    try:
        yield
    except (ChangedMeanwhile, Gone) as error:
        error.facts["title"] = record.title
        raise


def changed(page: type[Line], old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[Field, Any, Any]]:
    """Return the fields that differ, with their old and new values."""
    return [(f, old.get(n), new.get(n)) for n, f in page.fields.items() if old.get(n) != new.get(n)]
