"""Marks as options: 3.3=2:告知缺一项 takes two points off, 2.0 names a veto."""

from typing import Annotated, Any

from xcli.cli.options import option
from xcli.errors import Misuse
from xcli.text import Text

Off = Annotated[
    list[str] | None,
    option("--off", "--扣分", help=Text("扣分：'序号=分:问题'", "points off: 'ITEM=POINTS:DEFECT'")),
]
Veto = Annotated[list[str] | None, option("--veto", "--否决", help=Text("否决：'序号:问题'", "a veto: 'ITEM:DEFECT'"))]
Person = Annotated[str, option("--by", "--评查人", help=Text("评查人", "the reviewer"))]
On = Annotated[str | None, option("--on", "--日期", help=Text("评查日期，默认今天", "the day; by default today"))]


class BadMark(Misuse):
    """A mark is not told as item and points."""

    sentence = Text(
        "--off 应写成 '序号=分' 或 '序号=分:问题'，“{said}”不是。",
        "--off takes 'ITEM=POINTS' or 'ITEM=POINTS:DEFECT'; “{said}” is neither.",
    )


def marks_given(off: list[str] | None, veto: list[str] | None) -> dict[str, tuple[Any, Any, str | None]]:
    """Return what options say: by item the points off, whether it is a veto, and what is wrong."""
    marks: dict[str, tuple[Any, Any, str | None]] = {}
    for said in off or ():
        number, equals, rest = said.replace("＝", "=").partition("=")
        points, _, note = rest.replace("：", ":").partition(":")
        if not equals or not points.strip():
            raise BadMark(said=said)
        # Nought off a veto item says that there is no veto.
        marks[number.strip()] = (points.strip(), "0", note.strip() or None)
    for said in veto or ():
        number, _, note = said.replace("：", ":").partition(":")
        before = marks.get(number.strip(), (None, None, None))
        marks[number.strip()] = (before[0], "1", note.strip() or before[2])
    return marks
