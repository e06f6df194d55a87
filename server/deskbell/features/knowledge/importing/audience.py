"""Whom an article is for, in fields and words of other programs. No I/O.

A field that speaks of fewer than everybody is never passed over: a word for those who answer makes the article theirs, and
one that cannot be read is refused, unless `visibility` says it plainly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_FLAGS = (
    *("internal", "is_internal", "internal_only", "is_private", "private_only", "restricted", "is_restricted"),
    *(
        "confidential",
        "secret",
        "staff_only",
        "agents_only",
        "agent_only",
        "team_only",
        "members_only",
        "employees_only",
    ),
)
"""Fields that keep it from visitors where they say yes."""
_LISTS = (
    *("audience", "audiences", "access", "access_level", "permission", "permissions", "viewers", "viewable_by"),
    *(
        "visible_to",
        "visible_for",
        "show_to",
        "restricted_to",
        "user_segment",
        "user_segments",
        "classification",
        "acl",
    ),
)
"""Fields that name those who may read it."""
_SEGMENTS = ("user_segment_id", "user_segment_ids")
"""Where Zendesk names a group, by a number; nothing there is everybody."""
_PERHAPS = ("visible", "public", "listed", "scope", "for", "roles", "groups")
"""Fields that may speak of anything; only a word for those who answer counts."""
NAMES = (*_FLAGS, *_LISTS, *_SEGMENTS)
_NESTED = {"visibility", "draft", "private", *_FLAGS, *_LISTS}

_AGENTS = {
    *("agent", "agents", "internal", "private", "staff", "team", "teams", "employee", "employees", "restricted"),
    *("confidential", "secret", "admin", "admins", "administrator", "administrators", "moderators", "agentsandadmins"),
    *("客服", "内部", "內部", "员工", "員工", "同事", "团队", "團隊", "管理员", "管理員", "客服人员", "客服人員"),
    *("私有", "私密", "保密", "机密", "機密", "不公开", "不公開", "内部员工", "內部員工"),
}
_EVERYBODY = {
    *("everybody", "everyone", "all", "public", "anyone", "anybody", "world", "open", "visitors", "customers"),
    *("allusers", "allvisitors", "users", "free", "unrestricted", "guest", "guests", "read"),
    *(
        "所有人",
        "公开",
        "公開",
        "全部",
        "大家",
        "任何人",
        "访客",
        "訪客",
        "客户",
        "客戶",
        "顾客",
        "顧客",
        "公众",
        "公眾",
    ),
}
_ONLY = re.compile(r"^(?:only|[仅僅只限对對])+|(?:only|可见|可見|可读|可讀|使用|专用|專用)$")
_PARTED = re.compile(r"[\n,;|/、，；]")
_SIGN = re.compile(r"[\W_]+")


def reader_of(given: Any) -> str | None:
    """`agents` or `everybody`, whichever a word or a list of words means; None for any other word."""
    words = given if isinstance(given, list) else _PARTED.split(given) if isinstance(given, str) else []
    plain = {_plain(word) for word in words if isinstance(word, str) and word.strip()}
    if plain & _EVERYBODY and plain <= _EVERYBODY | _AGENTS:
        return "everybody"
    return "agents" if plain and plain <= _AGENTS else None


def _plain(word: str) -> str:
    signs = _SIGN.sub("", word).lower()
    return signs if signs in _AGENTS | _EVERYBODY else _ONLY.sub("", signs)


def audience_of(said: Mapping[str, Any], flags: Mapping[str, Any]) -> tuple[str | None, dict[str, Any]]:
    """Whom the fields mean, by their `field_name`, and those that cannot be read. `flags` are the same read as yes or no."""
    meant: set[str] = set()
    unread: dict[str, Any] = {}
    if any(reader_of(said.get(name)) == "agents" for name in _PERHAPS):
        meant.add("agents")
    for name in ("private", *NAMES):
        value, flag = said.get(name), flags.get(name)
        if value in (None, "", [], {}) or flag is False or (name == "private" and flag is True):
            continue
        is_kept = name in _SEGMENTS or (name in _FLAGS and flag is True)
        if reader := "agents" if is_kept else reader_of(value):
            meant.add(reader)
        else:
            unread[name] = value
    return "agents" if "agents" in meant else next(iter(meant), None), unread


def holds_back(pairs: Iterable[tuple[str, Any, Any]]) -> Iterator[str]:
    """The names of fields inside others that say it is not for everybody, of `(field_name, value, value as yes or no)`."""
    return (name for name, value, flag in pairs if name in _NESTED and (flag is True or reader_of(value) == "agents"))
