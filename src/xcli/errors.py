"""One class for each kind of mistake, with its exit code and its own sentence.

Codes: 0 done, 1 defect, 2 usage, 3 not found, 4 data not valid, 5 conflict, 6 ledger not ready,
7 a check failed, 130 interrupted. A sentence says what, where, and what to do next.
"""

import errno
from typing import ClassVar

from xcli.text import Text


class XcliError(Exception):
    """A mistake that the clerk can mend; never shown with a traceback."""

    exit_code: ClassVar[int] = 1
    sentence: ClassVar[Text] = Text("内部错误。", "Internal error.")

    def __init__(self, **facts: object) -> None:
        """Keep the facts that the sentence names."""
        super().__init__()
        self.facts = facts

    def text(self) -> Text:
        """Return the sentence with its facts put in, in both languages."""
        return self.sentence.fill(**self.facts)

    def __str__(self) -> str:
        """Return the sentence in the language in force."""
        return str(self.text())


class Misuse(XcliError):
    """The command was called wrongly."""

    exit_code = 2


class NotFound(XcliError):
    """What was named does not exist."""

    exit_code = 3


class NotValid(XcliError):
    """Data break a rule."""

    exit_code = 4


class Conflict(XcliError):
    """What is asked collides with what the ledger holds."""

    exit_code = 5


class NotReady(XcliError):
    """The ledger cannot be used as it is."""

    exit_code = 6


class CheckFailed(XcliError):
    """A check found a difference."""

    exit_code = 7


_WHY = {
    errno.ENOENT: Text("没有这个文件或文件夹", "there is no such file or folder"),
    errno.EACCES: Text("没有权限", "no permission"),
    errno.EPERM: Text("没有权限", "no permission"),
    errno.EROFS: Text("只读", "read-only"),
    errno.EEXIST: Text("已有同名的文件", "a file of that name is there"),
    errno.EISDIR: Text("是文件夹，不是文件", "it is a folder, not a file"),
    errno.ENOTDIR: Text("上一级不是文件夹", "what should hold it is not a folder"),
    errno.ENAMETOOLONG: Text("名字太长", "the name is too long"),
    errno.ELOOP: Text("链接绕成了圈", "its links run in a circle"),
    errno.EMFILE: Text("同时打开的文件太多", "too many files are open"),
    errno.ENFILE: Text("同时打开的文件太多", "too many files are open"),
    errno.EIO: Text("磁盘读写出错", "the disk fails"),
    errno.ENOSPC: Text("磁盘空间不足", "the disk is full"),
    errno.ENOMEM: Text("内存不足", "memory is short"),
}


def refusal(error: OSError) -> Text | None:
    """Return why the system refused, in a clerk's words; None for what no clerk can mend."""
    return _WHY.get(error.errno or 0)


def cause(error: OSError) -> Text:
    """Return why the system refused, in its own words where a clerk has none."""
    own = error.strerror or type(error).__name__
    return refusal(error) or Text(own, own)
