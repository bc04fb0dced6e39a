"""Case numbers of a column: most differ only in year and serial, so their frame is judged once."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from xcli.domain.case_no import LIMIT, fold_case_no, year_and_serial
from xcli.domain.fault import Fault
from xcli.intake.cells import Read

_FRAMED = re.compile(r"([^0-9]*)((?:19|20)[0-9]{2})([^0-9]+)([0-9]{1,9})([^0-9]*)")
_MOST_FRAMES = 1000
_YEAR, _SERIAL = "2001", "7"

Frame = tuple[str, str, str]


class Number(NamedTuple):
    """A case number as written, with what is derived from it."""

    text: str | None
    fault: Fault | None = None
    key: str | None = None
    year: int | None = None
    serial: int | None = None


NONE = Number(None)


class Numbers:
    """Reads case numbers and derives their keys; `this_year` is the last that a number may name."""

    def __init__(self, read: Read, this_year: int) -> None:
        """Read by `read` what has no known frame."""
        self._read = read
        self._last = str(this_year)
        self._frames: dict[Frame, Frame | None] = {}

    def read(self, cell: object) -> Number:
        """Return the number of a cell."""
        if isinstance(cell, str) and (found := _FRAMED.fullmatch(cell)):
            before, year, between, serial, after = found.groups()
            frame = (before, between, after)
            keys = self._frames.get(frame, frame)
            if keys is frame:
                keys = self._learn(frame)
            if keys and year <= self._last and len(cell) <= LIMIT:
                key = f"{keys[0]}{year}{keys[1]}{serial}{keys[2]}"
                return Number(cell, None, key, int(year), int(serial))
        return self._slowly(cell)

    def read_all(
        self, column: Sequence[str]
    ) -> tuple[list[str | None], list[str | None], list[int | None], list[int | None]]:
        """Return texts, keys, years and serials of a column; a cell with a fault has no text."""
        texts: list[str | None] = list(column)
        keys: list[str | None] = []
        years: list[int | None] = []
        serials: list[int | None] = []
        frames, last = self._frames, self._last
        for n, found in enumerate(map(_FRAMED.fullmatch, column)):
            if found is not None:
                before, year, between, serial, after = found.groups()
                known = frames.get((before, between, after))
                if known and year <= last and len(column[n]) <= LIMIT:
                    keys.append(f"{known[0]}{year}{known[1]}{serial}{known[2]}")
                    years.append(int(year))
                    serials.append(int(serial))
                    continue
            one = self.read(column[n]) if column[n] else NONE
            texts[n] = None if one.fault else one.text
            keys.append(one.key)
            years.append(one.year)
            serials.append(one.serial)
        return texts, keys, years, serials

    def _slowly(self, cell: object) -> Number:
        text, fault = self._read(cell)
        if text is None:
            return Number(None, fault)
        year, serial = year_and_serial(str(text))
        return Number(str(text), fault, fold_case_no(str(text)), year, serial)

    def _learn(self, frame: Frame) -> Frame | None:
        before, between, after = frame
        sample = f"{before}{_YEAR}{between}{_SERIAL}{after}"
        keys: Frame | None = (fold_case_no(before), fold_case_no(between), fold_case_no(after))
        plain = (
            self._read(sample) == (sample, None)
            and year_and_serial(sample) == (int(_YEAR), int(_SERIAL))
            and keys is not None
            and fold_case_no(sample) == f"{keys[0]}{_YEAR}{keys[1]}{_SERIAL}{keys[2]}"
        )
        if not plain:
            keys = None
        if len(self._frames) < _MOST_FRAMES:
            self._frames[frame] = keys
        return keys
