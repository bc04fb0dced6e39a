"""Fields: one declaration each, from which options, columns, sheets, messages and documents come."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal, TypedDict, Unpack

from xcli.domain import predicate as p
from xcli.domain.case_no import read_case_no
from xcli.domain.clean import clean_text
from xcli.domain.code import CodeList
from xcli.domain.day import read_day, show_day
from xcli.domain.fault import Fault
from xcli.domain.identity import read_document
from xcli.domain.law import Law
from xcli.domain.lists import NO, YES, Lists, read_code, read_codes, read_flag, read_office
from xcli.domain.money import read_money, show_money
from xcli.domain.name import read_name
from xcli.domain.number import read_whole
from xcli.domain.phone import read_phone
from xcli.domain.score import read_score, show_score
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.page import Part

Value = str | int | date | tuple[str, ...]
Reading = tuple[Value | None, Fault | None]
Kind = Literal["day", "whole", "words", "many"]
Mask = Literal["name", "number", "phone", "text"]


class Declared(TypedDict, total=False):
    """What any field may say of itself beyond its labels; `Field` tells what each means."""

    required: bool
    expected: bool
    aliases: tuple[str, ...]
    private: Mask | None
    secret: bool
    sought: bool
    hint: Text | None
    law: Law | None
    computed: bool
    filled: bool


class Field:
    """One field of a record.

    `aliases` are headings that sheets use for it; `private` values are sealed and masked; a `secret` value has no
    literal option, because a command line is public; `future` days may lie ahead; `incomplete` records lack it.
    A `computed` value follows from the others by the page's `derived` and is never entered; a `filled` one is entered
    where it does not follow.
    """

    kind: ClassVar[Kind] = "words"

    def __init__(  # noqa: PLR0913 - what a field may declare stands here once
        self,
        zh: str,
        en: str,
        *,
        required: bool = False,
        expected: bool = False,
        aliases: tuple[str, ...] = (),
        private: Mask | None = None,
        secret: bool = False,
        sought: bool = False,
        hint: Text | None = None,
        law: Law | None = None,
        computed: bool = False,
        filled: bool = False,
    ) -> None:
        """Declare the field; its name is that of the attribute that holds it."""
        self.name = ""
        self.label = Text(zh, en)
        self.required = required
        self.expected = expected or required
        self.aliases = aliases
        self.private = private
        self.secret = secret
        self.sought = sought
        self.hint = hint
        self.law = law
        self.computed = computed
        self.filled = filled

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the attribute's name."""
        self.name = name

    def __repr__(self) -> str:
        """Show the field by name."""
        return f"<{type(self).__name__} {self.name}>"

    @property
    def follows(self) -> bool:
        """Tell whether the value may follow from the others."""
        return self.computed or self.filled

    @property
    def option(self) -> str:
        """Return the long option, such as `--accepted-on`."""
        return "--" + self.name.replace("_", "-")

    def reader(self, lists: Lists) -> Callable[[object], Reading]:
        """Return the function that reads a cell or an option's text into a value."""
        raise NotImplementedError

    def show(self, value: Value, lists: Lists) -> str:
        """Return the value as a clerk writes it; reading it gives the value back."""
        del lists
        return str(value)

    def is_(self, *values: object) -> p.Predicate:
        """The value is one of these."""
        return p.In(self, values)

    def between(self, low: object | None, high: object | None) -> p.Predicate:
        """Low <= value <= high; an open end is None."""
        return p.Between(self, low, high)

    @property
    def present(self) -> p.Predicate:
        """The field has a value."""
        return p.Present(self)


class Day(Field):
    """A date."""

    kind = "day"

    def __init__(self, zh: str, en: str, *, future: bool = False, **rest: Unpack[Declared]) -> None:
        """Declare a date; `future` lets it lie ahead of today."""
        super().__init__(zh, en, **rest)
        self.future = future

    def reader(self, lists: Lists) -> Callable[[object], Reading]:
        """Read dates strictly, never guessing."""
        del lists
        return read_day

    def show(self, value: Value, lists: Lists) -> str:
        """Show as 2024-03-05."""
        del lists
        return show_day(value) if isinstance(value, date) else str(value)

    def before(self, other: "Day") -> p.Predicate:
        """Earlier than another date of the same record."""
        return p.Before(self, other)


class Whole(Field):
    """A whole number of one unit."""

    kind = "whole"

    def __init__(self, zh: str, en: str, *, unit: Text | None = None, **rest: Unpack[Declared]) -> None:
        """Declare a count with its unit."""
        super().__init__(zh, en, **rest)
        self.unit = unit or Text("", "")

    def reader(self, lists: Lists) -> Callable[[object], Reading]:
        """Read whole numbers, with or without the field's own unit."""
        del lists
        units = tuple(word for word in self.unit if word)
        return lambda cell: read_whole(cell, units)


class Money(Field):
    """An amount in 分."""

    kind = "whole"

    def reader(self, lists: Lists) -> Callable[[object], Reading]:
        """Read amounts in 元, or 万元 where the cell says so."""
        del lists
        return read_money

    def below(self, other: "Money") -> p.Predicate:
        """Less than another amount of the same record."""
        return p.Before(self, other)

    def wan_reader(self) -> Callable[[object], Reading]:
        """Read the amounts of a column whose heading says 万元."""
        return lambda cell: read_money(cell, unit_wan=True)

    def show(self, value: Value, lists: Lists) -> str:
        """Show as 1,234.50."""
        del lists
        return show_money(int(value))  # type: ignore[arg-type]


