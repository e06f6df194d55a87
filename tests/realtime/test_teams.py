"""Everybody at the desk knows the teams that a conversation can be handed to."""

from __future__ import annotations

import pytest

from deskbell.services import skills, teams
from deskbell.services.sign_in import actor_of
from deskbell.storage import agents
from tests.live import Live

pytestmark = pytest.mark.anyio


async def test_an_agent_who_sets_nothing_reads_the_teams_and_the_skills(live: Live) -> None:
    ann = await live.agent("Ann")
    assert (await ann.must("list_teams", {}))["teams"] == []
    async with live.core.read() as conn:
        ada = await agents.by_email(conn, await live.hire("Ada", "admin"))
        assert ada
        actor = await actor_of(conn, ada, "")
    me = ann.session["agent"]["id"]
    team = await teams.add_team(live.core, actor, {"name": "Billing", "members": [{"agent_id": me, "share": 50}]})
    assert (await ann.must("list_teams", {}))["teams"] == [{"id": team["id"], "name": "Billing", "members": [me]}]
    assert await ann.is_refused("list_teams", {"all": True}) == "bad_payload"
    skill = await skills.add_skill(live.core, actor, {"name": "Mandarin", "language": "zh"})
    told = {"id": skill["id"], "name": "Mandarin", "language": "zh"}
    assert (await ann.must("list_skills", {}))["skills"] == [told]
