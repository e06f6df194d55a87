"""A flow as a file: out of one Deskbell, into another.

Teams, skills, flows, articles and look-ups go with their names: where there is one of that name, it takes the place of the
one that was meant. What does not exist here is left out and named, with a sentence; the flow comes in as a draft in any case.
"""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from deskbell.domain.flows.definition import (
    Article,
    Definition,
    HandOver,
    LookUp,
    Node,
    SubFlow,
    read_definition,
    to_wire,
)
from deskbell.domain.folding import fold
from deskbell.domain.forms import check_form, check_text, one_of
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Inbox
from deskbell.features.flows import editing, store
from deskbell.features.flows.texts import in_all_languages
from deskbell.services.articles import KnownArticle
from deskbell.services.core import Core
from deskbell.services.inboxes import access_inbox_settings
from deskbell.services.sign_in import access_settings
from deskbell.storage import teams
from deskbell.storage.writer import Tx

FORMAT = "deskbell-flow"
FORMAT_VERSION = 1
_MOST_NAMES = 1_000
Wire = dict[str, Any]
Names = dict[str, dict[str, str]]
"""What ids were called, by kind: `teams`, `skills`, `flows`, `articles`, `look_ups`."""
Called = dict[str, dict[str, list[str]]]
"""What they are called here, the first name first; of a kind that is not named nothing is known."""


class Warning_(NamedTuple):
    """Something the flow refers to that is not here."""

    code: str
    node_id: str
    name: str

    def as_wire(self) -> Wire:
        return {
            "code": self.code,
            "node_id": self.node_id,
            "params": {"name": self.name},
            "sentences": in_all_languages(f"import_{self.code}", name=self.name),
        }


async def export_flow(core: Core, actor: AgentActor, flow_id: str) -> Response:
    """The draft as a JSON file. Raises `not_allowed` or `not_found`."""
    access_settings(actor)
    async with core.read() as conn:
        flow, inbox = await editing.access_flow(conn, flow_id)
        called = await _called(core, conn, inbox)
    used = _ids(read_definition(flow.definition))
    exported = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "name": flow.name,
        "definition": flow.definition,
        "names": {kind: {i: names[0] for i, names in known.items() if i in used} for kind, known in called.items()},
    }
    body = msgspec.json.format(msgspec.json.encode(exported), indent=1)
    disposition = f"attachment; filename=\"flow.json\"; filename*=UTF-8''{quote(flow.name, safe='')}.json"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(body, media_type="application/json", headers=headers)


async def import_flow(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """A new draft out of a file. Raises `not_allowed`, `not_found` or `invalid_fields`, which names the place."""
    inbox = await access_inbox_settings(core, actor, inbox_id)
    values = check_form(
        form,
        required={
            "format": one_of(FORMAT),
            "format_version": _check_version,
            "name": partial(check_text, longest=editing.MAX_NAME),
            "definition": read_definition,
        },
        optional={"names": _check_names},
    )
    return await core.write(partial(_import, core, inbox, values))


async def _import(core: Core, inbox: Inbox, values: Wire, tx: Tx) -> Wire:
    here = await _called(core, tx.conn, inbox, to_visitors=True)
    fitting = _Fitting(here, values.get("names", {}))
    nodes = [fitting.fits(node) for node in values["definition"].nodes]
    definition = msgspec.structs.replace(values["definition"], nodes=nodes)
    flow = await editing.insert_flow(core, inbox, values["name"], to_wire(definition), tx)
    return {"flow": flow, "warnings": [warning.as_wire() for warning in fitting.warnings]}


class _Fitting:
    """Makes what a flow refers to fit the place it came to, and keeps what did not."""

    def __init__(self, here: Called, there: Names) -> None:
        self.here, self.there = here, there
        self.warnings: list[Warning_] = []

    def fits(self, node: Node) -> Node:
        data = node.data
        changed: Any = data
        if isinstance(data, HandOver):
            needs = [(need, self.found("skills", "missing_skill", node, need.skill_id)) for need in data.needs]
            changed = msgspec.structs.replace(
                data,
                team_id=self.found("teams", "missing_team", node, data.team_id),
                needs=[msgspec.structs.replace(need, skill_id=skill_id) for need, skill_id in needs if skill_id],
            )
        elif isinstance(data, SubFlow):
            changed = SubFlow(flow_id=self.found("flows", "missing_flow", node, data.flow_id) or "")
        elif isinstance(data, Article):
            changed = Article(article_id=self.found("articles", "missing_article", node, data.article_id) or "")
        elif isinstance(data, LookUp):
            look_up_id = self.found("look_ups", "missing_look_up", node, data.look_up_id) or ""
            changed = msgspec.structs.replace(data, look_up_id=look_up_id)
        return msgspec.structs.replace(node, data=changed)

    def found(self, kind: str, code: str, node: Node, identity: str | None) -> str | None:
        """The same one, else the one of the same name; None, and a warning, where there is neither."""
        known = self.here.get(kind)
        if not identity or known is None or identity in known:
            return identity
        name = self.there.get(kind, {}).get(identity, "")
        same = [other for other, called in known.items() if name and fold(name) in map(fold, called)]
        if not same:
            self.warns(code, node, name or identity)
        return same[0] if same else None

    def warns(self, code: str, node: Node, name: str) -> None:
        self.warnings.append(Warning_(code, node.id, name))


async def _called(core: Core, conn: AsyncConnection, inbox: Inbox, *, to_visitors: bool = False) -> Called:
    """Everything that a flow may refer to; `to_visitors`: of articles those that it could show them."""
    called: Called = {
        "teams": {team.id: [team.name] for team in await teams.all_teams(conn)},
        "skills": {skill.id: [skill.name] for skill in await teams.all_skills(conn)},
        "flows": {flow_id: [name] for flow_id, name in (await store.names(conn, inbox.id)).items()},
    }
    if core.hooks.look_ups is not None:
        called["look_ups"] = {i: [name] for i, name in (await core.hooks.look_ups(conn, inbox.id)).items()}
    if core.hooks.known_articles is not None:
        known = await core.hooks.known_articles(conn, inbox.id)
        called["articles"] = {one.article_id: _titles(one, inbox) for one in known if one.published or not to_visitors}
    return called


def _titles(article: KnownArticle, inbox: Inbox) -> list[str]:
    """In the inbox's first language first; also what it is called in files."""
    first = article.titles.get(inbox.locales[0])
    return [*filter(None, [first, *article.titles.values()]), article.name]


def _ids(definition: Definition) -> set[str]:
    """Everything that it refers to by id."""
    found: set[str] = set()
    for node in definition.nodes:
        if isinstance(node.data, HandOver):
            found |= {node.data.team_id or "", *(need.skill_id for need in node.data.needs)}
        if isinstance(node.data, SubFlow):
            found.add(node.data.flow_id)
        if isinstance(node.data, Article):
            found.add(node.data.article_id)
        if isinstance(node.data, LookUp):
            found.add(node.data.look_up_id)
    return found


def _check_version(value: Any) -> Any:
    return one_of(str(FORMAT_VERSION))(str(value) if isinstance(value, int) else value)


def _check_names(value: Any) -> Names:
    """Names by kind and id. What is of another shape names nothing, which costs a warning at most."""
    kinds = value if isinstance(value, dict) else {}
    return {
        kind: {i: name for i, name in list(names.items())[:_MOST_NAMES] if isinstance(name, str)}
        for kind, names in kinds.items()
        if isinstance(names, dict)
    }
