"""What nobody could ever serve falls back, and no more than that."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deskbell.domain.routing.choice import could_take
from deskbell.domain.routing.fallback import within_reach
from deskbell.domain.routing.floor import Post, Waiting
from deskbell.domain.routing.needs import Need

ANN = Post("ann", "Ann", True, 5, teams={"billing": 100}, skills={"refunds": 3})
BEN = Post("ben", "Ben", False, 5, skills={"law": 2, "chinese": 5})


def test_what_somebody_can_do_stays_here_or_not() -> None:
    found = within_reach(None, (Need("chinese", 5), Need("law")), [ANN, BEN])
    assert (found.needs, found.waived) == ((Need("chinese", 5), Need("law")), ())


def test_a_team_without_members_is_dropped_and_the_others_skills_count() -> None:
    found = within_reach("empty", (Need("law"),), [ANN, BEN])
    assert (found.team_id, found.team_is_empty, found.needs) == (None, True, (Need("law"),))


def test_a_skill_nobody_of_the_team_has_is_dropped() -> None:
    found = within_reach("billing", (Need("law"), Need("refunds")), [ANN, BEN])
    assert (found.team_id, found.needs, found.waived) == ("billing", (Need("refunds"),), (Need("law"),))


def test_the_team_that_helps_counts_where_its_own_has_members() -> None:
    cat = Post("cat", "Cat", True, 5, teams={"second": 100}, skills={"law": 2})
    assert within_reach("billing", (Need("law"),), [ANN, cat], "second").needs == (Need("law"),)
    found = within_reach("empty", (Need("refunds"),), [ANN, cat], "second")
    assert (found.team_id, found.needs) == (None, (Need("refunds"),))


def test_a_level_nobody_has_is_dropped() -> None:
    assert within_reach(None, (Need("refunds", 4),), [ANN, BEN]).waived == (Need("refunds", 4),)


def test_skills_that_no_one_person_has_together_keep_the_most() -> None:
    found = within_reach(None, (Need("chinese"), Need("law"), Need("refunds")), [ANN, BEN])
    assert (found.needs, found.waived) == ((Need("chinese"), Need("law")), (Need("refunds"),))


skills = st.dictionaries(st.sampled_from("abc"), st.integers(1, 5))
posts = st.lists(st.builds(Post, st.uuids().map(str), st.just("x"), st.booleans(), st.just(5), skills=skills,
                           teams=st.dictionaries(st.sampled_from("TU"), st.just(100))), min_size=1, max_size=5)  # fmt: skip
needs = st.dictionaries(st.sampled_from("abcd"), st.integers(1, 5)).map(
    lambda levels: tuple(Need(skill, level) for skill, level in sorted(levels.items()))
)


@given(st.sampled_from((None, "T", "U")), needs, posts)
def test_somebody_could_always_take_what_is_left_and_nothing_is_dropped_without_need(
    team: str | None, wanted: tuple[Need, ...], people: list[Post]
) -> None:
    left = within_reach(team, wanted, people)
    assert any(could_take(post, Waiting("c", 1, team_id=left.team_id, needs=left.needs)) for post in people)
    assert sorted((*left.needs, *left.waived)) == sorted(wanted)
    if any(could_take(post, Waiting("c", 1, team_id=team, needs=wanted)) for post in people):
        assert (left.team_id, left.needs) == (team, wanted)
