"""What `pip install deskbell` brings: everything that runs, nothing else, and no Node needed."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from tests.process import ServerProcess
from tools import wheel
from tools.console import ROOT

MINUTES = 60
PACKAGE = ROOT / "server" / "deskbell"
LEFT_OUT = {".pyc"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return wheel.build(tmp_path_factory.mktemp("dist"))


def test_the_wheel_of_the_source_archive_holds_this_tree_and_its_assets(built: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(built[1]) as packed:
        names = {name for name in packed.namelist() if not name.split("/")[0].endswith(".dist-info")}
        here = {f"deskbell/{path.relative_to(PACKAGE)}" for path in PACKAGE.rglob("*") if path.is_file()}
        expected = {name for name in here if Path(name).suffix not in LEFT_OUT}
        assert names == expected, "the tree's own assets are from other sources: run `make ready`"
        assert "deskbell/_static/manifest.json" in names
        assert any(name.startswith("deskbell/storage/migrations/versions/") for name in names)
        differing = [name for name in names if packed.read(name) != (PACKAGE.parent / name).read_bytes()]
        assert differing == []


def test_the_source_archive_holds_no_built_assets_and_no_packages(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[0]) as packed:
        paths = [Path(name) for name in packed.getnames()]
    assert not {part for path in paths for part in path.parts} & {"_static", "node_modules", ".venv"}
    assert not {path.parts[1] for path in paths if len(path.parts) > 1} & {"tests", "e2e"}
    assert not [path for path in paths if path.parts[1:3] in (("admin", "tests"), ("widget", "test"))]


@pytest.mark.timeout(6 * MINUTES)
def test_an_installed_wheel_serves(built: tuple[Path, Path], tmp_path: Path) -> None:
    python = install(built[1], tmp_path / "elsewhere")
    server = ServerProcess(tmp_path / "data", command=[str(python.with_name("deskbell"))], environ={"PATH": ""})
    try:
        server.start()
        assert server.setup_code()
    finally:
        server.end()
    (packages,) = (tmp_path / "elsewhere").glob("lib/python*/site-packages")
    assert not (packages / "server").exists()
    assert not (packages / "tools").exists()


def install(wheel_file: Path, folder: Path) -> Path:
    """A fresh environment with nothing but the wheel and what it asks for; its Python."""
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    # Our own pip puts it there: bringing another costs seconds, and so does compiling what nobody imports.
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
    line = [*pip, "install", "--quiet", "--no-compile", wheel_file]
    done = subprocess.run(line, capture_output=True, text=True, timeout=5 * MINUTES, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr
    return python
