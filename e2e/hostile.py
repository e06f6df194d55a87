"""Texts that want to be something else: where they come from, and many visitors who say them over the wire.

The lists lie beside the repository; without them the stories of hostile text are skipped, with a word that says so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest

from deskbell.domain.ids import new_id
from deskbell.domain.visible import shows_anything
from e2e.demo import Demo
from e2e.wire import Wire
from tools.console import ROOT

DATA = ROOT.parent / "shared" / "data"
NAUGHTY = DATA / "naughty-strings" / "blns.json"
PAYLOADS = DATA / "xss-payloads" / "payloadbox.txt"
MANY = 200
MAX_NAME, MAX_EMAIL, MAX_PAGE, MAX_COMMENT = 200, 254, 2000, 2000


def hostile_texts() -> list[str]:
    if not NAUGHTY.exists() or not PAYLOADS.exists():
        pytest.skip(f"no lists of hostile texts at {DATA}")
    naughty: list[str] = json.loads(NAUGHTY.read_text("utf-8"))
    lines = [line for line in PAYLOADS.read_text("utf-8").split("\n") if line.strip()]
    return naughty + _spread(lines, MANY)


def _spread(lines: list[str], many: int) -> list[str]:
    """So many of them, from the beginning to the end of the list: neighbours are much alike."""
    return [lines[at * len(lines) // many] for at in range(many)]


def as_stored(text: str) -> str:
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


@dataclass
class Sent:
    """A conversation in which a visitor said all the texts, one after the other."""

    token: str
    name: str
    texts: list[str] = field(default_factory=list)


def says_all(demo: Demo, name: str, texts: list[str]) -> Sent:
    """A visitor in the line, so that no machine answers between the texts. Texts of nothing are refused."""
    auth = {"inbox": demo.told.inbox, "identity": {"name": name}, "page": {"url": demo.shop_url}}
    with Wire(demo.url, "/visitor", auth, demo.shop_url) as visitor:
        sent = Sent(visitor.session["token"], name)
        conversation = visitor.must("start_conversation", {"client_id": new_id()})["conversation"]["id"]
        visitor.must("request_human", {"conversation_id": conversation})
        for text in texts:
            payload = {"conversation_id": conversation, "client_id": new_id(), "text": text}
            answer = visitor.ask("send_message", payload)
            if answer["ok"]:
                assert answer["message"]["text"] == as_stored(text)
                sent.texts.append(as_stored(text))
            else:
                assert (answer["error"]["code"], shows_anything(text)) == ("text_empty", False)
        return sent


class Chameleon:
    """A visitor who calls themselves by every text in turn, is on pages of every title, and comments with each."""

    def __init__(self, demo: Demo) -> None:
        self._demo = demo
        self._wire = self._come({"identity": {"name": "Chameleon"}})
        begun = self._wire.must("start_conversation", {"client_id": new_id(), "text": "Who am I?"})
        self._which = {"conversation_id": begun["conversation"]["id"]}
        self._wire.must("request_human", self._which)

    @property
    def token(self) -> str:
        token: str = self._wire.session["token"]
        return token

    def comes_as(self, text: str) -> None:
        """A page of the shop says who its visitor is: name, address, title and referrer are the text."""
        identity = {"name": text[:MAX_NAME], "email": text[:MAX_EMAIL]}
        page = {"url": self._demo.shop_url, "title": text, "referrer": text}
        token = self.token
        self._wire.hang_up()
        self._wire = self._come({"token": token, "identity": identity, "page": page})

    def ends(self) -> None:
        self._wire.must("resolve_conversation", self._which)

    def comments(self, text: str) -> None:
        comment = text[:MAX_COMMENT]
        rated = self._wire.must("rate_conversation", self._which | {"rating": 3, "comment": comment})
        assert rated["csat"]["comment"] == as_stored(comment)

    def goes(self) -> None:
        self._wire.hang_up()

    def _come(self, auth: dict[str, Any]) -> Wire:
        return Wire(self._demo.url, "/visitor", {"inbox": self._demo.told.inbox, **auth}, self._demo.shop_url)


def leaves_all_as_address(demo: Demo, texts: list[str]) -> list[tuple[str, dict[str, Any]]]:
    """Each text as the e-mail address of a message that is left, with the answer."""
    with Wire(demo.url, "/visitor", {"inbox": demo.told.inbox}, demo.shop_url) as visitor:
        return [
            (
                text,
                visitor.ask("leave_offline_message", {"client_id": new_id(), "name": "V", "email": text, "text": "v"}),
            )
            for text in texts
        ]
