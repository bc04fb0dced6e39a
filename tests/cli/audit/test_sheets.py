"""Score sheets: written for each reviewer, taken back whole or not at all; scores and grades follow."""

from pathlib import Path

import pytest

from desk import Answer, Run
from reviewwork import PANEL, filled

PEOPLE = ("张三", "李四", "王五")


def page(folder: Path, person: str) -> Path:
    return folder / "sheets" / f"2024_{person}.xlsx"


def sent_back(desk: Run, folder: Path, person: str, off: object = 0, **cells: object) -> Answer:
    (folder / "back").mkdir(exist_ok=True)
    return desk("audit", "sheets", "import", filled(page(folder, person), folder / "back" / f"{person}.xlsx", off, cells))


def grades(desk: Run) -> list[str]:
    rows = desk("audit", "list", "--format", "tsv").out.splitlines()
    return sorted(row.split("\t")[rows[0].split("\t").index("等次")] for row in rows[1:])


def test_files_are_shared_out_and_scored(shared_out: Run, tmp_path: Path) -> None:
    assert sorted(path.name for path in (tmp_path / "sheets").iterdir()) == sorted(f"2024_{p}.xlsx" for p in PEOPLE)
    answers = [sent_back(shared_out, tmp_path, person).out for person in PEOPLE]
    assert all(answer.startswith("已导入评分") for answer in answers)
    assert grades(shared_out) == ["优秀"] * 8
    assert "8/8 = 100.0%，抽自 20 卷" in shared_out("audit", "results").out
    assert shared_out("db", "verify").code == 0


def test_all_sheets_come_back_at_once_and_blank_ones_wait(shared_out: Run, tmp_path: Path) -> None:
    (tmp_path / "back").mkdir()
    for person in PEOPLE[:2]:
        filled(page(tmp_path, person), tmp_path / "back" / f"{person}.xlsx", 2)
    answer = shared_out("audit", "sheets", "import", str(tmp_path / "back"), str(page(tmp_path, "王五")))
    assert answer.code == 0
    assert "空白" in answer.out
    assert 0 < grades(shared_out).count("") < 8
    # Twenty-five items with points, two off each.
    assert set(grades(shared_out)) == {"", "不合格"}


WRONG = [
    ({"E8": 6}, "第 8 行 E 列 1.1 扣分“6”：扣分 6 多于该项分值 5"),
    ({"E8": "三"}, "第 8 行 E 列 1.1 扣分“三”：不是分数"),
    ({"E8": -1}, "1.1 扣分“-1”：不在 0 到 100 分之间"),
    ({"E8": ""}, "1.1 扣分：没有评；不扣分填 0"),
    ({"F7": ""}, "1.0 一票否决：没有评"),
    ({"F8": "是"}, "1.1 扣分“0”：这一项不是否决项"),
    ({"F7": "也许"}, "1.0 一票否决“也许”"),
    ({"A8": "9.9"}, "序号“9.9”：方案里没有这一项"),
    ({"A8": "1.2"}, "序号“1.2”：这一项写了两次"),
    ({"C2": "2023"}, "评查轮次“2023”：这份表不是 2024 的"),
    ({"E2": "老方案 第1版"}, "本轮用的方案是 行政处罚案卷评查通用标准 第1版"),
    ({"C3": "赵六"}, "评查人“赵六”：不在本轮评查组里"),
    ({"C4": "市监罚〔2024〕99号"}, "这一卷没有分给 李四"),
    ({"E4": "2024-13-01"}, "评查日期“2024-13-01”"),
    ({"E4": "2024-11-25"}, "日期在今天之后"),
]


@pytest.mark.parametrize(("cells", "says"), WRONG, ids=[says for _, says in WRONG])
def test_a_wrong_cell_is_named_and_nothing_is_taken(
    shared_out: Run, tmp_path: Path, cells: dict[str, object], says: str
) -> None:
    answer = sent_back(shared_out, tmp_path, "李四", **cells)
    assert answer.code == 4
    assert says in answer.out
    assert "李四.xlsx 001】" in answer.out
    assert grades(shared_out) == [""] * 8


def test_all_that_is_wrong_is_said_at_once(shared_out: Run, tmp_path: Path) -> None:
    answer = sent_back(shared_out, tmp_path, "李四", E8=6, E9=7, F7="")
    assert "没有保存：3 处不对" in answer.err
    assert len(answer.out.splitlines()) == 3


def test_the_same_reading_twice_is_refused(shared_out: Run, tmp_path: Path) -> None:
    (tmp_path / "back").mkdir()
    twice = [filled(page(tmp_path, "李四"), tmp_path / "back" / f"{n}.xlsx") for n in (1, 2)]
    answer = shared_out("audit", "sheets", "import", *twice)
    assert (answer.code, "是同一份评分" in answer.out) == (4, True)


