"""Every test runs as on the same quiet machine: no colour, 80 columns, its own home, nothing set beforehand."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from xcli.domain.day import set_today
from xcli.text import use_language

pytest_plugins = ["server"]

EVERYTHING = os.environ.get("XCLI_TEST_ALL") == "1"
BEYOND = ("is not here", "Windows")  # reasons to skip that no set-up of this machine can cure

settings.register_profile(
    "quick", derandomize=True, deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("all", settings.get_profile("quick"), max_examples=100)
settings.load_profile("all" if EVERYTHING else "quick")


@pytest.fixture(autouse=True)
def quiet_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the person running the tests has set, and give a home of its own."""
    for name in list(os.environ):
        if name.startswith(("XCLI_", "LC_")) and not name.startswith("XCLI_TEST_"):
            monkeypatch.delenv(name)
    for name in ("LANGUAGE", "FORCE_COLOR", "TTY_COMPATIBLE", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    for name in (
        "HOME",
        "USERPROFILE",
        "APPDATA",
        "LOCALAPPDATA",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
    ):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name, value in {"LANG": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "80", "LINES": "24"}.items():
        monkeypatch.setenv(name, value)
    use_language("zh")
    set_today(None)


def reason_of(report: Any) -> str:
    """Return why a test was skipped."""
    why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return str(why).removeprefix("Skipped: ")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[Any]:
    """Where everything must be tested, let a test that skips fail with its reason."""
    report = yield
    beyond = report.skipped and any(word in reason_of(report) for word in BEYOND)
    if EVERYTHING and report.skipped and not beyond and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"with --all nothing may be skipped: {reason_of(report)}"
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name what was not tested, each reason once."""
    reasons = Counter(reason_of(report) for report in terminalreporter.stats.get("skipped", []))
    for reason, times in reasons.most_common():
        terminalreporter.write_line(f"未测 / not tested: {reason} ({times})")
