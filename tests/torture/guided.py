"""Readers of cells, text files and workbooks under coverage: bytes that reach new lines of the program are bred further.

`python guided.py SECONDS SEED` with atheris, which is installed with the tests where it has wheels. Of workbooks it is the look
through them that is bred, in this process; what the reader behind it makes of them is tried in workbooks.py.
"""

import importlib.util
import io
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from torture.packages import ods, packed, parts_of, xls, xlsx

CORPUS = "corpus"
LIMITS = ("-max_len=10000", "-timeout=20", "-rss_limit_mb=1024")
QUIET = ("-verbosity=0", "-print_final_stats=1")
MAGIC = (b"PK", b"\xd0\xcf\x11\xe0")
PUBLIC = 6  # numbers as short as 12348 stay


def readers() -> list[Callable[[object], Any]]:
    """Return every reader of a cell."""
    from xcli.domain import case_no, day, identity, lists, money, name, number, phone, score

    return [
        case_no.read_case_no, day.read_day, identity.read_id_no, lists.read_flag, money.read_money, name.read_name,
        number.read_whole, phone.read_phone, score.read_score,
        lambda cell: identity.read_document("passport", cell), lambda cell: identity.read_document("credit_code", cell),
    ]  # fmt: skip


def try_cell(data: bytes) -> None:
    """Read a cell by each reader: a value or a fault, and what is read once reads the same as written."""
    text = data.decode("utf-8", "surrogatepass" if len(data) % 2 else "replace") if _decodes(data) else data.decode("latin-1")
    for read in readers():
        value, fault = read(text)
        assert value is not None or fault is not None or not text.strip() or _says_nothing(text), (read, text)
        assert not isinstance(value, date) or date(1900, 1, 1) <= value <= date(2100, 12, 31)
        assert not isinstance(value, str) or "\x00" not in value


def _says_nothing(text: str) -> bool:
    from xcli.domain.clean import clean_text

    return not clean_text(text)[0]


def _decodes(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def try_mask(data: bytes) -> None:
    """No number that is taken stands as it is behind its mask."""
    from xcli.domain.identity import read_document
    from xcli.domain.mask import mask_id, mask_name, mask_phone
    from xcli.domain.phone import read_phone

    text = data.decode("utf-8", "replace")
    mask_name(text)
    for kind in ("id_card", "passport", "credit_code", "other"):
        number, _ = read_document(kind, text)
        assert number is None or mask_id(number) != number, number
    phone, _ = read_phone(text)
    assert phone is None or len(phone) <= PUBLIC or mask_phone(phone) != phone, phone


def try_file(data: bytes) -> None:
    """Read a text file to its end: rows, or one mistake of ours."""
    from xcli.errors import XcliError
    from xcli.intake.read import open_source

    if data.startswith(MAGIC):
        return  # workbooks are read by a process of their own
    try:
        with open_source("-", stdin=io.BytesIO(data)) as (_, sheets):
            for sheet in sheets:
                for _row in sheet.rows:
                    pass
    except XcliError:
        return


def try_package(data: bytes) -> None:
    """Look through a workbook before it is read: what is found out, or one mistake of ours."""
    from xcli.errors import XcliError
    from xcli.intake.read.guard import check_workbook
    from xcli.intake.read.opening import opened

    if not data.startswith(MAGIC):
        return  # told apart by these bytes: anything else is a text
    try:
        with opened("-", io.BytesIO(data)) as contents:
            check_workbook(contents, allow_xlsm=False)
    except XcliError:
        return


@cache
def places() -> list[tuple[str, dict[str, bytes]]]:
    """Return every part of a workbook that is looked into, with the parts of its workbook."""
    wholes = [parts_of(xlsx()), parts_of(ods())]
    return [(name, parts) for parts in wholes for name in parts if name.endswith((".xml", ".rels", "mimetype"))]


def try_part(data: bytes) -> None:
    """Put a part into a sound workbook: nothing that is bred would get its checksums right."""
    name, parts = places()[data[0] % len(places()) if data else 0]
    try_package(packed(parts | {name: data[1:]}))


TRIED = (try_file, try_cell, try_mask, try_package, try_part)
CASES = len(TRIED)


def one(data: bytes) -> None:
    """Try one input."""
    TRIED[data[0] % CASES if data else 0](data[1:])


def seeds() -> Iterator[bytes]:
    """Yield inputs to begin with: sound workbooks, and each of their parts."""
    for whole in (xlsx(), ods(), xls()):
        yield bytes([TRIED.index(try_package)]) + whole
    for number, (name, parts) in enumerate(places()):
        yield bytes([TRIED.index(try_part), number]) + parts[name]


def guided(folder: Path, seed: int, seconds: int = 30) -> dict[str, int]:
    """Breed inputs in a process of its own; return how many were tried, and whether one was too much."""
    words = [sys.executable, str(Path(__file__)), str(seconds), str(seed)]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    tried = re.search(r"number_of_executed_units: ([0-9]+)", done.stderr)
    if done.returncode:
        sys.stderr.write(done.stderr[-2000:])
    return {"guided inputs": int(tried[1]) if tried else 0, "lost": int(done.returncode != 0)}


def is_here() -> bool:
    """Tell whether atheris is installed."""
    return importlib.util.find_spec("atheris") is not None


def main() -> None:
    """Breed inputs for so many seconds; anything but a mistake of ours ends it with a traceback."""
    import atheris

    with atheris.instrument_imports(include=["xcli.domain", "xcli.intake.read"]):
        readers()
        import xcli.intake.read  # noqa: F401
    seconds, seed = sys.argv[1:3]
    Path(CORPUS).mkdir()
    for number, data in enumerate(seeds()):
        (Path(CORPUS) / f"{number}").write_bytes(data)
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", f"-seed={seed}", *LIMITS, *QUIET, CORPUS], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
