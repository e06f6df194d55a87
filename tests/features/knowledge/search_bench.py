"""What a search costs among 100,000 articles: `python -m tests.features.knowledge.search_bench [--only sqlite]`.

Prints, for each query, the CPU of this process and of PostgreSQL's server process in milliseconds a search (the median
of several; on SQLite the database's work is this process's). The articles are made up of a tea shop's sentences: two
thirds Chinese, one third English, every word far more frequent than in life, so that bad cases are among them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.features.knowledge.search import engine
from deskbell.features.knowledge.search.tokens import Entry, prepare
from deskbell.storage.database import Database
from tests.features.knowledge.search_people import SHOP, shelf
from tests.ready import bring_to_newest, sqlite_in
from tools.postgres import find_binaries, running_cluster

QUERIES = [
    *("茶", "退", "的", "a", "t", "re", "ret", "tea", "order"),
    *(
        "退货",
        "茶叶",
        "普洱茶",
        "怎么退货",
        "收到的茶叶可以退货吗",
        "ship",
        "return an opened tin",
        "what is the best green tea",
    ),
    *("vip会员", "发票 invoice", "白毫银针", "rooibos", "没有这样的东西", "xyzzy"),
    "how do I return the opened tin of green tea that I received yesterday with my order from your shop",
    "我上个星期在你们店里买的西湖龙井茶叶到现在还没有收到请问什么时候可以发货物流单号是多少",
]
BATCH, TIMES = 500, 9
WORDS = [
    "order",
    "return",
    "parcel",
    "refund",
    "green",
    "black",
    "payment",
    "label",
    "month",
    "kettle",
    "bamboo",
    "tin",
]


def made_up(count: int) -> Iterator[Entry]:
    """Articles of one collection with 150 to 700 characters of body, always the same."""
    rand = random.Random(7)
    chinese = [a for a in shelf()["articles"] if a["locale"] != "en"]
    english = [a for a in shelf()["articles"] if a["locale"] == "en"]
    for number in range(count):
        shelf_, glue = (english, " ") if number % 3 == 0 else (chinese, "")
        chosen = rand.choices(shelf_, k=rand.randint(5, 12))
        words = rand.choices(WORDS, k=6) if glue else [chr(0x4E00 + rand.randrange(6000)) for _ in range(12)]
        body = glue.join(part for a in chosen for part in (a["body"], rand.choice(words)))
        title = glue.join([chosen[0]["title"], rand.choice(words), str(number)])
        yield Entry(
            f"{number}", chosen[0]["locale"], SHOP, True, title, chosen[1]["phrasings"], chosen[2]["keywords"], body
        )


async def fill(database: Database, count: int) -> None:
    began, cpu = time.perf_counter(), time.process_time()
    articles = made_up(count)
    while batch := [prepare(entry) for _, entry in zip(range(BATCH), articles, strict=False)]:
        async with database.writing.begin() as conn:
            await engine.put(conn, batch)
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    print(f"{count} articles indexed in {wall:.0f} s ({cpu * 1000 / count:.2f} ms CPU of this process each)")


def cpu_of(pid: int) -> float:
    """CPU seconds of another process (in hundredths, so one looks at many searches)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(database: Database) -> None:
    async with database.reading.connect() as conn:
        pid = None if database.is_sqlite else int(await conn.scalar(text("SELECT pg_backend_pid()")) or 0)
        print(f"{'query':40} {'found':>5} {'CPU here':>9} {'server':>7} {'wall':>6}")
        worst = 0.0
        for query in QUERIES:
            worst = max(worst, await _measure(conn, query, pid))
    print(f"dearest: {worst:.1f} ms of CPU")


async def _measure(conn: AsyncConnection, query: str, pid: int | None) -> float:
    found = await engine.search(conn, [SHOP], query, "zh-CN", 10)
    here, wall = [], []
    server = cpu_of(pid) if pid else 0.0
    times = TIMES * (10 if pid else 1)
    for _ in range(times):
        cpu, began = time.process_time(), time.perf_counter()
        await engine.search(conn, [SHOP], query, "zh-CN", 10)
        here.append((time.process_time() - cpu) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    server = (cpu_of(pid) - server) * 1000 / times if pid else 0.0
    mid = statistics.median(here)
    print(f"{query[:36]:40} {len(found):5} {mid:9.2f} {server:7.2f} {statistics.median(wall):6.1f}")
    return mid + server


async def bench(url: str, count: int) -> None:
    database = Database(url)
    await fill(database, count)
    if not database.is_sqlite:
        async with database.writing.begin() as conn:
            await conn.execute(text("ANALYZE"))
    await measure(database)
    await database.close()


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--articles", type=int, default=100_000)
    options.add_argument("--only", choices=("sqlite", "postgres"))
    chosen = options.parse_args()
    if chosen.only != "postgres":
        with tempfile.TemporaryDirectory() as folder:
            print("SQLite")
            sqlite_in(Path(folder))
            asyncio.run(bench(f"sqlite+aiosqlite:///{folder}/deskbell.sqlite3", chosen.articles))
    binaries = find_binaries()
    if chosen.only != "sqlite" and binaries:
        print("PostgreSQL")
        with running_cluster(binaries) as cluster:
            url = cluster.new_database()
            bring_to_newest(url)
            asyncio.run(bench(url, chosen.articles))


if __name__ == "__main__":
    main()
