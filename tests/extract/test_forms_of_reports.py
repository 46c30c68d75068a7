"""Forms of reports that had no row or a wrong one: papers, numbers, blocks, transcripts."""

import pytest

from tests.support.extraction import analysed, quoted, reported, speaker_of


@pytest.mark.parametrize(
    "name", ["Daily Herring", "Salem Courier", "Bergen Post-Gazette", "Northfield Star"]
)
def test_a_newspaper_of_no_list_is_an_outlet(name: str) -> None:
    found = analysed(f"The {name} reported on Monday that the dam will be closed for a year.")
    (one,) = found.reported
    assert (speaker_of(found, one), one.outlet) == (name, name)
    assert [actor.kind for actor in found.actors if actor.name == name] == ["outlet"]


@pytest.mark.parametrize("body", ["Anna Bell was the star of Bergen.", "Northfield Star won."])
def test_a_star_that_nobody_quotes_is_no_newspaper(body: str) -> None:
    assert not [actor for actor in analysed(body).actors if actor.kind == "outlet"]


@pytest.mark.parametrize(
    "words",
    ["Three of 10", "Six in ten", "Nearly half of them", "Some 26%", "Three in four farmers"],
)
def test_numbers_speak_for_people(words: str) -> None:
    found = analysed(f"The poll came in May. {words} said the dam was not safe.")
    (one,) = found.reported
    assert one.speaker_span is not None
    assert found.article.text[slice(*one.speaker_span)] == words


@pytest.mark.parametrize(
    ("body", "who", "outlet"),
    [
        (
            "As reported in today’s New York Times by Anna Bell, the dam will be closed.",
            "Anna Bell",
            "New York Times",
        ),
        (
            "As reported in the New York Times, the dam will be closed.",
            "New York Times",
            "New York Times",
        ),
        (
            "The dam of Bergen is closed, as reported in the New York Times by Anna Bell.",
            "Anna Bell",
            "New York Times",
        ),
    ],
)
def test_author_and_outlet_of_as_reported(body: str, who: str, outlet: str) -> None:
    found = analysed(body)
    (one,) = found.reported
    assert (speaker_of(found, one), one.outlet) == (who, outlet)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Anna Bell told Fox News the dam would fail.", "the dam would fail"),
        ("Anna Bell told reporters on Monday the dam would fail.", "the dam would fail"),
        ("Anna Bell warned Monday the dam could break.", "the dam could break"),
        ("Anna Bell called on the town to leave.", "the town to leave"),
        ("Anna Bell called on Carl Dorn for a plan of the dam.", "a plan of the dam"),
    ],
)
def test_content_begins_behind_the_addressee(body: str, words: str) -> None:
    assert reported(body) == [("Anna Bell", words)]


def test_an_object_behind_an_addressee_is_no_content() -> None:
    assert not reported("Anna Bell told the president of the deal.")
    assert not reported("Anna Bell told a crowd of 3,000 people.")


@pytest.mark.parametrize(
    "tag",
    [
        "Anna Bell, the mayor, told CNN",
        "the mayor, Anna Bell, told CNN on Monday, when the dam broke",
        "Anna Bell, whose brother had warned of the flood, told reporters",
        "Anna Bell, a nurse who told the town so in May, said on Monday",
    ],
)
def test_a_tag_over_an_apposition_is_one_quotation(tag: str) -> None:
    body = f"Anna Bell was there. “There is nothing left here,” {tag}."
    assert quoted(body) == [("There is nothing left here,", "Anna Bell")]
    assert [content for _, content in reported(body) if "left here" in content] == []


def test_an_indented_block_behind_a_colon_is_one_quotation() -> None:
    found = analysed(
        "Anna Bell wrote to the council in May:\n\n"
        "    We have waited for ten years. I said that it would break.\n\n"
        "    We will not wait any longer.\n\n"
        "Carl Dorn said he would leave. The plan has two parts:\n\n"
        "    - a wall of stone\n\n"
        "The council agreed with the plan."
    )
    rows = [(one.kind, speaker_of(found, one), len(one.content)) for one in found.reported]
    assert rows == [("direct", "Anna Bell", 2), ("indirect", "Carl Dorn", 1)]


