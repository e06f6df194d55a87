"""Whom an article is for, and whether it may be shown yet, in the words of whatever program wrote the file. No I/O.

Nothing that says one of these is passed over. What cannot be read is handed on as it is, for `add_item` to refuse.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from deskbell.features.knowledge.importing import audience
from deskbell.features.knowledge.importing.audience import audience_of, reader_of

_HIDES = ("draft", "hidden", "private", "unlisted", "unpublished")
"""Fields that hold an article back where they say yes."""
_SHOWS = ("published", "publish", "dg_publish", "public", "visible", "listed")
"""Fields that hold it back where they say no."""
_NOT_BEFORE = (
    *("publishdate", "publish_date", "publish_on", "publishedat", "published_at", "published_on", "published_date"),
    *("pubdate", "pub_date", "datepublished", "date_published", "published", "publish", "date"),
)
"""Days before which Hugo and Jekyll show nothing."""
_NOT_AFTER = ("expirydate", "expiry_date", "expires", "unpublishdate", "unpublish_date")
_STRICT = ("draft", "published", "publish")
"""What these say must be read; in the others a program may keep something else."""
FLAGS = (*_HIDES, *_SHOWS, *audience.NAMES)
NAMES = tuple(dict.fromkeys(("visibility", "status", *FLAGS, *_NOT_BEFORE, *_NOT_AFTER)))

_CHINESE = {
    **dict.fromkeys(("可见性", "可見性", "可见范围", "可見範圍", "受众", "受眾", "读者", "讀者"), "visibility"),
    **dict.fromkeys(("可见", "可見", "适用人群", "適用人群", "适用对象", "適用對象"), "visible_to"),
    **dict.fromkeys(("权限", "權限", "访问权限", "存取權限"), "permission"),
    **dict.fromkeys(("状态", "狀態"), "status"),
    **dict.fromkeys(("草稿",), "draft"),
    **dict.fromkeys(("发布", "發布"), "published"),
    **dict.fromkeys(("公开", "公開"), "public"),
    **dict.fromkeys(("隐藏", "隱藏"), "hidden"),
    **dict.fromkeys(("内部", "內部", "仅内部", "僅內部", "仅客服", "僅客服", "不公开", "不公開"), "internal"),
    **dict.fromkeys(("私密", "私有"), "private"),
    **dict.fromkeys(("保密", "机密", "機密"), "confidential"),
}
"""What these fields are called by whoever writes Chinese."""
_STATUSES = {
    **dict.fromkeys(
        ("publish", "public", "live", "new", "done", "deprecated", "complete", "completed", "finished"), ""
    ),
    **dict.fromkeys(("final", "stable", "active", "updated", "evergreen", "ok", "experimental", "beta"), ""),
    **dict.fromkeys(("wip", "todo", "idea", "doing", "pending", "private", "hidden", "future", "unpublished"), "draft"),
    **dict.fromkeys(("inprogress", "inreview", "review", "seedling", "budding", "autodraft", "incomplete"), "draft"),
    **dict.fromkeys(("archive", "trash", "obsolete", "归档", "已归档", "封存", "已封存"), "archived"),
    **dict.fromkeys(("草稿", "未发布", "未發布", "待审核", "待審核"), "draft"),
    **dict.fromkeys(("启用", "啟用", "正常", "有效"), ""),
    **dict.fromkeys(("已发布", "发布", "已發布", "發布", "公开", "公開"), ""),
}
"""What others write, as one of ours; with an empty word it is shown like one that says nothing (MkDocs: new, deprecated)."""
_FLAGS = dict.fromkeys(("yes", "y", "true", "1", "x", "on", "是"), True) | dict.fromkeys(
    ("no", "n", "false", "0", "off", "否"), False
)
_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])", re.ASCII)
_SIGN = re.compile(r"[^\w/-]+")
_ASIDE = re.compile(
    r"\((?:必填|选填|選填|可选|可選|required|optional|yes/no|y/n|是/否|是否)\)\s*$|[*＊?？]\s*$", re.IGNORECASE
)
_GAPS = re.compile(r"[\s\-]+")
_AROUND = re.compile(r"^(?:is_?|article_|publication_|post_|page_)|^(?:是否|文章|页面|頁面)")
_STANDING = frozenset(("visibility", "status", "state", *_HIDES, *_SHOWS, "internal", "restricted"))


def field_name(written: str) -> str:
    """A field's or column's name without what nobody sees: marks of no width, spaces that do not break, capitals; and without
    what people put around it: "Article status", isDraft, 是否公开, 可见性（必填）."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", written) if unicodedata.category(sign) != "Cf")
    plain = _GAPS.sub("_", _ASIDE.sub("", seen).strip().lower())
    bare = _AROUND.sub("", plain)
    named = next((known for one in (plain, bare, plain.replace("_", "")) if (known := _CHINESE.get(one))), None)
    return named or (bare if bare in _STANDING and plain not in NAMES else plain)


