"""The figures that were kept of each round: how often, what was lost, how long it took, with which seeds, on which day."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from torture.rounds import Seed

RESULT = Path(__file__).with_name("result.json")


@dataclass(frozen=True)
class Figure:
    """What came of one kind of harm."""

    count: int = 0
    lost: int = 0
    part: int = 0
    seeds: int = 0
    seconds: float = 0
    day: str = ""

    def grown(self, seed: Seed, seconds: float) -> "Figure":
        """Return it with what one more seed gave."""
        today = date.today().isoformat()
        sums = (mine + more for mine, more in zip((self.count, self.lost, self.part), seed, strict=True))
        return Figure(*sums, self.seeds + 1, round(self.seconds + seconds, 1), today)


def kept(place: Path = RESULT) -> dict[str, Figure]:
    """Return the kept figures by their names."""
    return {name: Figure(**figure) for name, figure in json.loads(place.read_text("utf-8")).items()}


def keep(found: dict[str, Figure], declared: set[str], place: Path = RESULT) -> None:
    """Keep what was found beside what an earlier run found of other rounds; figures that no round declares go."""
    known = {**kept(place), **found}
    text = json.dumps({name: asdict(known[name]) for name in sorted(known) if name in declared}, indent=1)
    place.write_text(text + "\n", "utf-8")