@pytest.mark.parametrize(
    ("body", "turns"),
    [
        ("Q: Who pays?\n\nA: The town will.\n\nQ: How much is that?", 3),
        ("ANNA BELL: We pay.\n\nCARL DORN: Who?\n\nANNA BELL: The town, as I said.", 3),
        ("NOTE: See below.\n\nThe town met in May and spoke for hours.\n\nUPDATE: It ended.", 0),
    ],
)
def test_three_turns_are_a_transcript(body: str, turns: int) -> None:
    found = analysed(body)
    assert len([one for one in found.reported if one.kind == "direct"]) == turns


def test_a_name_in_marks_speaks_in_a_headline() -> None:
    body = "“Herring” Just Announced Its Worker of the Year and the Town Is Not Happy With Her\n"
    found = analysed(body + "\nThe town met in May, and the council agreed with the plan.")
    spans = [one.speaker_span for one in found.reported if one.speaker_span is not None]
    assert all(found.article.text[slice(*span)] != "Just" for span in spans)


@pytest.mark.parametrize(
    ("body", "english"),
    [
        ("Mayor Anna Bell resigned Monday. Critics say Northfield lied.", True),
        ("Northfield closed its dam Monday. Anna Bell blamed old repairs.", True),
        (
            "Other cast members were Anna Bell, Carl Dorn, Ivo Roth, Ada Lind, Ute Kern, Jan Vos.",
            True,
        ),
        (
            "Premier Polski powiedział w Kijowie, że pomoc dla Ukrainy zostanie utrzymana."
            " Prezydent podziękował mu za wsparcie.",
            False,
        ),
        ("Premijer je rekao da će vlada pomoći. Predsjednik mu je zahvalio na podršci.", False),
    ],
)
def test_short_texts_show_their_language(body: str, english: bool) -> None:
    assert (analysed(body).article.omitted is None) is english


@pytest.mark.parametrize(
    ("body", "words"),
    [
        # an opening clause or adjunct of the content
        (
            "Anna Bell said that if the dam broke, the town would drown.",
            "that if the dam broke, the town would drown",
        ),
        (
            "Anna Bell said that by May, the dam would be closed.",
            "that by May, the dam would be closed",
        ),
        ("Anna Bell said there were 2,400 farmers here.", "there were 2,400 farmers here"),
        # orders not to do something
        ("Anna Bell told voters not to drink the water.", "not to drink the water"),
        # progressives
        ("In May she’s telling allies that the dam is old.", "that the dam is old"),
        # a clause after a colon
        (
            "The talks went on for hours: The dam would be closed, Anna Bell said.",
            "The dam would be closed",
        ),
        ("The dam burst at 8:30 in the morning, Anna Bell said.", None),
        # a relative clause around the cue
        ("It was a plan of the town, which Anna Bell said would fail.", "which … would fail"),
    ],
)
def test_where_reported_words_begin_and_end(body: str, words: str | None) -> None:
    content = [said for _, said in reported(body)]
    assert content == [words or "The dam burst at 8:30 in the morning"]


def test_the_main_verb_behind_a_relative_clause_is_another_report() -> None:
    rows = reported("A woman who criticized the mayor of Bergen said that the dam was old.")
    assert rows[-1][1] == "that the dam was old"
    assert all("said" not in content for _, content in rows)


@pytest.mark.parametrize(
    ("body", "who"),
    [
        # the owner of a noun of saying
        ("Carl Dorn attacked Anna Bell over her call for “a ban of all the dams.”", "Anna Bell"),
        ("The council dropped Anna Bell’s promise to “close the old dam for good.”", "Anna Bell"),
        # a parenthesis before the main clause
        (
            "“The dam is very old now,” Anna Bell said. If it breaks, she said, Carl Dorn can still"
            " save the town with “a wall of stone.”",
            "Anna Bell",
        ),
        # a person who acts in the paragraph before
        (
            "“The dam is very old now,” Carl Dorn said.\n\n"
            "Anna Bell praised the farmers of the valley.\n\n"
            "“They know more of the river than all of us.”",
            "Anna Bell",
        ),
    ],
)
def test_quoted_words_go_to_the_person_who_has_them(body: str, who: str) -> None:
    assert quoted(body)[-1][1] == who