def flag_of(given: Any) -> Any:
    """What a cell or a field says of yes or no; anything else comes back as it is, for `add_item` to refuse."""
    if isinstance(given, int) and given in (0, 1):
        return bool(given)
    return _FLAGS.get(given.strip().lower(), given) if isinstance(given, str) else given


def standing_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """`visibility`, `status`, `not_before` and `not_after` of fields by their `field_name`, as far as they say so."""
    given = {name: said[name] for name in NAMES if said.get(name) not in (None, "", [])}
    found: dict[str, Any] = {}
    if "visibility" in given:
        found["visibility"] = reader_of(given["visibility"]) or _said_as(given["visibility"], {})
    meant, unclear = audience_of(said, {name: flag_of(value) for name, value in given.items()})
    if meant is not None and (meant == "agents" or "visibility" not in found):
        found["visibility"] = meant
    if "status" in given and (status := _said_as(given["status"], _STATUSES)):
        found["status"] = status
    if (_is_held_back(given) or _state_of(said) == "draft") and found.get("status") in (None, "published"):
        found["status"] = "draft"
    unread = {name: given[name] for name in _STRICT if name in given and not _is_read(name, given[name])}
    return {**found, **_days_of(given), **unread, **({} if "visibility" in found else unclear)}


def _state_of(said: Mapping[str, Any]) -> Any:
    """What some programs call their status; in others it is a part of a country, and any word."""
    return _said_as(said.get("state"), _STATUSES)


def _said_as(given: Any, meant: Mapping[str, str]) -> Any:
    """One of our words for what another program calls it, whatever the capitals and the picture before it."""
    if not isinstance(given, str):
        return given
    plain = field_name(given)
    bare = _SIGN.sub("", plain).replace("_", "")
    return meant.get(bare, bare or plain)


def _is_held_back(given: Mapping[str, Any]) -> bool:
    return any(flag_of(given.get(name)) is True for name in _HIDES) or any(
        flag_of(given.get(name)) is False for name in _SHOWS
    )


def _is_read(name: str, given: Any) -> bool:
    return isinstance(flag_of(given), bool) or (name in _NOT_BEFORE and day_of(given) is not None)


def _days_of(given: Mapping[str, Any]) -> dict[str, date]:
    """The latest of the days before which, and the earliest of those after which nothing is shown."""
    first = [day for name in _NOT_BEFORE if (day := day_of(given.get(name))) is not None]
    last = [day for name in _NOT_AFTER if (day := day_of(given.get(name))) is not None]
    return ({"not_before": max(first)} if first else {}) | ({"not_after": min(last)} if last else {})


def day_of(given: Any) -> date | None:
    """The day that a text begins with, the year first; None where it does not."""
    found = _DAY.match(given.strip()) if isinstance(given, str) else None
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def is_shown(not_before: date | None, not_after: date | None, today: date) -> bool:
    """Whether the days that a file says let it be shown today."""
    return (not_before is None or not_before <= today) and (not_after is None or not_after >= today)
