"""Measure and print: python3 dev.py bench [add start import stats closed report find due] [--rows 1000000] [--runs 15]."""

import argparse
import csv
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import data, reports
from bench.timing import Line, best_of, environment, keep, peak_mib, run, together

HERE = Path(__file__).parent.parent
PYTHON = sys.executable
XCLI = [PYTHON, "-m", "xcli"]
PEERS = [PYTHON, "-m", "bench.peers"]
NAMES = ("add", "start", "import", "stats", "closed", "report", "find", "due")


class Bench:
    """Where the files of a run are, how long sheets are, how often short commands run."""

    def __init__(self, folder: Path, rows: int, runs: int) -> None:
        """Keep the place and the sizes."""
        self.folder = folder
        self.rows = rows
        self.runs = runs
        self.env = environment(HOME=str(folder), XDG_CONFIG_HOME=str(folder), PYTHONPATH=str(HERE))

    def ledger(self, name: str) -> Path:
        """Make an empty ledger with the offices of the sheets."""
        path = self.folder / name
        path.unlink(missing_ok=True)
        init = ["init", "--bureau", "630122", "--name", "西宁市湟中区司法局", "--clerk", "王芳", "--db", str(path)]
        run([*XCLI, *init], self.env)
        for office in data.OFFICES:
            run([*XCLI, "--db", str(path), "office", "add", office], self.env)
        return path

    def sheet(self, rows: int) -> Path:
        """Return the sheet with so many rows."""
        return data.write(self.folder / f"sheet-{rows}.csv", rows)

    def filled(self, rows: int) -> Path:
        """Return a ledger with so many disputes, imported once."""
        path = self.folder / f"filled-{rows}.db"
        if not path.exists():
            fresh = self.ledger("filling.db")
            run(self.importing(fresh, self.sheet(rows)), self.env)
            fresh.rename(path)
        return path

    @staticmethod
    def importing(ledger: Path, sheet: Path) -> list[str]:
        """Return the command that imports a sheet."""
        return [*XCLI, "--db", str(ledger), "import", str(sheet)]


def add(bench: Bench) -> list[Line]:
    """One `dispute add` against one row by a minimal program, and by sqlite-utils."""
    ledger, file = bench.ledger("add.db"), bench.folder / "minimal.db"
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE minimal (id INTEGER PRIMARY KEY, accepted_on TEXT, category TEXT)")
    db.close()
    row = bench.folder / "row.json"
    row.write_text('{"accepted_on": "2024-03-05", "category": "neighbour"}', encoding="utf-8")
    words = ["--accepted-on", "2024-03-05", "--category", "neighbour"]
    ours, minimal, tool = together(
        [
            lambda _n: [*XCLI, "--db", str(ledger), "dispute", "add", *words],
            lambda _n: [*PEERS, "add", str(file), *words],
            lambda _n: [PYTHON, "-m", "sqlite_utils", "insert", str(file), "tool", str(row)],
        ],
        bench.runs,
        bench.env,
    )
    return [
        Line("dispute add", ours, "minimal Typer + SQLAlchemy Core", minimal, 1.3),
        Line("dispute add", ours, "sqlite-utils insert", tool, None),
    ]


def start(bench: Bench) -> list[Line]:
    """Help, an error and a completion against the import of Typer."""
    completing = bench.env | {"_XCLI_COMPLETE": "complete_bash", "COMP_WORDS": "xcli dis", "COMP_CWORD": "1"}
    lines = []
    for what, words, env in (
        ("xcli --help", ["--help"], bench.env),
        ("xcli dispute add --help", ["dispute", "add", "--help"], bench.env),
        ("xcli dispute lsit (error)", ["dispute", "lsit"], bench.env),
        ("completion of commands", [], completing),
    ):
        ours, typer = together(
            [lambda _n, words=words: [*XCLI, *words], lambda _n: [PYTHON, "-c", "import typer"]],  # type: ignore[list-item, misc]
            bench.runs, env,
        )
        lines.append(Line(what, ours, "python -c 'import typer'", typer, 1.5))
    return lines


