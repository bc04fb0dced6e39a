"""No command reaches for the network: a child runs a day of every kind of work where there is none."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import xcli.cli.office
from desk import Run
from offline import child, namespace, offline
from xcli.cli.session import ledger

SHEET = "案号,受理日期,纠纷类别,申请人\n湟试〔2024〕8号,2024-11-01,邻里,张三\n湟试〔2024〕9号,2024-11-02,合同,李四\n"
DAY = """
init --bureau 630122 --name 湟中区司法局 --clerk 王芳
office add 多巴司法所
template dispute --to 填报.xlsx
dispute add --accepted-on 2024-11-03 --category 邻里 --office 多巴司法所
import sent.csv
dispute close 1 --outcome settled --mediated-on 2024-11-05
office add 鲁沙尔司法所
undo
dispute list --to 案件.xlsx
find 张三
stats dispute --month 2024-11 --to 统计.xlsx
why dispute.accepted --month 2024-11
due
clock 湟试〔2024〕9号 --explain
calendar refresh
backup --to usb
backup check usb
db seal --to seal.txt
log
"""
YEAR_END = """
check 2024-11
stats --month 2024-11
report annual 2024 --to 年报.docx
report annual 2024 --to 年报.html
report month 2024-11 --to 月报.xlsx
report lint 年报.docx
report compare 年报.docx --year 2024
report verify 年报.docx
period close 2024-11
diff dispute.accepted 2024-11 --reported --now
given list
db verify
"""
RUNS = """
import shlex, sys
from xcli.cli import main
for line in sys.stdin.read().strip().split("\\n"):
    code = main(shlex.split(line))
    print(f"<{code}> {line}", flush=True)
"""
PLANTED = "import socket\ntry: socket.create_connection(('127.0.0.1', 9))\nexcept OSError: pass\n"


def day(folder: Path, commands: str, program: str = RUNS) -> str:
    """Run commands in one child without a network card, where the system lets us, sockets refused; return what failed."""
    (folder / "sent.csv").write_text(SHEET, "utf-8")
    told = {**os.environ, **child(folder), "XCLI_TODAY": "2024-12-31", "HOME": str(folder)}
    told["PYTHONPATH"] += os.pathsep + os.pathsep.join(sys.path)
    command = [*namespace(), sys.executable, "-c", program]
    done = subprocess.run(command, cwd=folder, env=told, input=commands, capture_output=True, text=True, encoding="utf-8", check=False)
    ended = {line[4:]: line[:3] for line in done.stdout.splitlines() if line.startswith("<")}
    assert list(ended) == commands.split("\n")[1:-1], done.stderr
    return "".join(f"{code} {line}\n" for line, code in ended.items() if code not in {"<0>", "<7>"}) and done.stdout + done.stderr


def test_a_day_of_work_needs_no_network(tmp_path: Path) -> None:
    assert day(tmp_path, DAY) == ""
    assert not (tmp_path / "opened").exists()


@pytest.mark.skipif(os.environ.get("XCLI_TEST_ALL") != "1", reason="long; dev.py test --all")
def test_the_end_of_the_year_needs_no_network(tmp_path: Path) -> None:
    assert day(tmp_path, DAY + YEAR_END[1:]) == ""
    assert not (tmp_path / "opened").exists()


def test_a_child_that_opens_a_socket_is_caught(tmp_path: Path) -> None:
    """Even where the program takes the refusal in its stride."""
    day(tmp_path, "\nclerk show\n", PLANTED + RUNS)
    assert (tmp_path / "opened").read_text().split("\n")[0].startswith("socket.")


def test_a_command_that_opens_a_socket_is_caught(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard that stands around every test of a command."""

    def reaching() -> object:
        with pytest.raises(PermissionError):
            socket.create_connection(("127.0.0.1", 9))
        return ledger()

    monkeypatch.setattr(xcli.cli.office, "ledger", reaching)
    with offline() as opened:
        assert desk("office", "list").code == 0
        assert opened == ["socket.getaddrinfo"]
        opened.clear()
