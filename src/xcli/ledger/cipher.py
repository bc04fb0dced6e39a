"""Encryption of the whole ledger file by SQLCipher; the extra `cipher` brings it, and nothing else needs it.

The key is 256 random bits in a file, never a word in a command line or in the environment.
"""

import os
import re
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, cast

from xcli.errors import NotReady
from xcli.settings import config_file, keep, setting, small_file
from xcli.text import Text

if TYPE_CHECKING:
    from sqlite3 import Connection

PLAIN = b"SQLite format 3\x00"
_PAGE = 4096  # an encrypted file has no mark, but is whole pages of this size
_KEY = re.compile(r"[0-9a-f]{64}")


class NoCipher(NotReady):
    """The package that encrypts is not installed."""

    sentence = Text(
        "加密的台账要用 sqlcipher3，这台电脑没有装：pip install 'xcli[cipher]'。",
        "An encrypted ledger needs sqlcipher3, which is not installed here: pip install 'xcli[cipher]'.",
    )


class KeyNeeded(NotReady):
    """The file is encrypted, or something else, and the desk has no key."""

    sentence = Text(
        "{place} 不是 xcli 的台账，或是加密的台账而没有密钥，未作任何改动。加密的请用 XCLI_KEY_FILE 指明密钥文件。",
        "{place} is not a ledger of xcli, or an encrypted one without its key; nothing was changed. "
        "If it is encrypted, name the key file in XCLI_KEY_FILE.",
    )


class BadKeyFile(NotReady):
    """The key file holds no key."""

    sentence = Text(
        "密钥文件 {path} 读不到，或里面不是密钥（64 位十六进制），未作任何改动。请插上存放密钥的盘，或用 XCLI_KEY_FILE 另行指明。",
        "The key file {path} cannot be read or holds no key (64 hexadecimal digits); nothing was changed. "
        "Put in the disk that holds it, or name another in XCLI_KEY_FILE.",
    )


class WrongKey(NotReady):
    """The key does not open the file, or the file is damaged."""

    sentence = Text(
        "{place} 打不开：密钥 {key} 不对，或文件已损坏，未作任何改动。请用 XCLI_KEY_FILE 指明对的密钥文件。",
        "{place} does not open: the key {key} is another one, or the file is damaged; nothing was changed. "
        "Name the right key file in XCLI_KEY_FILE.",
    )


def driver() -> ModuleType:
    """Return the driver that encrypts."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise NoCipher from error
    return cast(ModuleType, dbapi2)


# What was found at the first look. There is no second: closing the file would drop the locks SQLite holds on it.
_looked: dict[tuple[str, int, int], bool] = {}


def looks_ciphered(path: Path) -> bool:
    """Tell whether a file could be an encrypted ledger: whole pages without SQLite's mark."""
    found = path.stat()
    mark = (str(path.absolute()), found.st_dev, found.st_ino)
    if mark not in _looked:
        with path.open("rb") as file:
            plain = file.read(len(PLAIN)) == PLAIN
        _looked[mark] = not plain and found.st_size > 0 and found.st_size % _PAGE == 0
    return _looked[mark]


def will_be_ciphered(path: Path, encrypted: bool) -> None:
    """Note what an empty file is about to become."""
    found = path.stat()
    _looked[str(path.absolute()), found.st_dev, found.st_ino] = encrypted


def ciphered(path: Path) -> bool:
    """Tell whether a file is to be opened with the desk's key."""
    return bool(setting("key")) and path.is_file() and looks_ciphered(path)


def unlock(connection: "Connection") -> None:
    """Give a connection the desk's key, before anything else."""
    # The driver would talk about a wrong key on the error stream itself.
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{_key(Path(setting('key')))}'\"")


def _key(path: Path) -> str:
    try:
        said = small_file(path).decode("ascii").strip()
    except (OSError, UnicodeError) as error:
        raise BadKeyFile(path=path) from error
    if not _KEY.fullmatch(said):
        raise BadKeyFile(path=path)
    return said


def ready_key() -> Path:
    """Return the desk's key file for a new ledger, made where there is none yet."""
    from secrets import token_hex

    driver()
    path = Path(setting("key") or config_file().parent / "ledger.key").expanduser().absolute()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{token_hex(32)}\n")
            file.flush()
            os.fsync(file.fileno())
    _key(path)
    keep("key", str(path))
    return path
