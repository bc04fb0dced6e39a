"""The bureau's own Word template filled in: a placeholder for each figure, and a few words about the report.

`{{ dispute_settled }}` is the figure of `dispute.settled` with its unit, `{{ dispute_settled_number }}` without,
`{{ dispute_settled_before }}` that of the year before, `{{ dispute_settled_change }}` the change.
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from xcli.errors import NotFound, NotValid
from xcli.report.layout import Document, Figured, Piece
from xcli.report.marking import MARKS, marked, plain, tie_marked
from xcli.text import Text

SHOWN = 10
_WORDS = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml").fullmatch
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_WHOLE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")


class NoTemplate(NotFound):
    """There is no such template."""

    sentence = Text("没有模板文件 {path}。", "There is no template {path}.")


class NotADocx(NotValid):
    """The template is not a Word file."""

    sentence = Text(
        "{path} 不是 Word 文件（.docx），不能作模板。旧的 .doc 请先在 Word 或 WPS 里另存为 .docx。",
        "{path} is not a Word file (.docx). Save an old .doc as .docx in Word or WPS first.",
    )


class BrokenPlaceholder(NotValid):
    """A placeholder of the template cannot be read."""

    sentence = Text(
        "模板 {path} 里有写坏的占位符：{why}。占位符应写成 {example}，两边大括号各两个。",
        "{path} holds a broken placeholder: {why}. Write {example}, with two braces on each side.",
    )


class UnknownPlaceholders(NotValid):
    """The template asks for what there is not."""

    sentence = Text(
        "模板 {path} 里有不认识的占位符：{names}。可用的占位符是指标编号，点写成下划线，如 {example}；"
        "编号见 xcli indicator list。",
        "{path} asks for what is not known: {names}. Placeholders are ids of indicators with an underscore for the "
        "dot, such as {example}; for the ids see: xcli indicator list.",
    )


EXAMPLE = "{{ dispute_settled }}"


def fill_in(path: Path, document: Document, stream: BinaryIO) -> None:
    """Write the template with every placeholder filled in, or refuse naming all that are not known."""
    if not path.is_file():
        raise NoTemplate(path=path)
    whole = _filled(path, document, tied=True)
    if _has_marks(whole):
        # A figure stands where it cannot be tied, in a header or a note: then all are plain words.
        whole = _filled(path, document, tied=False)
    stream.write(whole.getvalue())


def asked_of(path: Path, values: Mapping[str, Piece]) -> set[str]:
    """Return the indicators whose figures a template asks for."""
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment

    names = DocxTemplate(str(path)).get_undeclared_template_variables(SandboxedEnvironment(autoescape=True))
    return {piece.indicator for name in names if isinstance(piece := values.get(name), Figured)}


def _filled(path: Path, document: Document, *, tied: bool) -> BytesIO:
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate
    from jinja2.exceptions import TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    from xcli.report.ties import sign

    places = SandboxedEnvironment(autoescape=True)
    template = DocxTemplate(str(path))
    try:
        template.init_docx()
        if lost := _unpaired(path, "}}", "%}"):  # would be printed as it stands
            raise BrokenPlaceholder(path=path, why=lost, example=EXAMPLE)
        _check(path, template.get_undeclared_template_variables(places), document.values)
        template.render((marked if tied else plain)(document.values), places, autoescape=True)
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise NotADocx(path=path) from error
    except (TemplateError, ArithmeticError, TypeError, AttributeError) as error:
        why = _unpaired(path, "{", "}") or _why(error)
        raise BrokenPlaceholder(path=path, why=why, example=EXAMPLE) from error
    if tied:
        tie_marked(template.docx, document.values)
    signature, whole = document.signature, BytesIO()
    sign(template.docx, period=signature.period, tx=signature.tx, code=signature.code)
    template.save(whole)
    return whole


def _has_marks(whole: BytesIO) -> bool:
    with ZipFile(whole) as package:
        parts = [package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))]
    return any(mark.encode() in part for part in parts for mark in MARKS)


def _check(path: Path, asked: Any, values: Mapping[str, Piece]) -> None:
    unknown = sorted(set(asked) - values.keys())
    if unknown:
        named = [_with_nearest(name, values) for name in unknown[:SHOWN]]
        rest = len(unknown) - SHOWN
        more = Text(f"等 {len(unknown)} 个", f" and {rest} more") if rest > 0 else Text("", "")
        said = Text("、".join(n.zh for n in named) + more.zh, ", ".join(n.en for n in named) + more.en)
        raise UnknownPlaceholders(path=path, names=said, example=EXAMPLE)


def _with_nearest(name: str, values: Mapping[str, Piece]) -> Text:
    near = get_close_matches(name, values, n=1, cutoff=0.6)
    if not near:
        return Text(name, name)
    return Text(f"{name}（最接近的是 {near[0]}）", f"{name} (nearest: {near[0]})")


def _unpaired(path: Path, *braces: str) -> str:
    """Return the first paragraph of the template with such a brace outside of a placeholder, as it is written there."""
    with ZipFile(path) as package:
        parts = [package.read(name).decode("utf-8", "replace") for name in sorted(package.namelist()) if _WORDS(name)]
    for part in parts:
        for paragraph in part.split("</w:p>"):
            text = unescape("".join(_TEXT.findall(paragraph)))
            if any(brace in _WHOLE.sub("", text) for brace in braces):
                return text[:120]
    return ""


def _why(error: Exception) -> str:
    message = re.sub(r"\s+", " ", str(getattr(error, "message", error)))
    return message[:120]
