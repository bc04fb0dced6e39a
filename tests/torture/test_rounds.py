"""The rounds of harm are declared once, and what is said of them is what they did."""

import json
from pathlib import Path

import pytest

from docs.tables import promises
from torture.__main__ import torture
from torture.kept import Figure, keep, kept
from torture.rounds import PROMISES, ROUNDS, OtherFigures, Round
from xcli.text import Text

HARM = Text("害", "harm")


def harm(_folder: Path, seed: int) -> dict[str, int]:
    return {"harms": 10 * seed, "lost": seed - 1, "of these odd": 1}


def told() -> Round:
    return Round(harm, "harms", HARM, HARM, Text("其中", "of these odd"))


def test_every_figure_has_a_round_and_every_round_that_can_run_here_a_figure() -> None:
    named = [one.counts for one in ROUNDS]
    assert len(set(named)) == len(named)
    assert set(kept()) <= set(named), "a figure that no round declares: dev.py torture --keep drops it"
    absent = {one.counts for one in ROUNDS if one.here()} - set(kept())
    assert not absent, "dev.py torture --minutes 0 --keep --only NAME of each of these"
    assert all(figure.count and figure.seeds and figure.day for figure in kept().values())


def test_every_promise_has_a_round() -> None:
    assert {one.promise for one in ROUNDS} == set(PROMISES)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_table_has_what_was_kept_and_nothing_else(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    how = [getattr(one.how, language) for one in ROUNDS if one.counts in kept()]
    assert [line.split(" | ")[1] for line in promises(language).splitlines()[2:-1]] == how
    monkeypatch.setattr("torture.rounds.ROUNDS", (told(),))
    assert len(promises(language).splitlines()) == 3, "a round without figures stands in the table"
    monkeypatch.setattr("torture.kept.kept", lambda: {"harms": Figure(31, 2, 5, 3, 4.2, "2024-11-24")})
    assert {
        "zh": "31（其中 5） | 2 | 2024-11-24，种子 1 至 3，4 秒",
        "en": "31 (of these odd 5) | 2 | 2024-11-24, seeds 1 to 3, 4 s",
    }[language] in promises(language)


def test_rounds_go_on_with_other_seeds_and_their_figures_add_up() -> None:
    said: list[str] = []
    unable = Round(harm, "never", HARM, HARM, here=lambda: False)
    [(name, figure)] = torture([told(), unable], 0.002, said.append).items()
    assert name == "harms"
    assert len(said) == figure.seeds > 1
    seeds = range(1, figure.seeds + 1)
    assert (figure.count, figure.lost, figure.part) == (10 * sum(seeds), sum(seeds) - figure.seeds, figure.seeds)


def test_a_round_that_breaks_off_is_lost_and_the_others_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    def breaks(_folder: Path, _seed: int) -> dict[str, int]:
        raise UnicodeError

    found = torture([Round(breaks, "breaks", HARM, HARM), told()], 0)
    assert (found["breaks"].lost, found["harms"].count) == (1, 10)
    assert "UnicodeError" in capsys.readouterr().err


@pytest.mark.parametrize(
    "declared", [Round(harm, "harms", HARM, HARM), Round(harm, "harm", HARM, HARM, Text("其中", "of these odd"))]
)
def test_a_round_that_returns_what_it_does_not_declare_is_stopped(tmp_path: Path, declared: Round) -> None:
    assert told().once(tmp_path, 2) == (20, 1, 1)
    with pytest.raises(OtherFigures):
        declared.once(tmp_path, 2)


def test_figures_of_other_rounds_stay_and_those_of_none_go(tmp_path: Path) -> None:
    place = tmp_path / "result.json"
    place.write_text(json.dumps({"old": {"count": 1}, "gone": {"count": 2}, "harms": {"count": 3}}), "utf-8")
    keep({"harms": Figure(4)}, {"old", "harms", "new"}, place)
    assert kept(place) == {"old": Figure(1), "harms": Figure(4)}
