"""Pages: what the office would put on one sheet for one line of work."""

from collections.abc import Iterator, Mapping
from copy import copy
from datetime import date
from functools import cache
from typing import Any, ClassVar, Literal

from xcli.domain.calendar import Calendar
from xcli.domain.clock import Clock
from xcli.domain.code import Code
from xcli.domain.declaration import Declaration
from xcli.domain.fault import Fault
from xcli.domain.field import CaseNo, Day, Field, OfficeField, Parts, Whole
from xcli.domain.indicator import Identity, Indicator
from xcli.domain.lists import Lists
from xcli.domain.predicate import Always, Predicate
from xcli.text import Text


class Sheet:
    """A set of declared fields, in order; subclasses add theirs after those they inherit."""

    name: ClassVar[str] = ""
    label: ClassVar[Text] = Text("", "")
    fields: ClassVar[Mapping[str, Field]] = {}

    def __init_subclass__(cls) -> None:
        """Collect the declared fields; inherited ones are copied, so that each page owns its own."""
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Field)}
        above = [item for base in cls.__bases__ if issubclass(base, Sheet) for item in base.fields.items()]
        inherited = {name: own.get(name) or copy(value) for name, value in above}
        cls.fields = inherited | own
        for name, value in cls.fields.items():
            setattr(cls, name, value)


class Part(Sheet):
    """One of the repeated parts of a record; `listed` parts may stand several in one cell of a sheet."""

    listed: ClassVar[bool] = False


class Rule(Declaration):
    """A condition that no record may fulfil, with the sentence that says so and the field to mend.

    `owner` answers for it; `since` and `until` bound the months in which it is tried.
    """

    id: str
    forbids: Predicate
    says: Text
    field: Field
    remedy: Text = Text("", "")
    weight: Literal["error", "warning"] = "error"
    owner: Text = Text("承办人", "who handles the case")
    since: date | None = None
    until: date | None = None


class Docket(Declaration):
    """From when until when a record stands: the date that opens, the date that closes, when it counts as closed.

    An activity stands on the day on which it happens: one date both opens and closes; where one record may stand for a
    span, `until` is its last day.
    """

    opens: Day
    closes: Day
    closed: Predicate
    noun: Text = Text("件", "cases")
    until: Day | None = None

    @property
    def runs(self) -> bool:
        """Tell whether records stand for a time, so that there is a balance of what came and what went."""
        return self.opens.name != self.closes.name


class Lasting(Declaration):
    """Their last day unless they are renewed, and for how many an entry stands that is not one thing."""

    expires: Day
    quantity: Whole


class Hold(Declaration):
    """A bond that keeps records as they are: while the holder's record fulfils `where`, they take no change.

    The holder is a record of the page `holder` whose field `matches` has the value of `key`, without a key the id.
    With `fields` only these are held; the commands named in `by`, which make the values from what the holder keeps,
    are free to write.
    """

    key: Field | None
    holder: str
    matches: str
    where: Predicate
    says: Text
    fields: tuple[Field, ...] = ()
    by: tuple[str, ...] = ()


class OwnVerb(Declaration):
    """A verb that only one line has, or a group of such: its module stands in `cli/<line>/<name>.py`."""

    name: str
    label: Text


class ShortForm(Declaration):
    """A verb of its own for one step of a case: it fills `fields`, the first of them with today unless given.

    With a `group` the fields are those of its parts: a new part is begun, or, if the form `ends`, they are filled in
    the last part that lacks the first of them. What may be done `once` says so, with its article.
    """

    name: str
    label: Text
    fields: tuple[Field, ...]
    group: Parts | None = None
    ends: bool = False
    once: Text | None = None


class Listing(Declaration):
    """Records that a report prints one by one: those placed by `by` in its period, or so many years before it."""

    title: Text
    by: Day
    where: Predicate
    fields: tuple[Field, ...]
    years_back: int = 0


class Preset(Declaration):
    """A short command of its own for records of one kind.

    It fixes some values and asks for `fields`, of which it needs the `must`, and for counts of `measures` as options of
    their own. It may open a case of another line, to which it `hands` over values: own field, field there.
    """

    name: str
    label: Text
    help: Text
    fixed: tuple[tuple[Field, str], ...]
    fields: tuple[Field, ...]
    must: tuple[Field, ...] = ()
    measures: tuple[str, ...] = ()
    opens: str = ""
    hands: tuple[tuple[str, str], ...] = ()


class Page(Sheet):
    """A kind of record that the ledger keeps.

    A version that is `final` is never ended: no change, no retraction, no undo.
    """

    rules: ClassVar[tuple[Rule, ...]] = ()
    holds: ClassVar[tuple[Hold, ...]] = ()
    final: ClassVar[Predicate | None] = None
    sought: ClassVar[tuple[Field, ...]] = ()

    @classmethod
    def stored(cls) -> dict[str, Field]:
        """Return the fields that stand in the record's own row."""
        return {name: value for name, value in cls.fields.items() if value.kind != "many"}

    @classmethod
    def repeated(cls) -> dict[str, Field]:
        """Return the fields with rows of their own: parts and multiple choices."""
        return {name: value for name, value in cls.fields.items() if value.kind == "many"}

    @classmethod
    def named(cls) -> tuple[str, ...]:
        """Return the fields of the record's own row that it is called and found by."""
        return tuple(name for name, value in cls.stored().items() if value.sought)


