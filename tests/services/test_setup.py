"""The first start on both databases."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from deskbell.app import open_core
from deskbell.domain.errors import DeskbellError, NotSignedIn
from deskbell.services import setup
from deskbell.services.tokens import Tokens, VisitorClaim
from deskbell.settings import Settings
from deskbell.storage import agents, inboxes, installation

pytestmark = pytest.mark.anyio


def _form(code: str) -> dict[str, Any]:
    return {
        "code": code,
        "organization": "Tea & Co",
        "admin": {"name": "Ada", "email": "ada@shop.example", "password": "a bell on the front desk"},
        "inbox": {"name": "Shop", "locale": "en", "time_zone": "Europe/Berlin"},
    }


async def test_two_first_runs_make_one_admin(tmp_path: Path, database_url: str) -> None:
    async with open_core(Settings(data=tmp_path, database_url=database_url)) as core:
        assert await setup.is_needed(core)
        forms = [_form(core.setup_code) for _ in range(4)]
        answers = await asyncio.gather(
            *[setup.set_up(core, form, "203.0.113.1") for form in forms], return_exceptions=True
        )
        codes = [answer.code for answer in answers if isinstance(answer, DeskbellError)]
        assert codes == ["already_set_up"] * 3
        async with core.read() as conn:
            assert await agents.count(conn) == 1
            assert len(await inboxes.all_inboxes(conn)) == 1
            assert await installation.get(conn, "organization") == "Tea & Co"
        assert not await setup.is_needed(core)


async def test_each_start_has_a_code_of_its_own(tmp_path: Path, ready_database_url: str) -> None:
    codes = []
    for _ in range(2):
        async with open_core(Settings(data=tmp_path, database_url=ready_database_url)) as core:
            codes.append(core.setup_code)
    assert codes[0] != codes[1]
    assert all(len(code.replace("-", "")) >= 12 for code in codes)


async def test_keys_outlive_a_restart_and_can_be_changed(tmp_path: Path, ready_database_url: str) -> None:
    settings = Settings(data=tmp_path, database_url=ready_database_url)
    claim = VisitorClaim("vic", "shop", 1)
    async with open_core(settings) as core:
        token = core.tokens.sign_visitor(claim)
    async with open_core(settings) as core:
        assert core.tokens.read_visitor(token) == claim
        await core.write(setup.rotate_signing_keys)
    async with open_core(settings) as core:
        assert core.tokens.read_visitor(token) == claim
        newer = core.tokens.sign_visitor(claim)
        for _ in range(setup.KEYS_KEPT - 1):
            keys = await core.write(setup.rotate_signing_keys)
    assert len(keys) == setup.KEYS_KEPT
    assert Tokens(keys).read_visitor(newer) == claim
    with pytest.raises(NotSignedIn):
        Tokens(keys).read_visitor(token)
