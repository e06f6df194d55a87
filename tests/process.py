"""A Deskbell process as an operator starts it: on a free port, killed and started again at will.

Its output goes to a file, which a failing test shows. Nothing here knows more of the server than its command line
and GET /health.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

READY_WITHIN = 90.0
GONE_WITHIN = 20.0
LOOK_EVERY = 0.05
DESKBELL = (sys.executable, "-m", "deskbell")
CHEAP = (sys.executable, "-m", "tests.cheap_server")
"""The same with less to import, for who starts it again and again."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class ServerProcess:
    """`command` is what comes before the words of the command line: the product's own entry, or a launcher's."""

    def __init__(
        self, data: Path, *, command: Sequence[str] = DESKBELL, environ: Mapping[str, str] | None = None
    ) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.command = tuple(command)
        self.environ = dict(environ or {})
        self.log = data.parent / f"{data.name}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *words: str) -> None:
        """Start `serve` (or the given words) and wait until it answers."""
        line = [*self.command, *(words or ("serve",)), "--data", str(self.data), "--port", str(self.port)]
        environ = {**os.environ, "PYTHONUNBUFFERED": "1", **self.environ}
        environ.pop("PYTHONDONTWRITEBYTECODE", None)  # without byte code every start takes seconds
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environ)
        self.wait_ready()

    def wait_ready(self) -> None:
        wait_for_health(self.url, lambda: self.running, self.output)

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def wait_gone(self) -> int:
        """Wait until the process has ended by itself; its exit code."""
        assert self._process
        return self._process.wait(GONE_WITHIN)

    def kill(self) -> None:
        """kill -9: what a power cut or the kernel's out-of-memory killer does to it."""
        assert self._process
        self._process.kill()
        self._process.wait(GONE_WITHIN)

    def stop(self) -> int:
        """SIGTERM, as an operator's service manager does; its exit code."""
        assert self._process
        self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(GONE_WITHIN)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the server did not stop within {GONE_WITHIN:.0f} s\n{self.output()}") from None

    def end(self) -> None:
        """Make sure that it is gone, however the test went."""
        if self.running:
            self.kill()

    def output(self) -> str:
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""

    def wait_for_output(self, text: str) -> None:
        """Wait until `text` stands on the console."""
        until = time.monotonic() + READY_WITHIN
        while text not in self.output():
            assert self.running, f"the server ended\n{self.output()}"
            assert time.monotonic() < until, f"no {text!r} on the console:\n{self.output()}"
            time.sleep(LOOK_EVERY)

    def line_of_json(self, seen: int = 0) -> str:
        """The first line of JSON on the console after so many characters: what `demo --json` says."""
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until:
            for line in self.output()[seen:].splitlines(keepends=True):
                if line.startswith("{") and line.endswith("\n"):
                    return line
            time.sleep(LOOK_EVERY)
        raise AssertionError(f"no line of JSON on the console:\n{self.output()}")

    def setup_code(self) -> str:
        """The one-time code that `serve` prints for an empty database."""
        self.wait_for_output("One-time code")
        found = re.search(r"One-time code: (\S+)", self.output())
        assert found, f"no set-up code on the console:\n{self.output()}"
        return found[1]


def wait_for_health(url: str, alive: object, output: object) -> None:
    assert callable(alive)
    assert callable(output)
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        if not alive():
            raise AssertionError(f"the server ended before it was ready\n{output()}")
        with contextlib.suppress(OSError, urllib.error.URLError), urllib.request.urlopen(f"{url}/health", timeout=2):
            return
        time.sleep(LOOK_EVERY)
    raise AssertionError(f"the server was not ready within {READY_WITHIN:.0f} s\n{output()}")


@contextlib.contextmanager
def running_server(data: Path, *words: str, environ: Mapping[str, str] | None = None) -> Iterator[ServerProcess]:
    server = ServerProcess(data, environ=environ)
    try:
        server.start(*words)
        yield server
    finally:
        server.end()
