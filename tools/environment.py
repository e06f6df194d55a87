"""The Python environment: .venv, filled from requirements.lock, with Deskbell itself installed as editable.

Debian ships Python without ensurepip, so there are four ways to get a virtual environment with an installer.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.console import ROOT, StepFailed, run_quietly, say, step
from tools.stamps import digest_of, is_done, mark_done

VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
MINUTES = 60.0
HOW_TO_GET_VENV = """Python's venv module cannot work here: ensurepip is missing, and there is
neither virtualenv nor uv nor pip.
Install one of them, then run the same command again:
  Debian, Ubuntu:  sudo apt-get install python3-venv
  Fedora:          sudo dnf install python3-pip
  macOS:           brew install python@3.13
"""
HOW_TO_GET_PACKAGES = """The packages of requirements.lock could not be installed.
Check the connection to your package index (pip's own settings apply), then run the same command again."""


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def venv_tool(name: str) -> Path:
    return venv_python().with_name(name)


def prepare() -> None:
    digest = digest_of([LOCK, ROOT / "pyproject.toml"], sys.version, str(VENV))
    if is_done("environment", digest) and _works():
        return
    if not _works():
        with step(f"Python environment in {VENV.name} (Python {sys.version.split()[0]})"):
            _make()
    with step("Python packages from requirements.lock"):
        install("--requirement", str(LOCK))
        _compile()
    with step("Deskbell itself, editable"):
        install("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    mark_done("environment", digest)


def install(*what: str) -> None:
    run_quietly([*_installer(), *what], advice=HOW_TO_GET_PACKAGES, timeout=15 * MINUTES)


def _compile() -> None:
    """Byte code on all cores, where an installer would use one. What cannot be compiled is nothing that we import."""
    command: list[str | Path] = [venv_python(), "-m", "compileall", "-q", "-j", "0", VENV]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=5 * MINUTES, check=False)


def _works() -> bool:
    """An interpreter that still starts: a moved clone or an upgraded system leaves a broken one behind."""
    if not venv_python().exists():
        return False
    try:
        done = subprocess.run([venv_python(), "-c", "import sys; assert sys.version_info >= (3, 11)"], timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _make() -> None:
    if VENV.exists():
        shutil.rmtree(VENV)
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        run_quietly([sys.executable, "-m", "venv", VENV], advice=HOW_TO_GET_VENV, timeout=5 * MINUTES)
    elif importlib.util.find_spec("virtualenv") or shutil.which("virtualenv"):
        maker = [sys.executable, "-m", "virtualenv"] if importlib.util.find_spec("virtualenv") else ["virtualenv"]
        run_quietly([*maker, "--python", sys.executable, VENV], advice=HOW_TO_GET_VENV, timeout=5 * MINUTES)
    elif importlib.util.find_spec("venv") and (shutil.which("uv") or importlib.util.find_spec("pip")):
        run_quietly([sys.executable, "-m", "venv", "--without-pip", VENV], advice=HOW_TO_GET_VENV, timeout=5 * MINUTES)
    else:
        raise StepFailed(HOW_TO_GET_VENV)


def _installer() -> list[str | Path]:
    """pip inside .venv; where it has none, uv or the system's pip reaching into it."""
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    if list(VENV.glob("lib*/python*/site-packages/pip")) or list(VENV.glob("Lib/site-packages/pip")):
        return [venv_python(), "-m", "pip", "install", "--no-compile", *quiet]
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", venv_python()]
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", venv_python(), "install", "--no-compile", *quiet]
    say("    the environment has no installer")
    raise StepFailed(HOW_TO_GET_VENV)
