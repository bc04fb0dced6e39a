"""The annual report and the monthly return, as a clerk asks for them, opened and read back."""

import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from desk import Answer, Run
from xcli.report.width import display_width

SECRETS = ("欧阳明月", "李四光", "13897654321", "630122199003071234", "争执")


def squeezed(text: str) -> str:
    """Return what is said, wherever lines were folded between hanzi."""
    return re.sub(r"(?<=[^ -~]) (?=[^ -~])", "", " ".join(text.split()))


# --- the console -----------------------------------------------------------------------------------------------------


def test_the_annual_report_on_the_screen(year: Run) -> None:
    said = squeezed(year("report", "annual", "2024").out)
    assert said.startswith("湟中区司法局 2024年工作统计报告统计期间 2024年；数据截至 2024-12-31；台账第 2 笔，校验码")
    assert "受理矛盾纠纷12件，调处成功10件，调解成功率83.33%，涉案金额1358万余元。" in said
    assert "受理矛盾纠纷与上年同期（10件，手工）相比增长20.0%。受理矛盾纠纷年度目标15件，完成80.0%。" in said
    assert "受理矛盾纠纷件 12 10（手工） +20.0% 15 80.0%" in said
    assert "调解成功率83.33%" in said
    assert "纠纷 dispute.success_rate 调解成功率 83.33% 10 12 调解日期 / 受理日期" in said


def test_the_sections_stand_in_the_order_of_the_work(year: Run) -> None:
    headings = re.findall(r"^== (.*) ==$", year("report", "annual", "2024").out, re.MULTILINE)
    assert headings == ["一、矛盾纠纷化解与基层治理", "二、公共法律服务", "附表　各项数字的口径和依据"]


def test_a_year_that_is_not_over_is_compared_with_the_same_days(year: Run) -> None:
    said = squeezed(year("report", "annual", "2024", "--until", "2024-11-30").out)
    assert "数据截至 2024-11-30" in said
    assert "受理矛盾纠纷11件" in said
    assert "（手工）" not in said


def test_the_monthly_return(year: Run) -> None:
    said = squeezed(year("报告", "月报", "2024-05").out)
    assert "业务指标单位本月本年累计上年同期增减" in said
    assert "纠纷受理矛盾纠纷件 1 5 ——" in said
    for label in ("填报单位湟中区司法局", "单位负责人", "统计负责人", "填表人王芳", "报出日期 2024-12-31"):
        assert label in said
    assert re.search(r"核对 \d+ 条核对规则，相符 \d+ 条，提示未说明 1 条（纠纷：机构本月没有一条记录）台账第 2 笔校验码 [0-9A-F-]{19}$", said)


def test_round_numbers_only_where_asked(year: Run) -> None:
    assert "涉案金额1358万余元" in year("report", "annual", "2024", "--roundly").out


def test_in_english(year: Run) -> None:
    said = squeezed(year("report", "annual", "2024", "--lang", "en").out)
    assert "Disputes accepted: 12 cases; settled: 10 cases, a mediation success of 83.33%" in said


# --- bad input -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given,code,said",
    [
        (("annual", "2030"), 2, "还没有开始"),
        (("annual", "24"), 2, "不是年份"),
        (("month", "2024-13"), 2, "不是月份"),
        (("annual", "2024", "--until", "2025-01-01"), 2, "应是2024年内的一天"),
        (("annual", "2024", "--to", "out.pdf"), 2, "请以 .docx、.xlsx 或 .html 结尾"),
        (("annual", "2024", "--to", "nowhere/out.docx"), 3, "文件夹不存在"),
        (("annual", "2024", "--template", "t.docx"), 2, "--to 文件名.docx"),
        (("annual", "2024", "--template", "none.docx", "--to", "out.docx"), 3, "没有模板文件"),
    ],
)
def test_each_mistake_has_its_sentence(year: Run, given: tuple[str, ...], code: int, said: str) -> None:
    answer = year("report", *given)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert list(Path().iterdir()) == []


def test_a_file_that_exists_is_not_replaced_unless_told(year: Run) -> None:
    Path("out.docx").write_text("mine", "utf-8")
    assert year("report", "annual", "2024", "--to", "out.docx").code == 5
    assert Path("out.docx").read_text("utf-8") == "mine"
    assert year("report", "annual", "2024", "--to", "out.docx", "--force").code == 0
    assert zipfile.is_zipfile("out.docx")
    assert list(Path().iterdir()) == [Path("out.docx")]


