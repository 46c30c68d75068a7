"""Each kind of error that speakers, statements and actors had gets sentences here."""

import pytest

from index.model import speaker_words
from tests.support.extraction import actor, analysed, quoted, reported, speaker_of


@pytest.mark.parametrize(
    ("body", "who"),
    [
        # the object before a participle
        ("Anna Bell issued a statement saying “the dam will not hold.”", "Anna Bell"),
        (
            "Anna Bell wrote a letter to Mayor Carl Dorn asking him to “look at the dam.”",
            "Anna Bell",
        ),
        # the inner clause
        ("Anna Bell said she thought the dam was “a risk to all of us.”", "Anna Bell"),
        ("Anna Bell condemned what she called “a failure of the whole town.”", "Anna Bell"),
        (
            "Anna Bell said of Carl Dorn, who runs the dam, that he was “not fit for such a job.”",
            "Anna Bell",
        ),
        # the following clause
        (
            "Anna Bell said that the dam was “a risk to all of us,” and Carl Dorn left.",
            "Anna Bell",
        ),
        # coordination and participles
        ("The river would rise, Anna Bell said, adding, “We have to leave.”", "Anna Bell"),
        ("Anna Bell praised Carl Dorn and added, “He built it in a year.”", "Anna Bell"),
        # an adjunct or a dateline before the subject
        (
            "After a talk with Carl Dorn, Anna Bell spoke, saying “the dam will hold.”",
            "Anna Bell",
        ),
        # after a preposition
        ("A source close to the dam speaking to Anna Bell said, “It will break.”", None),
        # passives, views, nouns
        ("The town was told by Anna Bell that the dam was “a risk to all of us.”", "Anna Bell"),
        ("In the words of Anna Bell, the dam is “a risk to all of us.”", "Anna Bell"),
        ("Few heeded Anna Bell’s warning that the dam was “a risk to us.”", "Anna Bell"),
        ("As Anna Bell has written: “The dam is a risk to all of us.”", "Anna Bell"),
        # a tag after a full stop, an inversion after an indirect part
        ("“The dam is old. It will break.” Anna Bell said.", "Anna Bell"),
        (
            "“It is a hard thing to say” that Carl Dorn was wrong, said Anna Bell, a neighbour.",
            "Anna Bell",
        ),
        # appositions without a name
        ("Anna Bell, Director of Public Works testified that “the dam will hold.”", "Anna Bell"),
        (
            "“It will hold,” said the former minister of transport and works, Anna Bell.",
            "Anna Bell",
        ),
        ("“We will stay,” said Ursula van der Berg.", "Ursula van der Berg"),
        ("“We will stay,” said Robert Bell, Jr., on Monday.", "Robert Bell, Jr."),
    ],
)
def test_the_speaker_of_a_quotation(body: str, who: str | None) -> None:
    assert {name for _, name in quoted(body)} == {who}


@pytest.mark.parametrize(
    ("body", "who"),
    [
        (
            "The Rivers Institute wrote a report. The Rivers Institute report argues that "
            "“the dam is"
            " old and will break.” It concludes that “the town should move to the hills.”",
            "Rivers Institute",
        ),
        (
            "The Rivers Institute looked at the dam. Its March report states: “The dam is old"
            " and will break in a flood.”",
            "Rivers Institute",
        ),
        (
            "President Timur Alimov of Uzbekistan came to Paris. President Anna Bell met him."
            " The Uzbek president asserted that “the river belongs to all of us.”",
            "Timur Alimov",
        ),
        (
            "Those who doubt it should read the article in today’s Washington Post by Anna Bell."
            " She says the following: “The dam is old and will break in a flood.”",
            "Anna Bell",
        ),
    ],
)
def test_documents_and_offices_as_speakers(body: str, who: str) -> None:
    assert {name for _, name in quoted(body)} == {who}


def test_the_outlet_of_an_article_named_before() -> None:
    found = analysed(
        "Read the article in today’s Washington Post by Anna Bell. She says: “The dam is old.”"
    )
    assert [one.outlet for one in found.quotations] == ["Washington Post"]


def test_the_outlet_of_a_report() -> None:
    found = analysed("As reported by Anna Bell in today’s Washington Times, the dam is old.")
    assert [one.outlet for one in found.reported] == ["Washington Times"]


