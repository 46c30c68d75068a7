"""The trail as a history, and roles of an actor over time."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index.explore.dossier import Office, offices
from index.kept.trail import Trail
from index.model.article import Role
from tests.support.articles import Open, Write


def test_roles_with_the_same_words_are_one_office_over_time() -> None:
    roles = [
        Role("the defense minister", "2004-05-12"),
        Role("Defense Minister", "2004-03-01"),
        Role("a colonel", None),
        Role("Defense Minister", "2004-06-01"),
    ]
    assert offices(roles) == [
        Office("Defense Minister", "2004-03-01", "2004-06-01", 3),
        Office("colonel", None, None, 1),
    ]


def test_a_role_is_told_without_the_clause_after_it(
    write: Write, articles: Path, opened: Open
) -> None:
    write(
        "a.txt",
        "One",
        (
            "Carl Dorn, a professor who studies rivers, spoke. Anna Bell, the minister of "
            "water, which is scarce, left."
        ),
        date="2004-03-01",
    )
    library = opened(articles)
    roles = {
        entry.actor.name: [role.title for role in entry.actor.roles] for entry in library.actors()
    }
    assert roles["Carl Dorn"] == ["a professor"]
    assert roles["Anna Bell"] == ["the minister of water"]


@given(st.lists(st.sampled_from(["step", "back", "forward"]), max_size=40))
@settings(max_examples=200)
def test_walking_the_trail_is_like_a_browsers_history(moves: list[str]) -> None:
    trail = Trail()
    visited: list[str] = []
    at = -1
    for number, move in enumerate(moves):
        if move == "step":
            trail.add("open", "", f"{number:03}")
            trail.stay("", f"article{number}", 0, "")
            visited, at = [*visited[: at + 1], f"article{number}"], at + 1
        elif move == "back":
            step = trail.back()
            assert (step is None) == (at <= 0)
            at = max(0, at - 1) if at >= 0 else at
        else:
            step = trail.forward()
            assert (step is None) == (at >= len(visited) - 1)
            at = min(len(visited) - 1, at + 1)
        here = trail.here
        assert (here.article if here else None) == (visited[at] if at >= 0 else None)
    assert len(trail.steps) == moves.count("step")


def test_steps_that_show_the_same_place_are_one() -> None:
    trail = Trail()
    for number, (kind, article) in enumerate([("search", "a"), ("open", "a"), ("jump", "b")]):
        trail.add(kind, "q", f"{number}")  # type: ignore[arg-type]
        trail.stay("q", article, 0, "")
    back = trail.back()
    assert back is not None
    assert back.article == "a"
    assert trail.back() is None
    forward = trail.forward()
    assert forward is not None
    assert forward.article == "b"
