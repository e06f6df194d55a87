"""Who may read and write the knowledge base, checked where a thing is fetched.

Agents read what is published in the collections of their inboxes; admins and team leaders read and write everything.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.errors import not_found
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Inbox
from deskbell.features.knowledge.store import articles, categories, collections, variants
from deskbell.features.knowledge.tables import Article, Category, Collection, Variant
from deskbell.services.access import access_inbox, check_leads


async def access_article(conn: AsyncConnection, actor: AgentActor, article_id: str) -> Article:
    """An article that this agent may read. Raises `not_found`."""
    article = await articles.by_id(conn, article_id)
    if article is None or not await _sees(conn, actor, article.collection_id):
        raise not_found()
    return article


async def access_own_article(conn: AsyncConnection, actor: AgentActor, article_id: str) -> Article:
    """An article that this agent may write. Raises `not_allowed` or `not_found`."""
    check_leads(actor)
    return await access_article(conn, actor, article_id)


async def access_variant(
    conn: AsyncConnection, actor: AgentActor, article_id: str, locale: str
) -> tuple[Article, Variant]:
    """A variant that this agent may write. Raises `not_allowed` or `not_found`."""
    article = await access_own_article(conn, actor, article_id)
    variant = await variants.get(conn, article.id, locale)
    if variant is None:
        raise not_found()
    return article, variant


async def access_collection(conn: AsyncConnection, actor: AgentActor, collection_id: str) -> Collection:
    """A collection that this agent may write to. Raises `not_allowed` or `not_found`."""
    check_leads(actor)
    collection = await collections.by_id(conn, collection_id)
    if collection is None:
        raise not_found()
    return collection


async def access_category(conn: AsyncConnection, actor: AgentActor, category_id: str) -> Category:
    """A category that this agent may change. Raises `not_allowed` or `not_found`."""
    check_leads(actor)
    category = await categories.by_id(conn, category_id)
    if category is None:
        raise not_found()
    return category


async def access_knowledge(conn: AsyncConnection, actor: AgentActor, inbox_id: str) -> Inbox:
    """An inbox whose knowledge base this agent may write. Raises `not_allowed` or `not_found`."""
    check_leads(actor)
    return await access_inbox(conn, actor, inbox_id)


async def _sees(conn: AsyncConnection, actor: AgentActor, collection_id: str) -> bool:
    if actor.leads:
        return True
    inbox_ids = (await collections.inboxes_of(conn, [collection_id]))[collection_id]
    return any(actor.sees_inbox(inbox_id) for inbox_id in inbox_ids)
