"""What people changed in a report is found by its ties, and by the words around where ties are lost."""

import io
from typing import Any

import pytest
from docx import Document

from xcli.report.ties import sign, tie
from xcli.report.verify import NotOurs, verified
from xcli.report.wordfile import Word, read_word

SENTENCE = (
    ("受理矛盾纠纷", "1673", "dispute.accepted"), ("件，调处成功", "1646", "dispute.settled"),
    ("件，调解成功率", "98.39%", "dispute.success_rate"), ("，涉案金额", "5086.32", "dispute.amount"),
)  # fmt: skip


def written() -> Any:
    document = Document()
    paragraph = document.add_paragraph()
    for words, figure, indicator in SENTENCE:
        paragraph.add_run(words)
        tie(paragraph.add_run(figure), indicator, "2024", indicator)
    paragraph.add_run("万元。召开会议12次，组织律师45名。")
    sign(document, period="2024", tx=18, code="1A2B-3C4D")
    return document


def read(document: Any) -> Word:
    kept = io.BytesIO()
    document.save(kept)
    return read_word(kept.getvalue(), "报告.docx")


def found(word: Word, original: Word | None = None) -> list[tuple[str, str, str]]:
    return [(one.what, one.written, one.now) for one in verified(word, original, "报告.docx") if one.what != "kept"]


def retyped(text: str, old: str, new: str) -> Any:
    document = written()
    for node in document.element.body.iter():
        if node.tag.endswith("}t") and node.text and old in node.text:
            node.text = node.text.replace(old, new)
    return document


def test_an_untouched_report_has_nothing_to_tell() -> None:
    assert found(read(written())) == []


def test_a_changed_figure_is_told_with_both_texts() -> None:
    assert found(read(retyped("", "1646", "1650"))) == [("changed", "1646", "1650")]


def test_a_removed_control_is_told() -> None:
    document = written()
    control = next(node for node in document.element.body.iter() if node.tag.endswith("}sdt"))
    control.getparent().remove(control)
    assert found(read(document)) == [("removed", "1673", "")]


def test_an_added_figure_is_told_and_those_written_without_a_tie_are_not() -> None:
    document = written()
    document.add_paragraph("另开展宣传30场。")
    assert found(read(document)) == [("added", "", "30场")]


def plain_text(change: dict[str, str] | None = None) -> Word:
    """Give the words as retyped into a new file: no ties, no properties."""
    document = Document()
    text = "".join(words + figure for words, figure, _ in SENTENCE) + "万元。召开会议12次，组织律师45名。"
    for old, new in (change or {}).items():
        text = text.replace(old, new)
    document.add_paragraph(text)
    return read(document)


def test_without_ties_the_words_around_a_figure_find_it() -> None:
    original = read(written())
    assert found(plain_text(), original) == []
    assert found(plain_text({"1646": "1640"}), original) == [("changed", "1646", "1640件")]
    assert found(plain_text({"，涉案金额5086.32万元": ""}), original) == [("removed", "5086.32", "")]


def test_a_file_that_says_nothing_of_itself_needs_its_original() -> None:
    with pytest.raises(NotOurs):
        verified(plain_text(), None, "报告.docx")
