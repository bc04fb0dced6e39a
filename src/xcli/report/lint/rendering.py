"""What was found, as lines for the console, as Markdown, as JSON, or marked in the text itself as HTML."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from xcli.domain.clean import visible
from xcli.report.delimited import without_unseen
from xcli.report.lint.document import Document
from xcli.report.lint.finding import GRADES, KINDS, Finding, Grade
from xcli.text import Text, language

_ENDS = re.compile("[。！？\n]")
_LONGEST_QUOTE = 160
_PLACE = Text("第 {number} 段", "paragraph {number}")
_MEND = Text("改这一处即可：", "one change mends it: ")
_NOTHING = Text("没有发现矛盾", "no contradiction found")
_COUNTED: dict[Grade, Text] = {
    "contradiction": Text("矛盾 {n} 处", "contradictions: {n}"),
    "doubtful": Text("存疑 {n} 处", "doubtful: {n}"),
    "note": Text("提示 {n} 处", "notes: {n}"),
    "pass": Text("相符 {n} 处", "hold: {n}"),
}


def summary(findings: Sequence[Finding]) -> Text:
    """Return how many there are of each grade."""
    counts = Counter(finding.grade for finding in findings)
    said = [_COUNTED[grade].fill(n=counts[grade]) for grade in GRADES if counts[grade]]
    if not counts["contradiction"]:
        said.insert(0, _NOTHING)
    return Text("，".join(text.zh for text in said), ", ".join(text.en for text in said))


def lines(document: Document, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the findings for the console: grade and place, quotation, arithmetic, what would mend it."""
    yield f"{document.name}{_COLON}{summary(findings)}"
    for finding in findings:
        yield f"{GRADES[finding.grade]}  {_place(document, finding)}  {finding.says}"
        if finding.sums or finding.repairs or finding.grade in ("contradiction", "doubtful"):
            yield f"    “{quotation(document, finding)}”"
        yield from (f"    {line}" for line in finding.sums)
        yield from (f"    {_MEND}{repair}" for repair in finding.repairs)


def md_text(document: Document, findings: Sequence[Finding]) -> str:
    """Return the findings as a list in Markdown."""
    made = [f"# {_plain(document.name)}", "", _plain(str(summary(findings))), ""]
    for finding in findings:
        made.append(f"- **{GRADES[finding.grade]}** {_place(document, finding)}{_COLON}{_plain(str(finding.says))}")
        made += [f"  > {_plain(quotation(document, finding))}", ""]
        made += [f"  - {_plain(str(line))}" for line in finding.sums]
        made += [f"  - {_MEND}{_plain(str(repair))}" for repair in finding.repairs]
        made += [""] if finding.sums or finding.repairs else []
    return "\n".join(made)


def json_text(document: Document, findings: Sequence[Finding]) -> str:
    """Return the findings as JSON: an object with the file's name and a list."""
    import json

    listed = [
        {
            "grade": finding.grade,
            "kind": finding.kind,
            "says": str(finding.says),
            "paragraph": document.at(finding.spans[0][0]).number,
            "spans": [{"start": start, "end": end, "text": document.text[start:end]} for start, end in finding.spans],
            "sentence": quotation(document, finding, whole=True),
            "sums": [str(line) for line in finding.sums],
            "repairs": [str(repair) for repair in finding.repairs],
        }
        for finding in findings
    ]
    said = json.dumps({"file": document.name, "findings": listed}, ensure_ascii=False, indent=2)
    return without_unseen(said) + "\n"


def html_text(document: Document, findings: Sequence[Finding]) -> str:
    """Return the text itself as one page, what was found marked in it and told under its paragraph."""
    told: dict[int, list[Finding]] = {}
    for finding in findings:
        told.setdefault(document.at(finding.spans[0][0]).number, []).append(finding)
    marks = iter(_marks(findings))
    mark = next(marks, None)
    body = []
    for paragraph in document.paragraphs:
        end = paragraph.start + len(paragraph.text)
        here = []
        while mark is not None and mark[0] < end:
            here.append(mark)
            mark = next(marks, None)
        body.append(f"<p>{_marked(document.text, paragraph.start, end, here)}</p>")
        body += [_aside(finding) for finding in told.get(paragraph.number, [])]
    return _PAGE.format(
        lang="zh" if language() == "zh" else "en",
        title=_escaped(document.name),
        style=_STYLE,
        summary=_escaped(str(summary(findings))),
        body="\n".join(body),
    )


