"""The agents of an inbox as the rules of `domain.routing` look at them."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.routing.floor import Post
from deskbell.storage import floor
from deskbell.storage.floor import Member


async def read_posts(conn: AsyncConnection, inbox_id: str, is_here: Callable[[Member], bool]) -> list[Post]:
    """The active agents of an inbox, by name; who counts as being here is the caller's."""
    return [
        Post(
            id=member.id,
            name=member.name,
            here=is_here(member),
            capacity=member.capacity,
            load=member.load,
            inbox_capacity=member.inbox_capacity,
            inbox_load=member.inbox_load,
            asked=member.asked,
            teams=member.teams,
            skills=member.skills,
            last_given_at=member.last_given_at,
            serves_again=member.serves_again,
        )
        for member in await floor.members(conn, inbox_id)
    ]


def shown_online(member: Member) -> bool:
    """As visitors see it: within the grace of a lost connection an agent is shown as online."""
    return member.presence == "online"
