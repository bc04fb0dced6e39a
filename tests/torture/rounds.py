"""Every round of harm, once: what does it, the name of its figure, which promise it is held to, and how.

The loop of `dev.py torture` and the table of promises on the front pages both come from this list.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from powercut.build import shim
from torture.backups import backups
from torture.cramped import can_mount, limits, small_disks
from torture.crowd import crowd
from torture.flips import flips
from torture.fuzz import fuzz
from torture.guided import guided, is_here
from torture.harness import damages, faults, kills, upgrades
from torture.imports import large_imports
from torture.leaks import leaking
from torture.model import histories
from torture.powercuts import can_encrypt, case_cuts, encrypted_cuts, upgrade_cuts, upkeep_cuts
from torture.recovering import recoveries
from torture.sheets import sheets
from torture.tampering import attacks
from torture.workbooks import workbooks
from xcli.text import Text

LOST = "lost"


class OtherFigures(Exception):
    """A round returned figures that it does not declare."""


class Seed(NamedTuple):
    """What a round found with one seed."""

    count: int
    lost: int
    part: int = 0


@dataclass(frozen=True)
class Round:
    """One kind of harm.

    `run(folder, seed)` returns how often it was done under the name `counts`, what was `lost`, and, where some of them
    are told apart, how many these were under the English name of `part`.
    """

    run: Callable[[Path, int], dict[str, int]]
    counts: str
    promise: Text
    how: Text
    part: Text | None = None
    here: Callable[[], bool] = lambda: True

    def once(self, folder: Path, seed: int) -> Seed:
        """Do it with a seed; figures that are not those declared are a mistake of the round."""
        found = self.run(folder, seed)
        names = (self.counts, LOST, *([self.part.en] if self.part else []))
        if found.keys() != set(names):
            raise OtherFigures(names, sorted(found))
        return Seed(*(found[name] for name in names))


def compiler() -> bool:
    """Tell whether calls of another process can be logged and failed here."""
    return shim() is not None


PROMISES = (
    SAVED := Text("回答“已登记”的不会丢", "what was answered is never lost"),
    WHOLE := Text("导入整批在或整批不在，别的命令也一样", "an import is there whole or not at all, and so is what any command does"),
    APART := Text("几个人同时登记，谁也不会盖掉谁的", "clerks at work at once never overwrite each other"),
    ANSWERED := Text("任何输入都有回答，什么都不会悄悄改变", "any input gets an answer, and nothing changes silently"),
    UPGRADED := Text("升级不成时，旧台账还在，可以再来", "an upgrade never strands the data"),
    RESTORED := Text("备份恢复出来分毫不差，坏的备份不会用上", "a backup restores exactly, and one that is damaged is refused"),
    TOLD := Text("背着程序改动或损坏的文件会被发现", "a file that was changed behind the program, or damaged, is found out"),
    INSIDE := Text("个人信息只在有意时离开", "personal data leave only on purpose"),
)  # fmt: skip

ROUNDS = (
    Round(kills, "kills", SAVED,
          Text("随机时刻 kill -9：登记、导入、撤回、结账", "kill -9 at random moments: entries, imports, undoing, closing")),
    Round(case_cuts, "power cuts", SAVED,
          Text("记录每次写入，重建断电可能留下的每种状态", "every write logged, the states that a power cut may leave rebuilt"), here=compiler),
    Round(encrypted_cuts, "power cuts on encrypted files", SAVED,
          Text("同上，台账文件加密", "the same, the ledger's file encrypted"), here=lambda: compiler() and can_encrypt()),
    Round(upkeep_cuts, "power cuts in closings and backups", SAVED,
          Text("同上，结账、重开、备份之中", "the same, while a month is closed, reopened, backed up"), here=compiler),
    Round(faults, "faults", SAVED,
          Text("从第 N 次写入或同步起，磁盘满或出错", "a disk that is full or failing from the Nth write, or sync, on"), here=compiler),
    Round(recoveries, "faults in recoveries", SAVED,
          Text("强行结束正在写入的，下一条命令恢复时磁盘也出错", "a writer killed, and the disk fails while the next command recovers what it left"),
          Text("其中恢复中断、日志仍在", "of these in the recovery itself"), here=compiler),
    Round(large_imports, "kills in large imports", WHOLE,
          Text("随机时刻 kill -9：导入二十万行，撤回它", "kill -9 at random moments: an import of 200,000 rows, its undoing"),
          Text("其中正在写入", "of these in the transaction")),
    Round(limits, "limits of size", WHOLE,
          Text("限制文件大小（ulimit -f）：导入、登记、结账、导出、报告、备份", "a limit on sizes: imports, entries, closings, exports, reports, backups")),
    Round(small_disks, "small disks", WHOLE,
          Text("磁盘只剩少许空间，同样的命令", "the same commands on a disk with little room left"), here=can_mount),
    Round(crowd, "entries of clerks at once", APART,
          Text("32 人同时登记，又同时改同样两条记录", "32 clerks make entries at the same moment, and edit the same two records")),
    Round(fuzz, "commands", ANSWERED, Text("对每条命令随机组合输入", "random words for every command")),
    Round(sheets, "sheets", ANSWERED, Text("各项业务的表，随机单元格", "sheets of every line with any cells")),
    Round(guided, "guided inputs", ANSWERED,
          Text("单元格、文本文件、工作簿，按覆盖率繁殖", "cells, text files and workbooks, bred for the code that they reach"), here=is_here),
    Round(workbooks, "workbooks", ANSWERED,
          Text("改坏的工作簿（xlsx、ods、xls）走真正的导入", "damaged workbooks (xlsx, ods, xls), through the real import")),
    Round(histories, "histories", ANSWERED,
          Text("随机操作与字典对照，撤回的撤回在内", "random histories beside a dictionary, undo of undo included")),
    Round(upgrades, "kills of upgrades", UPGRADED, Text("随机时刻 kill -9 升级", "upgrades killed at random moments")),
    Round(upgrade_cuts, "power cuts in upgrades", UPGRADED,
          Text("升级之中断电：旧台账或新台账，备份完好", "power cuts in an upgrade: the old ledger or the new, the backup whole"), here=compiler),
    Round(backups, "backups", RESTORED,
          Text("一边不停写入一边备份，每份都恢复核对；再改坏、截断、换密码", "made while another process writes, each restored; then flipped, cut short, another password"),
          Text("其中改坏的", "of these damaged")),
    Round(attacks, "attacks", TOLD,
          Text("列出的每种攻击，以及任改、任删、任添任何表的一行", "every attack that is listed, and any value of any table changed, any row gone or twice"),
          Text("其中改在没有操作写入之处", "of these on what no entry writes")),
    Round(damages, "damaged files", TOLD, Text("随机改掉一页，或截断", "a page made random, or the file cut short")),
    Round(flips, "bits flipped", TOLD, Text("翻转一位，再核对台账、运行命令", "a bit flipped, then the ledger verified and commands run"),
          Text("其中那一位本来没有内容", "of these where nothing stood")),
    Round(leaking, "commands searched", INSIDE,
          Text("埋下姓名、号码、电话，运行每条命令，搜遍屏幕和写下的每个文件", "a name, a number and a telephone planted, every command run, screens and every file searched"),
          Text("写下的文件", "and files that they wrote")),
)  # fmt: skip
