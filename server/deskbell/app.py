"""Builds everything once: the database, the rules, the sockets, the pages; lists the features. `cli` runs it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

import socketio
from starlette.applications import Starlette
from starlette.types import ASGIApp

from deskbell.domain.clock import Clock, system_clock
from deskbell.feature import Feature
from deskbell.features.assistant import FEATURE as ASSISTANT
from deskbell.features.bot import FEATURE as BOT
from deskbell.features.canned_replies import FEATURE as CANNED_REPLIES
from deskbell.features.csat import FEATURE as CSAT
from deskbell.features.flows import FEATURE as FLOWS
from deskbell.features.knowledge import FEATURE as KNOWLEDGE
from deskbell.features.lookups import FEATURE as LOOK_UPS
from deskbell.features.offline_messages import FEATURE as OFFLINE_MESSAGES
from deskbell.http.errors import exception_handlers
from deskbell.http.nowhere import unknown_address
from deskbell.http.routes import core_routes
from deskbell.realtime.server import RealtimeServer
from deskbell.services import clock_jumps, presence, remembered
from deskbell.services.bus import Bus
from deskbell.services.connections import Presumed
from deskbell.services.core import Core
from deskbell.services.limits import Limits
from deskbell.services.setup import signing_keys
from deskbell.services.timers import run_timers
from deskbell.services.tokens import Tokens
from deskbell.settings import Settings, SettingsError
from deskbell.storage.database import Database, sqlite_url
from deskbell.storage.migrate import is_current, migrate
from deskbell.storage.writer import Writer

FEATURES: tuple[Feature, ...] = (KNOWLEDGE, LOOK_UPS, FLOWS, BOT, CANNED_REPLIES, CSAT, OFFLINE_MESSAGES, ASSISTANT)


@dataclass(frozen=True)
class Running:
    """A started Deskbell: the core for those who need its rules, the ASGI app for whoever serves it.

    `drain` tells every client to come back in a moment; it belongs before the sockets are closed.
    """

    core: Core
    app: ASGIApp
    drain: Callable[[], Awaitable[None]]


@asynccontextmanager
async def running(settings: Settings, clock: Clock = system_clock) -> AsyncIterator[Running]:
    """Open the database, bring it to the newest schema, and start everything; all of it ends with the block.

    Raises `AlreadyRunning` when another process has the database, `embedder_missing` and `embedder_broken`.
    """
    async with open_core(settings, clock) as core:
        if core.hooks.load_embedder is not None:
            core.hooks.load_embedder()
        realtime = RealtimeServer(
            core,
            [command for feature in FEATURES for command in feature.visitor_commands],
            [command for feature in FEATURES for command in feature.agent_commands],
        )
        core.bus.start()
        await clock_jumps.follow_since_stop(core)
        await presence.nobody_is_connected(core)
        await remembered.note_lines(core)
        await realtime.start()
        timers = asyncio.create_task(run_timers(core), name="deskbell-timers")
        if core.hooks.once_ready is not None:
            core.hooks.once_ready()
        try:
            yield Running(core, _asgi(core, realtime), realtime.drain)
        finally:
            timers.cancel()
            await asyncio.gather(timers, return_exceptions=True)
            await realtime.stop()
            await core.bus.stop()


@asynccontextmanager
async def open_core(settings: Settings, clock: Clock = system_clock) -> AsyncIterator[Core]:
    """The rules on an open database, without doors: for the command line."""
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url or sqlite_url(settings.data))
    database.lock()
    bus = Bus()
    writer = Writer(database, clock, bus.publish)
    try:
        await writer.start()  # on PostgreSQL its connection holds the lock that keeps a second process out
        await migrate(database)
        keys = await writer.write(signing_keys)
        limits = Limits(settings.rate_limit_scale)
        core = Core(settings, database, writer, clock, bus, limits, Tokens(keys))
        _join_features(core)
        for feature in FEATURES:
            if feature.start is not None:
                await feature.start(core)
        try:
            yield core
        finally:
            await core.end_under_way()
    finally:
        await writer.stop()
        await database.close()


@asynccontextmanager
async def reading_core(settings: Settings, clock: Clock = system_clock) -> AsyncIterator[Core]:
    """The rules on a database that is only read, beside a running server or without one: for the command line.

    Sockets are the server's, so whoever is shown as online is taken to be connected. Raises `SettingsError` where there
    is no database, or one with another schema.
    """
    check_is_there(settings)
    database, bus = Database(settings.database_url or sqlite_url(settings.data)), Bus()
    try:
        if not await is_current(database):
            raise SettingsError("The database has another schema than this Deskbell. Run deskbell migrate first.")
        limits, writer = Limits(settings.rate_limit_scale), Writer(database, clock, bus.publish)
        core = Core(settings, database, writer, clock, bus, limits, Tokens([]), connections=Presumed())
        _join_features(core)
        yield core
    finally:
        await database.close()


def check_is_there(settings: Settings) -> None:
    """For commands on a desk that exists: a mistyped folder is not to become another one. Raises `SettingsError`."""
    if not settings.database_url and not (settings.data / "deskbell.sqlite3").is_file():
        raise SettingsError(f"There is no Deskbell in {settings.data}. Name its folder with --data.")


def _join_features(core: Core) -> None:
    for feature in FEATURES:
        if feature.join is not None:
            feature.join(core)
        for subscriber in feature.subscribers:
            core.bus.subscribe(partial(subscriber, core))


def _asgi(core: Core, realtime: RealtimeServer) -> ASGIApp:
    routes = [*core_routes(core), *(route for feature in FEATURES for route in feature.routes)]
    pages = Starlette(routes=routes, exception_handlers=exception_handlers(unknown_address))
    pages.state.core = core
    app: ASGIApp = socketio.ASGIApp(realtime.door, pages, socketio_path="socket.io")
    return app
