"""What a stranger may have packed does no harm: names that lead out, links, bombs, damage."""

from __future__ import annotations

import io
import stat
import zipfile
from typing import Any

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.features.knowledge.importing import archives
from deskbell.features.knowledge.importing.html_pages import read_html
from deskbell.features.knowledge.importing.markdown_folder import read_markdown
from tests.features.knowledge.import_people import packed


def refused_with(data: bytes) -> str:
    codes = set()
    for read in (read_markdown, read_html):
        with pytest.raises(DeskbellError) as caught:
            read(data, "en")
        codes.add(caught.value.code)
    [code] = codes
    return code


@pytest.mark.parametrize("name", ["../a.md", "a/../../b.md", "/etc/a.md", "C:/a.md", "..\\a.md", "a//b.md", "./a.md"])
def test_an_entry_that_leads_out_is_refused(name: str) -> None:
    assert refused_with(packed({"good.md": "# Good", name: "# Bad"})) == "unsafe_path"


def test_a_link_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("a.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert refused_with(out.getvalue()) == "unsafe_path"


def test_bombs_are_refused_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    zeros = packed({"a.md": b"\x00" * 5_000_000})
    many = packed({"a.md": b"PK\x01\x02"}) + b"PK\x01\x02" * archives.MOST_ENTRIES
    large = packed({f"{n}.md": "x" * 60 for n in range(2)})

    def unpacks(*_: Any) -> None:
        raise AssertionError("unpacked")

    monkeypatch.setattr(archives.Archive, "read", unpacks)
    for bomb in (zeros, many):
        assert refused_with(bomb) == "archive_too_large"
    monkeypatch.setattr(archives, "MAX_UNPACKED", 100)
    assert refused_with(large) == "archive_too_large"


def test_what_is_no_archive_is_refused() -> None:
    good = packed({"a.md": "# A title\n" + "text " * 100})
    for data in (b"", b"PK", good[: len(good) // 2], b"PK\x05\x06" + b"\xff" * 18):
        assert refused_with(data) == "bad_archive"
    damaged = bytearray(good)
    damaged[38:48] = b"x" * 10
    assert [one.code for one in read_markdown(bytes(damaged), "en").refused] == ["bad_archive"]


def test_two_files_of_one_name_are_refused_and_none_is_lost() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.md", "# One")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.md", "# Two")
    assert refused_with(out.getvalue()) == "bad_archive"
