"""An inbox's brand as it stands on the wire. The colour rule itself is in `domain.brand`."""

from __future__ import annotations

from typing import Any

from deskbell.domain.brand import roles
from deskbell.domain.records import Inbox


def shown_name(inbox: Inbox, locale: str) -> str:
    """What visitors call the inbox: the brand's name in their language, else the name that the desk has for it."""
    return inbox.brand.get("name", {}).get(locale) or inbox.name


def brand_view(inbox: Inbox, locale: str) -> dict[str, Any]:
    """The wire's `brand` in one language, with the accent roles derived from its colour."""
    brand = inbox.brand
    return {
        "color": brand["color"],
        "roles": roles(brand["color"]),
        "logo_url": f"/media/logo/{inbox.logo}" if inbox.logo else None,
        "position": brand["position"],
        "offset_x": brand["offset_x"],
        "offset_y": brand["offset_y"],
        "launcher_text": brand["launcher_text"].get(locale, ""),
    }