class Line(Page):
    """A line of work, of one of three shapes: cases, activities or register entries.

    `asked` are the questions of the entry dialogue, at most eight; `closing` what closing requires, where closing is
    a step; `twin` the fields by which a row without a number is recognised; `mark` the character of its numbers;
    `cover` the fields that a list shows; `rhythm` how often the bureau turns to it; `clocks` the time limits of the
    law; `reckoned_from` the days from which computed days are counted by the calendar. `section` is where a report
    tells of it, `story` what it tells: `{accepted}` stands for a figure with its unit, and a clause (they are parted by
    semicolons) whose first figure is nothing is left out.
    """

    # Verbs that only this line has, and the module of further kinds of record that it keeps, named `<line>_…`.
    verbs: ClassVar[tuple[OwnVerb, ...]] = ()
    beside: ClassVar[str] = ""
    docket: ClassVar[Docket]
    mark: ClassVar[str] = ""
    order: ClassVar[int] = 0
    rhythm: ClassVar[Literal["daily", "yearly"]] = "daily"
    asked: ClassVar[tuple[Field, ...]] = ()
    closing: ClassVar[tuple[Field, ...]] = ()
    twin: ClassVar[tuple[Field, ...]] = ()
    cover: ClassVar[tuple[Field, ...]] = ()
    groups: ClassVar[tuple[Field, ...]] = ()
    indicators: ClassVar[tuple[Indicator, ...]] = ()
    identities: ClassVar[tuple[Identity, ...]] = ()
    scope: ClassVar[Predicate] = Always()
    short_forms: ClassVar[tuple[ShortForm, ...]] = ()
    clocks: ClassVar[tuple[Clock, ...]] = ()
    reckoned_from: ClassVar[tuple[Day, ...]] = ()
    section: ClassVar[str] = "justice"
    story: ClassVar[tuple[Text, ...]] = ()
    listings: ClassVar[tuple[Listing, ...]] = ()
    presets: ClassVar[tuple[Preset, ...]] = ()

    case_no = CaseNo("案号", "case no.", aliases=("编号", "卷号", "案件编号", "登记编号"), limit=64)
    office = OfficeField(
        "承办机构", "office", aliases=("司法所", "乡镇", "单位", "填报单位", "承办单位", "机构", "调委会所在乡镇")
    )

    @classmethod
    def derived(cls, content: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
        """Return the values of the computed fields; None where there is none."""
        del content, calendar
        return {}

    @classmethod
    def counted(cls, lists: Lists) -> tuple[Indicator, ...]:
        """Return the indicators, with those that follow from what the bureau has added to its lists."""
        del lists
        return cls.indicators

    @classmethod
    def further(cls, content: Mapping[str, Any], calendar: Calendar) -> Iterator[tuple[Field, Fault]]:
        """Yield what is wrong with a record that no rule can say."""
        del content, calendar
        yield from ()


class Case(Line):
    """A record that opens, runs and closes: counted as the flow of a period and a docket that balances."""


class Activity(Line):
    """A record that happens on a date or over a span, with quantities: counted as the sum of one quantity."""

    section: ClassVar[str] = "publicity"

    case_no = CaseNo("编号", "no.", aliases=("登记编号", "活动编号"), limit=64)


class Entry(Line):
    """A record that stands in a register from one day until another: counted as the stock on a day.

    `single` are the fields that, all alike, may stand only once at a time; `names` is the list whose codes are those
    entries that fulfil a condition, as `code_of` tells them.
    """

    lasting: ClassVar[Lasting]
    single: ClassVar[tuple[Field, ...]] = ()
    names: ClassVar[tuple[str, Predicate]] = ("", Always())

    case_no = CaseNo("编号", "no.", aliases=("登记编号", "册号"), limit=64)

    @classmethod
    def code_of(cls, content: Mapping[str, Any]) -> Code:
        """Return an entry as the code that other records write for it."""
        raise NotImplementedError(content)


def complete(page: type[Page], content: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
    """Return a record's content with its computed fields as they follow from the others today."""
    if not issubclass(page, Line):
        return dict(content)
    entered = {name: value for name, value in content.items() if not page.fields[name].computed}
    return entered | {name: value for name, value in page.derived(entered, calendar).items() if value is not None}


def provisional(page: type[Page], content: Mapping[str, Any], calendar: Calendar) -> frozenset[str]:
    """Return the computed days of a record that depend on a year whose holidays are not announced."""
    if not issubclass(page, Line) or not page.reckoned_from:
        return frozenset()
    computed, entered = _days_of(page)  # type: ignore[arg-type]
    known = [(name, content[name]) for name in computed if content.get(name) is not None]
    doubtful = {name: day for name, day in known if calendar.provisional(day.year)}
    # A day that somebody entered, such as that of acceptance, is certain.
    certain = {content.get(name) for name in entered} if doubtful else set()
    return frozenset(name for name, day in doubtful.items() if day not in certain)


@cache
def _days_of(page: type[Page]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a page's dates: those that are computed, and those that are entered."""
    days = [field for field in page.fields.values() if isinstance(field, Day)]
    return tuple(f.name for f in days if f.computed), tuple(f.name for f in days if not f.computed)


def parts_of(page: type[Page]) -> dict[str, Parts]:
    """Return the groups of parts of a page."""
    return {name: value for name, value in page.fields.items() if isinstance(value, Parts)}
