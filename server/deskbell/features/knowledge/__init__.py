"""The knowledge base: collections of articles in several languages, what they answer, and the questions beside the greeting.

`lookup` answers `FindAnswers` with `domain/retrieval`; another way of finding answers replaces that one.
"""

from __future__ import annotations

from deskbell.feature import Feature
from deskbell.features.knowledge import api, files
from deskbell.features.knowledge import tables as _tables  # noqa: F401  (the tables join the core's METADATA)
from deskbell.features.knowledge.help_centre import tables as _help_tables  # noqa: F401
from deskbell.features.knowledge.help_centre.doors import help_routes
from deskbell.features.knowledge.lookup import Lookup, article_card, suggested_questions
from deskbell.features.knowledge.naming import articles_naming
from deskbell.features.knowledge.passages import article_texts
from deskbell.features.knowledge.pictures import versions_gone
from deskbell.features.knowledge.reading import RateArticle, ReadArticle, rate_article, read_article
from deskbell.features.knowledge.search.asking import SearchArticles, search_articles
from deskbell.features.knowledge.search.following import catch_up
from deskbell.features.knowledge.teaching import articles_saying, begin_draft, known_articles, teach, unteach
from deskbell.realtime.command import Command
from deskbell.services.core import Core


def _join(core: Core) -> None:
    lookup = Lookup(core.read, core.begin, core.settings.embedder)
    core.hooks.once_ready = lookup.warm
    core.hooks.load_embedder = lookup.load_embedder
    core.hooks.before_answering = lookup.before_answering
    core.hooks.find_answers = lookup.find_answers
    core.hooks.find_many = lookup.find_many
    core.hooks.known_articles = known_articles
    core.hooks.articles_naming = articles_naming
    core.hooks.articles_saying = articles_saying
    core.hooks.teach = teach
    core.hooks.unteach = unteach
    core.hooks.begin_draft = begin_draft
    core.hooks.article_card = article_card
    core.hooks.article_texts = article_texts
    core.hooks.suggested_questions = suggested_questions


_LIMITS = ("visitor_search", "address_search")
_FOR_VISITORS = (
    Command("search_articles", SearchArticles, search_articles, _LIMITS),
    Command("read_article", ReadArticle, read_article, _LIMITS),
    Command("rate_article", RateArticle, rate_article, _LIMITS),
)

FEATURE = Feature(
    name="knowledge",
    routes=(*api.ROUTES, *files.ROUTES, *help_routes()),
    join=_join,
    start=catch_up,
    subscribers=(versions_gone,),
    visitor_commands=_FOR_VISITORS,
)
