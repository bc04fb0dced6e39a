"""What the departments have to mend: told with a day, and done."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from xcli.domain.clean import fold
from xcli.domain.day import today
from xcli.domain.lists import Lists
from xcli.domain.pages.audit import Audit
from xcli.errors import Conflict, NotFound
from xcli.intake.audit.drawing import files_of_round
from xcli.intake.audit.panel import round_named
from xcli.intake.entry import refuse_faults
from xcli.intake.validate import Validator
from xcli.ledger.journal import Act, Writer
from xcli.ledger.ledger import Ledger
from xcli.ledger.record import Record
from xcli.text import Text


class NothingToTell(Conflict):
    """No reviewed file waits to be told of."""

    sentence = Text(
        "{round} 没有待反馈的案卷：还没有评定，或都已反馈。",
        "{round} has no file to tell of: none is graded yet, or all were told.",
    )


class NotTold(Conflict):
    """A file has nothing to be mended."""

    sentence = Text("{file} 没有待完成的整改。", "{file} has nothing left to mend.")


class NoDepartment(NotFound):
    """A round has no file of this department."""

    sentence = Text("{round} 没有“{said}”的案卷。", "{round} has no file of “{said}”.")


class ToMend(NamedTuple):
    """One thing to be mended, of one file."""

    department: str
    file_no: str
    kind: str
    what: str
    points: int | None
    told_on: date | None
    due: date | None
    mended_on: date | None


def of_department(files: Sequence[Record], round_: str, said: str | None) -> list[Record]:
    """Return the files of one department, or all of them."""
    if said is None:
        return list(files)
    found = [f for f in files if fold(said) in fold(str(f.content["department"]))]
    if not found:
        raise NoDepartment(round=round_, said=said)
    return found


def to_mend(files: Sequence[Record]) -> Iterator[ToMend]:
    """Yield all that is to be mended, department by department."""
    for file in sorted(files, key=lambda f: (str(f.content["department"]), str(f.content["file_no"]))):
        content: Mapping[str, Any] = file.content
        for defect in content.get("defect", ()):
            yield ToMend(
                content["department"],
                content["file_no"],
                defect.get("kind", ""),
                defect.get("item", ""),
                defect.get("points"),
                content.get("told_on"),
                content.get("mend_by"),
                content.get("mended_on"),
            )


def tell(
    ledger: Ledger, said: str | None, department: str | None, due: date, day: date, act: Act
) -> tuple[str, int, int]:
    """Tell the departments of their files; return the round, how many files, and how many of them are to be mended."""
    with ledger.writing(act) as writer:
        name = round_named(writer.conn, writer.bureau, said)
        every = of_department(files_of_round(writer.conn, writer.bureau, name), name, department)
        files = [f for f in every if "grade" in f.content and "told_on" not in f.content]
        if not files:
            raise NothingToTell(round=name)
        validator = Validator(Audit, Lists(), today())
        for file in files:
            faulty = {"mend_by": due} if file.content.get("defect") else {}
            _write(writer, file, {"told_on": day} | faulty, validator)
        return name, len(files), sum(bool(f.content.get("defect")) for f in files)


def done(ledger: Ledger, files: Sequence[Record], day: date, act: Act) -> None:
    """Write down that files were mended."""
    with ledger.writing(act) as writer:
        validator = Validator(Audit, Lists(), today())
        for file in files:
            if "mend_by" not in file.content or "mended_on" in file.content:
                raise NotTold(file=file.content["file_no"])
            _write(writer, file, {"mended_on": day}, validator)


def _write(writer: Writer, file: Record, fresh: Mapping[str, Any], validator: Validator) -> None:
    content = {name: value for name in Audit.fields if (value := fresh.get(name, file.content.get(name))) is not None}
    refuse_faults([found for found in validator.judge(content) if found.name in fresh], Audit)
    writer.replace(Audit, file.id, file.tx, content)
