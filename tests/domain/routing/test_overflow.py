"""Another team that helps is help: nobody in line is anybody's less than before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deskbell.domain.routing.choice import could_take
from deskbell.domain.routing.floor import Post, Waiting
from deskbell.domain.routing.needs import Need
from deskbell.domain.routing.overflow import Wider, widened

ANN = Post("ann", "Ann", True, 5, teams={"billing": 100}, skills={"refunds": 3})
BEN = Post("ben", "Ben", True, 5, teams={"second": 100}, skills={"law": 2})
KIM = Post("kim", "Kim", False, 5, teams={"second": 100}, skills={"chinese": 2})


def test_a_team_is_kept_beside_the_other_and_who_has_none_gets_none() -> None:
    assert widened("billing", (), "second", [ANN, BEN]) == Wider("second", ())
    assert widened(None, (), "second", [ANN, BEN]) is None
    assert widened("second", (), "second", [ANN, BEN]) is None


def test_needs_fall_away_only_where_nobody_there_has_them() -> None:
    assert widened("billing", (Need("law"),), "second", [ANN, BEN]) == Wider("second", (Need("law"),))
    assert widened("billing", (Need("refunds"),), "second", [ANN, BEN]) == Wider("second", ())
    assert widened(None, (Need("refunds"),), "second", [ANN, BEN]) == Wider(None, ())
    assert widened(None, (Need("law"),), "second", [ANN, BEN]) is None


def test_who_is_not_here_helps_nobody() -> None:
    assert widened("billing", (), "second", [ANN, KIM]) is None
    assert widened("billing", (Need("chinese"),), "second", [ANN, BEN, KIM]) is None


skills = st.dictionaries(st.sampled_from("ab"), st.integers(1, 2))
posts = st.lists(st.builds(Post, st.uuids().map(str), st.just("x"), st.booleans(), st.just(5), skills=skills,
                           teams=st.dictionaries(st.sampled_from("TU"), st.just(100))), min_size=1, max_size=4)  # fmt: skip
needs = st.lists(st.builds(Need, st.sampled_from("ab"), st.integers(1, 2)), max_size=2).map(tuple)


@given(st.sampled_from((None, "T", "U")), needs, posts)
def test_whoever_could_take_it_still_could_and_somebody_here_newly(
    team_id: str | None, wanted: tuple[Need, ...], people: list[Post]
) -> None:
    wider = widened(team_id, wanted, "U", people)
    if wider is None:
        return
    before = Waiting("vic", 1, team_id=team_id, needs=wanted)
    after = Waiting("vic", 1, team_id=team_id, overflow_team_id=wider.overflow_team_id, needs=wider.needs)
    assert all(could_take(post, after) for post in people if could_take(post, before))
    assert any(could_take(post, after) and post.here and "U" in post.teams for post in people)
