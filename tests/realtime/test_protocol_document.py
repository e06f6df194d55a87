"""PROTOCOL.md is held to the code: commands with their fields, events, error codes, and the sample's shapes."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import msgspec

import deskbell
from deskbell.app import FEATURES
from deskbell.realtime import agent, visitor
from deskbell.realtime.command import Command

ROOT = Path(deskbell.__file__).parent
DOCUMENT = (ROOT.parent / "PROTOCOL.md").read_text("utf-8")


def _section(title: str) -> str:
    _, _, rest = DOCUMENT.partition(f"## {title}\n")
    assert rest, title
    return rest.partition("\n## ")[0]


def _commands(title: str) -> dict[str, str]:
    rows = re.findall(r"^\| `(\w+)` \| `\{(.*?)\}` \|", _section(title), re.MULTILINE)
    return {
        name: ", ".join(sorted(part.strip() for part in fields.split(",") if part.strip())) for name, fields in rows
    }


def _fields(command: Command) -> str:
    info = msgspec.structs.fields(command.payload)
    return ", ".join(sorted(field.name + ("" if field.required else "?") for field in info))


def _code(commands: tuple[Command, ...]) -> dict[str, str]:
    return {command.name: _fields(command) for command in commands}


def _strings(pattern: str, *folders: str) -> set[str]:
    found: set[str] = set()
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            found |= set(re.findall(pattern, path.read_text("utf-8")))
    return found


def test_the_visitors_commands_are_those_of_the_code() -> None:
    features = tuple(command for feature in FEATURES for command in feature.visitor_commands)
    assert _commands("Commands of a visitor") == _code((*visitor.COMMANDS, *features))


def test_the_agents_commands_are_those_of_the_code() -> None:
    features = tuple(command for feature in FEATURES for command in feature.agent_commands)
    assert _commands("Commands of an agent") == _code((*agent.COMMANDS, *features))


def test_the_events_are_those_of_the_code() -> None:
    documented = set(re.findall(r"^\| `(\w+)` \| `\{", _section("Events to a visitor"), re.MULTILINE))
    agents = _section("Events to an agent")
    documented |= set(re.findall(r"^\| `(\w+)` \| `\{", agents, re.MULTILINE))
    assert set(re.findall(r"`(\w+)`", agents.partition("\n\n")[0])) <= documented
    emitted: set[str] = set()
    for path in (ROOT / "realtime").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                at = {"emit": 0, "_to_visitor": 1, "_to_inbox": 1, "_to_agent": 1}.get(node.func.attr)
                if at is not None and len(node.args) > at and isinstance(node.args[at], ast.Constant):
                    emitted.add(str(node.args[at].value))  # type: ignore[attr-defined]
    assert emitted | {"conversation_created", "conversation_updated"} == documented


def test_the_error_codes_are_those_of_the_code() -> None:
    documented = dict(re.findall(r"^\| `(\w+)` \| (\d{3}) \|", _section("Error codes"), re.MULTILINE))
    classes = {"BadInput": "400", "TooLarge": "413", "UnsupportedMedia": "415", "NotSignedIn": "401", "Conflict": "409"}
    classes |= {"NotAllowed": "403", "NotFound": "404", "RateLimited": "429", "Unavailable": "503"}
    raised: dict[str, str] = {}
    for path in ROOT.rglob("*.py"):
        text = path.read_text("utf-8")
        for kind, code in re.findall(r"\b(\w+)\(\s*\"([a-z_]+)\",", text):
            if kind in classes:
                raised[code] = classes[kind]
    raised |= {"rate_limited": "429", "server_error": "500", "frame_too_large": "413"}
    assert documented == {**raised, "bad_json": "400"}