def test_a_paper_that_quotes_is_the_outlet() -> None:
    found = analysed("RIA Novosti quoted Ivan Petrov as saying the base would close.")
    assert [(speaker_of(found, one), one.outlet) for one in found.reported] == [
        ("Ivan Petrov", "RIA-Novosti")
    ]


@pytest.mark.parametrize(
    ("body", "row"),
    [
        ("In Anna Bell’s view, the dam was never safe.", ("Anna Bell", "the dam was never safe")),
        ("In the view of Anna Bell, the dam is old.", ("Anna Bell", "the dam is old")),
        ("But, Anna Bell said, the dam is very old.", ("Anna Bell", "the dam is very old")),
        ("The dam, Anna Bell says, is old.", ("Anna Bell", "The dam … is old")),
        ("Anna Bell on Monday said the dam was old.", ("Anna Bell", "the dam was old")),
        (
            "Anna Bell told the host Carl Dorn she would not leave.",
            ("Anna Bell", "she would not leave"),
        ),
        (
            "Anna Bell told Izvestia, however, that she would leave.",
            ("Anna Bell", "that she would leave"),
        ),
        (
            "Anna Bell called on the town to pay for the dam.",
            ("Anna Bell", "the town to pay for the dam"),
        ),
        (
            "While the town slept, the dam broke, Anna Bell said.",
            ("Anna Bell", "While the town slept, the dam broke"),
        ),
        (
            "Anna Bell said that the dam was safe, but declined to give details.",
            ("Anna Bell", "that the dam was safe"),
        ),
        (
            "According to Anna Bell, one of the engineers, the dam is old.",
            ("Anna Bell", "the dam is old"),
        ),
        ("Anna Bell said he had gone. 'It is late.", ("Anna Bell", "he had gone")),
    ],
)
def test_forms_of_reports(body: str, row: tuple[str, str]) -> None:
    assert row in reported(body)


@pytest.mark.parametrize(
    "body",
    [
        "The think tank mutually assured the town.",
        "Anna Bell added 300 jobs at the dam.",
        "It was a telling moment that could have come in May.",
        "She wrote to investors. Even as prices fell, the dam was sold.",
    ],
)
def test_words_that_only_look_like_cues(body: str) -> None:
    assert not reported(body)


def test_quoted_words_behind_an_introduction_are_one_row() -> None:
    found = analysed("Anna Bell said the following: “The dam is old and will break.”")
    assert not found.reported
    assert len(found.quotations) == 1


def test_who_stands_for_the_name_before_it() -> None:
    found = analysed("The town met Anna Bell, who said “the dam is a risk to all of us.”")
    (one,) = found.quotations
    assert one.speaker_span is not None
    assert found.article.text[slice(*one.speaker_span)] == "who"
    assert speaker_of(found, one) == "Anna Bell"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("They said the dam was old.", None),
        ("A senior official said the dam was old.", "A senior official"),
        ("A wave of cold nights suggests that the dam is old.", None),
    ],
)
def test_what_is_shown_as_a_speaker(body: str, words: str | None) -> None:
    found = analysed(body)
    assert {speaker_words(found.article, one) for one in found.reported} <= {words}


def test_a_transcript_without_marks_has_a_row_a_turn() -> None:
    found = analysed(
        "Press Secretary Carl Dorn met reporters.\n\nMR. DORN: Good afternoon.\n\nQ: Will the"
        " dam hold?\n\nMR. DORN: We will see.\n\nThat is all for today.\n\nQ: Thank you."
    )
    turns = [one for one in found.reported if one.kind == "direct"]
    assert [speaker_of(found, one) for one in turns] == ["Carl Dorn", None, "Carl Dorn", None]
    assert len(turns[2].content) == 2


def test_a_list_of_notes_is_no_transcript() -> None:
    found = analysed("Note: one.\n\nUpdate: two.\n\nNote: three.\n\nSource: four.\n\nNote: five.")
    assert not found.reported


def test_a_block_of_lines_is_one_quotation() -> None:
    body = "Anna Bell wrote:\n\n“We will stay here\n\nand not leave before June\n\nor July.”\n\nNo."
    assert quoted(body) == [
        ("We will stay here\n\nand not leave before June\n\nor July.", "Anna Bell")
    ]


def test_open_paragraphs_lead_to_the_speaker_behind_them() -> None:
    body = "“We will stay.\n\n“We will not leave.\n\n“That is all I say,” Anna Bell said."
    assert [who for _, who in quoted(body)] == ["Anna Bell"] * 3


