"""The notice of correction: a page for each recipient, Chinese in a Chinese font."""

import io
from datetime import date

import pytest

from xcli.report.notice import Correction, Notice, write
from xcli.text import Text


@pytest.fixture
def document() -> object:
    """Write a notice to two bodies and read it back."""
    from docx import Document

    corrections = [
        Correction(who, date(2024, 6, 3), "phone", Text("调处成功", "settled"), Text("2024年5月", "2024-05"), "148 件", "149 件")
        for who in ("区委政法委", "市司法局")
    ]
    stream = io.BytesIO()
    write(stream, Notice("湟中区司法局", Text("2024年5月", "2024-05"), "漏录一件", "李局长", date(2024, 6, 20), corrections))
    stream.seek(0)
    return Document(stream)


def test_each_recipient_reads_what_was_given_and_what_is_right(document: object) -> None:
    said = [paragraph.text for paragraph in document.paragraphs]  # type: ignore[attr-defined]
    assert said.count("关于更正2024年5月统计数字的通知") == 2
    assert {"区委政法委：", "市司法局：", "批准人：李局长", "湟中区司法局", "2024年6月20日"} <= set(said)
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]  # type: ignore[attr-defined]
    assert rows[1] == ["调处成功", "2024年5月", "电话", "148 件", "149 件"]


def test_it_is_an_official_paper(document: object) -> None:
    page = document.sections[0]  # type: ignore[attr-defined]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    said = "".join(paragraph.text for paragraph in document.paragraphs)  # type: ignore[attr-defined]
    assert "我局于2024年6月3日报出" in said


def test_every_run_has_a_chinese_font(document: object) -> None:
    from docx.oxml.ns import qn

    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]  # type: ignore[attr-defined]
    paragraphs = [*document.paragraphs, *(cell.paragraphs[0] for cell in cells)]  # type: ignore[attr-defined]
    runs = [run for paragraph in paragraphs for run in paragraph.runs if run.text.strip()]
    assert len(runs) > 20
    assert all(run._element.rPr.rFonts.get(qn("w:eastAsia")) for run in runs)
