"""`add` by questions: Enter takes the default, ? lists codes, < goes back, Ctrl-C keeps nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as entry
from typing import TYPE_CHECKING, Any

from xcli.cli import output
from xcli.cli.ask import ask, ask_secret
from xcli.domain.day import today
from xcli.domain.fault import Fault
from xcli.domain.field import Choice, Day, Field, Flag, Money, Name, OfficeField, Parts, Whole
from xcli.domain.lists import Lists
from xcli.domain.page import Line
from xcli.domain.quantity import Quantities
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.intake.validate import Validator
    from xcli.ledger.book import Book
    from xcli.ledger.ledger import Ledger

BACK, HELP = ("<", "＜"), ("?", "？")
_HINT = Text(
    "回车取方括号里的值，? 列出可选，< 退回上一问，Ctrl-C 放弃",
    "Enter takes what stands in brackets, ? lists the choices, < goes back, Ctrl-C keeps nothing",
)
_NO_LISTS = Lists()
_SAID, _BETWEEN = Text("可选：", "Choices: "), Text("、", ", ")


class GoBack(Exception):
    """The clerk wants the question before."""


@dataclass
class Question:
    """One question: a field, or the n-th part of a repeated one."""

    field: Field
    n: int = 0
    inner: Field | None = None
    code: str | None = None

    def key(self) -> str:
        """Return under which name the answer is kept."""
        return f"{self.field.name}.{self.n}.{self.inner.name}" if self.inner else self.field.name

    def words(self) -> str:
        """Return the question."""
        if self.inner is None:
            return str(self.field.hint or self.field.label)
        role = next((f.codes.label_of(self.code) for f in _choices(self.field) if self.code), self.field.label)
        return f"{role} {self.inner.label}"


def converse(
    page: type[Line],
    opened: "Ledger",
    known: "Book",
    who: str,
    validator: "Validator",
    cells: dict[str, Any],
    *,
    every: bool,
) -> dict[str, Any]:
    """Ask for one record; `cells` were given already and are not asked for."""
    questions = _questions(page, cells, every=every)
    talk = _Talk(validator, known, _defaults(page, opened, known, who))
    output.note(_HINT)
    n = 0
    while n < len(questions):
        try:
            talk.put(questions[n])
            n += 1
        except GoBack:
            n = max(n - 1, 0)
    return cells | _assembled(page, questions, talk.answers, cells)


@dataclass
class _Talk:
    validator: "Validator"
    known: "Book"
    defaults: Mapping[str, str]
    answers: dict[str, str] = entry(default_factory=dict)

    def put(self, question: Question) -> None:
        """Put one question until its answer can be read."""
        while True:
            answer = self._answer(question)
            if answer in BACK:
                raise GoBack
            if answer in HELP:
                self._list(question)
            elif self._good(question, answer):
                self.answers[question.key()] = answer
                return

    def _answer(self, question: Question) -> str:
        single = question.inner or question.field
        if single.secret:
            return ask_secret(question.words())
        default = self.answers.get(question.key()) or self.defaults.get(question.key(), "")
        return ask(question.words() + ("*" if single.required and not question.inner else ""), default)

    def _good(self, question: Question, answer: str) -> bool:
        single = question.inner or question.field
        if not answer:
            missing = single.required and question.inner is None
            if missing:
                output.warn(Text(f"{single.label.zh}必填", f"{single.label.en} is required"))
            return not missing
        if isinstance(single, Quantities):
            wrong = single.wrong(self._counted(single, answer), self.validator.lists)
            return _accepted(next((fault for _, fault in wrong), None))
        value, fault = single.reader(self.validator.lists)(answer)
        del value
        return _accepted(fault)

    def _counted(self, group: Quantities, answer: str) -> dict[str, Any]:
        """Return the kind that was given and the counts of an answer such as 1场次、120人次."""
        kind, _ = group.of_kind.reader(self.validator.lists)(self.answers.get(group.of_kind.name))
        read = self.validator.read({group.name: _counts(group, answer)})
        return {group.of_kind.name: kind, group.name: read.content.get(group.name)}

    def _list(self, question: Question) -> None:
        single = question.inner or question.field
        choices = _choices_of(single, self.known)
        output.say(f"{_SAID}{str(_BETWEEN).join(choices)}" if choices else _manner_of(single))


def _counts(group: Quantities, answer: str) -> list[dict[str, object]]:
    from xcli.intake.entry import quantity_cells

    return [quantity_cells(group, word) for word in re.split("[、；;]", answer) if word.strip()]


def _accepted(fault: Fault | None) -> bool:
    if fault is None:
        return True
    said = Text(
        f"{fault.reason.zh}{'，' if fault.remedy.zh else ''}{fault.remedy.zh}",
        f"{fault.reason.en}{', ' if fault.remedy.en else ''}{fault.remedy.en}",
    )
    output.warn(said)
    return fault.weight != "error"


def _choices_of(field: Field, known: "Book") -> list[str]:
    if isinstance(field, Choice):
        return [str(entry.label) for entry in known.lists.list_of(field.codes).current]
    if isinstance(field, OfficeField):
        return [office.name for office in known.lists.offices.entries.values() if not office.retired]
    return [str(Text("是", "yes")), str(Text("否", "no"))] if isinstance(field, Flag) else []


def _manner_of(field: Field) -> Text:
    """Return how a value without choices is written."""
    match field:
        case Day():
            return Text("写成 2024-03-05、2024年3月5日 或 20240305", "write 2024-03-05 or 20240305")
        case Money():
            return Text("写成 1234.50 或 12.5万元", "write 1234.50, or 12.5万元 for 125,000")
        case Whole():
            return Text("填整数", "write a whole number")
        case OfficeField():
            return Text(
                "名册里还没有机构，回车为本局自办", "there are no offices yet; Enter means the bureau's own desk"
            )
        case Quantities():
            return Text("写成 1场次、120人次；几项同单位时写明，如 审查合同=3", "write 1场次、120人次, or contracts=3")
        case Name():
            return Text("填姓名或单位全称", "write the full name")
    return Text("填文字，没有就回车", "write words, or press Enter for none")


def _questions(page: type[Line], cells: Mapping[str, Any], *, every: bool) -> list[Question]:
    fields = [
        *page.asked,
        *(
            (f for f in page.fields.values() if f not in page.asked and f.name != "case_no" and not f.computed)
            if every
            else ()
        ),
    ]
    found: list[Question] = []
    for field in fields:
        if field.name in cells:
            continue
        if isinstance(field, Parts) and not isinstance(field, Quantities):
            found += [question for n in (1, 2) for question in _part_questions(field, n, every=every)]
        else:
            found.append(Question(field))
    return found


def _part_questions(group: Parts, n: int, *, every: bool) -> list[Question]:
    codes = [entry.code for choice in _choices(group)[:1] for entry in choice.codes.codes]
    code = codes[n - 1] if n <= len(codes) else None
    inner = [
        f
        for f in group.part.fields.values()
        if isinstance(f, Name) or (every and not (isinstance(f, Choice) and f is _choices(group)[0]))
    ]
    return [Question(group, n, f, code) for f in inner]


def _choices(field: Field) -> list[Choice]:
    return [f for f in field.part.fields.values() if isinstance(f, Choice)] if isinstance(field, Parts) else []


def _defaults(page: type[Line], opened: "Ledger", known: "Book", who: str) -> dict[str, str]:
    """Return today for the opening day, and the office and people of this clerk's last record."""
    from xcli.ledger.naming import last_entered

    found = {page.docket.opens.name: today().isoformat()}
    with opened.reading() as conn:
        last = last_entered(conn, page, opened.bureau, who)
    for field in page.asked:
        if last and isinstance(field, OfficeField | Name) and field.name in last.content:
            found[field.name] = field.show(last.content[field.name], known.lists)  # type: ignore[arg-type]
    return found


def _assembled(
    page: type[Line], questions: list[Question], answers: Mapping[str, str], given: Mapping[str, Any]
) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for question in questions:
        answer = answers.get(question.key())
        if not answer:
            continue
        if question.inner is None:
            field = question.field
            cells[field.name] = _counts(field, answer) if isinstance(field, Quantities) else answer
            continue
        parts = cells.setdefault(question.field.name, {})
        role = {f.name: question.code for f in _choices(question.field)[:1] if question.code}
        parts.setdefault(question.n, dict(role))[question.inner.name] = answer
    cells = {name: list(value.values()) if isinstance(value, dict) else value for name, value in cells.items()}
    return cells | _settled_now(page, {**given, **cells})


def _settled_now(page: type[Line], cells: Mapping[str, Any]) -> dict[str, Any]:
    # Whoever says while entering a case how it ended, and not when, settled it on the day it came in.
    if not page.closing:
        return {}
    closing, closes, opens = page.closing[0], page.docket.closes.name, page.docket.opens.name
    from xcli.stats.evaluate import test

    value, _ = closing.reader(_NO_LISTS)(cells.get(closing.name))
    if closes in cells or not value or not test(page.docket.closed)({closing.name: value}):
        return {}
    return {closes: cells.get(opens)}
