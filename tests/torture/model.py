"""Random commands against a dictionary: after each of them lists, single cases and figures are what the dictionary says."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from torture.fuzz import Bench, emptied, told
from torture.harness import _count, sound

Content = dict[str, Any]
MONTHS = ("2024-10", "2024-11")
DAYS = st.sampled_from(("2024-09-30", "2024-10-01", "2024-10-31", "2024-11-01", "2024-11-24"))
CATEGORIES = st.sampled_from(("邻里", "合同", "婚姻家庭"))
SHOWN = ("accepted_on", "category", "people", "outcome", "mediated_on")
WHY = ("--reason", "更正")
SETTLED = "调解成功"


@dataclass
class Entry:
    """What one entry did: content before and after, by serial of the case number; which entry it undid."""

    changes: dict[int, tuple[Content | None, Content | None]]
    undoes: int | None = None


@dataclass
class Model:
    """The dictionary: contents by serial, and all entries."""

    cases: dict[int, Content] = field(default_factory=dict)
    entries: dict[int, Entry] = field(default_factory=dict)
    highest: int = 0
    reported: list[int] | None = None
    closings: list[int] = field(default_factory=lambda: [0])

    def write(self, tx: int, changes: dict[int, Content | None], undoes: int | None = None) -> None:
        """Let an entry change cases; None retracts."""
        self.entries[tx] = Entry({n: (self.cases.get(n), after) for n, after in changes.items()}, undoes)
        for serial, after in changes.items():
            self.highest = max(self.highest, serial)
            if after is None:
                self.cases.pop(serial, None)
            else:
                self.cases[serial] = after

    def figures(self, month: str) -> list[int]:
        """Return how many cases a month accepted and settled."""
        accepted = sum(case["accepted_on"].startswith(month) for case in self.cases.values())
        settled = sum(case["outcome"] == SETTLED and case["mediated_on"].startswith(month) for case in self.cases.values())
        return [accepted, settled]

    def close(self, tx: int) -> None:
        """Let an entry report October."""
        self.write(tx, {})
        self.reported = self.figures("2024-10")
        self.closings.append(tx)

    def take_back(self, tx: int, target: int) -> None:
        """Let an entry undo another."""
        self.write(tx, {n: before for n, (before, _) in self.entries[target].changes.items()}, target)

    def undone(self, tx: int) -> bool:
        """Tell whether an entry was taken back, and that not taken back in its turn."""
        by = max((n for n, entry in self.entries.items() if entry.undoes == tx), default=None)
        return by is not None and not self.undone(by)

    def free(self, tx: int) -> bool:
        """Tell whether an entry can be undone: what it did stands as it left it."""
        changes = self.entries[tx].changes
        return not self.undone(tx) and all(self.cases.get(n) == after for n, (_, after) in changes.items())


class Office(RuleBasedStateMachine):
    """A clerk at a ledger, and somebody who keeps the same books by hand."""

    @initialize()
    def begin(self) -> None:
        """Open an empty ledger."""
        self.room = tempfile.TemporaryDirectory(prefix="xcli-model-")
        self.desk = Bench(Path(self.room.name), Path(self.room.name) / "ledger.db", emptied())
        self.desk.clear()
        self.model, self.names = Model(), 0

    def teardown(self) -> None:
        """Hold the whole together, then throw it away."""
        assert sound(self.desk.place)
        self.room.cleanup()

    def tx(self) -> int:
        return _count(self.desk.place, "SELECT max(tx) FROM tx")

    def does(self, *words: str, code: int = 0) -> int:
        """Run a command that must end so; return the entry it made, if it made one."""
        before = self.tx()
        got, _, err = self.desk.run(list(words))
        assert got == code, (words, got, err)
        assert self.tx() == before + (code == 0), words
        return self.tx()

    def any_case(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(sorted(self.model.cases)))  # type: ignore[no-any-return]

    def name(self) -> str:
        self.names += 1
        return "甲" + chr(0x4E00 + self.names)

    def asked(self, *words: str) -> list[Content]:
        code, out, err = self.desk.run([*words, "--format", "json"])
        assert code == 0, (words, err)
        return json.loads(out)  # type: ignore[no-any-return]

    @rule(day=DAYS, category=CATEGORIES)
    def add(self, day: str, category: str) -> None:
        tx = self.does("dispute", "add", "--force", "--accepted-on", day, "--category", category, "--party", f"申请人={self.name()}", *WHY)
        self.model.write(tx, {self.model.highest + 1: fresh(day, category)})

    @rule(rows=st.lists(st.tuples(DAYS, CATEGORIES), min_size=1, max_size=3))
    def take_a_sheet(self, rows: list[tuple[str, str]]) -> None:
        sheet = self.desk.folder / f"{self.name()}.csv"
        lines = [f"{day},{category},{self.name()}" for day, category in rows]
        sheet.write_text("\n".join(["受理日期,纠纷类别,申请人", *lines, ""]), "utf-8")
        tx = self.does("import", str(sheet), *WHY)
        self.model.write(tx, {self.model.highest + 1 + n: fresh(*row) for n, row in enumerate(rows)})

    @precondition(lambda self: self.model.cases)
    @rule(data=st.data(), day=DAYS, category=CATEGORIES)
    def edit(self, data: st.DataObject, day: str, category: str) -> None:
        serial = self.any_case(data)
        old = self.model.cases[serial]
        people = (old["people"] or 0) + 1
        new = old | {"category": category, "people": people}
        if old["outcome"] is None:
            new["accepted_on"] = day
        told = ("--category", category, "--people", str(people), "--accepted-on", new["accepted_on"])
        self.model.write(self.does("dispute", "edit", number(serial), *told, *WHY), {serial: new})

    @precondition(lambda self: any(case["outcome"] is None for case in self.model.cases.values()))
    @rule(data=st.data())
    def close(self, data: st.DataObject) -> None:
        serial = data.draw(st.sampled_from(sorted(n for n, case in self.model.cases.items() if case["outcome"] is None)))
        day = self.model.cases[serial]["accepted_on"]
        tx = self.does("dispute", "close", number(serial), "--outcome", "settled", "--mediated-on", day, *WHY)
        self.model.write(tx, {serial: self.model.cases[serial] | {"outcome": SETTLED, "mediated_on": day}})

    @precondition(lambda self: self.model.cases)
    @rule(data=st.data())
    def retract(self, data: st.DataObject) -> None:
        serial = self.any_case(data)
        self.model.write(self.does("dispute", "retract", number(serial), *WHY), {serial: None})

    @precondition(lambda self: self.model.entries)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        """Undo any entry, an undo as well: exactly what was before stands again, or nothing is done."""
        target = data.draw(st.sampled_from(sorted(self.model.entries)))
        if target in self.model.closings or not self.model.free(target):
            self.does("undo", str(target), *WHY, code=5)
        elif target <= self.model.closings[-1]:
            self.undo_behind_a_closing(target)
        else:
            self.model.take_back(self.does("undo", str(target), *WHY), target)

    def undo_behind_a_closing(self, target: int) -> None:
        """It is refused if the closed month counted it, and then changes nothing."""
        before = self.tx()
        code, _, err = self.desk.run(["undo", str(target), *WHY])
        assert code in (0, 5), err
        if code == 0:
            shown = self.model.figures("2024-10")
            self.model.take_back(self.tx(), target)
            assert self.model.figures("2024-10") == shown, "it went behind the closing"
        else:
            assert self.tx() == before

    @precondition(lambda self: self.model.reported is None)
    @rule()
    def close_the_month(self) -> None:
        tx = self.does("period", "close", "2024-10", "--line", "dispute")
        self.model.close(tx)

    @precondition(lambda self: self.model.reported is not None)
    @rule()
    def restate(self) -> None:
        """Another report stands if, and only if, something is another; figures that are not compared here may be."""
        before = self.tx()
        code, _, err = self.desk.run(["period", "restate", "2024-10", "--line", "dispute", "--approved-by", "李局长", *WHY])
        assert code in (0, 5), err
        if code == 0:
            self.model.close(self.tx())
        assert code == 0 or self.tx() == before
        assert self.model.reported == self.model.figures("2024-10")

    @invariant()
    def the_list_is_the_dictionary(self) -> None:
        rows = {row["case_no"]: {name: row[name] for name in SHOWN} for row in self.asked("dispute", "list")}
        assert rows == {number(serial): case for serial, case in self.model.cases.items()}

    @invariant()
    def the_figures_are_those_of_the_dictionary(self) -> None:
        """One month after each step, now this one, now that."""
        month = MONTHS[self.tx() % 2]
        rows = self.asked("stats", "dispute", "--month", month, "--indicator", "accepted", "--indicator", "settled")
        told = self.model.reported if month == MONTHS[0] and self.model.reported else self.model.figures(month)
        assert [row["numerator"] for row in rows[:2]] == told, month

    @precondition(lambda self: self.model.cases)
    @rule(data=st.data())
    def look(self, data: st.DataObject) -> None:
        """One case alone, and the corrected figures of a closed month."""
        serial = self.any_case(data)
        [row] = self.asked("dispute", "show", number(serial))
        assert {name: row[name] for name in SHOWN} == self.model.cases[serial]
        told = ("--indicator", "accepted", "--indicator", "settled", "--corrected")
        rows = self.asked("stats", "dispute", "--month", MONTHS[0], *told)
        assert [row["numerator"] for row in rows[:2]] == self.model.figures(MONTHS[0])


def fresh(day: str, category: str) -> Content:
    """Return a case as it begins."""
    return {"accepted_on": day, "category": category, "people": None, "outcome": None, "mediated_on": None}


def number(serial: int) -> str:
    """Return the case number of a serial."""
    return f"湟调〔2024〕{serial}号"


def histories(folder: Path, number_: int, times: int = 15, steps: int = 25) -> dict[str, int]:
    """Keep the books by hand beside so many random histories."""
    del folder
    machine: Callable[..., None] = seed(number_)(Office)
    chosen = settings(
        max_examples=times, stateful_step_count=steps, deadline=None, database=None, derandomize=False,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink],
    )  # fmt: skip
    try:
        run_state_machine_as_test(machine, settings=chosen)
    except (AssertionError, BaseExceptionGroup) as error:
        return {"histories": times, "lost": len(told(error))}
    return {"histories": times, "lost": 0}
