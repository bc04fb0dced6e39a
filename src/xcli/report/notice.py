"""The notice that corrects figures that were given out, as a Word file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from xcli.domain.closing import VIA
from xcli.ledger.newest import Newest
from xcli.report.render.docx import speak_chinese
from xcli.text import Text, listed

_BODY, _TITLE = "仿宋", "方正小标宋简体"
_LATIN = "Times New Roman"
_SIZES = {"title": 22, "body": 16, "cell": 12, "foot": 9}  # 二号、三号、小四、小五


@dataclass(frozen=True)
class Correction:
    """A figure that was given to somebody: what it was, what it is now."""

    recipient: str
    day: date
    via: str
    label: Text
    period: Text
    then: str
    now: str


@dataclass(frozen=True)
class Notice:
    """All that a notice says."""

    bureau: str
    period: Text
    reason: str
    approved_by: str
    day: date
    corrections: Sequence[Correction]
    origin: Newest | None = None

    @property
    def recipients(self) -> list[str]:
        """Return to whom it goes."""
        return list(dict.fromkeys(one.recipient for one in self.corrections))


def write(stream: BinaryIO, notice: Notice) -> None:
    """Write the notice, a page for each recipient."""
    from docx import Document

    document: Any = Document()
    _set_fonts(document.styles["Normal"], _BODY, _SIZES["body"])
    speak_chinese(document)
    _set_paper(document.sections[0])
    if notice.origin:
        _set_foot(document.sections[0], notice.origin.text)
    for number, recipient in enumerate(notice.recipients):
        if number:
            document.add_page_break()
        own = [one for one in notice.corrections if one.recipient == recipient]
        _page(document, notice, recipient, own)
    document.save(stream)


def _set_paper(page: Any) -> None:
    """Set A4 with the margins of official papers (GB/T 9704)."""
    from docx.shared import Cm

    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Cm(3.7), Cm(3.5), Cm(2.8), Cm(2.6)


def _set_foot(page: Any, text: Text) -> None:
    """Name the entry of the ledger at the foot of every page."""
    _set_fonts(page.footer.paragraphs[0].add_run(str(text)), _BODY, _SIZES["foot"])


def _page(document: Any, notice: Notice, recipient: str, own: Sequence[Correction]) -> None:
    zh, en = notice.period
    _line(document, Text(f"关于更正{zh}统计数字的通知", f"Correction of the figures of {en}"), "title")
    _line(document, Text(f"{recipient}：", f"To: {recipient}"), "body")
    given = listed(_day(day) for day in dict.fromkeys(one.day for one in own))
    text = Text(
        f"我局于{given.zh}报出的下列数字，因{notice.reason}，现予更正，请以更正后的数字为准。",
        f"The following figures, given on {given.en}, are corrected ({notice.reason}). Please use the corrected ones.",
    )
    _line(document, text, "body", indent=True)
    _table(document, own)
    _line(document, Text("", ""), "cell")
    _line(document, Text(f"批准人：{notice.approved_by}", f"Approved by: {notice.approved_by}"), "body")
    _line(document, Text(notice.bureau, notice.bureau), "body", right=True)
    _line(document, _day(notice.day), "body", right=True)


def _day(day: date) -> Text:
    return Text(f"{day.year}年{day.month}月{day.day}日", day.isoformat())


def _line(document: Any, text: Text, kind: str, *, indent: bool = False, right: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    run = paragraph.add_run(str(text))
    _set_fonts(run, _TITLE if kind == "title" else _BODY, _SIZES[kind])
    if kind == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * _SIZES[kind])


def _table(document: Any, own: Sequence[Correction]) -> None:
    heads = (
        Text("指标", "figure"),
        Text("期间", "period"),
        Text("报出方式", "given"),
        Text("原报", "as given"),
        Text("更正后", "corrected"),
    )
    table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        _fill(cell, str(head))
    for one in own:
        words = (str(one.label), str(one.period), str(VIA.label_of(one.via)), one.then, one.now)
        for cell, word in zip(table.add_row().cells, words, strict=True):
            _fill(cell, word)


def _fill(cell: Any, word: str) -> None:
    run = cell.paragraphs[0].add_run(word)
    _set_fonts(run, _BODY, _SIZES["cell"])


def _set_fonts(target: Any, chinese: str, size: int) -> None:
    """Set both fonts: Word takes that of Chinese from an attribute of its own."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    target.font.name, target.font.size = _LATIN, Pt(size)
    target.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), chinese)
