"""The wheel's build hook: fills deskbell/_static with esbuild, so that an installed Deskbell needs no Node.

An editable install skips it: there `make` builds the assets. How Node is found and called stands in tools/node.py.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))

from tools import node


class AssetHook(BuildHookInterface[Any]):
    """Named `custom` in pyproject.toml."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build needs beyond hatchling: Node as a wheel, where the machine has none."""
        return [] if node.on_this_machine() else [node.WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        found = node.on_this_machine() or node.among_build_requirements()
        if found is None:
            raise RuntimeError(f"Deskbell's wheel needs Node 20.11 or newer, or {node.WHEEL}, to build its assets.")
        node.prepare_packages(found)
        node.build_assets(found)
