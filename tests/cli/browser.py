"""A headless browser driven over its debugging pipe: what a page logs, and what its layout measures."""

import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def program() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


class Page:
    """One page of the browser."""

    def __init__(self, commands: int, answers: int) -> None:
        self.commands, self.answers = commands, answers
        self.number, self.session, self.rest = 0, "", b""
        self.events: list[dict[str, Any]] = []

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and wait for its answer; events on the way are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        while (heard := self._heard()).get("id") != self.number:
            self.events.append(heard)
        assert "error" not in heard, heard
        return dict(heard["result"])

    def _heard(self) -> dict[str, Any]:
        while b"\0" not in self.rest:
            piece = os.read(self.answers, 1 << 16)
            assert piece, "the browser has gone"
            self.rest += piece
        message, _, self.rest = self.rest.partition(b"\0")
        return dict(json.loads(message))

    def tell(self, script: str) -> Any:
        """Return the value of an expression on the page."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def open(self, file: Path, width: int, *, dark: bool = False) -> None:
        """Load a file at a width, in light or dark, and wait until it stands."""
        self.events.clear()
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])
        self.ask("Page.navigate", url=file.as_uri())
        self.tell("new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done))")
        self.tell("document.fonts.ready.then(() => 0)")

    @property
    def complaints(self) -> list[str]:
        """Return what the page logged and every request that failed or went out."""
        watched = {"Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled", "Network.loadingFailed"}
        told = [json.dumps(event["params"])[:3000] for event in self.events if event.get("method") in watched]
        asked = [
            event["params"]["request"]["url"]
            for event in self.events
            if event.get("method") == "Network.requestWillBeSent"
        ]
        return told + [url for url in asked if not url.startswith(("file:", "data:"))]


@contextmanager
def browser(folder: Path) -> Iterator[Page]:
    """Give one page of a browser that nobody sees."""
    found = program()
    assert found
    read_commands, write_commands = os.pipe()
    read_answers, write_answers = os.pipe()

    # The browser talks on 3 and 4, which may just now be ends of these very pipes.
    take, tell = (fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (read_commands, write_answers))

    def give() -> None:
        os.dup2(take, 3)
        os.dup2(tell, 4)

    flags = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe")
    command = [found, *flags, f"--user-data-dir={folder}", "about:blank"]
    child = subprocess.Popen(
        command,
        pass_fds=(3, 4),
        preexec_fn=give,  # noqa: PLW1509 - the pipe must stand on 3 and 4
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for end in (read_commands, write_answers, take, tell):
        os.close(end)
    try:
        page = Page(write_commands, read_answers)
        target = page.ask("Target.createTarget", url="about:blank")["targetId"]
        page.session = page.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.ask(f"{domain}.enable")
        yield page
    finally:
        child.kill()
        child.wait()
        os.close(write_commands)
        os.close(read_answers)
