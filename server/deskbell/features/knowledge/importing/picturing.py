"""The pictures of a file that is imported: kept, known again, or listed where they are nowhere to be had."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from deskbell.features.knowledge.importing.items import Item, Read
from deskbell.features.knowledge.pictures import keep_picture
from deskbell.features.knowledge.rendering import PICTURES
from deskbell.features.knowledge.store.picture_uses import SHOWN
from deskbell.services.core import Core
from deskbell.services.pictures import Picture
from deskbell.storage import pictures

_ASKED_AT_ONCE = 500


async def keep_pictures(core: Core, read: Read) -> None:
    """Keep what the file holds, and list what its articles show that is neither in it nor here."""
    await _know_again(core, read)
    for picture in read.pictures.values():
        await keep_picture(core, picture)
    await _list_missing(core, read)


async def _know_again(core: Core, read: Read) -> None:
    """A picture that was exported here keeps its address: a JPEG that is encoded anew would be another one each time."""
    renamed: dict[str, str] = {}
    async with core.read() as conn:
        for name, original in read.originals.items():
            if name != original and (kept := await pictures.get(conn, original)):
                made = read.pictures.pop(name)
                read.pictures[original] = Picture(original, kept[1], made.width, made.height)
                renamed[name] = original
    if renamed:
        read.items = [_renamed(item, renamed) for item in read.items]


def _renamed(item: Item, names: Mapping[str, str]) -> Item:
    if not item.body or PICTURES not in item.body:
        return item
    body = SHOWN.sub(lambda found: PICTURES + names.get(found[1], found[1]), item.body)
    return msgspec.structs.replace(item, body=body)


async def _list_missing(core: Core, read: Read) -> None:
    shown: dict[str, Item] = {}
    for item in read.items:
        for name in SHOWN.findall(item.body or ""):
            if name not in read.pictures:
                shown.setdefault(name, item)
    names = list(shown)
    async with core.read() as conn:
        for at in range(0, len(names), _ASKED_AT_ONCE):
            part = names[at : at + _ASKED_AT_ONCE]
            here = await pictures.names_of(conn, part)
            for name in part:
                if name not in here:
                    message = f"The picture {PICTURES}{name} is neither in this file nor on this server."
                    read.refuse(shown[name].row, "missing_picture", message, "body", shown[name].file)
