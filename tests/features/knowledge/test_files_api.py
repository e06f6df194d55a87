"""Files go in and out over HTTP: what was exported changes nothing when it comes back, and only those who lead may."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import zipfile
from typing import Any

import httpx2
import pytest
from PIL import Image

from deskbell.features.knowledge.store import picture_uses
from tests.http.desk import Desk, code_of

pytestmark = pytest.mark.anyio
FORMULAS = ["=1+1", "+1", "-1", "@a", "＝1", "'quoted", "'=1", "\ttab"]
ARTICLES: list[dict[str, Any]] = [
    {
        "title": "=HYPERLINK(1)",
        "body": "\r\n    code\r\n- two",
        "phrasings": FORMULAS,
        "keywords": ["a", "b, c", "d|e\\"],
    },
    {"title": "Same title", "answer": "One.", "suggested": True, "review_on": "2027-01-31"},
    {"title": "Same title", "answer": 'Line\r\nand "quoted", too', "visibility": "agents"},
    {"title": "怎么退货？", "locale": "zh-CN", "body": "---\nno: front matter\n---\n\n正文"},
]


async def shelved(lee: httpx2.AsyncClient, desk: Desk) -> list[dict[str, Any]]:
    """Everything that the Shop has, the oldest first."""
    listed = (await lee.get(f"{desk.shop_url}/articles")).json()["articles"]
    return [(await lee.get(f"/api/articles/{one['id']}")).json()["article"] for one in reversed(listed)]


async def writes_some(lee: httpx2.AsyncClient, desk: Desk) -> None:
    tree = {"names": {"en": "Orders", "zh-CN": "订单"}}
    top = (await lee.post(f"{desk.shop_url}/categories", json=tree)).json()["category"]["id"]
    tree = {"names": {"en": "Returns > all"}, "parent_id": top}
    below = (await lee.post(f"{desk.shop_url}/categories", json=tree)).json()["category"]["id"]
    for number, form in enumerate(ARTICLES):
        more = {"locale": "en", "publish": number != 1, "category_id": below if number else None}
        made = (await lee.post(f"{desk.shop_url}/articles", json=more | form)).json()["article"]
    url = f"/api/articles/{made['id']}/variants/en"
    await lee.put(url, json={"title": "How to return?", "publish": True})
    await lee.put(url, json={"title": "A newer thought"})
    await lee.post(f"/api/articles/{made['id']}/variants/zh-CN/archive", json={})


@pytest.mark.parametrize("format", ["csv", "json", "markdown"])
async def test_what_was_exported_changes_nothing_and_can_be_moved(desk: Desk, format: str) -> None:
    lee, ada = await desk.signed_in("Lee"), await desk.signed_in("Ada")
    await writes_some(lee, desk)
    before = await shelved(lee, desk)
    file = await lee.get(f"{desk.shop_url}/knowledge/export?format={format}")
    assert file.headers["content-disposition"].startswith("attachment; filename=")
    back = await lee.post(f"{desk.shop_url}/knowledge/import?format={format}&replace=true", content=file.content)
    summary = back.json()
    assert summary == {
        "ok": True,
        "added": 0,
        "changed": 0,
        "unchanged": 4,
        "removed": 0,
        "without_answer": 1,
        "refused": [],
        "refused_count": 0,
    }
    assert await shelved(lee, desk) == before

    new = {"name": "Studio", "locale": "en", "time_zone": "UTC"}
    studio = (await ada.post("/api/inboxes", json=new)).json()["inbox"]["id"]
    moved = await lee.post(f"/api/inboxes/{studio}/knowledge/import?format={format}", content=file.content)
    assert moved.json()["added"] == 4
    again = await lee.get(f"/api/inboxes/{studio}/knowledge/export?format=json")
    first = await lee.get(f"{desk.shop_url}/knowledge/export?format=json")

    def by_name(answer: httpx2.Response) -> dict[str, Any]:
        return {one["name"]: one for one in answer.json()["articles"]}

    assert by_name(again) == by_name(first)


def drawn(kind: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((200, 100), 80).convert("RGB").save(out, kind)
    return out.getvalue()


async def writes_two_that_belong_together(lee: httpx2.AsyncClient, desk: Desk) -> list[str]:
    """One shows a drawing and a photo and links to the other. Returns the addresses of the pictures."""
    flat = io.BytesIO()
    Image.new("RGB", (30, 20), "#1f5a4a").save(flat, "PNG")
    uploads = [flat.getvalue(), drawn("JPEG")]
    urls = [
        (await lee.post(f"{desk.shop_url}/article_pictures", content=data)).json()["picture"]["url"] for data in uploads
    ]
    assert [url.rpartition(".")[2] for url in urls] == ["png", "jpg"]
    other = {"locale": "en", "title": "Tea in tins", "body": f'<img src="{urls[0]}" alt="tin">', "publish": True}
    made = (await lee.post(f"{desk.shop_url}/articles", json=other)).json()["article"]
    page = f"/help/{desk.shop.key if desk.shop else ''}/en/a/tea-in-tins-{made['id'][-8:]}"
    body = (
        f"![tin]({urls[0]}) [photo](<{urls[1]}>)\n\n`![]({urls[0]})`\n\n[tins]({page}#two) [gone]({page[:-8]}00000000)"
    )
    form = {"locale": "en", "title": "All about tea", "body": body, "publish": True}
    await lee.post(f"{desk.shop_url}/articles", json=form)
    return urls


async def test_a_zip_takes_pictures_and_links_along(desk: Desk) -> None:
    lee, ada, reader = await desk.signed_in("Lee"), await desk.signed_in("Ada"), desk.browser()
    urls = await writes_two_that_belong_together(lee, desk)
    files = {
        format: (await lee.get(f"{desk.shop_url}/knowledge/export?format={format}")).content
        for format in ("json", "markdown")
    }
    archive = zipfile.ZipFile(io.BytesIO(files["markdown"]))
    page = archive.read("en/all-about-tea.md").decode()
    drawing, photo = (url.rpartition("/")[2] for url in urls)
    assert (
        f"![tin](../pictures/{drawing}) [photo](<../pictures/{photo}>)" in page and "[tins](tea-in-tins.md#two)" in page
    )
    back = await lee.post(f"{desk.shop_url}/knowledge/import?format=markdown", content=files["markdown"])
    assert (back.json()["unchanged"], back.json()["refused"]) == (2, [])  # the photo is not encoded a second time
    assert json.loads(files["json"])["pictures_not_included"] == urls

    # On another server there is none of the pictures.
    await desk.core.write(lambda tx: picture_uses.drop(tx.conn, [drawing, photo]))
    new = {"name": "Studio", "locale": "en", "time_zone": "UTC"}
    studio = (await ada.post("/api/inboxes", json=new)).json()["inbox"]
    url = f"/api/inboxes/{studio['id']}/knowledge/import?format="
    told = (await lee.post(f"{url}json", content=files["json"])).json()
    assert [(one["code"], one["field"]) for one in told["refused"]] == [("missing_picture", "body")] * 2
    for counted in ("changed", "unchanged"):
        moved = (await lee.post(f"{url}markdown", content=files["markdown"])).json()
        assert (moved[counted], moved["refused"]) == (2 if counted == "unchanged" else 1, [])
    listed = (await lee.get(f"/api/inboxes/{studio['id']}/articles")).json()["articles"]
    about = next(one for one in listed if one["name"] == "all-about-tea")
    shown = (await reader.get(f"/help/{studio['key']}/en/a/{about['id'][-8:]}", follow_redirects=True)).text
    for address in re.findall(r'(?:src|href)="(/media/article/[^"]+|/help/[^"]+/a/[^"#]+#two)"', shown):
        assert (await reader.get(address)).status_code == 200, address
    assert len(re.findall(r'"/media/article/', shown)) == 2 and f'"/help/{studio["key"]}/en/a/tea-in-tins-' in shown


async def test_pictures_that_do_not_fit_are_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    lee = await desk.signed_in("Lee")
    urls = await writes_two_that_belong_together(lee, desk)
    monkeypatch.setattr("deskbell.features.knowledge.exporting.run.MAX_PICTURES", 1_000)
    file = (await lee.get(f"{desk.shop_url}/knowledge/export?format=markdown")).content
    archive = zipfile.ZipFile(io.BytesIO(file))
    assert archive.read("pictures-left-out.txt").decode() == f"{urls[1]}\n"
    assert f"[photo](<{urls[1]}>)" in archive.read("en/all-about-tea.md").decode()
    back = await lee.post(f"{desk.shop_url}/knowledge/import?format=markdown", content=file)
    assert (back.json()["unchanged"], back.json()["refused"]) == (2, [])


async def test_no_cell_of_an_export_is_a_formula(desk: Desk) -> None:
    lee = await desk.signed_in("Lee")
    await writes_some(lee, desk)
    file = await lee.get(f"{desk.shop_url}/knowledge/export?format=csv")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert len(rows) == 6
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r＝＋－＠")]


async def test_files_are_for_those_who_lead(desk: Desk) -> None:
    ann, lee = await desk.signed_in("Ann"), await desk.signed_in("Lee")
    for method, path in (
        ("POST", "knowledge/import?format=csv"),
        ("GET", "knowledge/export?format=csv"),
        ("POST", "article_pictures"),
    ):
        assert code_of(await ann.request(method, f"{desk.shop_url}/{path}")) == "not_allowed"
        assert code_of(await desk.browser().request(method, f"{desk.shop_url}/{path}")) == "not_signed_in"
        assert code_of(await lee.request(method, f"/api/inboxes/nobodys/{path}")) == "not_found"
    for wrong in ("", "?format=exe", "?format=csv&replace=maybe"):
        assert code_of(await lee.post(f"{desk.shop_url}/knowledge/import{wrong}")) == "invalid_fields", wrong


async def test_a_picture_of_an_article_is_written_anew_and_served_as_nothing_else(desk: Desk) -> None:
    lee = await desk.signed_in("Lee")
    out = io.BytesIO()
    Image.effect_noise((1700, 170), 80).convert("RGB").save(out, "PNG", pnginfo=None)
    made = (await lee.post(f"{desk.shop_url}/article_pictures", content=out.getvalue())).json()["picture"]
    assert (made["width"], made["height"]) == (1600, 160)
    served = await desk.browser().get(made["url"])
    assert (served.status_code, served.headers["content-type"]) == (200, "image/jpeg")
    assert served.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in served.headers["content-security-policy"]
    assert len(served.content) < len(out.getvalue()) / 2
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    assert code_of(await lee.post(f"{desk.shop_url}/article_pictures", content=svg)) == "bad_picture"
    for name in ("nobodys.png", f"{'0' * 32}.png", "..%2f..%2fetc%2fpasswd"):
        assert (await desk.browser().get(f"/media/article/{name}")).status_code == 404


async def test_a_picture_goes_with_the_last_article_that_shows_it(desk: Desk) -> None:
    lee = await desk.signed_in("Lee")
    out = io.BytesIO()
    Image.new("RGB", (20, 10), "#1f5a4a").save(out, "PNG")
    url = (await lee.post(f"{desk.shop_url}/article_pictures", content=out.getvalue())).json()["picture"]["url"]
    forms = [{"locale": "en", "title": title, "body": f"![tin]({url})"} for title in ("One", "Two")]
    one, two = [(await lee.post(f"{desk.shop_url}/articles", json=form)).json()["article"]["id"] for form in forms]
    await lee.put(f"/api/articles/{two}/variants/en", json={"body": "None now."})

    async def is_there_without(path: str) -> bool:
        assert (await lee.delete(f"/api/articles/{path}")).json() == {"ok": True}
        await desk.core.bus.told_all()
        await asyncio.gather(*desk.core.under_way)
        return (await lee.get(url)).status_code == 200

    assert await is_there_without(one)  # an older version of the other shows it, and may be restored
    assert not await is_there_without(f"{two}/variants/en")
