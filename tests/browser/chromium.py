"""Chromium without a driver: the DevTools protocol over two pipes, each message ended by a zero byte.

Spec: https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import orjson

Json = dict[str, Any]
# The protocol wants descriptors 3 and 4; this takes their places, then becomes the browser.
_LAUNCHER = "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"
_OPTIONS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--no-first-run",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
)
_SECONDS = 30
_UNTIL = """new Promise((found, missed) => {
  const end = performance.now() + 20000;
  const look = () => {
    const value = (() => { try { return EXPRESSION; } catch { return undefined; } })();
    if (value) found(value);
    else if (performance.now() > end) missed(new Error("it never came true"));
    else setTimeout(look, 20);
  };
  look();
})"""


class Chromium:
    """A browser."""

    def __init__(self, process: subprocess.Popen[bytes], commands: int, answers: int) -> None:
        self.process = process
        self._commands, self._answers = commands, answers
        self._rest = b""
        self._number = 0
        self._pages: dict[str, Page] = {}

    def call(self, method: str, session: str = "", **parameters: Any) -> Json:
        """A command and its result; events that come in between go to their pages."""
        self._number += 1
        number = self._number
        message: Json = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        _write(self._commands, orjson.dumps(message) + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                result: Json = answer["result"]
                return result

    def _next(self) -> Json:
        end = monotonic() + _SECONDS
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._answers], [], [], max(0, end - monotonic()))
            assert ready, "the browser does not answer"
            part = os.read(self._answers, 1 << 20)
            assert part, "the browser has ended"
            self._rest += part
        text, _, self._rest = self._rest.partition(b"\0")
        message: Json = orjson.loads(text)
        page = self._pages.get(message.get("sessionId", ""))
        if page is not None and "method" in message:
            page.hear(message["method"], message["params"])
        return message

    @contextmanager
    def page(self, *, width: int = 1280, dark: bool = False) -> Iterator[Page]:
        """A page that shares nothing with others, neither storage nor cache."""
        context = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = self._pages[session] = Page(self, session)
        page.prepare(width, dark=dark)
        try:
            yield page
        finally:
            del self._pages[session]
            self.call("Target.disposeBrowserContext", browserContextId=context)


class Page:
    """A page, what it has asked for, and what the browser says against it.

    Attributes:
        requests: addresses, in order.
        complaints: errors in the console, exceptions, refusals of its policy.
    """

    def __init__(self, browser: Chromium, session: str) -> None:
        self._browser = browser
        self._session = session
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def call(self, method: str, **parameters: Any) -> Json:
        """A command to this page."""
        return self._browser.call(method, self._session, **parameters)

    def prepare(self, width: int, *, dark: bool) -> None:
        """Listen, and set the window."""
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)  # fmt: skip

    def hear(self, method: str, said: Json) -> None:
        """An event."""
        if method == "Network.requestWillBeSent":
            self.requests.append(said["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(str(said["exceptionDetails"].get("exception", said)))
        elif method == "Runtime.consoleAPICalled" and said["type"] in {"error", "warning", "assert"}:
            self.complaints.append(str([argument.get("value") for argument in said["args"]]))
        elif method == "Log.entryAdded" and said["entry"]["level"] == "error":
            self.complaints.append(said["entry"]["text"])

    def open(self, address: str) -> None:
        """Go there, and wait until all that belongs to the page is loaded."""
        self.call("Page.navigate", url=address)
        self.until(f"location.href === {orjson.dumps(address).decode()} && document.readyState === 'complete'")  # fmt: skip

    def read(self, expression: str) -> Any:
        """The value of an expression in JavaScript; of a promise, what it brings."""
        found = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, f"{expression}: {found['exceptionDetails']}"
        return found["result"].get("value")

    def until(self, expression: str) -> Any:
        """The value of an expression as soon as it is true."""
        return self.read(_UNTIL.replace("EXPRESSION", expression))

    def press(self, key: str, code: int, *, text: str = "") -> None:
        """A key, down and up.

        Args:
            key: its name in ``KeyboardEvent.key``.
            code: its number in ``KeyboardEvent.keyCode``.
            text: what it writes.
        """
        names = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown", **names, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **names)

    def write(self, text: str) -> None:
        """Text where the focus is."""
        self.call("Input.insertText", text=text)


@contextmanager
def chromium(program: str, profile: Path) -> Iterator[Chromium]:
    """A browser while the block runs.

    Args:
        program: path of it.
        profile: an empty folder.
    """
    its_in, our_out = os.pipe()
    our_in, its_out = os.pipe()
    command = [program, *_OPTIONS, f"--user-data-dir={profile}", "about:blank"]
    process = subprocess.Popen(
        [sys.executable, "-c", _LAUNCHER, str(its_in), str(its_out), *command],
        pass_fds=(its_in, its_out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(its_in)
    os.close(its_out)
    try:
        browser = Chromium(process, our_out, our_in)
        yield browser
        browser.call("Browser.close")
        process.wait(_SECONDS)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        os.close(our_out)
        os.close(our_in)


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


__all__ = ["Chromium", "Page", "chromium"]
