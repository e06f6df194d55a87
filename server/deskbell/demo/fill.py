"""Fills an empty database with the demo: two inboxes, their people, articles, and two weeks of conversations."""

from __future__ import annotations

from typing import Any

from deskbell.demo import content
from deskbell.demo.accounts import Kept
from deskbell.demo.lantern import lantern
from deskbell.demo.past import Cast, tell_past
from deskbell.domain.ids import new_id
from deskbell.domain.records import Agent, Inbox
from deskbell.features.knowledge import articles as knowledge
from deskbell.features.knowledge import categories
from deskbell.features.knowledge.store.categories import change as rename
from deskbell.features.knowledge.store.collections import home_of
from deskbell.features.knowledge.tables import Content
from deskbell.features.knowledge.writing import Saving, save
from deskbell.services import agents, setup
from deskbell.services.core import Core
from deskbell.services.events import InboxChanged
from deskbell.services.inboxes import DEFAULT_BRAND
from deskbell.services.passwords import hash_password
from deskbell.services.pictures import read_logo
from deskbell.storage import inboxes, pictures, teams
from deskbell.storage.writer import Tx

TIME_ZONE = "Asia/Shanghai"
_WORKDAY = [["09:00", "12:00"], ["13:00", "18:00"]]
_WEEK = {**dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), _WORKDAY), "sat": [], "sun": []}
ARTICLE_LOCALES = ("en", "zh-CN", "zh-TW")


async def fill(core: Core, kept: Kept, shop_origin: str) -> None:
    """Everything of the demo on an empty database, in one COMMIT."""
    words = content.read("inboxes")
    hashes = {account.email: await hash_password(account.password) for account in kept.accounts}
    logo = await read_logo(lantern())

    async def work(tx: Tx) -> None:
        await setup.create_organization(tx, words["organization"])
        await pictures.keep(tx.conn, logo.name, "image/png", logo.data)
        shop = await _open_shop(tx, words["shop"], kept.inbox, [shop_origin], logo.name)
        studio = await _open_studio(tx, words["studio"], kept.studio, [shop_origin])
        people = await _hire(tx, words["agents"], hashes, [shop, studio])
        await _form_teams(tx, words, people)
        await _write_articles(tx, shop)
        await tell_past(core, tx, Cast({"shop": shop, "studio": studio}, people), shop_origin)

    await core.write(work)


async def is_filled(core: Core, kept: Kept) -> bool:
    """Whether the database holds the demo whose keys these are, and not somebody's desk."""
    async with core.read() as conn:
        return await inboxes.by_key(conn, kept.inbox) is not None


async def allow_origin(core: Core, shop_origin: str) -> None:
    """The shop may stand on another port than when the demo was filled."""

    async def work(tx: Tx) -> None:
        for inbox in await inboxes.all_inboxes(tx.conn):
            if shop_origin not in inbox.allowed_origins:
                await inboxes.change(tx.conn, inbox.id, allowed_origins=[*inbox.allowed_origins, shop_origin])
                tx.tell(InboxChanged(inbox.id))  # the server has read already whom it lets in

    await core.write(work)


async def _open_shop(tx: Tx, words: dict[str, Any], key: str, origins: list[str], logo: str) -> Inbox:
    return await setup.create_inbox(
        tx,
        words["name"],
        "en",
        TIME_ZONE,
        key=key,
        greetings=words["greetings"],
        allowed_origins=origins,
        brand=DEFAULT_BRAND | {"name": words["shown_name"]},
        logo=logo,
    )


async def _open_studio(tx: Tx, words: dict[str, Any], key: str, origins: list[str]) -> Inbox:
    """Closed at night and on weekends, a colour of its own, and conversations are given by rule."""
    return await setup.create_inbox(
        tx,
        words["name"],
        "en",
        TIME_ZONE,
        key=key,
        greetings=words["greetings"],
        allowed_origins=origins,
        business_hours={"always_open": False, "time_zone": TIME_ZONE, "week": _WEEK},
        routing={"assignment": "least_loaded", "bot_enabled": True, "bot_threshold": 0.8},
        brand=DEFAULT_BRAND
        | {"name": words["shown_name"], "color": words["color"], "launcher_text": words["launcher_text"]},
    )


async def _hire(tx: Tx, people: list[dict[str, Any]], hashes: dict[str, str], homes: list[Inbox]) -> dict[str, Agent]:
    return {
        person["key"]: await agents.create_agent(
            tx,
            person["name"],
            person["email"],
            hashes[person["email"]],
            person["role"],
            [inbox.id for inbox in homes],
            person["face"],
        )
        for person in people
    }


async def _form_teams(tx: Tx, words: dict[str, Any], people: dict[str, Agent]) -> None:
    """Who takes what, and what each can do."""
    for team in words["teams"]:
        made = await teams.insert_team(tx.conn, id=new_id(), name=team["name"], created_at=tx.now)
        await teams.set_members(tx.conn, made.id, {people[key].id: share for key, share in team["members"].items()})
    levels: dict[str, dict[str, int]] = {key: {} for key in people}
    for skill in words["skills"]:
        language, name = skill["language"], skill["name"]
        known = await teams.insert_skill(tx.conn, id=new_id(), name=name, language=language, created_at=tx.now)
        for key, level in skill["levels"].items():
            levels[key][known.id] = level
    for key, of_agent in levels.items():
        await teams.set_skills(tx.conn, people[key].id, of_agent)


async def _write_articles(tx: Tx, shop: Inbox) -> None:
    """Each article in all three languages, and so its category."""
    home = await home_of(tx.conn, shop, tx.now)
    for translations in zip(*[content.read(f"articles.{locale}") for locale in ARTICLE_LOCALES], strict=True):
        first, *others = translations
        names = {locale: one.pop("category") for locale, one in zip(ARTICLE_LOCALES, translations, strict=True)}
        category = await categories.find_or_create(tx, home.id, [names["en"]], "en")
        values = {"locale": "en", "category_id": category and category.id, "publish": True}
        article = await knowledge.create(tx, home, first | values, None)
        if category and category.names != names:
            await rename(tx.conn, category.id, names=names)
        for locale, other in zip(ARTICLE_LOCALES[1:], others, strict=True):
            other.pop("suggested", None)
            await save(tx, article, None, Saving(locale, Content(**other), publish=True))
