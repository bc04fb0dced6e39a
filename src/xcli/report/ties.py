"""The ties of a document to the ledger: each figure in a content control, where it comes from in the properties.

Word and WPS keep both when people edit the text. `tie` and `sign` write them, `ties_of` reads them.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from xcli.report.lint.figure import figures
from xcli.report.wordfile import Word, listed

LONGEST_TAG = 64  # Word refuses a document with a longer one
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARK, _SEAM = "xcli:", "|"
_BEFORE, _AFTER = 12, 6
_LONGEST_VALUE = 200  # Word shows no more than 255 letters of a property
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
)


class Tie(NamedTuple):
    """A figure as it was written: its indicator and period, its text, and the words around it."""

    tag: str
    before: str
    text: str
    after: str

    @property
    def indicator(self) -> str:
        """Return the id of the indicator."""
        return self.tag.removeprefix(_MARK).partition(_SEAM)[0]

    @property
    def period(self) -> str:
        """Return the key of the period."""
        return self.tag.partition(_SEAM)[2]


@dataclass(frozen=True)
class Origin:
    """Where a document comes from: its period, the last entry it counts, the check code, its figures as written."""

    period: str
    tx: str
    code: str
    ties: tuple[Tie, ...]


def tag_of(indicator: str, period: str) -> str:
    """Return the tag that ties a figure to an indicator and a period key such as `2024` or `20240101-20241220`."""
    tag = f"{_MARK}{indicator}{_SEAM}{period}"
    if len(tag) > LONGEST_TAG:
        raise ValueError(tag)
    return tag


def control(indicator: str, period: str, label: str, run: str = "", space: str = "") -> str:
    """Return the content control that names an indicator, around the XML of a run."""
    told = f"<w:alias w:val={quoteattr(label[:LONGEST_TAG])}/><w:tag w:val={quoteattr(tag_of(indicator, period))}/>"
    return f"<w:sdt{space}><w:sdtPr>{told}</w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>"


def tie(run: Any, indicator: str, period: str, label: str) -> None:
    """Put a run of a python-docx paragraph into a content control that names its indicator."""
    from docx.oxml import parse_xml

    inner = run.element
    around = parse_xml(control(indicator, period, label, space=f' xmlns:w="{_W[1:-1]}"'))
    inner.getparent().replace(inner, around)
    around[-1].append(inner)


def sign(document: Any, *, period: str, tx: int, code: str) -> None:
    """Write into the properties of a python-docx document where it comes from and every tied figure as it stands."""
    facts: dict[str, str] = {"xcli.period": period, "xcli.tx": str(tx), "xcli.code": code}
    facts |= {
        f"xcli.figure.{n}": json.dumps(list(found), ensure_ascii=False, separators=(",", ":"))
        for n, found in enumerate(_written(document), 1)
    }
    facts |= {f"xcli.rest.{n}": words for n, words in enumerate(_packed(_untied(document)), 1)}
    _put_properties(document.part.package, facts)


def origin_of(word: Word) -> Origin | None:
    """Return where a Word file comes from, or None if no such properties are left."""
    facts = word.properties
    if "xcli.period" not in facts:
        return None
    figures = (listed(facts[name]) for name in sorted(_figures_in(facts), key=_number))
    ties = tuple(Tie(*words) for words in figures if len(words) == len(Tie._fields))
    return Origin(facts["xcli.period"], facts.get("xcli.tx", ""), facts.get("xcli.code", ""), ties)


def ties_of(word: Word) -> tuple[Tie, ...]:
    """Return the figures that are still tied, as they stand in the text now."""
    return tuple(
        Tie(control.tag, *_around(passage.text, control.start, control.end))
        for passage in word.passages
        for control in passage.controls
        if control.tag.startswith(_MARK)
    )


def rest_of(word: Word) -> list[str]:
    """Return the figures that were written without a tie."""
    facts = word.properties
    names = sorted((name for name in facts if re.fullmatch(r"xcli\.rest\.[0-9]{1,6}", name)), key=_number)
    return [figure for name in names for figure in listed(facts[name])]


def _around(text: str, start: int, end: int) -> tuple[str, str, str]:
    return text[max(0, start - _BEFORE) : start], text[start:end], text[end : end + _AFTER]


def _written(document: Any) -> Iterator[Tie]:
    for paragraph in document.element.body.iter(f"{_W}p"):
        pieces, length = [], 0
        controls = []
        for node in paragraph.iter(f"{_W}t", f"{_W}sdt"):
            if node.tag.endswith("}sdt"):
                controls.append((node, length))
                continue
            pieces.append(node.text or "")
            length += len(node.text or "")
        text = "".join(pieces)
        for control, start in controls:
            tag = next((found.get(f"{_W}val", "") for found in control.iter(f"{_W}tag")), "")
            held = "".join(node.text or "" for node in control.iter(f"{_W}t"))
            if tag.startswith(_MARK):
                yield Tie(tag, *_around(text, start, start + len(held)))


def _untied(document: Any) -> Iterator[str]:
    """Yield the figures of a document that are in no control of ours."""
    for paragraph in document.element.body.iter(f"{_W}p"):
        text, held = "", []
        for node in paragraph.iter(f"{_W}t"):
            words = node.text or ""
            if any(_is_ours(above) for above in node.iterancestors(f"{_W}sdt")):
                held.append((len(text), len(text) + len(words)))
            text += words
        for figure in figures(text):
            if not any(start < figure.end and figure.start < end for start, end in held):
                yield figure.shown


def _is_ours(control: Any) -> bool:
    return any(str(found.get(f"{_W}val", "")).startswith(_MARK) for found in control.iter(f"{_W}tag"))


def _packed(words: Iterable[str]) -> Iterator[str]:
    """Yield lists of words, each short enough for one property."""
    held: list[str] = []
    for word in words:
        if sum(len(one) + 3 for one in held) + len(word) > _LONGEST_VALUE:
            yield json.dumps(held, ensure_ascii=False, separators=(",", ":"))
            held = []
        held.append(word)
    if held:
        yield json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def _figures_in(facts: Mapping[str, str]) -> list[str]:
    return [name for name in facts if re.fullmatch(r"xcli\.figure\.[0-9]{1,6}", name)]


def _number(name: str) -> int:
    return int(name.rpartition(".")[2])


def _put_properties(package: Any, facts: Mapping[str, str]) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    there = next((rel.target_part for rel in package.rels.values() if rel.reltype == _CUSTOM), None)
    kept = _others(there.blob.decode()) if there is not None else ""
    used = [int(number) for number in re.findall(r'pid="(\d+)"', kept)]
    first = max(used, default=1) + 1
    made = "".join(
        f'<property fmtid="{_FMTID}" pid="{pid}" name="{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(facts.items(), first)
    )
    part = Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, f"{_HEAD}{kept}{made}</Properties>".encode(), package)
    if there is None:
        package.relate_to(part, _CUSTOM)
        return
    for rel in package.rels.values():
        if rel.reltype == _CUSTOM:
            rel._target = part  # noqa: SLF001 - python-docx offers no way to replace a part


def _others(custom: str) -> str:
    """Return the properties of a template that are not ours, as they were."""
    found = re.findall(r"<property\b.*?</property>", custom, re.DOTALL)
    return "".join(one for one in found if 'name="xcli.' not in one)
