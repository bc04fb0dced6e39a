"""Repeat a draw from what the README says of it, without a line of xcli: any clerk with a computer can do this.

python repeat_draw.py LINES SEED COUNT [--by COLUMN] [--min LEAST] [--without DEPARTMENT NUMBER]...
"""

import argparse
import hashlib
import sys
from pathlib import Path

asked = argparse.ArgumentParser()
asked.add_argument("lines", type=Path)
asked.add_argument("seed")
asked.add_argument("count", type=int)
asked.add_argument("--by", type=int, help="number of the column that makes the strata")
asked.add_argument("--min", type=int, default=0)
asked.add_argument("--without", nargs=2, action="append", default=[])
told = asked.parse_args()

raw = told.lines.read_bytes()
digest = hashlib.sha256(raw).hexdigest()
files = [line.split("\t") for line in raw.decode().split("\n") if line]
files = [file for file in files if file[:2] not in told.without]

strata: dict[str, list[list[str]]] = {}
for file in files:
    strata.setdefault(file[told.by - 1] if told.by else "", []).append(file)

give: dict[str, int] = {}
count, open_strata = told.count, dict(strata)
while True:
    total = sum(len(s) for s in open_strata.values())
    short = [name for name, s in open_strata.items() if count * len(s) / total < told.min]
    if not short:
        break
    for name in short:
        give[name] = told.min
        count -= told.min
        del open_strata[name]
total = sum(len(s) for s in open_strata.values())
for name, s in open_strata.items():
    give[name] = count * len(s) // total
missing = told.count - sum(give.values())
by_remainder = sorted(
    open_strata, key=lambda n: (-(count * len(open_strata[n]) % total), -len(open_strata[n]), n.encode())
)
for name in by_remainder[:missing]:
    give[name] += 1

for name in sorted(strata, key=lambda n: n.encode()):
    ranked = sorted(
        strata[name],
        key=lambda f: hashlib.sha256("\n".join([told.seed, digest, f[0], f[1]]).encode()).hexdigest(),
    )
    for file in ranked[: give[name]]:
        sys.stdout.buffer.write(f"{file[0]}\t{file[1]}\n".encode())
