"""What ties a document to the ledger survives writing, reading and editing."""

import io
from typing import Any

import pytest
from docx import Document

from xcli.report.ties import LONGEST_TAG, Origin, Tie, origin_of, sign, tag_of, tie, ties_of
from xcli.report.wordfile import Word, read_word


def written() -> Any:
    document = Document()
    paragraph = document.add_paragraph("受理矛盾纠纷")
    tie(paragraph.add_run("1673"), "dispute.accepted", "2024", "受理矛盾纠纷")
    paragraph.add_run("件，调处成功")
    tie(paragraph.add_run("1646"), "dispute.settled", "2024", "调处成功")
    paragraph.add_run("件。")
    cell = document.add_table(1, 2).cell(0, 1).paragraphs[0]
    tie(cell.add_run("98.39%"), "dispute.success_rate", "2024", "调解成功率")
    sign(document, period="2024", tx=18, code="1A2B-3C4D")
    return document


def read(document: Any) -> Word:
    kept = io.BytesIO()
    document.save(kept)
    return read_word(kept.getvalue(), "报告.docx")


def test_ties_are_read_back_with_the_words_around_them() -> None:
    expected = (
        Tie("xcli:dispute.accepted|2024", "受理矛盾纠纷", "1673", "件，调处成功"),
        Tie("xcli:dispute.settled|2024", "纠纷1673件，调处成功", "1646", "件。"),
        Tie("xcli:dispute.success_rate|2024", "", "98.39%", ""),
    )
    word = read(written())
    assert ties_of(word)[:2] == expected[:2]
    assert origin_of(word) == Origin("2024", "18", "1A2B-3C4D", expected)
    assert (expected[0].indicator, expected[0].period) == ("dispute.accepted", "2024")


def test_the_document_reads_as_before() -> None:
    assert [passage.text for passage in read(written()).passages][:2] == ["受理矛盾纠纷1673件，调处成功1646件。", "\t98.39%"]


def test_an_edited_figure_still_names_its_indicator() -> None:
    document = written()
    first = next(node for node in document.element.body.iter() if node.tag.endswith("}t") and node.text == "1673")
    first.text = "1700"
    word = read(document)
    assert ties_of(word)[0].text == "1700"
    origin = origin_of(word)
    assert origin is not None
    assert origin.ties[0].text == "1673"


def test_signing_again_replaces_what_was_signed() -> None:
    document = written()
    sign(document, period="2023", tx=19, code="X")
    origin = origin_of(read(document))
    assert origin is not None
    assert (origin.period, origin.tx, len(origin.ties)) == ("2023", "19", 3)


def test_a_foreign_document_has_no_origin() -> None:
    document = Document()
    document.add_paragraph("受理10件")
    word = read(document)
    assert origin_of(word) is None
    assert ties_of(word) == ()


def test_a_tag_that_word_would_refuse_is_refused_here() -> None:
    assert len(tag_of("recon.mediated_settled_stage_decision", "20240101-20241220")) <= LONGEST_TAG
    with pytest.raises(ValueError, match="xcli"):
        tag_of("x" * 60, "2024")
