"""An import never passes over whom something is for: in flow style, inside other fields, in the words of others."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from deskbell.features.knowledge.importing import front_matter
from deskbell.features.knowledge.importing.csv_files import read_csv
from deskbell.features.knowledge.importing.json_files import read_json_file
from tests.features.knowledge.test_import_standing import of_markdown, told

HEADS = {
    '{"title": "A", "visibility": "agents"}': "agents",
    "{title: A, visibility: agents, tags: [a, {b: c}]}": "agents",
    '{\n  "title": "A",\n\n  "draft": true\n}': "draft",
    "{title: 'A, B', access: public}": "",
    "{% include x %}": "[---\n{% include x %}\n---]",
    '"title": "A", "visibility": "agents"': "inside visibility",
    "title: A\nmeta: {a: 1, visibility: agents}": "inside visibility",
    "title: A\nmeta:\n  - private: true": "inside visibility",
    "title: A\nmeta: {private: false, audience: public}": "",
    "title: A\n# meta: {private: true}": "",
    "visible: agents": "agents",
    "scope: book": "",
    "private: yes": "draft",
    **dict.fromkeys(("private: staff", "internal: true", "audience: [agents, Admins]", "access: Staff only"), "agents"),
    **dict.fromkeys(("user_segment_id: 12", "permissions: team", "is-private: 1", "audience: agents; 客服"), "agents"),
    **dict.fromkeys(
        ("可见性: 仅客服", "可見性：僅限內部", "内部: 是", "權限: 客服人员可见", "visibility: 客服"), "agents"
    ),
    **dict.fromkeys(("草稿: 是", "状态: 草稿", "公開: 否"), "draft"),
    **dict.fromkeys(
        ("可见性: 所有人", "草稿: 否", "内部: 否", "audience: Everyone", "restricted: false", "access:"), ""
    ),
    **{
        f"{name}: beginners": f"unknown_audience {name}"
        for name in ("audience", "access", "internal", "private", "acl")
    },
    "audience: beginners\nvisibility: everybody": "",
    "audience: staff\nvisibility: everybody": "agents",
    "visibility: agents\n可见性: 所有人": "double_field visibility",
}
OBJECTS: list[tuple[Any, str]] = [
    ([{"title": "A", "internal": True}], "agents"),
    ([{"title": "A", "user_segment_id": 7, "permissions": []}], "agents"),
    ([{"title": "A", "access": {"level": "any"}}], "unknown_audience access"),
    ([{"title": "A", "meta": {"more": [{"visibility": "agents"}]}}], "inside visibility"),
    ([{"title": "A", "meta": {"draft": False, "visibility": "public"}}], ""),
    ([{"variants": [{"title": "A", "language": "en", "x": {"private": True}}]}], "inside visibility"),
    ({"meta": {"audience": "staff"}, "articles": [{"title": "A"}]}, "“audience” stands inside another field."),
    ({"内部": True, "articles": [{"title": "A"}]}, "agents"),
]
TABLES = {
    "title,可见性\nA,仅客服": "agents",
    "title,草稿\nA,是": "draft",
    "title,audience\nA,": "",
    "title,audience\nA,beginners": "unknown_audience audience",
}


def test_heads_say_whom_a_file_is_for() -> None:
    assert {head: of_markdown(f"---\n{head}\n---\n") for head in HEADS} == HEADS


@pytest.mark.parametrize(("value", "expected"), OBJECTS)
def test_objects_say_whom_they_are_for(value: Any, expected: str) -> None:
    assert told(read_json_file, json.dumps(value)) == expected


def test_columns_say_whom_a_row_is_for() -> None:
    assert {table: told(read_csv, table) for table in TABLES} == TABLES


@pytest.mark.parametrize("piece", ["[", "{a: ", '"', '{"a":', ", 'a", "a: {", "{\n", '\\"'])
def test_heads_of_any_kind_are_read_in_bounded_time(piece: str) -> None:
    began = time.thread_time()
    for length in (9_000, 100_000):
        front_matter.split(f"---\n{{a: {piece * (length // len(piece))}}}\n---\n", ["visibility"])
    assert time.thread_time() - began < 1