def importing(bench: Bench) -> list[Line]:
    """A sheet imported with every check against the standard library's loop, sqlite-utils and sqlite3 itself."""
    sheet = bench.sheet(bench.rows)
    times: dict[str, list[float]] = {"ours": [], "loop": []}
    for _ in range(2):
        times["loop"].append(run([*PEERS, "load", str(bench.ledger("loop.db")), str(sheet)], bench.env))
        times["ours"].append(run(bench.importing(bench.ledger("ours.db"), sheet), bench.env))
    file = bench.folder / "tool.db"
    tool = run([PYTHON, "-m", "sqlite_utils", "insert", str(file), "dispute", str(sheet), "--csv", "--pk", "案号"], bench.env)
    ours, loop = min(times["ours"]), min(times["loop"])
    lines = [
        Line(f"import of {bench.rows:,} rows", ours, "csv + executemany, same tables", loop, 1.8),
        Line(f"import of {bench.rows:,} rows", ours, "sqlite-utils insert --csv --pk", tool, 1 / 1.5),
    ]
    if shell := shutil.which("sqlite3"):
        bare = run([shell, str(bench.folder / "shell.db"), f".import --csv {sheet} dispute"], bench.env)
        lines.append(Line(f"import of {bench.rows:,} rows", ours, "sqlite3 .import", bare, None))
    few = peak_mib(bench.importing(bench.ledger("few.db"), bench.sheet(bench.rows // 10)), bench.env)
    many = peak_mib(bench.importing(bench.ledger("many.db"), sheet), bench.env)
    lines.append(Line(f"peak memory, {bench.rows:,} rows", many, f"{bench.rows // 10:,} rows", few, 1.15, "MiB"))
    lines.append(Line(f"peak memory, {bench.rows:,} rows", many, "the limit", 150, 1.0, "MiB"))
    return lines


def stats(bench: Bench) -> list[Line]:
    """All indicators of a year against one hand-written aggregate over the whole table; start-up not counted."""
    from xcli.domain.pages import lines as pages
    from xcli.domain.period import Period
    from xcli.ledger.ledger import open_ledger
    from xcli.stats.query import Desk, figures

    place = bench.filled(bench.rows)
    page, year = pages()["dispute"], Period(date(2023, 1, 1), date(2024, 1, 1))
    terms = [term for indicator in page.indicators for term in indicator.terms]
    ledger = open_ledger(str(place))

    def ours() -> None:
        with ledger.reading() as conn:
            figures(Desk(conn, page, ledger.bureau), terms, [year])

    db = sqlite3.connect(place)
    by_hand = (
        "SELECT count(*) FILTER (WHERE accepted_on >= '2023-01-01' AND accepted_on < '2024-01-01'),"
        " count(*) FILTER (WHERE outcome = 'settled' AND mediated_on >= '2023-01-01' AND mediated_on < '2024-01-01'),"
        " sum(amount) FILTER (WHERE mediated_on >= '2023-01-01' AND mediated_on < '2024-01-01') FROM dispute NOT INDEXED"
    )
    hand = best_of(5, lambda: db.execute(by_hand).fetchall())
    line = Line(f"all {len(page.indicators)} indicators, {bench.rows:,} rows", best_of(5, ours), "one hand-written scan", hand, 3.0)
    db.close()
    return [line]


def closed(bench: Bench) -> list[Line]:
    """A closed month with the year to date and the year before, over many records against over ten thousand."""
    ours, few = (best_of(5, _as_reported(bench.filled(rows))) for rows in (bench.rows, 10_000))
    return [Line(f"stats of a closed month, {bench.rows:,} rows", ours, "10,000 rows", few, 1.3)]


def _as_reported(place: Path) -> Callable[[], None]:
    """Close two years in a ledger; return what prints one of their months."""
    from xcli.domain.pages import lines as pages
    from xcli.domain.period import Period, month_of
    from xcli.ledger.closing import closed_months
    from xcli.ledger.journal import Act
    from xcli.ledger.ledger import open_ledger
    from xcli.stats.closing import close
    from xcli.stats.query import Desk
    from xcli.stats.reported import touched_since
    from xcli.stats.span import Asked, beside
    from xcli.stats.table import answer, balance

    page, ledger = pages()["dispute"], open_ledger(str(place))
    with ledger.reading() as conn:
        done = {month.period for month in closed_months(conn, ledger.bureau, page.name)}
    months = Period(date(2022, 1, 1), date(2024, 1, 1)).split_months(1)
    with ledger.writing(Act("王芳", "period close", kind="close")) as writer:
        for month in months:
            if month not in done:
                close(writer, page, {}, month, 0)
    view = beside(Asked("month", month_of(date(2023, 10, 5))), date(2024, 12, 31))

    def stats_of_october() -> None:
        with ledger.reading() as conn:
            desk = Desk(conn, page, ledger.bureau)
            found = answer(desk, page.indicators, view.spans)
            for span in view.spans:
                for indicator in page.indicators:
                    found.figure(indicator, span)
            balance(desk, view.main)
            touched_since(desk, view.spans)

    return stats_of_october


def report(bench: Bench) -> list[Line]:
    """A year's report over as many activities as cases against its own SQL, and the size of the page."""
    place = bench.folder / "report.db"
    shutil.copy(bench.filled(bench.rows), place)
    run(bench.importing(place, data.write_activities(bench.folder / "activities.csv", bench.rows)), bench.env)
    return list(reports.lines(place, bench.folder, bench.rows))


def find(bench: Bench) -> list[Line]:
    """Finding one of many against finding one of a thousand: whole processes."""
    many, few = bench.filled(bench.rows), bench.filled(1000)

    def middle(rows: int) -> list[str]:
        with bench.sheet(rows).open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            for n, row in enumerate(lines):
                if n == rows // 2:
                    return row
        raise AssertionError

    picked = {many: middle(bench.rows), few: middle(1000)}

    def words(kind: str, place: Path) -> list[str]:
        row = picked[place]
        serial = row[0].split("〕")[1].removesuffix("号")
        return {
            "show by number": ["dispute", "show", row[0]],
            "show by serial": ["dispute", "show", f"{row[2][:4]}-{serial}"],
            "find by number": ["find", row[0]],
            "find by a whole name": ["find", row[5]],
        }[kind]

    lines = []
    for kind in ("show by number", "show by serial", "find by number", "find by a whole name"):
        ours, small = together(
            [lambda _n, p=place, k=kind: [*XCLI, "--db", str(p), *words(k, p)] for place in (many, few)],  # type: ignore[misc]
            bench.runs, bench.env,
        )
        lines.append(Line(f"{kind}, {bench.rows:,} rows", ours, "1,000 rows", small, 1.3))
    return lines


def due(bench: Bench) -> list[Line]:
    """What is due in so many open cases against the list of the same, and one working-day computation."""
    from xcli.domain.calendar import Calendar

    rows = min(bench.rows, 100_000)
    ledger = bench.ledger("open.db")
    run([*XCLI, "--db", str(ledger), "import", str(data.write_open(bench.folder / "open.csv", rows)), "--as", "recon"], bench.env)
    ours, listed = together(
        [
            lambda _n: [*XCLI, "--db", str(ledger), "--today", "2024-12-31", "due", "--line", "recon"],
            lambda _n: [*XCLI, "--db", str(ledger), "recon", "list"],
        ],
        3,
        bench.env,
    )
    calendar, first = Calendar(), date(2024, 2, 2)
    calendar.add_working_days(first, 7)  # the tables of the years are made once

    def count() -> None:
        for _ in range(10_000):
            calendar.add_working_days(first, 7)

    each = best_of(5, count) / 10_000
    return [
        Line(f"due, {rows:,} open cases", ours, "list of the same cases", listed, 3.0),
        Line("10,000 working-day computations", each * 10_000, "5 microseconds each", 50.0, 1.0),
    ]


WORK: dict[str, Callable[[Bench], list[Line]]] = {"add": add, "start": start, "import": importing, "stats": stats, "closed": closed, "report": report, "find": find, "due": due}


def main() -> None:
    """Run what is asked for, all by default, and print each line as it is known."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], default=[])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--keep", action="store_true", help="write the figures for the front page")
    asked = parser.parse_args()
    found: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bench = Bench(Path(folder), asked.rows, asked.runs)
        for name in asked.names or NAMES:
            for line in WORK[name](bench):
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()
                found.append(line)
    if asked.keep:
        keep(found)


if __name__ == "__main__":
    main()
