"""Readers of cells and text files under coverage: bytes that reach new lines of the program are bred further.

`python guided.py SECONDS SEED` with atheris (`pip install atheris`, Python 3.11 or older at this time).
"""

import importlib.util
import io
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

CASES = 3  # a text file, a cell, a mask
QUIET = ("-verbosity=0", "-print_final_stats=1")
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

    if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0":
        return  # workbooks are read by a process of their own
    try:
        with open_source("-", stdin=io.BytesIO(data)) as (_, sheets):
            for sheet in sheets:
                for _row in sheet.rows:
                    pass
    except XcliError:
        return


def one(data: bytes) -> None:
    """Try one input."""
    (try_file, try_cell, try_mask)[data[0] % CASES if data else 0](data[1:])


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
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", f"-seed={seed}", "-max_len=400", *QUIET], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