# --- the bureau's own template -----------------------------------------------------------------------------------------


def template(*paragraphs: str) -> None:
    from docx import Document

    word = Document()
    for text in paragraphs:
        word.add_paragraph(text)
    word.save("t.docx")


def filled(year: Run, *paragraphs: str) -> Answer:
    template(*paragraphs)
    return year("report", "annual", "2024", "--template", "t.docx", "--to", "out.docx")


def test_a_template_is_filled_in(year: Run) -> None:
    from docx import Document

    answer = filled(
        year,
        "{{ bureau }}{{ year }}年受理{{ dispute_accepted }}（{{ dispute_accepted_number }}），上年{{ dispute_accepted_before }}，"
        "增减{{ dispute_accepted_change }}，目标{{ dispute_accepted_target }}，完成{{ dispute_accepted_reached }}",
        "成功率{{ dispute_success_rate }}，金额{{ dispute_amount }}，{{ check_code }}",
    )
    assert answer.code == 0
    lines = ["".join(t.text for t in p._p.iter(f"{{{W}}}t")) for p in Document("out.docx").paragraphs]
    assert lines[0] == "湟中区司法局2024年受理12件（12），上年10（手工），增减+20.0%，目标15，完成80.0%"
    assert re.fullmatch(r"成功率83\.33%，金额1358万余元，[0-9A-F-]{19}", lines[1])


def test_figures_of_a_template_are_tied_where_they_can_be(year: Run) -> None:
    from docx import Document

    assert filled(year, "共受理{{ dispute_accepted }}，成功{{ dispute_settled }}。").code == 0
    xml = Document("out.docx").element.xml
    assert re.findall(r'<w:tag w:val="([^"]+)"', xml) == ["xcli:dispute.accepted|2024", "xcli:dispute.settled|2024"]
    assert "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", xml)) == "共受理12件，成功10件。"


def test_a_figure_in_the_header_of_a_template_is_plain(year: Run) -> None:
    from docx import Document

    word = Document()
    word.add_paragraph("受理{{ dispute_accepted }}")
    word.sections[0].header.paragraphs[0].text = "{{ bureau }} {{ dispute_accepted }}"
    word.save("t.docx")
    assert year("report", "annual", "2024", "--template", "t.docx", "--to", "out.docx").code == 0
    made = Document("out.docx")
    assert made.sections[0].header.paragraphs[0].text == "湟中区司法局 12件"
    assert made.paragraphs[0].text == "受理12件"


def test_every_unknown_placeholder_is_named_at_once(year: Run) -> None:
    answer = filled(year, "{{ dispute_setled }}", "{{ nonsense }}")
    assert answer.code == 4
    assert "dispute_setled（最接近的是 dispute_settled）、nonsense" in answer.err
    assert not Path("out.docx").exists()


@pytest.mark.parametrize(
    "text",
    [
        "{{ bureau }",
        "{% for x in %}",
        "{{ bureau.__class__.__mro__ }}",
        "{{ bureau + 1 }}",
        "{% for i in range(10**9) %}{{ i }}{% endfor %}",
    ],
)
def test_a_broken_or_prying_placeholder_is_refused(year: Run, text: str) -> None:
    answer = filled(year, text)
    assert answer.code == 4
    assert "写坏的占位符" in answer.err
    assert not Path("out.docx").exists()


def test_a_template_that_is_not_a_word_file(year: Run, files: Path) -> None:
    for name in ("text", "book"):
        if name == "text":
            Path("t.docx").write_text("not a zip", "utf-8")
        else:
            shutil.copy(files / "year.xlsx", "t.docx")
        answer = year("report", "annual", "2024", "--template", "t.docx", "--to", "out.docx")
        assert answer.code == 4
        assert "不是 Word 文件" in answer.err
    assert not Path("out.docx").exists()


# --- Word ------------------------------------------------------------------------------------------------------------


def word(files: Path, name: str) -> Any:
    from docx import Document

    return Document(str(files / name))


def rows(table: Any) -> list[list[str]]:
    return [
        ["".join(t.text or "" for t in cell.iter(f"{{{W}}}t")) for cell in row.iter(f"{{{W}}}tc")]
        for row in table._tbl.iter(f"{{{W}}}tr")
    ]


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_the_word_file_reads_back(files: Path) -> None:
    document = word(files, "year.docx")
    tables = [rows(table) for table in document.tables]
    assert tables[0][0] == ["指标", "单位", "本年", "上年同期", "增减", "目标", "完成"]
    assert tables[0][1] == ["受理矛盾纠纷", "件", "12", "10（手工）", "+20.0%", "15", "80.0%"]
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["一、矛盾纠纷化解与基层治理"] == "Heading 1"
    assert styles["（一）纠纷"] == "Heading 2"