class Score(Field):
    """A score of at most 100 points, in hundredths."""

    kind = "whole"

    def reader(self, lists: Lists) -> Callable[[object], Reading]:
        """Read scores with at most two decimals."""
        del lists
        return read_score

    def show(self, value: Value, lists: Lists) -> str:
        """Show as 92.5."""
        del lists
        return show_score(int(value))  # type: ignore[arg-type]


class Words(Field):
    """A line of text, or several."""

    def __init__(self, zh: str, en: str, *, limit: int = 200, lines: bool = False, **rest: Unpack[Declared]) -> None:
        """Declare text of at most `limit` characters."""
        super().__init__(zh, en, **rest)
        self.limit = limit
        self.lines = lines

    def reader(self, lists: Lists) -> Callable[[object], Reading]:
        """Read text, cleaned of what cannot be seen."""
        del lists
        return lambda cell: clean_text(cell, self.limit, self.lines)

    def contains(self, fragment: str) -> p.Predicate:
        """The text contains a fragment."""
        return p.Has(self, fragment)


class Name(Words):
    """The name of a person or a body, stored as written."""

    def reader(self, lists: Lists) -> Callable[[object], Reading]:
        """Read a name."""
        del lists
        return read_name


class CaseNo(Words):
    """The number a case is known by."""

    def reader(self, lists: Lists) -> Callable[[object], Reading]:
        """Read a case number as written."""
        del lists
        return read_case_no


class Document(Words):
    """The number of an identity document, judged by the kind that stands beside it."""

    def __init__(self, zh: str, en: str, *, kind_field: str, limit: int = 40, **rest: Unpack[Declared]) -> None:
        """Declare a document number; `kind_field` names the field that holds its kind."""
        super().__init__(zh, en, limit=limit, **rest)
        self.kind_field = kind_field

    def reader(self, lists: Lists) -> Callable[[object], Reading]:
        """Read the number of an identity card."""
        del lists
        return lambda cell: read_document("id_card", cell)

    def reader_for(self, kind: str | None) -> Callable[[object], Reading]:
        """Read the number of a document of the given kind."""
        return lambda cell: read_document(kind or "id_card", cell)


class Phone(Words):
    """A telephone number."""

    def reader(self, lists: Lists) -> Callable[[object], Reading]:
        """Read a telephone number."""
        del lists
        return read_phone


class Choice(Field):
    """One code of a list."""

    def __init__(self, zh: str, en: str, codes: CodeList, **rest: Unpack[Declared]) -> None:
        """Declare a choice from a list."""
        super().__init__(zh, en, **rest)
        self.codes = codes

    def is_(self, *values: object) -> p.Predicate:
        """Return the condition that the value is one of these; a misspelt code of a closed list fails at import."""
        known = self.codes.by_code
        if not self.codes.open and (unknown := [v for v in values if v not in known]):
            message = f"{self.codes.name} has no code {unknown}"
            raise ValueError(message)
        return p.In(self, values)

    def reader(self, lists: Lists) -> Callable[[object], Reading]:
        """Read a code by code, label in either language, or unambiguous beginning."""
        known = lists.list_of(self.codes)
        return lambda cell: read_code(known, cell)

    def show(self, value: Value, lists: Lists) -> str:
        """Show the label in the language in force."""
        return str(lists.list_of(self.codes).label_of(str(value)))


class Choices(Choice):
    """Several codes of a list; its counts overlap and are labelled so."""

    kind = "many"

    def reader(self, lists: Lists) -> Callable[[object], Reading]:
        """Read codes separated by 、 or ；."""
        known = lists.list_of(self.codes)
        return lambda cell: read_codes(known, cell)

    def show(self, value: Value, lists: Lists) -> str:
        """Show the labels separated by 、."""
        known = lists.list_of(self.codes)
        return "、".join(str(known.label_of(name)) for name in value)  # type: ignore[union-attr]


class Flag(Field):
    """Yes or no."""

    kind = "whole"

    def reader(self, lists: Lists) -> Callable[[object], Reading]:
        """Read yes or no in either language."""
        del lists
        return read_flag

    def show(self, value: Value, lists: Lists) -> str:
        """Show 是 or 否."""
        del lists
        return str(YES if value else NO)

    @property
    def true(self) -> p.Predicate:
        """Said yes."""
        return p.In(self, (1,))


class OfficeField(Field):
    """An office, committee or studio, stored by its id so that renaming changes no record."""

    kind = "whole"

    def reader(self, lists: Lists) -> Callable[[object], Reading]:
        """Read an office by name or alias."""
        return lambda cell: read_office(lists.offices, cell)

    def show(self, value: Value, lists: Lists) -> str:
        """Show the office's name."""
        return lists.offices.name_of(int(value))  # type: ignore[arg-type]


class Parts(Field):
    """Repeated parts of a record, each with fields of its own: parties, suspensions."""

    kind = "many"

    def __init__(self, zh: str, en: str, part: "type[Part]", **rest: Unpack[Declared]) -> None:
        """Declare a group of parts."""
        super().__init__(zh, en, **rest)
        self.part = part

    def any(self, where: p.Predicate) -> p.Any:
        """Some part fulfils the condition."""
        return p.Any(self, where)
