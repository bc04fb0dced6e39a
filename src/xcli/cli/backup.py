"""`backup`: a proven copy of the ledger; `backup check`: is the newest good, and how old."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from xcli.cli import output
from xcli.cli.command import command, group_app
from xcli.cli.options import argument, option
from xcli.cli.password import PasswordFile, password
from xcli.cli.session import ledger, place
from xcli.errors import CheckFailed, NotFound
from xcli.text import Text

if TYPE_CHECKING:
    from xcli.ledger.backup import Copy, Stored
    from xcli.ledger.keep import Keep

_HELP = Text("备份台账，当场逐条读回核对", "back the ledger up, read back in full when made")
app = group_app("备份", _HELP, default="make")

_OLD_DAYS = 7
Folder = Annotated[
    str | None,
    option("--to", "--输出", help=Text("放到哪个文件夹，如 U 盘", "into which folder, such as a USB stick")),
]
KeepWish = Annotated[
    str | None,
    option(
        "--keep",
        "--保留",
        help=Text(
            "留几份：7d,4w,12m 为 7 天、4 周、12 个月各一份，其余删去",
            "how many stay: 7d,4w,12m is one for each of 7 days, 4 weeks, 12 months; others are removed",
        ),
    ),
]
Encrypt = Annotated[
    bool, option("--encrypt", "--加密", help=Text("用密码加密（age）", "encrypt under a password (age)"))
]


class NoBackups(NotFound):
    """The folder holds no backup."""

    sentence = Text(
        "{folder} 里没有台账的备份。现在做一份：xcli backup", "There is no backup in {folder}. Make one: xcli backup"
    )


class NewestBad(CheckFailed):
    """The newest backup does not read back."""

    sentence = Text(
        "最新的备份 {path} 不能用（{what}）。{good}请立即再做一份：xcli backup",
        "The newest backup {path} is not good ({what}). {good}Make another now: xcli backup",
    )


@command(app, "make", "做", _HELP)
def make(
    to: Folder = None, keep: KeepWish = None, encrypt: Encrypt = False, password_file: PasswordFile = None
) -> None:
    """Make a backup."""
    from xcli.ledger.backup import back_up, backups_of, stored

    wish = _keep(keep)
    ledger()
    folder = Path(to).expanduser() if to else backups_of(place())
    secret = password(password_file, twice=True) if encrypt or password_file else None
    copy = back_up(place(), folder, password=secret)
    output.say(Text(f"已备份到 {copy.path}，逐条读回无误", f"Backed up to {copy.path}, all of it read back"))
    output.say(what_it_holds(copy))
    if wish:
        gone = _prune(stored(folder, Path(place()).stem), wish, copy)
        if gone:
            output.say(Text(f"按 {keep} 删去旧备份 {gone} 份", f"Older backups removed ({keep} stay): {gone}"))


def what_it_holds(copy: "Copy") -> Text:
    """Return how far a copy goes and by which code it can be told."""
    return Text(
        f"截至第 {copy.entries} 笔，{copy.versions} 个版本；校验码 {copy.code}",
        f"up to entry {copy.entries}, {copy.versions} versions; check code {copy.code}",
    )


def _keep(said: str | None) -> "Keep | None":
    from xcli.ledger.keep import Keep

    return Keep.parse(said) if said else None


def _prune(found: "list[Stored]", wish: "Keep", newest: "Copy") -> int:
    from xcli.ledger.keep import superfluous

    good = next(one for one in found if one.path == newest.path)
    gone = superfluous(found, wish, good)
    for one in gone:
        one.path.unlink(missing_ok=True)
    return len(gone)


@command(
    app,
    "check",
    "检查",
    Text("最新的备份能不能用、是多久以前的", "is the newest backup good, and how old is it"),
)
def check(
    folder: Annotated[
        str | None,
        argument(
            Text("文件夹", "DIR"), Text("备份所在文件夹，默认台账旁的 backups", "by default backups, beside the ledger")
        ),
    ] = None,
    password_file: PasswordFile = None,
) -> None:
    """Check the backups of a folder."""
    from xcli.ledger.age import is_encrypted
    from xcli.ledger.backup import backups_of, stored

    where = Path(folder).expanduser() if folder else backups_of(place())
    found = stored(where) if where.is_dir() else []
    if not found:
        raise NoBackups(folder=where)
    secret = password(password_file) if password_file or is_encrypted(found[0].path) else None
    copy = _newest_good(found, secret)
    age = (datetime.now() - found[0].made).days
    output.say(
        Text(
            f"最新的备份可用：{copy.path}（{_ago(age).zh}，共 {len(found)} 份）",
            f"The newest of {len(found)} backups is good: {copy.path} ({_ago(age).en})",
        )
    )
    output.say(what_it_holds(copy))
    if age > _OLD_DAYS:
        output.warn(Text(f"已有 {age} 天没有备份", f"the last backup was made {age} days ago"))


def _newest_good(found: "list[Stored]", secret: str | None) -> "Copy":
    """Return the newest backup, proven; if it is bad, say so and name the newest that is not."""
    from xcli.errors import XcliError
    from xcli.ledger.backup import examine
    from xcli.ledger.cipher import WrongKey

    try:
        return examine(found[0].path, secret)
    except WrongKey:
        raise
    except XcliError as bad:
        what = bad.facts.get("what") or _phrase(bad.text())
    for older in found[1:]:
        try:
            good = examine(older.path, secret).path
        except XcliError:
            continue
        raise NewestBad(path=found[0].path, what=what, good=Text(f"可用的是 {good}。", f"A good one is {good}. "))
    raise NewestBad(path=found[0].path, what=what, good=Text("没有一份可用。", "None is good. "))


def _phrase(sentence: Text) -> Text:
    """Return a sentence to stand inside another."""
    return Text(sentence.zh.rstrip("。"), sentence.en.rstrip("."))


def _ago(days: int) -> Text:
    return Text(f"{days} 天前", f"{days} days old") if days else Text("今天做的", "made within a day")
