"""A help centre with something in it: three languages, two levels of categories, an article for agents only, a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from deskbell.domain.records import Inbox
from deskbell.features.knowledge.articles import create
from deskbell.features.knowledge.help_centre.addresses import article_path, home_path
from deskbell.features.knowledge.store import categories
from deskbell.features.knowledge.store.articles import by_id
from deskbell.features.knowledge.store.collections import home_of
from deskbell.features.knowledge.tables import Article, Content
from deskbell.features.knowledge.writing import Saving, changed, save
from deskbell.services.core import Core
from deskbell.storage import inboxes
from deskbell.storage.writer import Tx

RETURN_BODY = """You can send anything back **within 30 days**.

# What you need

1. The tin, at least half full
2. The label from your order

| tin | refund |
| --- | ---: |
| closed | all of it |
| opened | half |

> Tea that was a gift is exchanged.

```
RETURN-2026
```

[Our shop](https://shop.example/returns) <script>alert(1)</script>
"""


@dataclass
class Shelf:
    """What a test needs of the articles it put there."""

    core: Core
    inbox: Inbox
    returns: Article
    secret: Article
    draft: Article

    def path(self, article: Article, locale: str, slug: str) -> str:
        return article_path(self.inbox.key, locale, slug, article.id)

    def home(self, locale: str) -> str:
        return home_path(self.inbox.key, locale)


async def publish(core: Core, article: Article, locale: str, title: str, **more: Any) -> None:
    """Another language of an article."""

    async def work(tx: Tx) -> None:
        await save(tx, article, None, Saving(locale, Content(title, **more), publish=True))
        await changed(tx.conn, article.collection_id, [article.id])

    await core.write(work)


async def fill(core: Core, inbox_id: str) -> Shelf:
    async def work(tx: Tx) -> Shelf:
        inbox = await inboxes.change(tx.conn, inbox_id, locales=["en", "zh-CN", "zh-TW"])
        assert inbox
        home = await home_of(tx.conn, inbox, tx.now)
        names = {"en": "After the purchase", "zh-CN": "售后", "zh-TW": "售後"}
        after = await categories.insert(tx.conn, home.id, "after", names=names)
        below = {"en": "Returns", "zh-CN": "退货", "zh-TW": "退貨"}
        returns = await categories.insert(tx.conn, home.id, "returns", names=below, parent_id=after.id)

        async def holds(title: str, **more: Any) -> Article:
            values = {"locale": "en", "title": title, "publish": True} | more
            return await create(tx, home, values, None)

        made = await holds(
            "Return an item", body=RETURN_BODY, answer="Within 30 days.", category_id=returns.id, keywords=["refund"]
        )
        await holds("Return nothing", category_id=returns.id)
        await holds("Exchange an item", body="Ask us in the chat.", category_id=returns.id)
        await holds("Shipping times", body="Two days. A return takes a week.", suggested=True)
        secret = await holds("Return fraud", body="Look twice.", visibility="agents", category_id=returns.id)
        draft = await holds("Return by drone", body="Soon.", publish=False, category_id=returns.id)
        return Shelf(core, inbox, made, secret, draft)

    shelf = await core.write(work)
    await publish(core, shelf.returns, "zh-CN", "怎么退货？", body="收到后 **三十天** 内可以退货。")
    await publish(core, shelf.returns, "zh-TW", "如何退貨？", body="收到後三十天內可以退貨。")
    return shelf


async def archive(shelf: Shelf) -> None:
    """The English return page is gone."""

    async def work(tx: Tx) -> None:
        from deskbell.features.knowledge.store import variants

        await variants.set_status(tx.conn, shelf.returns.id, "en", "archived")
        article = await by_id(tx.conn, shelf.returns.id)
        assert article
        await changed(tx.conn, article.collection_id, [article.id])

    await shelf.core.write(work)
