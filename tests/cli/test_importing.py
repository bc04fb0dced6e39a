"""`import`: what a township office sends, from the file to the ledger, through the command itself."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from desk import Answer, Run

HEAD = (
    "案号",
    "承办机构",
    "受理日期",
    "纠纷类别",
    "申请人",
    "申请人电话",
    "被申请人",
    "涉案金额",
    "调解结果",
    "调解日期",
)
GOOD = ("多调〔2024〕1号", "", "2024-01-05", "邻里", "张三", "13800138000", "李四", "1000", "调解成功", "2024-01-06")
OTHER = ("多调〔2024〕2号", "", "2024-01-08", "合同", "王五", "", "赵六", "", "有待继续调解", "")

Rows = list[tuple[object, ...]]


def sheet(path: Path, *rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> str:
    """Write a CSV sheet."""
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    path.write_bytes(text.getvalue().encode())
    return str(path)


def with_cell(heading: str, cell: object, row: tuple[object, ...] = GOOD) -> tuple[object, ...]:
    """Return a good row with another cell."""
    return tuple(cell if name == heading else old for name, old in zip(HEAD, row, strict=True))


def result(answer: Answer) -> dict[str, Any]:
    """Return what `--json` printed."""
    return json.loads(answer.out.splitlines()[-1])  # type: ignore[no-any-return]


def cases(run: Run) -> list[dict[str, Any]]:
    """Return the ledger's disputes."""
    return json.loads(run("dispute", "list", "--format", "json").out)  # type: ignore[no-any-return]


def test_a_good_sheet_is_imported_and_the_answer_names_the_entry(desk: Run, tmp_path: Path) -> None:
    """One tx a file; the next commands are told."""
    answer = desk("import", sheet(tmp_path / "1月.csv", GOOD, OTHER))
    assert answer.code == 0
    assert "新增 2，修改 0，相同 0，未收 0" in answer.out
    assert "xcli undo" in answer.err
    assert [case["case_no"] for case in cases(desk)] == ["多调〔2024〕1号", "多调〔2024〕2号"]


def test_json_gives_what_a_script_needs(desk: Run, tmp_path: Path) -> None:
    """File, digest, tx and the counts."""
    found = result(desk("import", sheet(tmp_path / "a.csv", GOOD), "--json"))
    assert {name: found[name] for name in ("inserted", "updated", "same", "rejected")} == {
        "inserted": 1,
        "updated": 0,
        "same": 0,
        "rejected": 0,
    }
    assert found["tx"]
    assert len(found["digest"]) == 64
    assert found["file"].endswith("a.csv")


def test_the_same_file_again_adds_nothing(desk: Run, tmp_path: Path) -> None:
    """It is recognised by its bytes; undone, it may come again."""
    path = sheet(tmp_path / "a.csv", GOOD, OTHER)
    first = result(desk("import", path, "--json"))["tx"]
    again = desk("import", path)
    assert again.code == 0
    assert f"第 {first} 笔" in again.out
    assert desk("undo").code == 0
    assert cases(desk) == []
    assert result(desk("import", path, "--json"))["inserted"] == 2


def test_a_resent_sheet_changes_nothing_unasked_and_never_erases(desk: Run, tmp_path: Path) -> None:
    """Differences are shown old -> new; blank cells leave what stands."""
    desk("import", sheet(tmp_path / "a.csv", GOOD, OTHER))
    changed = with_cell("涉案金额", "", with_cell("申请人电话", "", with_cell("调解日期", "2024-01-07")))
    path = sheet(tmp_path / "b.csv", changed, OTHER)
    answer = desk("import", path)
    assert answer.code == 5
    assert "调解日期 2024-01-06 → 2024-01-07" in answer.out
    assert cases(desk)[0]["mediated_on"] == "2024-01-06"
    found = result(desk("import", path, "--update", "--json"))
    assert (found["updated"], found["same"]) == (1, 1)
    case = cases(desk)[0]
    assert (case["mediated_on"], case["amount"]) == ("2024-01-07", "1000.00")
    assert "13800138000" in desk("dispute", "show", "2024-1").out
    assert desk("undo").code == 0
    assert cases(desk)[0]["mediated_on"] == "2024-01-06"


