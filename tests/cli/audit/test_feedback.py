"""What the departments get: Word, Excel and HTML, one for all and one for each."""

import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from desk import Run


@pytest.fixture
def done(shared_out: Run) -> Run:
    """Score all eight files."""
    rows = shared_out("audit", "list", "--format", "tsv").out.splitlines()
    at = rows[0].split("\t").index("案卷文号")
    for number in (row.split("\t")[at] for row in rows[1:]):
        _, _, names = shared_out("audit", "score", number, "--by", "无此人", "--clean").err.partition("分给了 ")
        for person in names.strip().strip("。").split("、"):
            shared_out("audit", "score", number, "--by", person, "--off", "3.3=2:未告知<听证权>", "--off", "6.2=1", "--clean")
    return shared_out


class Words(HTMLParser):
    """Gather the words of a page, and how many charts stand on it."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.charts = "", 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.charts += tag == "svg"

    def handle_data(self, data: str) -> None:
        self.words += data


def read(page: Path) -> Words:
    words = Words()
    words.feed(page.read_text("utf-8"))
    return words


def test_the_page_for_all_has_rates_departments_defects_and_charts(done: Run, tmp_path: Path) -> None:
    assert done("audit", "feedback", "--to", str(tmp_path / "all.html")).code == 0
    page = read(tmp_path / "all.html")
    assert "2024行政处罚案卷评查情况通报" in page.words
    assert "合格率：8/8 = 100.0%，抽自 20 卷；95% 置信区间 67.6%–100%" in page.words
    assert "种子“s”" in page.words
    assert "气象局" in page.words
    assert "程序" in page.words
    assert page.charts == 2
    # Who reviewed which file is nobody's business outside.
    assert not [name for name in ("张三", "李四", "王五") if name in page.words]


def test_the_page_of_a_department_has_its_files_and_what_to_mend(done: Run, tmp_path: Path) -> None:
    assert done("audit", "feedback", "--to", str(tmp_path / "one.html"), "--department", "气象").code == 0
    page = read(tmp_path / "one.html")
    assert "气罚〔2024〕1号" in page.words
    assert "市监罚" not in page.words
    assert "3.3 未告知<听证权>" in page.words
    assert "2 项：未反馈 2" in page.words


def test_a_folder_gets_one_for_all_and_one_for_each(done: Run, tmp_path: Path) -> None:
    assert done("audit", "feedback", "--to", str(tmp_path / "out")).code == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {f"2024_{name}.docx" for name in ("总", "市场监管局", "城管局", "气象局")}
    with zipfile.ZipFile(tmp_path / "out" / "2024_气象局.docx") as pack:
        body = pack.read("word/document.xml").decode()
    assert "气罚〔2024〕1号" in body
    assert 'w:eastAsia="' in pack_styles(tmp_path / "out" / "2024_气象局.docx")


def pack_styles(path: Path) -> str:
    with zipfile.ZipFile(path) as pack:
        return pack.read("word/styles.xml").decode()


def test_the_workbook_has_real_numbers_and_a_chart(done: Run, tmp_path: Path) -> None:
    assert done("audit", "feedback", "--to", str(tmp_path / "all.xlsx")).code == 0
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(tmp_path / "all.xlsx"))
    rows = book.get_sheet_by_name("各单位情况").to_python()
    assert next(row[1:3] for row in rows if row[0] == "合计") == [8.0, 8.0]
    with zipfile.ZipFile(tmp_path / "all.xlsx") as pack:
        assert [name for name in pack.namelist() if name.startswith("xl/charts/")]


def test_what_cannot_be_written(done: Run, shared_out: Run, tmp_path: Path) -> None:
    wrong = done("audit", "feedback", "--to", str(tmp_path / "all.pdf"))
    assert (wrong.code, "docx、xlsx、html" in wrong.err) == (2, True)
    assert done("audit", "feedback", "--to", str(tmp_path / "x.html"), "--department", "乙局").code == 3
    assert done("audit", "feedback", "--to", str(tmp_path / "x.html"), "--round", "1999").code == 3
    done("audit", "feedback", "--to", str(tmp_path / "x.html"))
    assert done("audit", "feedback", "--to", str(tmp_path / "x.html")).code == 5


def test_there_is_nothing_to_tell_before_a_file_is_graded(shared_out: Run, tmp_path: Path) -> None:
    answer = shared_out("audit", "feedback", "--to", str(tmp_path / "out"))
    assert (answer.code, "还没有评定的案卷" in answer.err) == (5, True)
    assert not (tmp_path / "out").exists()