def test_curly_marks_inside_straight_ones_close_nothing() -> None:
    body = 'Anna Bell said: "The word “dam” is too small for it, and we know that."'
    assert [words for words, _ in quoted(body)] == [
        "The word “dam” is too small for it, and we know that."
    ]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("He left the brewer Bluecrown in May. Bluecrown did not answer.", "Bluecrown"),
        ("Zelnik, a software company, moved to the valley.", "Zelnik"),
        ("The founder of Zelnik spoke. Later Zelnik moved.", "Zelnik"),
        ("Zelnik’s headquarters are in the valley.", "Zelnik"),
        ("She worked at Zelnik for a year.", "Zelnik"),
        ("The site DataCrown was down for a day.", "DataCrown"),
        ("Fans of the Herons saw the team win the game.", "Herons"),
        ("In May, the team of Sheffield Rovers lost the game.", "Sheffield Rovers"),
        ("The Kadima party won the vote.", "Kadima party"),
        ("He founded Democratic Choice of Bulgaria in May.", "Democratic Choice of Bulgaria"),
        ("He led One Bulgaria for a year.", "One Bulgaria"),
    ],
)
def test_organisations_by_their_context(body: str, name: str) -> None:
    found = actor(body, name)
    assert found is not None and found.kind == "organisation"


@pytest.mark.parametrize(
    "body",
    [
        "The valley has a Member of Parliament for each town.",
        "Part XVII of the book is the longest.",
        "Image: a dam in the valley.",
    ],
)
def test_what_is_no_actor(body: str) -> None:
    assert not analysed(body).actors


@pytest.mark.parametrize(
    ("body", "name", "roles"),
    [
        ("If he were President Timur Alimov would act.", "Timur Alimov", []),
        ("Anna Bell told reporters Timur Alimov would go.", "Timur Alimov", []),
        ("In such a state Mr. Timur Alimov had never seen the dam.", "Timur Alimov", []),
        ("They met President Timur Alimov in May.", "Timur Alimov", ["President"]),
    ],
)
def test_roles(body: str, name: str, roles: list[str]) -> None:
    found = actor(body, name)
    assert found is not None
    assert [role.title for role in found.roles] == roles


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("The United Nations met. The U.N. left.", {"United Nations"}),
        ("Timur Alimov spoke. ALIMOV said it again.", {"Timur Alimov"}),
        (
            "In May, the older George H. W. Bell met the younger George W. Bell.",
            {"George H. W. Bell", "George W. Bell"},
        ),
        (
            "In the play, the old king Henry VIII meets the young queen Elizabeth II.",
            {"Henry VIII", "Elizabeth II"},
        ),
        ("In May, the engineer A.B. Ivanov came to the dam. Ivanov spoke.", {"A.B. Ivanov"}),
    ],
)
def test_one_actor_or_two(body: str, names: set[str]) -> None:
    assert {one.name for one in analysed(body).actors} == names


def test_an_article_in_another_language_says_what_is_left_out() -> None:
    found = analysed(
        "»Wir haben nichts unterschrieben«, sagte der Minister. Die Regierung will nicht sagen,"
        " wann das Gesetz im Parlament behandelt wird, und die Opposition ist unzufrieden."
    )
    assert not found.actors and not found.quotations and not found.reported
    assert found.article.omitted == "actors and statements (not measured in this language)"


@pytest.mark.parametrize(
    "speaker",
    [
        "Anna Bell of the Green Party",
        "Anna Bell of Britain's Green Party",
        "Senator Anna Bell of Ohio",
        "Analyst Anna Bell of Bernstein",
        "Lead author Anna Bell of the University of Leeds",
        "Anna Bell from the Department of Trade and Industry",
        "Anna Bell with the Red Cross",
    ],
)
def test_a_person_of_a_body_speaks_not_the_body(speaker: str) -> None:
    assert reported(f"{speaker} said the dam was old.") == [("Anna Bell", "the dam was old")]
    assert quoted(f"“The dam is old,” {speaker} said.") == [("The dam is old,", "Anna Bell")]


def test_an_owner_before_a_body_does_not_speak() -> None:
    assert reported("The brother of Anna Bell of Salem said the dam was old.") == [
        (None, "the dam was old")
    ]
