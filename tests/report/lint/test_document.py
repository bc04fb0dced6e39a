"""A text is read from each kind of file; what is hostile ends in one sentence."""

import io
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from docx import Document as Docx

from xcli.errors import XcliError
from xcli.report.lint.document import NotReadable, read_document
from xcli.report.source import SourceEmpty, SourceMissing, SourceNotFile, SourceTooLarge
from xcli.report.wordfile import MOST_INFLATED, MOST_PASSAGES, NoWord, OldWord, WordDamaged, WordDeclares, WordTooLarge

LINE = "全年受理矛盾纠纷120件，调处成功118件。"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(tmp_path: Path, name: str, data: bytes | str) -> str:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def texts(path: str) -> list[str]:
    return [paragraph.text for paragraph in read_document(path).paragraphs]


def packed(body: str, **more: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("word/document.xml", body)
        for name, text in more.items():
            pack.writestr(name, text)
    return kept.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    assert texts(saved(tmp_path, "a.txt", f"标题\r\n\r\n{LINE}\r\n".encode(encoding))) == ["标题", LINE]


def test_markdown_without_its_marks(tmp_path: Path) -> None:
    text = f"# 报告\n\n- **{LINE}**\n\n| 项目 | 件数 |\n| --- | --- |\n| 受理 | 120 |\n"
    assert texts(saved(tmp_path, "a.md", text)) == ["报告", LINE, "项目\t件数", "受理\t120"]


def test_html_by_its_blocks(tmp_path: Path) -> None:
    text = (
        "<html><head><title>x</title><style>p{}</style></head><body><p>全年受理矛盾纠纷<b>120</b>件，\n调处成功118件。</p>"
        "<table><tr><th>项目</th><th>件数</th></tr><tr><td><p>受理</p></td><td>120</td></tr></table><script>1</script>&lt;完&gt;"
    )
    assert texts(saved(tmp_path, "a.html", text)) == [LINE, "项目\t件数", "受理\t120", "<完>"]


def test_word_with_tables_and_without_what_is_hidden_or_deleted(tmp_path: Path) -> None:
    document = Docx()
    paragraph = document.add_paragraph(LINE)
    paragraph.add_run("隐藏").font.hidden = True
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "受理", "120"
    path = str(tmp_path / "a.docx")
    document.save(path)
    assert texts(path) == [LINE, "受理\t120"]
    struck = packed(f"<w:document {W}><w:p><w:del><w:r><w:t>99</w:t></w:r></w:del><w:r><w:t>120件</w:t></w:r></w:p></w:document>")
    assert texts(saved(tmp_path, "b.docx", struck)) == ["120件"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(LINE.encode("gb18030"))))
    assert texts("-") == [LINE]


def entity() -> bytes:
    return packed(f'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document {W}><w:p><w:t>&e;</w:t></w:p></w:document>')


@pytest.mark.parametrize(
    ("name", "data", "mistake"),
    [
        ("a.docx", entity(), WordDeclares),
        ("a.docx", entity().replace(b"word/document.xml", b"word/otherthing.x"), NoWord),
        ("a.docx", packed(f"<w:document {W}>" + "<w:p/>" * (MOST_PASSAGES + 1) * 2 + "</w:document>")[:200], WordDamaged),
        ("a.docx", packed(f"<w:document {W}>" + "<w:p/>" * (MOST_PASSAGES + 1) + "</w:document>"), WordTooLarge),
        ("a.docx", packed(f"<w:document {W}>" + " " * (MOST_INFLATED + 1)), WordTooLarge),
        ("a.docx", packed("<w:document>"), WordDamaged),
        ("a.docx", packed("", **{f"p{n}": "" for n in range(2001)}), WordTooLarge),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, OldWord),
        ("a.docx", b"PK\x03\x04 cut off", WordDamaged),
        ("a.docx", LINE, WordDamaged),
        ("a.txt", b"", SourceEmpty),
        ("a.txt", " \n\n", SourceEmpty),
        ("a.pdf", b"%PDF-1.7\n\xff\xfe\x00\x01" * 50, NotReadable),
        ("a.txt", LINE.encode("utf-32"), NotReadable),
        ("a.txt", b"\x00" * 100, NotReadable),
    ],
)
def test_what_cannot_be_read_says_so(tmp_path: Path, name: str, data: bytes | str, mistake: type[XcliError]) -> None:
    with pytest.raises(mistake) as found:
        read_document(saved(tmp_path, name, data))
    assert name in str(found.value)


def test_what_is_no_file_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, mistake in ((str(tmp_path), SourceNotFile), (str(tmp_path / "none.txt"), SourceMissing)):
        with pytest.raises(mistake):
            read_document(path)
    monkeypatch.setattr("xcli.report.source.LARGEST", 10)
    with pytest.raises(SourceTooLarge):
        read_document(saved(tmp_path, "a.txt", LINE))
