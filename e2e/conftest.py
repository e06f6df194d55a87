"""One living shop for all stories, and the people in it. A fixture named `vic` is Vic, with a browser of his own."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Any, TypeVar

import pytest
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api._generated import Tracing

from e2e.agent import Agent
from e2e.demo import NEIGHBOURS, UNLIMITED, Demo, living
from e2e.desk_people import Callers
from e2e.people import LAPTOP, PHONE, Person, Visitor
from e2e.watch import Watch
from tools import browser

WATCHES = pytest.StashKey[list[Watch]]()
NewContext = Callable[..., BrowserContext]
PATIENCE = 60_000  # milliseconds: two cores share a server, a browser and whatever else runs
expect.set_options(timeout=PATIENCE)
P = TypeVar("P", bound=Person)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = browser.executable(window=browser_type_launch_args.get("headless") is False)
    return browser_type_launch_args | {"args": ["--no-sandbox"]} | ({"executable_path": found} if found else {})


@pytest.fixture(scope="session", autouse=True)
def light_traces(pytestconfig: pytest.Config) -> Iterator[None]:
    """A trace of steps, console and requests, and of a story that fails a picture of its end.

    A film was a third of a story's CPU, the page before and after each step a fifth. Who looks for something gets
    both by asking: `pytest --tracing=on`.
    """
    start = Tracing.start

    def light(self: Tracing, **options: Any) -> None:
        start(self, **options | {"screenshots": False, "snapshots": False, "sources": False})

    with pytest.MonkeyPatch.context() as patch:
        if pytestconfig.getoption("--tracing") != "on":
            patch.setattr(Tracing, "start", light)
        yield


@pytest.fixture
def new_context(new_context: NewContext) -> NewContext:
    """What is clicked or opened may take as long as what is expected."""

    def patient(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.set_default_timeout(PATIENCE)
        return context

    return patient


@pytest.fixture(scope="session")
def living_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with living(tmp_path_factory, "demo", UNLIMITED | NEIGHBOURS) as demo:
        yield demo


@pytest.fixture
def demo(living_demo: Demo) -> Iterator[Demo]:
    """The shop that the stories share, quiet at the beginning of each."""
    yield living_demo
    living_demo.tidy()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """What the browsers complained of fails the story itself, so that its trace is kept."""
    yield
    for watch in item.stash.get(WATCHES, []):
        watch.verdict()


class Cast:
    """Who comes on: a person each with a browser context, whose complaints are the test's."""

    def __init__(self, request: pytest.FixtureRequest, demo: Demo, new_context: NewContext) -> None:
        self._watches = request.node.stash.setdefault(WATCHES, [])
        self._demo = demo
        self._new_context = new_context
        self._agents: list[Agent] = []

    def visitor(self, name: str, *, phone: bool = False, locale: str = "en", **options: Any) -> Visitor:
        context = self._new_context(locale=locale, **(PHONE if phone else LAPTOP), **options)
        return self._watched(Visitor(name, self._demo, context, locale))

    def agent(self, name: str, *, locale: str = "en", **options: Any) -> Agent:
        agent = Agent(name, self._demo, self._new_context(locale=locale, **LAPTOP, **options), locale)
        self._agents.append(agent)
        return self._watched(agent)

    def leaves(self) -> None:
        """Nobody is shown as online through the grace of a closed browser: the next story may need an empty desk."""
        for agent in self._agents:
            agent.context.request.post(f"{self._demo.url}/api/logout", headers={"Origin": self._demo.url})

    def _watched(self, person: P) -> P:
        self._watches.append(person.watch)
        return person


@pytest.fixture
def cast(request: pytest.FixtureRequest, demo: Demo, new_context: NewContext) -> Iterator[Cast]:
    cast = Cast(request, demo, new_context)
    yield cast
    cast.leaves()


@pytest.fixture
def vic(cast: Cast) -> Visitor:
    """On a phone."""
    return cast.visitor("Vic", phone=True)


@pytest.fixture
def wanda(cast: Cast) -> Visitor:
    """At a laptop."""
    return cast.visitor("Wanda")


@pytest.fixture
def ann(cast: Cast) -> Agent:
    return cast.agent("Ann")


@pytest.fixture
def ben(cast: Cast) -> Agent:
    return cast.agent("Ben")


@pytest.fixture
def lee(cast: Cast) -> Agent:
    """The team leader."""
    return cast.agent("Lee")


@pytest.fixture
def ada(cast: Cast) -> Agent:
    """The admin."""
    return cast.agent("Ada")


@pytest.fixture
def caller(demo: Demo) -> Iterator[Callers]:
    """Visitors without a browser, for what the desk does: `caller("Vic").rings("Where is my order?")`."""
    callers = Callers(demo)
    yield callers
    callers.hang_up()
