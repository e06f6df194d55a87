"""kill -9 of the server under talking pairs: `python -m tests.faults.kill --kills 20 --pairs 15`.

Prints a table and a line of JSON; ends with 1 when a single message was lost, doubled, reordered or not shown.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from tests.faults.damage import drop_unique_key, integrity
from tests.faults.journal import Faults
from tests.faults.pairs import Pair, Shop, faults_of, grow_quiet
from tests.process import CHEAP, ServerProcess

Span = tuple[float, float]
UP_FOR: Span = (0.8, 1.8)
"""Seconds that a server is left to talk after everybody got through to it, at random between these."""
PAUSE = 0.04
"""Seconds between the messages of a talker."""
PATIENCE = 120
ENVIRON = {"DESKBELL_RATE_LIMIT_SCALE": "0", "DESKBELL_LOG_LEVEL": "warning"}


@dataclass(frozen=True)
class Report:
    """What one run proved. `recoveries` are the seconds from each kill until the server answered again."""

    kills: int
    pairs: int
    seed: int
    sent: int
    acknowledged: int
    resent: int
    faults: Faults
    integrity: str
    recovery_median: float
    seconds: float

    def table(self) -> str:
        rows = {**asdict(self), **asdict(self.faults)}
        del rows["faults"]
        return "\n".join(f"{name.replace('_', ' '):<18} {_figure(value):>12}" for name, value in rows.items())


def _figure(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


async def run(
    folder: Path, kills: int, pairs: int, seed: int, breakage: str = "", pause: float = PAUSE, up_for: Span = UP_FOR
) -> Report:
    """Set up a sound server, let the pairs meet, then kill and start again; `breakage` is on from the first kill on."""
    began = time.monotonic()
    chance = random.Random(seed)
    server = ServerProcess(folder / "data", command=CHEAP, environ=ENVIRON)
    try:
        server.start()
        shop = await Shop.open(server.url, server.setup_code(), min(pairs, 5))
        talkers = [await Pair.meet(shop, number) for number in range(pairs)]
        _break(server, breakage)
        moments = [chance.uniform(*up_for) for _ in range(kills)]
        recoveries = await _talk_and_kill(server, talkers, moments, pause)
        await grow_quiet(talkers)
        faults = await faults_of(shop, talkers)
        for pair in talkers:
            await pair.leave()
        await shop.close()
        server.stop()
    finally:
        server.end()
    journals = [peer.journal for pair in talkers for peer in pair.peers]
    return Report(
        kills=kills,
        pairs=pairs,
        seed=seed,
        sent=sum(len(journal.sent) for journal in journals),
        acknowledged=sum(len(journal.acked) for journal in journals),
        resent=sum(journal.resent for journal in journals),
        faults=faults,
        integrity=integrity(server.data / "deskbell.sqlite3"),
        recovery_median=median(recoveries),
        seconds=time.monotonic() - began,
    )


def _break(server: ServerProcess, breakage: str) -> None:
    if not breakage:
        return
    server.stop()
    if breakage == "forget_client_ids":
        drop_unique_key(server.data / "deskbell.sqlite3")
    server.command = (*CHEAP[:1], "-m", "tests.faults.launcher", breakage)
    server.start()


async def _talk_and_kill(
    server: ServerProcess, pairs: list[Pair], moments: Sequence[float], pause: float
) -> list[float]:
    stop = asyncio.Event()
    talks = [asyncio.create_task(peer.talk(stop, pause)) for pair in pairs for peer in pair.peers]
    recoveries = []
    try:
        for moment in moments:
            await _progress(pairs, talks)
            await asyncio.sleep(moment)
            recoveries.append(await asyncio.to_thread(_kill_and_start, server))
        await _progress(pairs, talks)
        stop.set()
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*talks)
    finally:
        for talk in talks:
            talk.cancel()
    return recoveries


async def _progress(pairs: list[Pair], talks: Sequence[asyncio.Task[None]]) -> None:
    """Wait until as many messages got through as there are peers, so that each kill hits a talk."""
    enough = _acked(pairs) + len(talks)
    async with asyncio.timeout(PATIENCE):
        while _acked(pairs) < enough:
            for talk in talks:
                if talk.done():
                    talk.result()
            await asyncio.sleep(0.02)


def _acked(pairs: list[Pair]) -> int:
    return sum(len(peer.journal.acked) for pair in pairs for peer in pair.peers)


def _kill_and_start(server: ServerProcess) -> float:
    began = time.monotonic()
    server.kill()
    server.start()
    return time.monotonic() - began


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--pairs", type=int, default=15)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--breakage", default="", help="forget_client_ids, acknowledge_before_commit")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="deskbell-kill-") as folder, contextlib.suppress(KeyboardInterrupt):
        report = asyncio.run(run(Path(folder), wanted.kills, wanted.pairs, wanted.seed, wanted.breakage))
        print(report.table())
        print(json.dumps(asdict(report)))
        return 0 if report.faults.none and report.integrity == "ok" else 1
    return 130


if __name__ == "__main__":
    sys.exit(main())
