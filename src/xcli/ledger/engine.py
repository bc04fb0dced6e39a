"""Opening a ledger the one way that lost nothing when it was measured."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import NullPool, StaticPool

from xcli.errors import Misuse, NotReady
from xcli.ledger.cipher import PLAIN, KeyNeeded, ciphered, driver, looks_ciphered
from xcli.ledger.file import Unreadable, connect, connect_new, is_encrypted, patience
from xcli.text import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection, ExceptionContext

APPLICATION_ID = 0x78636C69  # "xcli"
NOTICE_SECONDS = 2

PRAGMAS = (
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "temp_store=MEMORY",
    "secure_delete=ON",
    "synchronous=EXTRA",
    "fullfsync=ON",
)


class NoLedger(NotReady):
    """There is no ledger at this place."""

    sentence = Text(
        "没有找到台账 {place}。新建请运行：xcli init；若在别处，请用 --db 指明。",
        "There is no ledger at {place}. Make one with: xcli init, or name another with --db.",
    )


class NotALedger(NotReady):
    """The file is something else."""

    sentence = Text(
        "{place} 不是 xcli 的台账，未作任何改动。请用 --db 指明台账文件。",
        "{place} is not a ledger of xcli; nothing was changed. Name the ledger with --db.",
    )


class NetworkDisk(NotReady):
    """The file lies on another computer's disk, where locks do not hold."""

    sentence = Text(
        "台账 {place} 在网络共享（{kind}）上，几台电脑同时写会丢数据，未保存。请放到本机磁盘；多台电脑请用 PostgreSQL。",
        "The ledger {place} is on a network share ({kind}), where two computers writing lose data; nothing was saved. "
        "Put it on a disk of this computer; for several computers use PostgreSQL.",
    )


class HardLinked(NotReady):
    """The file has a second name, and with it a second journal."""

    sentence = Text(
        "台账 {place} 还有另一个文件名（硬链接），未作任何改动。请只留一个，另一个删去。",
        "The ledger {place} has a second name (a hard link); nothing was changed. Keep one name and remove the other.",
    )


class WrongEncoding(NotReady):
    """The server's database cannot hold every character."""

    sentence = Text(
        "数据库 {name} 的编码是 {found}，不是 UTF8，会丢字，未作任何改动。请用 createdb -E UTF8 -T template0 另建一个。",
        "The database {name} is encoded in {found}, not UTF8, and would lose characters; nothing was changed. "
        "Make another with: createdb -E UTF8 -T template0.",
    )


class PasswordInAddress(Misuse):
    """A password stands in an address that other users of the machine can read."""

    sentence = Text(
        "--db 里不能写密码（别人能看到命令行）。请用 PGPASSFILE 或 ~/.pgpass。",
        "No password in --db: other users can read a command line. Use PGPASSFILE or ~/.pgpass.",
    )


# What a desk should hear while a command runs: how it is told is for the command line to say.
_listeners: list[Callable[[Text], None]] = []


def on_notice(listener: Callable[[Text], None]) -> None:
    """Let a function hear what a desk should know: the ledger is busy, the clock has jumped."""
    _listeners[:] = [listener]


def tell(notice: Text) -> None:
    """Say what a desk should know."""
    for listener in _listeners:
        listener(notice)


def is_server(place: str) -> bool:
    """Tell whether a place is the address of a PostgreSQL server, not a file."""
    return place.startswith(("postgresql://", "postgresql+psycopg://"))


def engine_for(place: str, *, write: bool = False, keys: bool = True) -> Engine:
    """Return an engine on a ledger that exists.

    Its transactions only read, unless `write` is set for all or as an execution option of one connection; `keys` off
    suspends foreign keys, for migrations only.
    """
    if is_server(place):
        return _server(place)
    path = Path(place)
    if not path.is_file():
        raise NoLedger(place=place)
    _check_file(path)
    if path.stat().st_nlink > 1:
        raise HardLinked(place=place)
    return _file(path, write=write, keys=keys)


def _check_file(path: Path) -> None:
    # The header is read by SQLite itself later; a look at it first keeps other programs' files untouched.
    with path.open("rb") as file:
        head = file.read(72)
    application = int.from_bytes(head[68:72], "big") if len(head) == 72 else 0
    if head.startswith(PLAIN) and application == APPLICATION_ID:
        return
    if not looks_ciphered(path):
        raise NotALedger(place=path)
    if not ciphered(path):
        raise KeyNeeded(place=path)


