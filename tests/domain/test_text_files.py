"""Whatever a spreadsheet saves is read: the usual encodings of Chinese, with and without a mark."""

from __future__ import annotations

import pytest

from deskbell.domain.text_files import encoding_of, is_broken, read_text

SIMPLIFIED = "article,phrasing,language\n退货,怎么退货？拆开的茶叶还能退吗,zh-CN\n物流,我的包裹到哪儿了,zh-CN\n"
TRADITIONAL = "article,phrasing,language\n退貨,怎麼退貨？拆開的茶葉還能退嗎,zh-TW\n物流,我的包裹到哪裡了,zh-TW\n"
ENGLISH = "article,phrasing\nreturns,How do I return “it”?\n"
PLAIN = "returns,How do I return it?\n" * 3_000


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((SIMPLIFIED, encoding) for encoding in ("utf-8", "utf-8-sig", "gb18030", "gb2312")),
        *((TRADITIONAL, encoding) for encoding in ("utf-8", "big5", "cp950", "gb18030")),
        *((text, encoding) for text in (SIMPLIFIED, ENGLISH) for encoding in ("utf-16", "utf-16-le", "utf-16-be")),
        *((ENGLISH, encoding) for encoding in ("utf-8", "gb18030")),
        *((PLAIN + SIMPLIFIED, encoding) for encoding in ("utf-8", "gb18030", "utf-16")),
        (PLAIN + TRADITIONAL, "big5"),
        ("phrasing\n退货\n", "gb18030"),
        ("phrasing\n退貨\n", "big5"),
    ],
)
def test_a_file_is_read_in_the_encoding_it_was_written_in(text: str, encoding: str) -> None:
    assert read_text(text.encode(encoding)) == text


def test_a_few_broken_bytes_do_not_make_another_language_of_it() -> None:
    data = SIMPLIFIED.encode()[:-20] + b"\xe9\x80" + SIMPLIFIED.encode()[-20:]
    assert encoding_of(data) == "utf-8"
    assert is_broken(read_text(data))
    assert is_broken(read_text("café, naïve".encode("cp1252")))


def test_one_broken_row_does_not_break_the_others_of_a_small_table() -> None:
    data = "article\n怎么退货\n我的包裹\n".encode("gb18030") + b"\xff\xff\n" + "开发票\n".encode("gb18030")
    assert read_text(data).split() == ["article", "怎么退货", "我的包裹", "\ufffd\ufffd", "开发票"]


def test_an_empty_byte_spoils_its_row_and_not_the_file() -> None:
    for text in (ENGLISH, SIMPLIFIED):
        assert read_text(text.replace("I ", "I\x00 ").replace("拆", "\x00").encode()).count("\ufffd") == 1


def test_no_bytes_are_fatal() -> None:
    for data in (b"", b"\x00", b"\xff", b"\xff\xfe\x00", b"\x81", bytes(range(256)) * 300):
        assert isinstance(read_text(data), str)
