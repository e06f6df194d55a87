"""Sessions and tickets on both databases: what ends, ends at once and everywhere."""

from __future__ import annotations

import asyncio

import pytest
from argon2 import PasswordHasher

from deskbell.domain.errors import DeskbellError, NotSignedIn
from deskbell.domain.people import AgentActor
from deskbell.services import passwords, sign_in
from deskbell.services.accounts import reset_password
from deskbell.services.agents import change_agent
from deskbell.services.sign_in import SignedIn
from deskbell.storage import agents, sessions
from deskbell.storage.writer import Tx
from tests.world import World

pytestmark = pytest.mark.anyio
PASSWORD = "a bell on the front desk"
HERE = "203.0.113.1"


async def _ann_signs_in(world: World) -> SignedIn:
    async with world.core.read() as conn:
        ann = await agents.by_id(conn, world.ann.id)
    assert ann
    if ann.password_hash == "!":
        await reset_password(world.core, ann.email, PASSWORD)
    return await sign_in.sign_in(world.core, ann.email, PASSWORD, HERE)


async def _actor(world: World, signed_in: SignedIn) -> AgentActor:
    async with world.core.read() as conn:
        return await sign_in.actor_of(conn, signed_in.agent, signed_in.session.id)


async def _is_signed_in(world: World, signed_in: SignedIn) -> bool:
    async with world.core.read() as conn:
        by_cookie = await sign_in.agent_by_session(conn, signed_in.secret, world.clock())
        by_id = await sign_in.live_sessions(conn, [signed_in.session.id, "no such session"], world.clock())
    assert (by_cookie is not None) == (signed_in.session.id in by_id)
    return by_cookie is not None


async def _refused(attempt: object) -> str:
    with pytest.raises(DeskbellError) as caught:
        await attempt  # type: ignore[misc]
    return caught.value.code


async def test_only_the_hash_of_a_secret_is_stored(world: World) -> None:
    signed_in = await _ann_signs_in(world)
    async with world.core.read() as conn:
        assert await sessions.by_secret_hash(conn, signed_in.secret) is None
    assert await _is_signed_in(world, signed_in)


async def test_a_session_ends_by_signing_out_by_time_and_by_the_operator(world: World) -> None:
    first, second = await _ann_signs_in(world), await _ann_signs_in(world)
    await sign_in.sign_out(world.core, await _actor(world, first))
    assert [await _is_signed_in(world, each) for each in (first, second)] == [False, True]
    await reset_password(world.core, "ANN@shop.example ", "another long password")
    assert not await _is_signed_in(world, second)
    third = await sign_in.sign_in(world.core, "ann@shop.example", "another long password", HERE)
    world.clock.pass_(days=30)
    assert not await _is_signed_in(world, third)


async def test_rights_are_as_of_now(world: World) -> None:
    admin = await world.agent("Ada", "admin")
    signed_in = await _ann_signs_in(world)
    assert (await _actor(world, signed_in)).inbox_ids == frozenset([world.shop.id])
    await change_agent(world.core, admin, world.ann.id, {"inbox_ids": []})
    async with world.core.read() as conn:
        seen = await sign_in.live_sessions(conn, [signed_in.session.id], world.clock())
    assert seen[signed_in.session.id].inbox_ids == frozenset()
    await change_agent(world.core, admin, world.ann.id, {"active": False})
    assert not await _is_signed_in(world, signed_in)


async def test_a_ticket_is_good_once_and_for_half_a_minute(world: World) -> None:
    ann = await _actor(world, await _ann_signs_in(world))
    ticket = await sign_in.new_ticket(world.core, ann)
    answers = await asyncio.gather(*[sign_in.use_ticket(world.core, ticket) for _ in range(5)], return_exceptions=True)
    assert [answer for answer in answers if not isinstance(answer, NotSignedIn)] == [ann]
    late = await sign_in.new_ticket(world.core, ann)
    world.clock.pass_(seconds=30)
    assert await _refused(sign_in.use_ticket(world.core, late)) == "bad_ticket"


async def test_tickets_that_are_none(world: World) -> None:
    signed_in = await _ann_signs_in(world)
    ann = await _actor(world, signed_in)
    good = await sign_in.new_ticket(world.core, ann)
    for bad in ("", " ", good[:-1], good + "=", good.swapcase(), signed_in.secret, signed_in.session.id, "é" * 9):
        assert await _refused(sign_in.use_ticket(world.core, bad)) == "bad_ticket"
    await sign_in.sign_out(world.core, ann)
    assert await _refused(sign_in.use_ticket(world.core, good)) == "bad_ticket"


async def test_a_hash_made_with_old_parameters_is_made_anew(world: World) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)

    async def work(tx: Tx) -> None:
        await agents.change(tx.conn, world.ann.id, password_hash=old)

    await world.core.write(work)
    await sign_in.sign_in(world.core, "ann@shop.example", PASSWORD, HERE)
    async with world.core.read() as conn:
        ann = await agents.by_id(conn, world.ann.id)
    assert ann
    assert ann.password_hash != old
    assert not passwords.needs_rehash(ann.password_hash)


async def test_a_password_that_changed_meanwhile_is_the_old_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Verifying takes a moment, outside the writer: what was verified must still be so when the session begins."""
    await _ann_signs_in(world)
    verify = passwords.verify_password

    async def verify_then_change(password_hash: str | None, password: str) -> bool:
        right = await verify(password_hash, password)
        await reset_password(world.core, "ann@shop.example", "another long password")
        return right

    monkeypatch.setattr(sign_in, "verify_password", verify_then_change)
    assert await _refused(sign_in.sign_in(world.core, "ann@shop.example", PASSWORD, HERE)) == "wrong_credentials"


async def test_nobody_takes_as_long_as_somebody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same work is done for an unknown address; timing it here would only measure this machine's mood."""
    await _ann_signs_in(world)
    verified: list[str] = []
    hasher = passwords._hasher

    class Counting:
        def verify(self, password_hash: str, password: str) -> bool:
            verified.append(password_hash.rpartition("$")[0].rpartition("$")[0])
            return hasher.verify(password_hash, password)

        def hash(self, password: str) -> str:
            return hasher.hash(password)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    for email in ("ann@shop.example", "nobody@shop.example"):
        assert await _refused(sign_in.sign_in(world.core, email, "a guess", HERE)) == "wrong_credentials"
    assert len(verified) == 2
    assert len(set(verified)) == 1


async def test_a_flood_of_guesses_waits_in_a_short_line(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "MOST_WAITING", 3)
    answers = await asyncio.gather(*[passwords.verify_password(None, "x") for _ in range(6)], return_exceptions=True)
    codes = [answer.code for answer in answers if isinstance(answer, DeskbellError)]
    assert (answers[:3], codes) == ([False] * 3, ["rate_limited"] * 3)
