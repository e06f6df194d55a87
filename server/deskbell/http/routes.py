"""All addresses of the core in one place; features add theirs. Whose they are stands with each method."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from deskbell.http import agents, health, inboxes, pages, setup, sign_in, static, teams, visitors, what_if, widget
from deskbell.http.api import admin, agent, anybody, endpoint, leader
from deskbell.services.core import Core
from deskbell.services.sightings import Sightings


def core_routes(core: Core) -> list[BaseRoute]:
    """For `Starlette(routes=…)`, whose `app.state.core` must be the core."""
    sightings = Sightings(core)
    return [
        endpoint("/api/setup", GET=anybody(setup.is_needed), POST=anybody(setup.set_up)),
        endpoint("/api/login", POST=anybody(sign_in.log_in)),
        endpoint("/api/logout", POST=agent(sign_in.log_out)),
        endpoint("/api/socket_ticket", POST=agent(sign_in.socket_ticket)),
        endpoint("/api/session", GET=anybody(sign_in.show_session)),
        endpoint("/api/me", GET=agent(sign_in.show_me), PATCH=agent(sign_in.change_me)),
        endpoint("/api/inboxes", GET=agent(inboxes.show_all), POST=admin(inboxes.create)),
        endpoint("/api/inboxes/{id}", GET=admin(inboxes.show), PATCH=admin(inboxes.change)),
        endpoint("/api/inboxes/{id}/allowed_origins", PATCH=admin(inboxes.change_origins)),
        endpoint("/api/inboxes/{id}/logo", PUT=admin(inboxes.set_logo), DELETE=admin(inboxes.drop_logo)),
        endpoint("/api/inboxes/{id}/business_hours", GET=admin(inboxes.show_business_hours)),
        endpoint("/api/inboxes/{id}/embed", GET=admin(inboxes.show_embed(sightings))),
        endpoint("/api/inboxes/{id}/identity", GET=admin(inboxes.show_identity), POST=admin(inboxes.rotate_identity)),
        endpoint("/api/inboxes/{id}/simulate", GET=leader(what_if.show_choices), POST=leader(what_if.simulate)),
        endpoint("/api/inboxes/{id}/replay", POST=leader(what_if.replay)),
        endpoint("/api/brand_preview", POST=admin(inboxes.preview_brand)),
        endpoint("/api/agents", GET=admin(agents.show_all)),
        endpoint("/api/agents/{id}", PATCH=admin(agents.change)),
        endpoint("/api/teams", GET=admin(teams.show_teams), POST=admin(teams.add_team)),
        endpoint("/api/teams/{id}", PATCH=admin(teams.change_team), DELETE=admin(teams.remove_team)),
        endpoint("/api/skills", GET=admin(teams.show_skills), POST=admin(teams.add_skill)),
        endpoint("/api/skills/{id}", PATCH=admin(teams.change_skill), DELETE=admin(teams.remove_skill)),
        endpoint("/api/invitations", POST=admin(agents.invite)),
        endpoint("/api/invitations/show", POST=anybody(agents.show_invitation)),
        endpoint("/api/invitations/accept", POST=anybody(agents.accept_invitation)),
        endpoint("/api/invitations/{id}", DELETE=admin(agents.withdraw)),
        endpoint("/api/visitors/{id}/revoke", POST=admin(visitors.revoke)),
        Route("/health", health.health),
        Route("/widget/{key}.js", widget.loader(sightings)),
        Route("/widget/{key}/frame", widget.frame),
        Route("/media/logo/{name}", static.logo),
        Route("/static/{path:path}", static.static_file),
        Route("/", pages.page),
        *(Route(path, pages.page) for path in ("/login", "/setup", "/invite", "/desk", "/settings")),
        *(Route(path, pages.page) for path in ("/desk/{rest:path}", "/settings/{rest:path}", "/invite/{rest:path}")),
    ]
