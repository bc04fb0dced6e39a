"""A server that is not set up for a ledger: refused, or said."""

from collections.abc import Iterator

import pytest

from desk import TODAY, Run
from server import database, ledger_database
from xcli.ledger.tables import everything

ADD = ("dispute", "add", "--accepted-on", TODAY, "--category", "邻里", "--party", "申请人=张三")
ACCOUNT = "desk_of_the_tests"


def execute(server: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]


@pytest.fixture
def shared(postgres: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give a ledger on a server that has an account without any rights."""
    with ledger_database(postgres, "rights", "630122") as url:
        execute(url, f"DROP ROLE IF EXISTS {ACCOUNT}", f"CREATE ROLE {ACCOUNT} LOGIN")
        monkeypatch.setenv("XCLI_DB", url)
        monkeypatch.setenv("XCLI_CLERK", "王芳")
        assert run(*ADD).code == 0
        yield url
        execute(url, f"DROP OWNED BY {ACCOUNT}", f"DROP ROLE {ACCOUNT}")


def as_account(url: str) -> str:
    return url.replace("//xcli@", f"//{ACCOUNT}@")


def test_postgres_05_a_database_that_is_not_in_utf8_is_refused(postgres: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XCLI_CLERK", "王芳")
    with database(postgres, "narrow") as url:
        execute(postgres, "DROP DATABASE narrow", "CREATE DATABASE narrow TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")
        made = run("init", "--bureau", "630122", "--name", "湟中区司法局", "--db", url)
        for answer in (made, run("dispute", "list", "--db", url), run(*ADD, "--db", url)):
            assert (answer.code, answer.out) == (6, "")
            assert answer.err == (
                "错误：数据库 narrow 的编码是 LATIN1，不是 UTF8，会丢字，未作任何改动。请用 createdb -E UTF8 -T template0 另建一个。\n"
            )


def test_what_a_client_is_told_of_encodings_does_not_matter(shared: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    assert "张三" in run("dispute", "list", "--db", shared).out


def test_postgres_07_an_account_without_rights_is_told_so(shared: str, run: Run) -> None:
    url = as_account(shared)
    for command in (("dispute", "list"), ADD, ("stats",), ("db", "verify"), ("undo",)):
        answer = run(*command, "--db", url)
        assert (answer.code, answer.out, "权限" in answer.err) == (6, "", True), command
        assert len(answer.err.splitlines()) == 1
    execute(shared, f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {ACCOUNT}")
    assert "张三" in run("dispute", "list", "--db", url).out
    refused = run(*ADD, "--force", "--db", url)
    assert (refused.code, "权限" in refused.err) == (6, True)
    execute(shared, f"ALTER ROLE {ACCOUNT} SET default_transaction_read_only = on")
    assert run(*ADD, "--force", "--db", url).code == 6
    assert run("init", "--bureau", "630122", "--name", "湟中区司法局", "--db", url).code == 6


def test_an_account_that_may_not_remove_entries_does_all_daily_work(shared: str, run: Run) -> None:
    url = as_account(shared)
    kept = [name for name in everything().tables if name in ("tx", "chain", "batch") or name.endswith("_past")]
    execute(
        shared,
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ACCOUNT}",
        *(f'REVOKE UPDATE, DELETE ON "{name}" FROM {ACCOUNT}' for name in kept),
    )
    for command in (
        (*ADD, "--force"),
        ("dispute", "edit", "1", "--village", "甲村"),
        ("undo",),
        ("dispute", "retract", "2", "--reason", "登重"),
        ("office", "add", "多巴司法所"),
        ("period", "close", "2024-10", "--line", "dispute"),
    ):
        answer = run(*command, "--db", url)
        assert answer.code == 0, (command, answer.err)
    verified = run("db", "verify", "--db", url)
    assert (verified.code, "可以删除操作记录" in verified.err) == (0, False)
    assert "可以删除操作记录" in run("db", "verify", "--db", shared).err