def quotation(document: Document, finding: Finding, *, whole: bool = False) -> str:
    """Return the sentence that holds a finding, cut down where it is long."""
    paragraph = document.at(finding.spans[0][0])
    first, last = finding.spans[0][0] - paragraph.start, max(end for _, end in finding.spans) - paragraph.start
    last = min(max(last, first), len(paragraph.text))
    start = max((found.end() for found in _ENDS.finditer(paragraph.text, 0, first)), default=0)
    stop = _ENDS.search(paragraph.text, last)
    end = stop.end() if stop else len(paragraph.text)
    if whole or end - start <= _LONGEST_QUOTE:
        return paragraph.text[start:end].strip()
    start, cut = max(start, first - 30), min(end, max(last + 10, first + 30))
    if cut - start > 2 * _LONGEST_QUOTE:
        return f"…{paragraph.text[start : first + 60]}…{paragraph.text[last - 40 : last]}…"
    return f"…{paragraph.text[start:cut]}" + ("…" if cut < end else "")


_COLON = Text("：", ": ")


def _place(document: Document, finding: Finding) -> str:
    return str(_PLACE.fill(number=document.at(finding.spans[0][0]).number))


def _plain(text: str) -> str:
    """Return a text whose characters mean nothing in Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", _seen(text.replace("\n", " ")))


def _marks(findings: Sequence[Finding]) -> list[tuple[int, int, Grade]]:
    """Return the stretches to mark, the gravest first where two meet."""
    order = list(GRADES)
    all_of = [(start, end, finding.grade) for finding in findings for start, end in finding.spans]
    return sorted(set(all_of), key=lambda mark: (mark[0], order.index(mark[2]), -mark[1]))


def _marked(text: str, start: int, end: int, marks: Sequence[tuple[int, int, Grade]]) -> str:
    made, at = [], start
    for first, last, grade in marks:
        if first < at:
            continue
        made += [_escaped(text[at:first]), f'<mark class="{grade}">{_escaped(text[first : min(last, end)])}</mark>']
        at = min(last, end)
    return "".join([*made, _escaped(text[at:end])])


def _aside(finding: Finding) -> str:
    rows = [f"<b>{_escaped(str(GRADES[finding.grade]))}</b> {_escaped(str(finding.says))}"]
    rows += [_escaped(str(line)) for line in finding.sums]
    rows += [_escaped(f"{_MEND}{repair}") for repair in finding.repairs]
    return f'<aside class="{finding.grade}" title="{_escaped(str(KINDS[finding.kind]))}">{"<br>".join(rows)}</aside>'


_STYLE = """body{max-width:46em;margin:2em auto;padding:0 1em;line-height:1.8;
font-family:"Microsoft YaHei","SimSun","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif}
mark{padding:0 .1em}mark.contradiction{background:#f6b0a8}mark.doubtful{background:#fbe08d}
mark.note{background:#cfe3fa}mark.pass{background:#cdebc9}
aside{border-left:.3em solid #ccc;margin:.3em 0 .8em 1em;padding:.2em .8em;font-size:.9em}
aside.contradiction{border-color:#d8412f}aside.doubtful{border-color:#e0b000}
aside.note{border-color:#5b9bd5}aside.pass{border-color:#5aa350}"""
_PAGE = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>
<style>{style}</style></head><body>
<h1>{title}</h1><p><b>{summary}</b></p>
{body}
</body></html>
"""


def _seen(text: str) -> str:
    return "\t".join(visible(part, lines=True) for part in text.split("\t"))


def _escaped(text: str) -> str:
    return (
        _seen(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&#x27;")
    )
