"""Teams in reports on sport, tables of results, and capitals as in newswire headlines."""

from tests.support.extraction import study

REPORT = """Derby led the premier league on Saturday when they beat Norwich 2-1 at home.

Striker Paul Ostrowski scored both goals for Derby, who had lost in the cup in May. Norwich coach
Peter Sorensen said the match was lost early. Blackburn drew with Wigan, and Italy beat France.

Derby 10 6 3 1 21

Anna Lindqvist (Sweden) beat Carla Siemerink (Netherlands) 6-4 6-2. They met in Norwich."""


def test_places_are_teams_where_words_of_results_stand_beside_them() -> None:
    found = study(REPORT)
    kinds = {actor.name: actor.kind for actor in found.actors}
    teams = {name for name, kind in kinds.items() if kind == "organisation"}
    assert teams == {"Derby", "Norwich", "Blackburn"}
    assert kinds["Carla Siemerink"] == "person"
    assert kinds["Italy"] == "state"
    norwich = [m for m in found.mentions if found.actors[m.actor].name == "Norwich"]
    assert len(norwich) == 2  # "in Norwich" is the town


def test_a_place_is_no_team_elsewhere() -> None:
    assert study("Derby beat the deadline, she said. They went by train.").actors == ()


def test_states_and_cities_in_capitals() -> None:
    found = study("SOCCER - JAPAN GET LUCKY WIN. LONDON 1996-12-06. It was late.")
    assert [(actor.name, actor.kind) for actor in found.actors] == [("Japan", "state")]
    assert study("MEXICO CITY - They said that it was late.").actors == ()


def test_the_opposition_in_a_plural_is_no_person() -> None:
    assert study("The title went to their rivals Essexham in the end.").actors == ()