def test_rows_that_a_resent_sheet_leaves_out_are_listed_and_stay(desk: Run, tmp_path: Path) -> None:
    """A missing row is no retraction."""
    middle = with_cell("案号", "多调〔2024〕3号", with_cell("受理日期", "2024-01-06", OTHER))
    desk("import", sheet(tmp_path / "a.csv", GOOD, middle, OTHER))
    answer = desk("import", sheet(tmp_path / "b.csv", GOOD, OTHER))
    assert answer.code == 0
    assert "台账中有而表里没有的 1 条（不会撤销）：多调〔2024〕3号" in answer.out
    assert len(cases(desk)) == 3


def test_wrong_rows_keep_the_whole_file_out_unless_told(desk: Run, tmp_path: Path) -> None:
    """All errors at once, each with its place and remedy; the marked copy is beside the file."""
    path = sheet(
        tmp_path / "a.csv", GOOD, with_cell("受理日期", "2024-02-30", OTHER), with_cell("申请人", "王*", OTHER)
    )
    answer = desk("import", path)
    assert answer.code == 4
    assert "第 3 行 C 列 受理日期“2024-02-30”" in answer.out
    assert "第 4 行 E 列 申请人" in answer.out
    assert "王*" not in answer.out
    assert (tmp_path / "a_待改.xlsx").is_file()
    assert cases(desk) == []
    found = result(desk("import", path, "--accept-good", "--json"))
    assert (found["inserted"], found["rejected"]) == (1, 2)


def test_a_corrected_copy_is_imported_and_knows_the_rows_taken_before(desk: Run, tmp_path: Path) -> None:
    """The marked copy has the sender's own columns, so that it can be sent back."""
    path = sheet(tmp_path / "a.csv", GOOD, with_cell("受理日期", "2024-02-30", OTHER))
    desk("import", path, "--accept-good")
    desk("import", path)
    marked = tmp_path / "a_待改.xlsx"
    assert desk("import", str(marked)).code == 4, "still wrong"
    found = result(desk("import", sheet(tmp_path / "b.csv", GOOD, OTHER), "--json"))
    assert (found["inserted"], found["same"]) == (1, 1)


def test_a_dry_run_writes_nothing(desk: Run, tmp_path: Path) -> None:
    """The same checks and numbers."""
    found = result(desk("import", sheet(tmp_path / "a.csv", GOOD), "--dry-run", "--json"))
    assert found["plan"] == {"insert": 1, "update": 0, "same": 0, "reject": 0}
    assert found["tx"] is None
    assert cases(desk) == []


def test_a_number_twice_in_a_file_names_both_rows(desk: Run, tmp_path: Path) -> None:
    """Neither is taken."""
    answer = desk("import", sheet(tmp_path / "a.csv", GOOD, OTHER, with_cell("案号", "多调(2024)第1号", OTHER)))
    assert answer.code == 4
    assert answer.out.count("文件内案号重复：第 2、4 行") == 2
    assert cases(desk) == []


def test_rows_without_number_are_numbered_and_recognised_again(desk: Run, tmp_path: Path) -> None:
    """Office, day, category and parties tell them; what is not sure is not merged."""
    bare = with_cell("案号", "")
    answer = desk("import", sheet(tmp_path / "a.csv", bare))
    assert "湟调〔2024〕1号" in answer.out
    found = result(desk("import", sheet(tmp_path / "b.csv", bare, with_cell("案号", "", OTHER)), "--json"))
    assert (found["inserted"], found["same"]) == (1, 1)
    again = desk("import", sheet(tmp_path / "c.csv", with_cell("涉案金额", "2000", bare)), "--update", "--json")
    assert result(again)["updated"] == 1
    assert {case["case_no"] for case in cases(desk)} == {"湟调〔2024〕1号", "湟调〔2024〕2号"}


