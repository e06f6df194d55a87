"""Making a look-up: asked with a signature and a time limit, its answer made into values and a card."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import msgspec

from deskbell.domain.errors import RateLimited
from deskbell.features.lookups import store
from deskbell.features.lookups.asking import request_of
from deskbell.features.lookups.mapping import mapped, read_answer
from deskbell.features.lookups.tables import LookUp
from deskbell.services.articles import LookedUp
from deskbell.services.core import Core
from deskbell.services.fetching import Fetched, FetchFailed, Outgoing, fetch

MOST_BYTES = 64 * 1024
MOST_AT_ONCE = 32
"""At one inbox's server: one that hangs must not fill up the process."""
log = logging.getLogger(__name__)


class Made(msgspec.Struct, frozen=True):
    """`problem` is a code for the admin: why it failed."""

    found: LookedUp
    problem: str | None = None
    status: int | None = None


class Maker:
    """Makes look-ups for one core, and counts those under way."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self._under_way: dict[str, int] = {}

    async def look_up(
        self, inbox_id: str, look_up_id: str, inputs: Mapping[str, str], locale: str | None = None
    ) -> LookedUp:
        """The hook: one that is gone or another inbox's has failed."""
        async with self.core.read() as conn:
            wanted = await store.by_id(conn, look_up_id)
        if wanted is None or wanted.inbox_id != inbox_id:
            return LookedUp("failed")
        return (await self.make(wanted, inputs, locale)).found

    async def make(self, look_up: LookUp, inputs: Mapping[str, str], locale: str | None) -> Made:
        """Ask, whatever comes of it; never inside a transaction."""
        request = request_of(look_up, inputs, self.core.clock().timestamp())
        if request is None:
            return Made(LookedUp("not_found"), "unfit_input")
        try:
            made = _made(look_up, await self._fetch(look_up, request), locale)
        except (FetchFailed, RateLimited) as error:
            made = Made(LookedUp("failed"), error.code)
        if made.problem is not None:
            log.warning("look-up %s (%s) at %s: %s", look_up.id, look_up.name, request.host, made.problem)
        return made

    async def _fetch(self, look_up: LookUp, request: Outgoing) -> Fetched:
        """Raises `FetchFailed` or `RateLimited`."""
        private = self.core.settings.allow_private_addresses
        if request.scheme != "https" and not private:
            raise FetchFailed("refused_address")
        if self._under_way.get(look_up.inbox_id, 0) >= MOST_AT_ONCE:
            raise FetchFailed("too_many")
        self.core.limits.take(("look_up", look_up.inbox_id))
        self._under_way[look_up.inbox_id] = self._under_way.get(look_up.inbox_id, 0) + 1
        try:
            return await fetch(request, seconds=look_up.seconds, most=MOST_BYTES, private=private)
        finally:
            self._under_way[look_up.inbox_id] -= 1


def _made(look_up: LookUp, answer: Fetched, locale: str | None) -> Made:
    if answer.status == 404:
        return Made(LookedUp("not_found"), status=404)
    if not 200 <= answer.status < 300:
        problem = "redirected" if 300 <= answer.status < 400 else "bad_status"
        return Made(LookedUp("failed"), problem, answer.status)
    try:
        return Made(mapped(look_up, read_answer(answer.body), locale), status=answer.status)
    except ValueError:
        return Made(LookedUp("failed"), "not_json", answer.status)
