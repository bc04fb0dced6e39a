"""How the program is called: names in both languages, wrong calls, codes, what start-up loads."""

import subprocess
import sys
from pathlib import Path

import pytest

from desk import Run
from xcli.cli.app import ENTRIES
from xcli.cli.lines import titles
from xcli.domain.pages import lines

WRONG_CALLS = [
    # what is called                              code  a word of the Chinese sentence
    (["hlep"], 2, "没有命令“hlep”"),
    (["disptue"], 2, "是不是：dispute"),
    (["dispute", "登纪"], 2, "是不是：登记"),
    (["dispute", "add", "--amout", "5"], 2, "是不是：--amount"),
    (["dispute", "add", "--amount"], 2, "--amount 后面要写值"),
    (["dispute", "show"], 2, "缺少 案号"),
    (["dispute", "show", "1", "2"], 2, "多出的内容"),
    (["undo", "first"], 2, "笔号 的值不对"),
    (["--db"], 2, "--db 后面要写值"),
    (["--lang", "fr", "log"], 2, "没有语言“fr”"),
    (["--today", "5月", "log"], 2, "不是日期"),
    (["find", "\udcff"], 2, "无法识别的字节"),
    (["find", " "], 2, "请写要查找的内容"),
    (["db", "vrify"], 2, "是不是：verify"),
]


@pytest.mark.parametrize("arguments, code, says", WRONG_CALLS)
def test_wrong_calls_are_told_in_one_sentence(desk: Run, arguments: list[str], code: int, says: str) -> None:
    answer = desk(*arguments)
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err
    assert len(answer.err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments, says",
    [
        (["hlep"], "There is no command “hlep”"),
        (["dispute", "add", "--amout", "5"], "Did you mean: --amount"),
        (["dispute", "show"], "CASE is missing"),
    ],
)
def test_wrong_calls_in_english(desk: Run, arguments: list[str], says: str) -> None:
    assert says in desk(*arguments, "--lang", "en").err


def test_help_shows_four_groups_on_one_screen(run: Run) -> None:
    for language, groups in (("zh", "每日 每月 每年 维护"), ("en", "Daily Monthly Yearly Upkeep")):
        lines_ = run("--help", "--lang", language).out.splitlines()
        assert len(lines_) <= 24
        assert [
            line.split()[0] for line in lines_ if line.split() and line.split()[0] in groups.split()
        ] == groups.split()


def test_groups_give_up_their_explanations_before_the_page_outgrows_the_screen() -> None:
    from xcli.cli.help import of_root
    from xcli.text import Text

    rows = [(f"name{n} 名{n}", Text("说明", "explained")) for n in range(9)]
    page = of_root([(Text(label, label), (), rows) for label in ("甲", "乙", "丙", "丁")], "xcli").splitlines()
    assert len(page) <= 24
    assert "name0 名0   name1 名1" in "\n".join(page)
    assert sum("说明" in line for line in page) == 9
    assert all(f"name{n} 名{n}" in "\n".join(page) for n in range(9))


def test_no_command_is_help(run: Run) -> None:
    assert run().out == run("--help").out
    assert run("dispute").out == run("dispute", "-h").out


@pytest.mark.parametrize("verb", ["add", "edit", "close", "list"])
def test_help_of_a_verb_is_not_wider_than_a_terminal(run: Run, verb: str) -> None:
    from xcli.report.width import display_width

    for language in ("zh", "en"):
        shown = run("dispute", verb, "--help", "--lang", language).out
        assert max(display_width(line) for line in shown.splitlines()) <= 80
        assert "--confirmation-applied-on --申请司法确认日期" in shown


def test_every_name_answers_to_its_chinese_label(two_cases: Run) -> None:
    assert (
        two_cases("纠纷", "列表", "--类别", "邻里").out == two_cases("dispute", "list", "--category", "neighbour").out
    )
    assert "湟调〔2024〕1号" in two_cases("查找", "张").out
    assert two_cases("日志", "--条数", "1").code == 0


def test_global_options_stand_anywhere_but_after_two_dashes(desk: Run) -> None:
    assert desk("--lang", "en", "dispute", "list").out == desk("dispute", "list", "--lang=en").out
    answer = desk("find", "--", "--db=/etc/passwd")
    assert (answer.code, "--db=/etc/passwd" in answer.err) == (3, True)


def test_the_locale_chooses_the_language(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for locale, word in (("zh_CN.UTF-8", "用法"), ("en_GB.UTF-8", "Usage"), ("C", "用法"), ("", "用法")):
        monkeypatch.setenv("LANG", locale)
        assert word in run("--help").out


def test_titles_read_off_the_text_are_those_of_the_pages() -> None:
    assert {n: (t.label, t.rhythm) for n, t in titles().items()} == {n: (p.label, p.rhythm) for n, p in lines().items()}
    assert list(titles()) == list(lines())


def test_every_command_of_the_table_can_be_loaded(run: Run) -> None:
    here = Path(__file__).parents[2] / "src" / "xcli" / "cli"
    for name, entry in ENTRIES.items():
        if not (here / f"{entry.module}.py").is_file() and not (here / entry.module).is_dir():
            pytest.skip(f"{entry.module} is not here")
        assert run(name, "--help").code == 0, name


@pytest.mark.parametrize("arguments", [["--help"], ["hlep"], ["dispute", "add", "--amout"]])
def test_help_and_errors_load_no_heavy_library(arguments: list[str]) -> None:
    said = (
        "import sys; from xcli.cli import main; main(sys.argv[1:]);"
        "print([m for m in ('sqlalchemy', 'rich', 'alembic', 'xlsxwriter', 'python_calamine') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", said, *arguments], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_completion_of_commands_and_codes(desk: Run, tmp_path: Path) -> None:
    def completed(words: str, n: int) -> list[str]:
        environment = {
            "_XCLI_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(n),
            "PATH": "/usr/bin:/bin",
        }
        done = subprocess.run(
            [sys.executable, "-m", "xcli"],
            capture_output=True,
            text=True,
            check=False,
            env=environment | {"HOME": str(tmp_path), "PYTHONUTF8": "1"},
        )
        return done.stdout.split()

    assert completed("xcli dis", 1) == ["dispute"]
    assert completed("xcli dispute re", 2) == ["retract"]
    assert completed("xcli dispute add --category med", 4) == ["medical"]


def test_a_closed_pipe_is_a_good_end(two_cases: Run, tmp_path: Path) -> None:
    command = (
        f"{sys.executable} -m xcli dispute list --db {tmp_path / 'ledger.db'} | head -c 1; exit ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_defect_keeps_no_values_in_its_log(desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        message = "张三 63012219900101"
        raise RuntimeError(message)

    monkeypatch.setattr("xcli.ledger.naming.seek", broken)
    answer = desk("dispute", "show", "张三")
    log = tmp_path / "home" / "xcli" / "errors.log"
    assert answer.code == 1
    assert "编号" in answer.err
    assert "张三" not in log.read_text("utf-8") + answer.err
    assert log.stat().st_mode & 0o777 == 0o600