def test_every_page_says_period_and_cut_off(files: Path) -> None:
    for section in word(files, "year.docx").sections:
        assert "统计期间：2024年　数据截至：2024-12-31　第 2 笔" in section.header.paragraphs[0].text
    xml = zipfile.ZipFile(files / "year.docx").read("word/footer1.xml").decode()
    assert "PAGE" in xml


def test_fonts_paper_and_repeated_headings(files: Path) -> None:
    package = zipfile.ZipFile(files / "year.docx")
    styles, body = package.read("word/styles.xml").decode(), package.read("word/document.xml").decode()
    for font in ("仿宋", "黑体", "楷体"):
        assert f'w:eastAsia="{font}"' in styles
    assert re.findall(r'<w:lang [^>]*w:eastAsia="([^"]+)"', styles) == ["zh-CN"]
    assert 'w:w="11906" w:h="16838"' in body
    assert body.count("<w:tblHeader") == body.count('w:val="TableGrid"')


def test_every_figure_of_the_word_file_is_tied(files: Path) -> None:
    xml = zipfile.ZipFile(files / "year.docx").read("word/document.xml").decode()
    tied = re.findall(r'<w:alias w:val="([^"]+)"/><w:tag w:val="([^"]+)"/>.*?<w:t[^>]*>([^<]+)</w:t>', xml)
    assert ("受理矛盾纠纷", "xcli:dispute.accepted|2024", "12件") in tied
    assert ("受理矛盾纠纷", "xcli:dispute.accepted|2023", "10（手工）") in tied


def test_charts_stand_in_the_word_file_with_their_words(files: Path) -> None:
    package = zipfile.ZipFile(files / "year.docx")
    charts = [name for name in package.namelist() if name.startswith("word/charts/")]
    body = package.read("word/document.xml").decode()
    assert len(charts) == body.count("<c:chart ") >= 3
    assert 'title="受理矛盾纠纷：按纠纷类别（件）" descr="受理矛盾纠纷：邻里 8，合同 4。"' in body
    values = re.findall(r"<c:v>([^<]+)</c:v>", "".join(package.read(name).decode() for name in charts))
    assert {"邻里", "合同", "8", "4"} <= set(values)


def test_the_monthly_return_in_word_is_to_be_signed(files: Path) -> None:
    tables = [rows(table) for table in word(files, "month.docx").tables]
    assert tables[0][0] == ["业务", "指标", "单位", "本月", "本年累计", "上年同期", "增减"]
    foot = [cell for row in tables[-1] for cell in row]
    assert foot[:4] == ["填报单位", "湟中区司法局", "单位负责人", ""]


# --- the workbook ----------------------------------------------------------------------------------------------------


def test_the_workbook_holds_real_numbers(files: Path) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(files / "year.xlsx"))
    assert book.sheet_names == ["报告", "纠纷", "法律援助", "口径和依据", "图表"]
    sheet = book.get_sheet_by_name("纠纷").to_python()
    assert sheet[0] == ["指标", "单位", "本年", "上年同期", "增减", "目标", "完成"]
    assert sheet[1] == ["受理矛盾纠纷", "件", 12, 10, 0.2, 15, 0.8]
    by_label = {row[0]: row[2] for row in sheet}
    assert by_label["调解成功率"] == 0.8333
    assert by_label["涉案金额"] == 1358.02
    meanings = {row[1]: row for row in book.get_sheet_by_name("口径和依据").to_python()}
    assert meanings["dispute.success_rate"][3:6] == [0.8333, 10, 12]


def test_the_workbook_freezes_its_headings_and_marks_what_was_entered(files: Path) -> None:
    package = zipfile.ZipFile(files / "year.xlsx")
    sheet = package.read("xl/worksheets/sheet2.xml").decode()
    assert '<pane xSplit="1" ySplit="1"' in sheet
    assert "（手工）" in package.read("xl/styles.xml").decode()
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([0-9.]+)"', sheet)]
    assert widths[0] >= 2 * len("受理纠纷涉案金额")
    assert "2024-12-31" in sheet[sheet.index("<headerFooter") :]
    assert len([name for name in package.namelist() if "charts/chart" in name]) >= 3


