"""The command line as an operator meets it: clear words, one process to a database, an end that ends."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from deskbell.cli import main
from tests.process import ServerProcess

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


def _run(*words: str) -> Done:
    """The command in a process of its own."""
    return subprocess.run([sys.executable, "-m", "deskbell", *words], capture_output=True, text=True, timeout=60)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command in this process, where that is no matter: a new one spends a second on reading its modules."""

    def once(*words: str, **environ: str) -> Done:
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        status = main(words)
        said = capsys.readouterr()
        return subprocess.CompletedProcess(words, status, said.out, said.err)

    return once


def test_a_first_start_prints_a_code_that_sets_it_up_once(tmp_path: Path) -> None:
    server = ServerProcess(tmp_path / "data")
    server.start()
    try:
        code = server.setup_code()
        form = {
            "code": "wrong",
            "organization": "Lantern Tea",
            "admin": {"name": "Ada", "email": "ada@shop.example", "password": "a long enough one"},
            "inbox": {"name": "Shop", "locale": "zh-CN", "time_zone": "Asia/Shanghai"},
        }
        with httpx2.Client(base_url=server.url) as http:
            assert http.get("/").headers["location"] == "/setup"
            assert http.post("/api/setup", json=form).json()["error"]["code"] == "wrong_setup_code"
            made = http.post("/api/setup", json={**form, "code": code})
            assert made.status_code == 200, made.text
            assert http.post("/api/setup", json={**form, "code": code}).json()["error"]["code"] == "already_set_up"
            assert http.get("/api/me").json()["agent"]["role"] == "admin"
            assert http.get(f"/widget/{made.json()['inbox']['key']}.js").status_code == 200
    finally:
        assert server.stop() == 0
        assert not (tmp_path / "data" / "deskbell.sqlite3-wal").exists(), "the database was not closed"


def test_a_second_process_on_the_same_file_is_refused(tmp_path: Path) -> None:
    server = ServerProcess(tmp_path / "data")
    server.start()
    try:
        second = _run("serve", "--data", str(tmp_path / "data"), "--port", "0")
        assert second.returncode == 1
        assert "another Deskbell process" in second.stderr and "Traceback" not in second.stderr
    finally:
        server.stop()


def test_a_taken_port_is_one_sentence(tmp_path: Path, run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = run("serve", "--data", str(tmp_path), "--port", str(taken.getsockname()[1]))
    assert refused.returncode == 1
    assert "--port" in refused.stderr and "Traceback" not in refused.stderr


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_a_port_that_does_not_exist_is_one_sentence(tmp_path: Path, run: Run, port: str) -> None:
    refused = run("serve", "--data", str(tmp_path), f"--port={port}")
    assert refused.returncode == 1
    assert "--port" in refused.stderr and "65535" in refused.stderr and "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("environ", "word"),
    [
        ({"DESKBELL_COLOUR": "green"}, "colour"),
        ({"DESKBELL_PORT": "many"}, "port"),
        ({"DESKBELL_RATE_LIMIT_SCALE": "fast"}, "rate_limit_scale"),
    ],
)
def test_wrong_and_unknown_settings_are_named(tmp_path: Path, run: Run, environ: dict[str, str], word: str) -> None:
    refused = run("migrate", "--data", str(tmp_path), **environ)
    assert refused.returncode == 1
    assert word in refused.stderr and "Traceback" not in refused.stderr


def test_a_broken_settings_file_is_named(tmp_path: Path, run: Run) -> None:
    (tmp_path / "deskbell.toml").write_text("port = ", "utf-8")
    refused = run("migrate", "--data", str(tmp_path))
    assert refused.returncode == 1 and "deskbell.toml" in refused.stderr


def test_an_unreachable_postgresql_is_one_sentence(tmp_path: Path, run: Run) -> None:
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    refused = run("migrate", "--data", str(tmp_path), DESKBELL_DATABASE_URL=url)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr and refused.stderr.startswith("deskbell: ")


def test_a_locked_out_admin_gets_a_new_password(tmp_path: Path, run: Run) -> None:
    refused = run("agent", "ada@shop.example", "--password", "a long enough one", "--data", str(tmp_path))
    assert refused.returncode == 1 and "Traceback" not in refused.stderr


def test_who_would_get_it_is_answered_beside_a_running_server(tmp_path: Path, run: Run) -> None:
    assert "There is no Deskbell in" in run("route", "simulate", "--data", str(tmp_path / "none")).stderr
    assert not (tmp_path / "none").exists(), "looking makes nothing"
    server = ServerProcess(tmp_path / "data")
    server.start()
    try:
        form = {
            "code": server.setup_code(),
            "organization": "Lantern Tea",
            "admin": {"name": "Ada", "email": "ada@shop.example", "password": "a long enough one"},
            "inbox": {"name": "Shop", "locale": "zh-CN", "time_zone": "Asia/Shanghai"},
        }
        with httpx2.Client(base_url=server.url) as http:
            assert http.post("/api/setup", json=form).status_code == 200
        asked = _run("route", "simulate", "--data", str(tmp_path / "data"), "--inbox", "shop", "--vip")
        assert asked.returncode == 0, asked.stderr
        assert "It would stand in line until somebody claims it" in asked.stdout and "priority VIP" in asked.stdout
        words = ("--replay", "yesterday", "--set", "assignment=longest_idle", "--json")
        replayed = run("route", "simulate", "--data", str(tmp_path / "data"), *words)
        assert json.loads(replayed.stdout)["changed"]["arrivals"] == 0
        wrong = run("route", "simulate", "--data", str(tmp_path / "data"), "--skill", "billing:2")
        assert "There is no skill 'billing'." in wrong.stderr and "Traceback" not in wrong.stderr
        twice = ("--replay", "yesterday", "--set", "assignment=1", "--set", "assignment.x=2")
        alone = run(
            "route", "simulate", "--data", str(tmp_path / "data"), "--inbox", "shop", "--set", "assignment=manual"
        )
        assert alone.returncode != 0 and "--replay" in alone.stderr
        assert "was set already" in run("route", "simulate", "--data", str(tmp_path / "data"), *twice).stderr
        for when in (("--at", "9999-12-31T23:59"), ("--replay", "0001-01-01")):
            wrong = run("route", "simulate", "--data", str(tmp_path / "data"), *when)
            assert wrong.returncode != 0 and "From the year 2000 to 2100." in wrong.stderr, when
            assert "Traceback" not in wrong.stderr and "builtins" not in wrong.stderr
    finally:
        assert server.stop() == 0
    assert not (tmp_path / "data" / "deskbell.sqlite3-wal").exists()
    assert run("route", "simulate", "--data", str(tmp_path / "data")).returncode == 0, "nor is a server needed"
