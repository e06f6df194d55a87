"""The widget's bytes and requests are exact, so they are a test. `python -m e2e.budget` prints the same."""

from __future__ import annotations

from e2e.budget import (
    LOADER_BYTES,
    OPENED_BYTES,
    OPENED_REQUESTS,
    PAGE_VIEW_REQUESTS,
    at_the_desk,
    dress_up,
    measure,
    table,
)
from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.settings_people import shop_as_it_was


def test_a_page_view_and_an_opened_widget_stay_within_their_bytes(cast: Cast, demo: Demo) -> None:
    vic = cast.visitor("Vic")
    with shop_as_it_was(demo), at_the_desk(demo, "Ann"):
        dress_up(demo)
        viewed, opened = measure(vic.page, demo)
    told = table(viewed, opened)
    assert len(viewed.files) <= PAGE_VIEW_REQUESTS and viewed.total <= LOADER_BYTES, told
    assert len(opened.files) <= OPENED_REQUESTS and opened.total <= OPENED_BYTES, told