# --- private data ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["year.docx", "year.xlsx", "year.html", "month.docx"])
def test_nothing_private_leaves(files: Path, name: str) -> None:
    path = files / name
    parts = (
        [path.read_bytes()]
        if name.endswith("html")
        else [data for entry in zipfile.ZipFile(path).namelist() for data in [zipfile.ZipFile(path).read(entry)]]
    )
    for secret in SECRETS:
        assert not any(secret.encode() in part for part in parts)


def test_a_leak_would_be_found(files: Path) -> None:
    assert "湟调〔2024〕12号".encode() in (files / "year.html").read_bytes()


# --- checks passed or waived -----------------------------------------------------------------------------------------

WHY = "共和所五月停电，补报在六月"


@pytest.fixture
def waived(year: Run) -> Run:
    """Explain, until two days, why an office was silent in May and in June."""
    for month, until in (("2024-05", "2025-01-31"), ("2024-06", "2025-02-28")):
        said = ("check", "waive", "silent-office", month, "--line", "dispute", "--until", until, "--why", WHY)
        assert year(*said).code == 0
    return year


def test_the_monthly_return_says_which_checks_passed_and_which_were_waived(waived: Run, tmp_path: Path) -> None:
    said = squeezed(waived("report", "month", "2024-05").out)
    foot = re.search(r"核对 (\d+) 条核对规则，相符 (\d+) 条，已说明 1 条（纠纷：机构本月没有一条记录）；说明 1 条，见“核对说明”", said)
    assert foot
    assert int(foot[1]) == int(foot[2]) + 1
    sides = "多巴司法所 2024年5月没有受理"
    row = rf"纠纷 2024年5月 ?机构本月没有一条记录（silent-office） ?{re.escape(sides)} ?{WHY} ?王芳 \S+（第 3 笔） ?2025-01-31$"
    assert re.search(row, said)
    later = squeezed(waived("report", "month", "2024-05", "--today", "2025-02-01").out)
    assert "，提示未说明 1 条（纠纷：机构本月没有一条记录）；说明 1 条" in later
    assert later.endswith("2025-01-31（已过期）")


def test_the_annual_report_lists_every_explanation_of_its_months(waived: Run) -> None:
    assert waived("report", "annual", "2024", "--to", "年报.docx").code == 0
    [table] = [found for found in map(rows, word(Path(), "年报.docx").tables) if found[0][0] == "业务和月份"]
    assert [(row[0], row[3], row[4], row[6]) for row in table[1:]] == [
        ("纠纷 2024年5月", WHY, "王芳", "2025-01-31"),
        ("纠纷 2024年6月", WHY, "王芳", "2025-02-28"),
    ]
    assert "说明 2 条" in "".join(cell for row in rows(word(Path(), "年报.docx").tables[-1]) for cell in row)
    assert "核对说明" not in waived("report", "annual", "2023").out


def test_explanations_stand_in_the_workbook_and_on_the_page(waived: Run) -> None:
    from python_calamine import CalamineWorkbook

    waived("report", "month", "2024-05", "--to", "五月.xlsx")
    sheet = CalamineWorkbook.from_path("五月.xlsx").get_sheet_by_name("核对说明").to_python()
    assert (sheet[1][0], sheet[1][3]) == ("纠纷 2024年5月", WHY)
    waived("report", "month", "2024-05", "--to", "五月.html")
    assert f'<td data-l="说明">{WHY}</td>' in Path("五月.html").read_text("utf-8")


def test_a_check_that_fails_is_named(year: Run) -> None:
    said = squeezed(year("report", "month", "2024-05", "--lang", "en").out)
    assert re.search(r"checks (\d+) of \d+ checks passed, 1 not explained \(disputes: an office without any entry\) ledger", said)


def test_what_stands_behind_a_rate_in_time_leaves_out_what_was_late(year: Run) -> None:
    late = ("--kind", "civil", "--notified-on", "2024-04-01", "--assigned-on", "2024-06-28")
    assert year("aid", "add", *late).code == 0
    assert year("report", "annual", "2024", "--to", "年报.html").code == 0
    [behind] = re.findall(r'<div id="d-aid.assigned_in_time">.*?</div>', Path("年报.html").read_text("utf-8"))
    assert "共 2 件：湟援〔2024〕1号、湟援〔2024〕2号<" in behind


def test_a_long_foot_goes_on_below_itself(waived: Run) -> None:
    lines = waived("report", "month", "2024-05").out.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("核对 "))
    assert lines[at + 1].startswith(" " * display_width("单位负责人  "))
    assert all(display_width(line) <= 80 for line in lines[at : at + 3])