def test_rows_that_may_be_the_same_are_listed_never_merged(desk: Run, tmp_path: Path) -> None:
    """Without names of parties a likeness is not certain."""
    blank = tuple(
        "" if name in ("案号", "申请人", "申请人电话", "被申请人") else old
        for name, old in zip(HEAD, GOOD, strict=True)
    )
    desk("import", sheet(tmp_path / "a.csv", blank))
    answer = desk("import", sheet(tmp_path / "b.csv", with_cell("涉案金额", "2000", blank)), "--update")
    assert answer.code == 4
    assert "不能确定是不是同一件" in answer.out
    assert len(cases(desk)) == 1


def test_unknown_offices_are_named_with_the_nearest_and_entered_when_told(desk: Run, tmp_path: Path) -> None:
    """They belong to the same entry as their rows, and go with it."""
    desk("office", "add", "多巴镇司法所")
    path = sheet(
        tmp_path / "a.csv", with_cell("承办机构", "多巴司法站"), with_cell("承办机构", "拦隆口镇人民调解委员会", OTHER)
    )
    answer = desk("import", path)
    assert answer.code == 4
    assert "多巴镇司法所" in answer.out
    assert "--new-offices" in answer.err
    assert desk("import", path, "--new-offices").code == 0
    assert "拦隆口镇人民调解委员会" in desk("office", "list").out
    assert {case["office"] for case in cases(desk)} == {"多巴司法站", "拦隆口镇人民调解委员会"}
    desk("undo")
    assert "拦隆口镇人民调解委员会" not in desk("office", "list").out


def test_a_township_sheet_as_it_comes(desk: Run, tmp_path: Path) -> None:
    """Titles, spaced headings, 万元, both parties in a cell, totals, signatures, blank rows, columns of no use."""
    desk("office", "add", "多巴镇司法所")
    (tmp_path / "多巴.csv").write_text(
        "湟中区多巴镇司法所2024年1月人民调解案件登记表,,,,,,,\n"
        "序 号,受理\u3000日期,纠纷类型,当事人,金额（万元）,调处结果,调解日期,备注\n"
        "1,2024年1月5日,邻里纠纷,张三、李四,1.5,成功,2024.1.6,\n"
        "2,20240108,婚姻家庭,王五；赵六,,调处成功,二〇二四年一月九日,已归档\n"
        "3,,,,,,,\n"
        ",,合计,,1.5,,,\n"
        ",填表人：张明,,,,,,\n",
        encoding="gb18030",
    )
    answer = desk("import", str(tmp_path / "多巴.csv"))
    assert answer.code == 0, answer.err
    assert "GB18030" in answer.out
    assert "表头在第 2 行" in answer.out
    assert "不用的列：序 号、备注" in answer.out
    assert "空行 1，合计行 1，签署行 1" in answer.out
    one, two = cases(desk)
    assert (one["office"], one["amount"], one["mediated_on"]) == ("多巴镇司法所", "15000.00", "2024-01-06")
    assert (two["outcome"], two["mediated_on"], two["accepted_on"]) == ("调解成功", "2024-01-09", "2024-01-08")


def test_a_total_that_does_not_add_up_is_a_warning(desk: Run, tmp_path: Path) -> None:
    """The row itself is never imported."""
    total = with_cell("案号", "合计", tuple("" for _ in HEAD))
    answer = desk("import", sheet(tmp_path / "a.csv", GOOD, with_cell("涉案金额", "1200", total)))
    assert answer.code == 0
    assert "合计写的是 1,200.00，各行相加是 1,000.00" in answer.out
    assert len(cases(desk)) == 1


