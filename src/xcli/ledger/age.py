"""Encryption of backups by age; the extra `secure` brings it, and nothing else needs it."""

from pathlib import Path
from types import ModuleType
from typing import cast

from xcli.errors import Misuse, NotReady, NotValid
from xcli.text import Text

_MARK = b"age-encryption.org/v1\n"


class NoAge(NotReady):
    """The package that encrypts is not installed."""

    sentence = Text(
        "加密备份要用 pyrage，这台电脑没有装：pip install 'xcli[secure]'。",
        "Encrypted backups need pyrage, which is not installed here: pip install 'xcli[secure]'.",
    )


class PasswordNeeded(Misuse):
    """A backup is encrypted and no password was given."""

    sentence = Text(
        "{path} 是加密的备份，需要密码：加 --password-file 文件（- 为标准输入）。",
        "{path} is encrypted; its password is needed: add --password-file FILE (- is standard input).",
    )


class WrongPassword(NotValid):
    """The password does not open the backup, or the backup is damaged."""

    sentence = Text(
        "{path} 打不开：密码不对，或文件已损坏。", "{path} does not open: wrong password or a damaged file."
    )


def _pyrage() -> ModuleType:
    try:
        import pyrage
    except ImportError as error:
        raise NoAge from error
    return cast(ModuleType, pyrage)


def is_encrypted(path: Path) -> bool:
    """Tell whether a file is an encrypted backup, by its first line."""
    with path.open("rb") as file:
        return file.read(len(_MARK)) == _MARK


def encrypted(data: bytes, password: str) -> bytes:
    """Return data under a password."""
    return bytes(_pyrage().passphrase.encrypt(data, password))


def decrypted(path: Path, password: str | None) -> bytes:
    """Return what an encrypted file holds."""
    if not password:
        raise PasswordNeeded(path=path)
    pyrage = _pyrage()
    try:
        return bytes(pyrage.passphrase.decrypt(path.read_bytes(), password))
    except pyrage.DecryptError as error:
        raise WrongPassword(path=path) from error
