"""What the stories about features say: Ada writes articles, Vic asks, the bot prints cards."""

from __future__ import annotations

from typing import Any

from deskbell.domain.ids import new_id
from deskbell.domain.people import VisitorActor
from deskbell.domain.records import Conversation, Inbox, Message
from deskbell.features.knowledge.articles import create
from deskbell.features.knowledge.categories import find_or_create
from deskbell.features.knowledge.store.collections import home_of
from deskbell.features.knowledge.tables import Article
from deskbell.services import talk
from deskbell.storage import conversations as conversation_rows
from deskbell.storage import inboxes
from deskbell.storage import messages as message_rows
from deskbell.storage.writer import Tx
from tests.world import World

ORDER = ("Where is my order?", "Open the link in our shipping e-mail.")
TIN = ("Can I send back an opened tin?", "Yes, within 30 days, if at least half is left.")
REFUND = ("拆开的茶叶还能退吗？", "可以，30 天内都能退。")
CLOSED_WEEK: dict[str, Any] = {
    "always_open": False,
    "time_zone": "Asia/Shanghai",
    "week": {
        "mon": [["09:00", "18:00"]],
        "tue": [["09:00", "18:00"]],
        "wed": [],
        "thu": [],
        "fri": [],
        "sat": [],
        "sun": [],
    },
}
"""The test's clock stands at Monday, 18:00 in Shanghai: it has just closed."""


class Bookshelf:
    """The Shop's articles."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def holds(self, title: str, answer: str = "An answer.", category: str = "", **more: Any) -> Article:
        """A published article in one language; `inbox` is another inbox than the Shop."""
        inbox: Inbox = more.pop("inbox", self.world.shop)
        values: dict[str, Any] = {"locale": "en", "title": title, "answer": answer, "publish": True} | more

        async def work(tx: Tx) -> Article:
            home = await home_of(tx.conn, inbox, tx.now)
            branch = await find_or_create(tx, home.id, [category] if category else [], values["locale"])
            return await create(tx, home, values | {"category_id": branch.id if branch else None}, None)

        return await self.world.core.write(work)

    async def holds_the_usual(self) -> list[Article]:
        return [
            await self.holds(*ORDER, phrasings=["Where is my parcel?", "I have not received my order"]),
            await self.holds(*TIN, phrasings=["I opened the tin but do not like it"], category="Returns and refunds"),
            await self.holds("Exchange a faulty item", phrasings=["The lid of my tin does not fit"]),
            await self.holds("How do I cancel an order?"),
            await self.holds(*REFUND, locale="zh-CN", phrasings=["退货", "喝过了能退吗"]),
        ]


async def configure(world: World, **values: Any) -> Inbox:
    """Change the Shop's columns behind its back."""
    changed = await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, **values))
    assert changed
    return changed


async def says(world: World, who: VisitorActor, conversation: Conversation, text: str) -> None:
    await talk.send_message(world.core, who, conversation.id, new_id(), text)


async def messages_of(world: World, conversation: Conversation) -> list[Message]:
    async with world.core.read() as conn:
        return await message_rows.after(conn, conversation.id, 0, 200)


async def last_message(world: World, conversation: Conversation) -> Message:
    return (await messages_of(world, conversation))[-1]


async def cards(world: World, conversation: Conversation) -> list[str]:
    """The kinds of cards and activities that answered the visitor, in order."""
    said = await messages_of(world, conversation)
    return [m.data["card" if m.kind == "card" else "activity"] for m in said if m.kind in ("card", "activity")]


async def as_it_is(world: World, conversation_id: str) -> Conversation:
    async with world.core.read() as conn:
        found = await conversation_rows.by_id(conn, conversation_id)
    assert found
    return found
