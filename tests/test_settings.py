"""The README's table of settings names only settings that exist, with their environment variables."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from deskbell.settings import PREFIX, Settings, read_settings

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def test_the_readme_names_settings_that_exist() -> None:
    named = dict(re.findall(r"^\| `(\w+)` \| `(DESKBELL_\w+)` \|", README, re.MULTILINE))
    known = {field.name for field in msgspec.structs.fields(Settings)}
    assert named and set(named) <= known
    assert all(variable == PREFIX + name.upper() for name, variable in named.items())


def test_the_environment_wins_over_the_file_and_the_command_line_over_both(tmp_path: Path) -> None:
    (tmp_path / "deskbell.toml").write_text(
        'port = 1\npublic_url = "https://desk.example"\nlog_level = "error"\n', "utf-8"
    )
    settings = read_settings(tmp_path, {"DESKBELL_PORT": "2", "DESKBELL_LOG_LEVEL": "debug"}, port=3)
    assert (settings.port, settings.log_level, settings.public_url) == (3, "debug", "https://desk.example")
