"""The secret of signed identities over HTTP: for admins, and nowhere but at its own address."""

from __future__ import annotations

import pytest

from tests.http.desk import Desk, code_of

pytestmark = pytest.mark.anyio


async def test_an_admin_reads_and_renews_the_secret(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    first = (await ada.get(f"{desk.shop_url}/identity")).json()
    assert len(first["secret"]) >= 43 and first["earlier_is_good"] is False
    second = (await ada.post(f"{desk.shop_url}/identity")).json()
    assert second["secret"] != first["secret"] and second["earlier_is_good"] is True
    assert (await ada.get(f"{desk.shop_url}/identity")).json() == second
    for path in ("/api/inboxes", desk.shop_url, f"{desk.shop_url}/embed"):
        text = (await ada.get(path)).text
        assert first["secret"] not in text and second["secret"] not in text, path


async def test_it_cannot_be_set_by_hand(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    for form in ({"identity_secret": "mine"}, {"identity_secret_before": "mine"}):
        assert code_of(await ada.patch(desk.shop_url, json=form)) == "invalid_fields"
    assert code_of(await ada.post(f"{desk.shop_url}/identity", json={"secret": "mine"})) == "bad_payload"
