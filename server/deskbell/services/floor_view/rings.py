"""Arrivals an hour, today and on a usual day of the same name, by the wall clock of the inbox's place."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.storage import floor_view

Wire = dict[str, Any]
WEEKS = 4
"""How many weeks back a usual day is taken from."""


class Day(NamedTuple):
    """The day that it is somewhere."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def hour(self) -> int:
        return self.now.astimezone(self.zone).hour

    def bounds(self, days_ago: int = 0) -> list[datetime]:
        """The 25 moments at which the hours of a day begin and the last one ends."""
        day = self.today - timedelta(days=days_ago)
        hours = [datetime.combine(day, time(hour), self.zone) for hour in range(24)]
        return [moment.astimezone(UTC) for moment in [*hours, self._midnight_after(day)]]

    def _midnight_after(self, day: date) -> datetime:
        return datetime.combine(day + timedelta(days=1), time(), self.zone)

    def span(self, days_ago: int = 0) -> tuple[datetime, datetime]:
        """From midnight to midnight."""
        bounds = self.bounds(days_ago)
        return bounds[0], bounds[-1]


async def rings_view(conn: AsyncConnection, inbox_ids: list[str], day: Day) -> Wire:
    """`today` and `usual` by hour, 0 to 23; `usual` is null while no such day was seen."""
    return {
        "hour": day.hour,
        "today": await floor_view.rings(conn, inbox_ids, day.bounds()),
        "usual": await _usual(conn, inbox_ids, day),
    }


async def _usual(conn: AsyncConnection, inbox_ids: list[str], day: Day) -> list[float] | None:
    first = await floor_view.first_ring(conn, inbox_ids)
    seen = [week * 7 for week in range(1, WEEKS + 1) if first is not None and first < day.span(week * 7)[1]]
    if not seen:
        return None
    days = [await floor_view.rings(conn, inbox_ids, day.bounds(days_ago)) for days_ago in seen]
    return [round(sum(hour) / len(days), 1) for hour in zip(*days, strict=True)]
