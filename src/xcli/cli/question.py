"""One question to the figures: a line of work with all that was asked about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xcli.cli.scope import Wanted, first_day, is_for_programs, rounding
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.figure import Rounding
    from xcli.domain.indicator import Indicator
    from xcli.domain.lists import Lists
    from xcli.domain.page import Line
    from xcli.domain.period import Period
    from xcli.ledger.book import Book
    from xcli.stats.giving import Leaving
    from xcli.stats.query import Desk
    from xcli.stats.span import View
    from xcli.stats.table import Answer


@dataclass(frozen=True)
class AtDesk:
    """One line of work as a command looks at it: the desk, the book, and what was asked."""

    desk: "Desk"
    book: "Book"
    values: dict[str, Any]

    @property
    def page(self) -> "type[Line]":
        """Return the line's page."""
        return self.desk.page

    @property
    def lists(self) -> "Lists":
        """Return the bureau's lists."""
        return self.book.lists

    @property
    def rounding(self) -> "Rounding":
        """Return how the bureau rounds."""
        return rounding(self.book)


@dataclass(frozen=True)
class Question(AtDesk):
    """One line of work with all that was asked about it."""

    wanted: Wanted
    view: "View"
    left: "list[Leaving]" = field(default_factory=list)

    @property
    def period(self) -> "Period":
        """Return the period that was asked for."""
        return self.view.main

    @property
    def for_programs(self) -> bool:
        """Tell whether programs will read the answer: one row a figure, with stable keys."""
        return is_for_programs(self.wanted, self.values)

    @property
    def cohort(self) -> bool:
        """Tell whether the cases accepted in the period are followed."""
        return bool(self.values["cohort"])

    def leave(self, found: "Answer", spans: "Iterable[Period]") -> None:
        """Keep in mind which figures go into the file."""
        from xcli.stats.giving import leaving

        if self.wanted.leaves and not self.cohort:
            self.left.extend(leaving(found, spans, first_day(self.book, self.page)))

    def indicators(self, *, all_of_them: bool = False) -> "Sequence[Indicator]":
        """Return the indicators named, else the headline ones, or all."""
        from xcli.domain.indicator import across, in_force
        from xcli.stats.catalogue import find_indicator

        named = [find_indicator(text, self.page.name, self.lists) for text in self.values["indicator"] or ()]
        chosen = named or [i for i in self.page.counted(self.lists) if all_of_them or i.headline]
        return [v for i in chosen for v in across(in_force(i, self.book.settings), self.view.spans)]

    def title(self, what: Text, indicators: "Sequence[Indicator]") -> Text:
        """Return the heading: the line, the period, the cut-off, and by which dates figures are placed."""
        from xcli.report.figures import placing

        page, period, placed = self.page.label, self.period.label(), placing(indicators)
        opens = self.page.docket.opens.label
        if not self.page.docket.runs:
            placed = Text(f"按{opens.zh}", f"by “{opens.en}”")
        if self.cohort:
            placed = Text(f"跟踪本期案件，均按{opens.zh}", f"cohort: all by “{opens.en}”")
        end = self.period.last
        tail = Text(f"（{placed.zh}）" if placed.zh else "", f" ({placed.en})" if placed.en else "")
        return Text(
            f"{page.zh}{what.zh} {period.zh}，截至{end}{tail.zh}",
            f"{page.en}{what.en} {period.en}, up to {end}{tail.en}",
        )
