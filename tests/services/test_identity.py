"""Signed identity: what a site's server says of its visitor counts, and nothing that anybody else made up does."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import string
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.domain.ids import new_id
from deskbell.domain.records import Inbox, Visitor
from deskbell.services import identity, lists, setup, tags, talk, visitors
from deskbell.services.identity import read_identity
from deskbell.storage import inboxes, queue
from deskbell.storage import visitors as rows
from tests.services.routing_people import decided
from tests.world import World, open_world

pytestmark = pytest.mark.anyio


@pytest.fixture
def ready_database_url(sqlite_url: str) -> str:
    """What is checked here comes before any database; one story is told on both."""
    return sqlite_url


def _claims(world: World, **more: Any) -> dict[str, Any]:
    return {"sub": "4182", "exp": (world.clock() + timedelta(minutes=10)).timestamp()} | more


def _signed(world: World, inbox: Inbox | None = None, **more: Any) -> str:
    return jwt.encode(_claims(world, **more), (inbox or world.shop).identity_secret, algorithm="HS256")


def _by_hand(header: Any, payload: Any, secret: str, digest: Any = hashlib.sha256) -> str:
    """Signed properly, whatever it says."""
    parts = [header if isinstance(header, str) else json.dumps(header), json.dumps(payload)]
    body = b".".join(base64.urlsafe_b64encode(part.encode()).rstrip(b"=") for part in parts)
    signature = hmac.new(secret.encode(), body, digest).digest()
    return (body + b"." + base64.urlsafe_b64encode(signature).rstrip(b"=")).decode()


async def _comes(world: World, identity_token: str | None, token: str | None = None, **more: Any) -> visitors.Visit:
    known: dict[str, Any] = dict.fromkeys(("locale", "page", "name", "email", "origin"))
    rest = {"user_agent": "", "address": "127.0.0.1", "own_origins": frozenset(), "inbox_key": world.shop.key}
    browser = visitors.Browser(**known | rest | more, token=token, identity_token=identity_token)
    return await visitors.connect(world.core, browser)


async def _visitor(world: World, visitor_id: str) -> Visitor:
    async with world.core.read() as conn:
        found = await rows.by_id(conn, visitor_id)
    assert found is not None
    return found


def _why(world: World, token: str, inbox: Inbox | None = None) -> str:
    with pytest.raises(DeskbellError) as refused:
        read_identity(inbox or world.shop, token, world.clock())
    return refused.value.code


async def test_what_the_site_signed_is_known_and_verified(world: World) -> None:
    token = _signed(world, name="Vic", email="vic@example.com", attributes={"plan": "gold"})
    visit = await _comes(world, token, name="Somebody else", email="else@example.com")
    assert visit.identity_error is None
    found = await _visitor(world, visit.visitor.id)
    assert (found.external_id, found.name, found.email, found.email_verified) == (
        "4182",
        "Vic",
        "vic@example.com",
        True,
    )
    assert found.attributes == {"plan": "gold"} and found.tags == []


async def test_what_the_site_signed_is_known_on_postgresql_too(tmp_path: Path, ready_postgres_url: str) -> None:
    async with open_world(tmp_path, ready_postgres_url) as world:
        await test_what_the_site_signed_is_known_and_verified(world)


async def test_what_nobody_signed_stays_unverified_and_cannot_replace_what_was_signed(world: World) -> None:
    visit = await _comes(world, _signed(world, name="Vic", email="vic@example.com"))
    again = await _comes(world, None, visit.token, name="Mallory", email="mallory@example.com")
    contact = talk.Contact("Mallory", "mallory@example.com")
    await talk.start_conversation(world.core, again.actor, new_id(), "hi", "en", contact)
    found = await _visitor(world, again.visitor.id)
    assert (found.name, found.email, found.email_verified) == ("Vic", "vic@example.com", True)
    said = await _visitor(world, (await _comes(world, _signed(world), email="own@example.com")).visitor.id)
    assert (said.email, said.email_verified) == ("own@example.com", False)


async def test_forged_ones_give_no_right_and_the_chat_still_works(world: World) -> None:
    claims = _claims(world, attributes={"vip": True}, email="vic@example.com")
    other = await world.core.write(lambda tx: setup.create_inbox(tx, "Other", "en", "UTC"))
    secret = world.shop.identity_secret
    good = _signed(world, attributes={"vip": True})
    head, body, signature = good.split(".")
    forged = {
        "alg none": jwt.encode(claims, "", algorithm="none"),
        "alg none with a signature": _by_hand({"alg": "none"}, claims, secret),
        "alg in other letters": _by_hand({"alg": "hs256"}, claims, secret),
        "another algorithm": _by_hand({"alg": "HS512"}, claims, secret, hashlib.sha512),
        "a key in the header": _by_hand({"alg": "HS256", "jwk": {"kty": "oct", "k": "AAAA"}}, claims, "A" * 32),
        "an unknown duty": _by_hand({"alg": "HS256", "crit": ["x"], "x": 1}, claims, secret),
        "a deep header": _by_hand("[" * 2900, {}, secret),
        "another inbox's secret": _signed(world, other, attributes={"vip": True}),
        "a guessed secret": jwt.encode(claims, "secret" * 8, algorithm="HS256"),
        "the inbox's key as secret": jwt.encode(claims, world.shop.key * 3, algorithm="HS256"),
        "no signature": f"{head}.{body}.",
        "half a signature": f"{head}.{body}.{signature[:21]}",
        "another body": f"{head}.{_signed(world, sub='1').split('.')[1]}.{signature}",
        "spaces": f" {good}",
        "a line": f"{good}\n",
        "nothing": "",
        "huge": "a" * 60_000,
        "no token": "true",
    }
    for name, token in forged.items():
        visit = await _comes(world, token, name="Vic")
        assert visit.identity_error is not None and visit.identity_error.code == "bad_identity", name
        found = await _visitor(world, visit.visitor.id)
        assert (found.external_id, found.attributes, found.email_verified) == (None, {}, False), name
        world.clock.pass_(minutes=1)
    conversation, _ = await talk.start_conversation(world.core, visit.actor, new_id(), "hello", "en")
    assert conversation.priority == "normal"


async def test_every_flipped_bit_is_noticed(world: World) -> None:
    good = _signed(world)
    for at in range(0, len(good), 3):
        for bit in (1, 2, 4):
            token = good[:at] + chr(ord(good[at]) ^ bit) + good[at + 1 :]
            assert _why(world, token) == "bad_identity", at
    letters = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
    for spare in (1, 2, 3):  # the bits of the last letter that no decoder looks at
        assert _why(world, good[:-1] + letters[letters.index(good[-1]) ^ spare]) == "bad_identity"


async def test_an_expired_one_takes_nothing_away(world: World) -> None:
    token = _signed(world, attributes={"vip": True})
    visit = await _comes(world, token)
    world.clock.pass_(hours=1)
    again = await _comes(world, token, visit.token)
    assert again.identity_error is not None and again.identity_error.code == "expired_identity"
    assert again.visitor.id == visit.visitor.id and again.visitor.attributes == {"vip": True}


async def test_a_rotation_keeps_the_last_secret_and_no_older_one(world: World) -> None:
    admin = await world.agent("Ada", "admin")
    first = _signed(world)
    second = await identity.rotate_secret(world.core, admin, world.shop.id)
    assert second["earlier_is_good"] and second["secret"] != world.shop.identity_secret
    assert (await _comes(world, first)).identity_error is None
    await identity.rotate_secret(world.core, admin, world.shop.id)
    assert (await _comes(world, first)).identity_error is not None
    token = jwt.encode(_claims(world), second["secret"], algorithm="HS256")
    assert (await _comes(world, token)).identity_error is None


async def test_only_admins_see_and_rotate_the_secret(world: World) -> None:
    for who in (world.ann, world.lee):
        for attempt in (identity.show_secret, identity.rotate_secret):
            with pytest.raises(DeskbellError) as refused:
                await attempt(world.core, who, world.shop.id)
            assert refused.value.code == "not_allowed"


async def test_an_inbox_without_a_secret_trusts_nobody(world: World) -> None:
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, identity_secret=""))
    token = _by_hand({"alg": "HS256"}, _claims(world), "")
    assert (await _comes(world, token)).identity_error is not None


async def test_who_identifies_while_waiting_goes_first(world: World) -> None:
    first = await world.waits(world.vic)
    world.clock.pass_(seconds=30)
    visit = await _comes(world, None)
    second = await world.waits(visit.actor)
    await _comes(world, _signed(world, attributes={"vip": True}), visit.token)
    async with world.core.read() as conn:
        assert [place.conversation_id for place in await queue.line(conn, world.shop.id)] == [second.id, first.id]
    changed = (await decided(world, second))[0]
    assert changed.data["because"] == [{"because": "attribute", "attribute": "vip"}]
    await _comes(world, _signed(world), visit.token)
    async with world.core.read() as conn:
        assert (await queue.line(conn, world.shop.id))[0].conversation_id == first.id


async def test_the_same_person_in_another_browser_has_their_tags_and_not_those_conversations(world: World) -> None:
    phone = await _comes(world, _signed(world, email="vic@example.com"))
    await world.begins(phone.actor, "a secret")
    await tags.set_visitor_tags(world.core, world.ann, phone.visitor.id, ["vip"])
    laptop = await _comes(world, _signed(world, email="vic@example.com"))
    assert laptop.visitor.id != phone.visitor.id and laptop.visitor.tags == ["vip"]
    assert await lists.current_of_visitor(world.core, laptop.actor) is None
    await tags.set_visitor_tags(world.core, world.ann, laptop.visitor.id, ["press"])
    assert (await _visitor(world, phone.visitor.id)).tags == ["press"]
    stranger = await _comes(world, _signed(world, sub="1"))
    assert stranger.visitor.tags == []


async def test_another_person_at_the_same_browser_does_not_read_what_the_first_wrote(world: World) -> None:
    first = await _comes(world, _signed(world))
    await world.begins(first.actor, "a secret")
    second = await _comes(world, _signed(world, sub="1"), first.token)
    assert second.visitor.id != first.visitor.id and not second.returning and second.token != first.token
    assert await lists.current_of_visitor(world.core, second.actor) is None


async def test_who_was_anonymous_keeps_their_conversation_when_they_sign_in(world: World) -> None:
    before = await _comes(world, None)
    await world.begins(before.actor, "hello")
    after = await _comes(world, _signed(world), before.token)
    assert after.visitor.id == before.visitor.id and after.returning
    assert await lists.current_of_visitor(world.core, after.actor) is not None


async def test_the_settings_do_not_show_the_secret(world: World) -> None:
    from deskbell.services.inboxes import inbox_for_agent, inbox_settings

    for view in (inbox_settings(world.shop), inbox_for_agent(world.shop)):
        assert world.shop.identity_secret not in json.dumps(view)