def _file(path: Path, *, write: bool, keys: bool) -> Engine:
    module = driver() if ciphered(path) else None
    engine = create_engine(
        "sqlite://", poolclass=NullPool, hide_parameters=True, module=module, creator=lambda: connect(path, "rw")
    )

    @event.listens_for(engine, "connect")
    def _set(connection: sqlite3.Connection, _record: object) -> None:
        try:
            for pragma in (*PRAGMAS, f"foreign_keys={'ON' if keys else 'OFF'}"):
                connection.execute(f"PRAGMA {pragma}")
        except UnicodeDecodeError as error:
            raise Unreadable from error

    @event.listens_for(engine, "handle_error")
    def _undecoded(context: "ExceptionContext") -> None:
        # The driver cannot even read what SQLite says of the damage, or what stands in a damaged cell.
        if isinstance(context.original_exception, UnicodeDecodeError):
            raise Unreadable from context.original_exception

    @event.listens_for(engine, "begin")
    def _begin(connection: "Connection") -> None:
        writes = connection.get_execution_options().get("write", write)
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        if writes:
            _take_lock(connection, path)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _take_lock(connection: "Connection", path: Path) -> None:
    """Begin to write; whoever must wait is told so after a moment."""
    check_disk(path)
    whole = patience()
    moment = min(whole, NOTICE_SECONDS)
    connection.exec_driver_sql(f"PRAGMA busy_timeout={int(moment * 1000)}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except OperationalError as error:
        if "locked" not in str(error.orig) or whole <= moment:
            raise
        tell(Text("台账正被别的程序写入，等候中……", "Another program is writing to the ledger; waiting ..."))
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int((whole - moment) * 1000)}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    connection.exec_driver_sql(f"PRAGMA busy_timeout={int(whole * 1000)}")


_NETWORK = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb2",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ncpfs",
        "ceph",
        "lustre",
        "davfs",
        "fuse.sshfs",
        "fuse.davfs2",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.glusterfs",
        "fuse.curlftpfs",
        "fuse.smbnetfs",
        "vboxsf",
        "vmhgfs",
        "fuse.vmhgfs-fuse",
        "prl_fs",
        "remote",
    ]
)
_SYNCED = (
    "onedrive",
    "坚果云",
    "nutstore",
    "百度网盘",
    "baidunetdisk",
    "baidusyncdisk",
    "icloud",
    "dropbox",
    "wps云盘",
)


def check_disk(path: Path) -> None:
    """Refuse to write on a network share; warn where another program copies files while they are written."""
    kind = disk_kind(path)
    if kind in _NETWORK:
        raise NetworkDisk(place=path, kind=kind)
    if folder := synced(path):
        tell(
            Text(
                f"台账放在同步文件夹（{folder}）里，可能被同步到一半，请移到别处",
                f"the ledger lies in a synchronised folder ({folder}), which may copy it half-written; move it",
            )
        )


def synced(path: Path) -> str:
    """Return the synchronised folder that a place lies in, if any."""
    return next((p for p in path.absolute().parts[:-1] if any(word in p.lower() for word in _SYNCED)), "")


def disk_kind(path: Path) -> str:
    """Return the kind of file system that a file is on; nothing where the system does not say."""
    if os.name == "nt":
        return _windows_kind(path)
    try:
        device = path.parent.stat().st_dev
        mounts = Path("/proc/self/mountinfo").read_text("utf-8", "replace")
    except OSError:
        return ""
    mark = f"{os.major(device)}:{os.minor(device)}"
    for line in mounts.splitlines():
        fields = line.split()
        if fields[2] == mark:
            return fields[fields.index("-") + 1]
    return ""


def _windows_kind(path: Path) -> str:
    if str(path.absolute()).startswith("\\\\"):
        return "remote"
    import ctypes

    drive_type = getattr(ctypes, "windll").kernel32.GetDriveTypeW(path.absolute().anchor)  # noqa: B009
    return "remote" if drive_type == 4 else ""


def holder(path: Path) -> str:
    """Return which process holds a lock on the file, where the system tells."""
    try:
        mark = f":{path.stat().st_ino} "
        locks = Path("/proc/locks").read_text("ascii", "replace")
    except OSError:
        return ""
    for line in locks.splitlines():
        if mark in line and " WRITE " in line and str(os.getpid()) not in line.split():
            return _process(line.split()[4])
    return ""


def _process(number: str) -> str:
    try:
        name = Path(f"/proc/{number}/comm").read_text("utf-8", "replace").strip()
    except OSError:
        return ""
    return f"{name} {number}"


def _server(place: str) -> Engine:
    from sqlalchemy import make_url

    try:
        url = make_url(place)
    except ArgumentError as error:
        raise NoLedger(place="PostgreSQL") from error
    if url.password is not None:
        raise PasswordInAddress
    options: dict[str, Any] = {
        "options": "-c timezone=Asia/Shanghai -c synchronous_commit=on",
        "client_encoding": "utf8",
    }
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"), poolclass=NullPool, hide_parameters=True, connect_args=options
    )
    event.listen(engine, "connect", _check_encoding)
    return engine


def _check_encoding(connection: Any, _record: object) -> None:
    found = connection.info.parameter_status("server_encoding")
    if found != "UTF8":
        raise WrongEncoding(name=connection.info.dbname, found=found)


def over(connection: sqlite3.Connection) -> Engine:
    """Return an engine on a connection that is open already and is closed by whoever opened it."""
    module = driver() if is_encrypted(connection) else None
    return create_engine(
        "sqlite://", poolclass=StaticPool, hide_parameters=True, module=module, creator=lambda: connection
    )


def new_file(path: Path, *, encrypted: bool = False) -> None:
    """Make an empty ledger file, mode 0600, marked as ours."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    with closing(connect_new(path, encrypted=encrypted)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("PRAGMA user_version=0")
        connection.execute("VACUUM")