def test_a_relative_clause_behind_the_marks_is_no_tag() -> None:
    body = "Anna Bell said she wants a “keeper of the dam” who reports to the council each week."
    assert quoted(body)[-1][1] != "who"
    found = analysed(body)
    spans = [one.speaker_span for one in found.quotations if one.speaker_span is not None]
    assert all(found.article.text[slice(*span)] != "who" for span in spans)


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("Anna Bell said at least 30 people were lost.", "at least 30 people were lost"),
        ("Anna Bell said up to 30 people were lost.", "up to 30 people were lost"),
        ("Anna Bell said as many as 30 people were lost.", "as many as 30 people were lost"),
        ("Anna Bell clarified that the dam was old.", "that the dam was old"),
        ("Judge Anna Bell ruled that the dam was old.", "that the dam was old"),
        ("Anna Bell reassured voters that the dam would hold.", "that the dam would hold"),
        ("Neighbour Anna Bell, 81, said the dam was old.", "the dam was old"),
        ("Secretary-General Anna Bell said the dam was old.", "the dam was old"),
    ],
)
def test_limits_of_numbers_and_more_verbs(sentence: str, rows: str) -> None:
    assert reported(sentence) == [("Anna Bell", rows)]


@pytest.mark.parametrize(
    "sentence",
    [
        "One official, who asked not to be named, left the room.",
        "Anna Bell asked to be quoted by nobody, and asked not to be identified.",
        "Villagers protested the dam on Monday.",
    ],
)
def test_sources_that_ask_for_anonymity_and_things_say_nothing(sentence: str) -> None:
    assert not any("not to be" in content for _, content in reported(sentence))
    assert "dam" not in str(reported(sentence))


@pytest.mark.parametrize(
    ("sentence", "addressee"),
    [
        ("Anna Bell told analysts on a call that the dam was old.", "analysts"),
        ("Anna Bell told a crowd of 300 people that the dam was old.", "a crowd"),
        ("Anna Bell told voters in Salem that the dam was old.", "voters in Salem"),
    ],
)
def test_addressees_end_before_the_occasion(sentence: str, addressee: str) -> None:
    assert [one.addressee for one in analysed(sentence).reported] == [addressee]


@pytest.mark.parametrize(
    ("body", "row"),
    [
        # passives: nobody is named, or an agent
        ("Anna Bell was told that the dam would fail.", (None, "that the dam would fail")),
        (
            "The farmers had been warned by Anna Bell that the dam would fail.",
            ("Anna Bell", "that the dam would fail"),
        ),
        ("It's been reported that the mayor has left.", (None, "that the mayor has left")),
        (
            "Anna Bell is said to have pressed for the dam.",
            (None, "Anna Bell … to have pressed for the dam"),
        ),
        # tags
        ("The plan is over, he and Anna Bell said.", ("Anna Bell", "The plan is over")),
        (
            "This is not about the dam, Anna Bell told her closest aides as she left.",
            ("Anna Bell", "This is not about the dam"),
        ),
        (
            "The dam was dry for years, Anna Bell said Friday on “Night Talk.”",
            ("Anna Bell", "The dam was dry for years"),
        ),
        # short answers and objects
        ("About 46 percent of the voters said yes.", (None, "yes")),
        ("Anna Bell explained the reason for her move.", ("Anna Bell", "the reason for her move")),
        ("The officer recalled an evening at the mill.", (None, "an evening at the mill")),
    ],
)
def test_passives_tags_and_short_objects(body: str, row: tuple[str | None, str]) -> None:
    assert row in reported(body)


@pytest.mark.parametrize(
    "body",
    [
        "Anna Bell was not told that the dam would fail.",
        "When told that the dam had failed, the farmers left.",
        "The mayor is assured of winning in that town alone.",
    ],
)
def test_nobody_is_told(body: str) -> None:
    assert reported(body) == []