def test_a_map_given_once_is_remembered_for_the_sender(desk: Run, tmp_path: Path) -> None:
    """The next sheet of the same sender needs no `--map`."""
    head = tuple("收件时间点" if name == "受理日期" else name for name in HEAD)
    missing = desk("import", sheet(tmp_path / "田家寨1月.csv", GOOD, head=head))
    assert missing.code == 4
    assert "受理日期" in missing.err
    assert "收件时间点" in missing.err
    assert desk("import", str(tmp_path / "田家寨1月.csv"), "--map", "收件时间点=受理日期").code == 0
    assert desk("import", sheet(tmp_path / "田家寨2月.csv", OTHER, head=head)).code == 0
    assert len(cases(desk)) == 2


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (("受理日期", "收案日期", "纠纷类别"), "都是受理日期"),
        (("案号", "受理日期", "申请人"), "缺少必需的列 纠纷类别"),
        (("甲", "乙", "丙"), "没有找到认得的表头"),
    ],
)
def test_a_heading_that_cannot_be_read_is_refused(desk: Run, tmp_path: Path, head: tuple[str, ...], said: str) -> None:
    """Nothing is guessed."""
    answer = desk("import", sheet(tmp_path / "a.csv", ("2024-01-05", "2024-01-05", "邻里"), head=head), "--as", "纠纷")
    assert answer.code == 4
    assert said in answer.err


def test_a_heading_without_rows_is_refused_unless_told(desk: Run, tmp_path: Path) -> None:
    """An office without a case says so."""
    path = sheet(tmp_path / "a.csv")
    assert desk("import", path).code == 4
    assert desk("import", path, "--allow-empty").code == 0


def test_a_folder_is_imported_file_by_file(desk: Run, tmp_path: Path) -> None:
    """A bad file does not keep a good one out."""
    folder = tmp_path / "报表"
    folder.mkdir()
    sheet(folder / "1月.csv", GOOD)
    sheet(folder / "2月.csv", with_cell("受理日期", "昨天", OTHER))
    sheet(folder / "3月.csv", OTHER)
    answer = desk("import", str(folder))
    assert answer.code == 4
    assert len(cases(desk)) == 2


def workbook(path: Path, sheets: dict[str, Rows], merges: dict[str, list[tuple[str, str]]] | None = None) -> str:
    """Write a workbook; merges are ranges with the text of their first cell."""
    with Workbook(str(path)) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
            for area, text in (merges or {}).get(name, []):
                page.merge_range(area, text)
    return str(path)


def test_every_sheet_whose_heading_is_known_is_read(desk: Run, tmp_path: Path) -> None:
    """1月 ... 12月 and a sheet of notes."""
    path = workbook(tmp_path / "全年.xlsx", {"1月": [HEAD, GOOD], "2月": [HEAD, OTHER], "说明": [("填写说明",)]})
    answer = desk("import", path)
    assert answer.code == 0
    assert "【1月】" in answer.out
    assert "【说明】没有认得的表头，跳过" in answer.out
    assert len(cases(desk)) == 2


def test_merged_offices_are_filled_down_and_other_merges_refused(desk: Run, tmp_path: Path) -> None:
    """What an office merges by habit is certain; a merged date is not."""
    desk("office", "add", "多巴镇司法所")
    rows: Rows = [HEAD, GOOD, OTHER]
    path = workbook(tmp_path / "a.xlsx", {"1月": rows}, {"1月": [("B2:B3", "多巴镇司法所")]})
    answer = desk("import", path)
    assert answer.code == 0, answer.out
    assert "合并单元格向下填充 1" in answer.out
    assert {case["office"] for case in cases(desk)} == {"多巴镇司法所"}
    desk("undo")
    path = workbook(tmp_path / "b.xlsx", {"1月": rows}, {"1月": [("C2:C3", "2024-01-05")]})
    answer = desk("import", path)
    assert answer.code == 4
    assert "第 3 行 C 列 受理日期：合并单元格" in answer.out


def test_a_heading_of_two_levels_is_read(desk: Run, tmp_path: Path) -> None:
    """当事人 over 姓名 and 电话 means 当事人姓名 and 当事人电话."""
    rows: Rows = [
        ("案号", "受理日期", "纠纷类别", "申请人", "", "被申请人", ""),
        ("", "", "", "姓名", "电话", "姓名", "电话"),
        ("多调〔2024〕1号", "2024-01-05", "邻里", "张三", "13800138000", "李四", ""),
    ]
    merges = [
        ("A1:A2", "案号"),
        ("B1:B2", "受理日期"),
        ("C1:C2", "纠纷类别"),
        ("D1:E1", "申请人"),
        ("F1:G1", "被申请人"),
    ]
    answer = desk("import", workbook(tmp_path / "a.xlsx", {"1月": rows}, {"1月": merges}))
    assert answer.code == 0, answer.out + answer.err
    shown = desk("dispute", "show", "2024-1").out
    assert "张三" in shown
    assert "李四" in shown
    assert "13800138000" in shown