def test_another_workbook_is_no_score_sheet(shared_out: Run, tmp_path: Path) -> None:
    answer = shared_out("audit", "sheets", "import", str(tmp_path / "frame.csv"))
    assert (answer.code, "没有评分表" in answer.err) == (4, True)


@pytest.mark.parametrize("option", [("--score", "95"), ("--stated-grade", "优秀"), ("--veto", "是")])
def test_once_there_are_sheets_no_grade_is_typed(shared_out: Run, option: tuple[str, str]) -> None:
    answer = shared_out("audit", "edit", "气罚", *option, "--reviewed-on", "2024-11-24", "--reason", "改分")
    assert (answer.code, "得分和等次由评分得出" in answer.err) == (5, True)
    added = ("--round", "2024", "--department", "气象局", "--file-no", "新1", "--reviewed-on", "2024-11-24")
    assert shared_out("audit", "add", *added, *option).code == 5
    assert grades(shared_out) == [""] * 8


def test_nobody_reads_a_file_of_his_own_department(drawn: Run, tmp_path: Path) -> None:
    few = drawn("audit", "sheets", "--reviewer", "王五=气象局", "--to", str(tmp_path / "s"))
    assert (few.code, "气象局 的案卷没有可以评查的人" in few.err) == (5, True)
    assert drawn("audit", "sheets").code == 3
    drawn("audit", "sheets", *PANEL, "--double", "100%", "--to", str(tmp_path / "sheets"))
    answer = sent_back(drawn, tmp_path, "王五")
    assert "气象局" not in answer.out
    own = drawn("audit", "score", "气罚", "--by", "王五", "--clean")
    assert (own.code, "王五 是 气象局 的人，不能评查 气象局 的案卷" in own.err) == (5, True)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--reviewers", "0"), 2, "1 到 99"),
        (("--reviewers", "谁"), 2, "1 到 99"),
        (("--reviewer", "=城管局"), 2, "姓名=所在单位"),
        (("--reviewer", "张三", "--reviewer", "张三"), 2, "写了两次"),
        (("--reviewers", "2", "--double", "110"), 2, "不是 0% 到 100%"),
        (("--reviewers", "2", "--scheme", "没有的"), 3, "没有评查方案"),
        (("--reviewers", "1", "--double", "10%"), 5, "请增加评查人"),
        (("--reviewers", "2", "--round", "1999"), 3, "1999"),
    ],
)
def test_what_cannot_be_shared_out(drawn: Run, tmp_path: Path, words: tuple[str, ...], code: int, says: str) -> None:
    answer = drawn("audit", "sheets", *words, "--to", str(tmp_path / "none"))
    assert (answer.code, says in answer.err) == (code, True), answer.err
    assert not (tmp_path / "none").exists()


def test_sheets_follow_neither_typed_scores_nor_another_panel(shared_out: Run, tmp_path: Path) -> None:
    again = shared_out("audit", "sheets", *PANEL, "--to", str(tmp_path / "more"))
    assert (again.code, "已于 2024-11-24 分配给 3 人" in again.err) == (5, True)
    assert shared_out("audit", "sheets", "--to", str(tmp_path / "more")).code == 0
    typed = ("--round", "乙", "--department", "气象局", "--file-no", "1", "--reviewed-on", "2024-11-24", "--score", "80")
    shared_out("audit", "add", *typed)
    answer = shared_out("audit", "sheets", "--round", "乙", "--reviewers", "2")
    assert (answer.code, "已直接填写得分或等次" in answer.err) == (5, True)


def test_a_list_of_reviewers(drawn: Run, tmp_path: Path) -> None:
    (tmp_path / "panel.csv").write_text("姓名,所在单位,类别\n张三,城管局,交叉评查\n李四,某律所,律师\n", "utf-8")
    answer = drawn("audit", "sheets", "--reviewers", str(tmp_path / "panel.csv"), "--to", str(tmp_path / "s"))
    assert "8 卷分给 2 人" in answer.out


def cells(path: Path) -> list[list[list[object]]]:
    """Return what stands on every sheet: the file itself carries the time at which it was made."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def test_assigning_is_undone_and_done_again_alike(shared_out: Run, tmp_path: Path) -> None:
    before = cells(page(tmp_path, "李四"))
    assert [shared_out("undo", *which).code for which in ((), ("6",), ("7",))] == [0, 0, 0]
    shared_out("audit", "sheets", *PANEL, "--double", "25%", "--to", str(tmp_path / "sheets"), "--force")
    assert cells(page(tmp_path, "李四")) == before
