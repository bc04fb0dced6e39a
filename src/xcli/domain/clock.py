"""Time limits of the law: what starts a clock, how long it runs, what stops, stretches or ends it, by which article."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

from xcli.domain.declaration import Declaration
from xcli.domain.law import Law
from xcli.domain.predicate import Always, Predicate, fields_in
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.field import Day, Field, Parts, Whole

# The date that the record itself states is a unit of its own: nothing is counted.
Unit = Literal["working", "natural", "years", "stated"]

BUREAU = Text("本机关", "bureau")


class Restart(Declaration):
    """A question asked before the clock has run out stops it; the answer starts it anew."""

    asked: "Day"
    answered: "Day"
    law: Law


class Pause(Declaration):
    """Stretches that are not counted; where the ledger's `setting` is "no" they are."""

    group: "Parts"
    begins: "Day"
    ends: "Day"
    law: Law
    setting: str = ""

    def stops(self, settings: Mapping[str, str]) -> bool:
        """Tell whether the clock stands still meanwhile."""
        return settings.get(self.setting) != "no"


class Extension(Declaration):
    """Days added once, at most so many, by a decision taken before the clock has run out."""

    on: "Day"
    days: "Whole"
    most: int
    law: Law


class Clock(Declaration):
    """A time limit that runs on a case.

    It starts the day after `starts` and is stopped by the first of `ends` that the record has. `who` must act. A
    `right` lapses when it has run out, and nobody is late; so does what `ceases` by itself. Where nobody acts, the
    law takes the act for done on the day that `deems` names: its start or its end. A limit that nobody can keep any
    more is not `watched`. It ends with the case unless it `outlives` it. `backwards`: the last day on which
    something may still be done before the day that starts it. It starts on the day on which the clock `after` has
    run out unheeded, where there is one, and `starts` is then what starts that. With a group in `of` it runs on
    each of these parts. The law is in force from `since` to `until`, judged by `dated` or by the day it starts. A
    ledger's settings may change unit and length.
    """

    id: str
    label: Text
    law: Law
    starts: "Day"
    ends: "tuple[Day, ...]"
    length: int = 0
    unit: Unit = "natural"
    where: Predicate = Always()
    who: Text = BUREAU
    of: "Parts | None" = None
    after: "Clock | None" = None
    right: bool = False
    ceases: bool = False
    deems: Literal["", "start", "end"] = ""
    watched: bool = True
    outlives: bool = False
    backwards: bool = False
    restart: Restart | None = None
    pause: Pause | None = None
    extension: Extension | None = None
    lapse: Text = Text("", "")
    note: Text = Text("", "")
    since: date | None = None
    until: date | None = None
    dated: "Day | None" = None
    unit_setting: str = ""
    length_setting: str = ""
    starting: Text = Text("", "")

    @property
    def line(self) -> str:
        """Return the line of work it belongs to."""
        return self.id.split(".", 1)[0]

    def under(self, settings: Mapping[str, str]) -> "Clock":
        """Return the clock as a ledger's settings have it."""
        changes: dict[str, object] = {}
        unit, length = settings.get(self.unit_setting), settings.get(self.length_setting, "")
        if unit in ("working", "natural") and unit != self.unit:
            changes["unit"] = unit
        if length.isdecimal() and int(length) != self.length:
            changes["length"] = int(length)
        if self.pause and not self.pause.stops(settings):
            changes["pause"] = None
        if self.after and (after := self.after.under(settings)) is not self.after:
            changes["after"] = after
        return self.but(**changes) if changes else self

    @property
    def names(self) -> frozenset[str]:
        """Return the fields that it reads, of the record or of the parts that it runs on."""
        told: list[Field | None] = [self.starts, *self.ends, self.of, self.dated, *fields_in(self.where)]
        told += [self.restart.asked, self.restart.answered] if self.restart else []
        told += [self.extension.on, self.extension.days] if self.extension else []
        told += [self.pause.group] if self.pause else []
        before = self.after.names if self.after else frozenset[str]()
        return before.union(field.name for field in told if field is not None)

    @property
    def from_what(self) -> Text:
        """Return what the day is called from which it runs."""
        return self.starting if self.starting.zh else self.starts.label

    @property
    def lapses(self) -> bool:
        """Tell whether nobody is late when it has run out."""
        return self.right or self.ceases

    def in_force(self, day: date) -> bool:
        """Tell whether this version of the law was in force on a day."""
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)

    def spoken_length(self) -> Text:
        """Return the length with its unit."""
        zh, en = {
            "working": ("个工作日", "working days"), "natural": ("日", "days"), "years": ("年", "years"),
            "stated": ("", ""),
        }[self.unit]  # fmt: skip
        return Text(f"{self.length}{zh}", f"{self.length} {en if self.length > 1 else en[:-1]}") if zh else STATED


STATED = Text("记录自定", "as the record says")