def test_an_export_is_imported_as_the_same_a_masked_one_refused(desk: Run, tmp_path: Path) -> None:
    """Revealed files come back whole, from workbooks and from CSV."""
    tricky = with_cell("申请人", "=HYPERLINK(1)公司", with_cell("被申请人", "阿依古丽·买买提"))
    desk("import", sheet(tmp_path / "a.csv", tricky, OTHER))
    for name in ("out.xlsx", "out.csv"):
        assert desk("dispute", "list", "--to", str(tmp_path / name), "--reveal", "核对").code == 0
        found = result(desk("import", str(tmp_path / name), "--json"))
        assert (found["inserted"], found["updated"], found["same"], found["rejected"]) == (0, 0, 2, 0), name
    desk("dispute", "list", "--to", str(tmp_path / "masked.csv"))
    answer = desk("import", str(tmp_path / "masked.csv"))
    assert answer.code == 4
    assert "脱敏" in answer.err


def test_json_lines_bring_parties_as_objects(desk: Run, tmp_path: Path) -> None:
    """Keys are the names of the fields."""
    entry = {
        "accepted_on": "2024-01-05",
        "category": "邻里",
        "party": [{"role": "applicant", "person": "张三", "phone": "13800138000"}],
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(entry, ensure_ascii=False) + "\n", encoding="utf-8")
    answer = desk("import", str(tmp_path / "a.jsonl"))
    assert answer.code == 0, answer.out + answer.err
    assert "张三" in desk("dispute", "show", "2024-1").out


def test_english_headings_and_answers(desk: Run, tmp_path: Path) -> None:
    """The same in English."""
    head = ("case no.", "accepted on", "category", "party 1 name", "party 2 name")
    answer = desk(
        "--lang",
        "en",
        "import",
        sheet(tmp_path / "a.csv", ("X〔2024〕1", "2024-01-05", "neighbours", "A", "B"), head=head),
    )
    assert answer.code == 0
    assert "1 new, 0 changed, 0 same, 0 left out" in answer.out


def test_a_template_filled_in_is_imported(desk: Run, tmp_path: Path) -> None:
    """Its headings are known; the form itself holds no rows."""
    path = tmp_path / "form.xlsx"
    assert desk("template", "纠纷", "--to", str(path)).code == 0
    answer = desk("import", str(path))
    assert answer.code == 4
    assert "只有表头" in answer.err


def test_a_case_that_is_not_accepted_yet_is_numbered_in_todays_year(desk: Run, tmp_path: Path) -> None:
    head = ("申请日期", "案件类型", "援助形式", "受援人")
    path = sheet(tmp_path / "a.csv", ("2023-12-28", "民事", "诉讼代理", "张三"), head=head)
    answer = desk("import", path)
    assert answer.code == 0, answer.err
    [row] = json.loads(desk("aid", "list", "--format", "json").out)
    assert "2024" in row["case_no"]


def test_applications_that_wait_for_a_decision_are_recognised(desk: Run, tmp_path: Path) -> None:
    """They have neither a number nor the day on which a case begins; a blank cell of theirs is no defect."""
    head = ("申请日期", "案件类型", "援助形式", "受援人", "受理日期")
    rows: Rows = [head, ("2024-11-01", "民事", "诉讼", "张三", ""), ("2024-11-04", "民事", "诉讼", "李四", "2024-11-05")]
    assert desk("import", workbook(tmp_path / "a.xlsx", {"1月": rows}), "--as", "aid").code == 0
    again = desk("import", workbook(tmp_path / "b.xlsx", {"1月": [*rows, ("2024-11-06", "民事", "诉讼", "王五", "")]}), "--as", "aid", "--json")
    assert again.code == 0, again.err
    assert (result(again)["inserted"], result(again)["same"]) == (1, 2)
