"""An inbox's brand as it stands on the wire. The colour rule itself is in `domain.brand`."""

from __future__ import annotations

from typing import Any

from deskbell.domain.brand import roles
from deskbell.domain.records import Inbox


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
