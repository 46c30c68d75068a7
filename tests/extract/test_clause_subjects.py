"""The subject of the clause speaks: openings, participles, asides, nearer names."""

import pytest

from index.model import speaker_words
from tests.support.extraction import analysed, quoted, study

FIRST = "Anna Bell met Carl Dorn in May. "


def words_of_speaker(body: str, words: str) -> str | None:
    """What the text has for the speaker of the quoted words."""
    found = study(FIRST + body)
    (one,) = (q for q in found.statements if words in found.article.text[q.start : q.end])
    return found.article.text[slice(*one.speaker_span)] if one.speaker_span else None


@pytest.mark.parametrize(
    ("body", "words", "who"),
    [
        # a participle belongs to the subject of the main clause, which need not be named
        (
            "The weekly magazine was blunt in its remarks on Carl Dorn, arguing he is “a man of"
            " no use to the dam.”",
            "a man of no use",
            "The weekly magazine",
        ),
        (
            "The town released a note Monday saying the dam “is not for sale.”",
            "not for",
            "The town",
        ),
        (
            "Bell opened the ninth debate saying “of course” the dam would hold.",
            "of course",
            "Bell",
        ),
        (
            "Speaking to farmers after the state’s vote, Dorn said there was “only one dam in good"
            " state,” adding that Anna Bell “never once came to look at it.”",
            "never once came",
            "Dorn",
        ),
        (
            "Dorn said the flood “kept us all awake” on Radio Nord before claiming that the dam was"
            " “older than the town.”",
            "older than",
            "Dorn",
        ),
        # what follows the words has another subject
        (
            "Bell cited “dam first” policies, which Dorn said had failed the town.",
            "dam first",
            "Bell",
        ),
        (
            "After Dorn spoke of “a less important dam,” Bell said: “I do not like what he said.”",
            "a less important dam",
            "Dorn",
        ),
        (
            "Bell met the farmers, and one of them called her “my dam.” - Reuters.",
            "my dam",
            "one of them",
        ),
        # asked is not said
        ("Bell was asked, “What is the oldest dam that you have been to?”", "oldest dam", None),
        # the noun before a name, a question of several sentences, an unknown office
        (
            "Former dam keeper Gus Gray listed what was wrong: “The gates are rusty and so am I.”",
            "The gates are",
            "Gus Gray",
        ),
        ("“Who pays? Is it us? Is it them?” he said. “I ask.”", "Who pays?", "he"),
        (
            "“We are glad of it,” said master of works Gus Gray, an engineer.",
            "We are glad",
            "Gus Gray",
        ),
        (
            "The dam is what former employees have called a “costly ruin” in the hills.",
            "costly ruin",
            "former employees",
        ),
    ],
)
def test_the_subject_of_the_clause_speaks(body: str, words: str, who: str | None) -> None:
    assert words_of_speaker(body, words) == who


@pytest.mark.parametrize(
    ("body", "words", "who"),
    [
        ("“It is old,” Bell said. But “it will hold for a while yet.”", "it will hold", "Bell"),
        (
            "“It is old,” said Anna Bell, 30. Bell keeps gates. “It will hold for a while yet.”",
            "It will hold",
            "Bell",
        ),
        ("“It is old,” Bell said. Gus Gray agreed. “It will break in May.”", "break", "Gus Gray"),
    ],
)
def test_words_go_on_over_a_connective_and_a_sentence(body: str, words: str, who: str) -> None:
    assert words_of_speaker(body, words) == who


@pytest.mark.parametrize(
    ("told", "addressee"),
    [
        ("CNBC Saturday", "CNBC"),
        ("the Northern Post in May", "the Northern Post"),
        ("reporters late on Monday", "reporters"),
        ("Carl Dorn last week", "Carl Dorn"),
        ("the Baltic Ferry Council", "Baltic Ferry Council"),
    ],
)
def test_a_time_is_no_part_of_who_was_told(told: str, addressee: str) -> None:
    for body in (f"“It will hold,” Bell told {told}.", f"Bell told {told} that it would hold."):
        found = study(FIRST + body)
        (one,) = found.statements
        assert one.addressee == addressee


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Susan Vogel spoke. President Vogel left.", {"Susan Vogel"}),
        ("First lady Susan Vogel spoke. President Vogel left.", {"Susan Vogel", "Vogel"}),
        (
            "Susan Vogel, the wife of a baker, spoke. President Vogel left.",
            {"Susan Vogel", "Vogel"},
        ),
        ("Susan Vogel spoke. President Vogel left. Mr. Vogel sang.", {"Susan Vogel", "Vogel"}),
        ("President Vogel and Susan Vogel left.", {"Susan Vogel", "Vogel"}),
        ("Peter Vogel drew a memo when President Vogel became president.", {"Peter Vogel"}),
        ("Susan Vogel spoke. President Vogel saw a memo on his desk.", {"Susan Vogel"}),
        ("Laura Bush spoke. President Bush left.", {"Laura Bush", "Bush"}),
        ("President Susan Vogel spoke. President Vogel left.", {"Susan Vogel"}),
        ("Susan Vogel spoke. President Vogel said she would stay.", {"Susan Vogel"}),
        ("Susan Vogel spoke. Governor Vogel said he would stay.", {"Susan Vogel", "Vogel"}),
        ("Peter Vogel spoke. President Vogel left.", {"Peter Vogel"}),
        ("Governor Vogel met Susan Vogel on Monday.", {"Susan Vogel", "Vogel"}),
    ],
)
def test_an_office_with_a_surname_is_another_person_where_the_text_says_so(
    body: str, names: set[str]
) -> None:
    assert {actor.name for actor in study(body).actors} == names


def test_a_weekday_ends_a_name() -> None:
    found = study("She told ABC News Thursday. He told the Baltic Council Monday. They left.")
    assert {actor.name for actor in found.actors} == {"ABC News", "Baltic Council"}


@pytest.mark.parametrize(
    ("body", "words", "who"),
    [
        ("“It is late,” the Interfax agency quoted Dorn as saying.", "It is late", "Dorn"),
        ("“It is late,” Interfax cited Carl Dorn as telling it.", "It is late", "Carl Dorn"),
        ("One sweeping question remains: “Who will pay for the dam?”", "Who will pay", None),
        ("The dam is “a ruin of its kind,” as described by Carl Dorn.", "a ruin", "Carl Dorn"),
        ("One of the farmers asked: “Who will pay for the dam?”", "Who will", "One of the farmers"),
    ],
)
def test_an_outlet_that_quotes_and_a_question_do_not_speak(
    body: str, words: str, who: str | None
) -> None:
    assert words_of_speaker(body, words) == who


@pytest.mark.parametrize(
    ("body", "contents"),
    [
        # nobody, or the same speaker, reports inside the report: one row
        (
            "The board made a study showing that the dam was old, Carl Dorn said.",
            ["The board made a study showing that the dam was old"],
        ),
        (
            "Anna Bell said that the dam was old. Carl Dorn said that it would hold.",
            ["that the dam was old", "that it would hold"],
        ),
    ],
)
def test_a_report_inside_a_report_of_nobody_is_no_row(body: str, contents: list[str]) -> None:
    found = study(body)
    assert [found.article.text[q.start : q.end] for q in found.reported] == contents


def test_a_book_that_is_written_is_no_statement() -> None:
    assert not study("Anna Bell wrote a book called “The Last Dam of All” in May.").reported
    assert study("Anna Bell wrote the book was old and worn.").reported


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("Iowa State, where Anna Bell teaches, called the report “flawed.”", "Iowa State"),
        ("In May, Roosevelt High, which Anna Bell leads, called it “flawed.”", "Roosevelt High"),
        ("The Navy, whose chief Anna Bell had resigned, called it “flawed.”", "Navy"),
        ("Anna Bell, where she lives alone, called it “flawed.”", "Anna Bell"),
        # a participle that opens the sentence
        ("Describing the attack as “horrific”, Bell met the farmers on Monday.", "Bell"),
        ("Carl Dorn left. Calling the plan a “ruin”, Anna Bell laid a wreath.", "Anna Bell"),
    ],
)
def test_the_subject_is_before_its_relative_clause_or_behind_its_participle(
    body: str, who: str
) -> None:
    found = analysed(body)
    (one,) = [one for one in found.quotations if one.kind == "direct"]
    assert one.speaker_span is not None
    assert found.article.text[slice(*one.speaker_span)] == who


def test_a_work_that_someone_speaks_to_is_not_said() -> None:
    assert quoted("Speaking to “Dam Today” on Monday, Anna Bell left the town alone.") == []


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("The town passed a resolution which said the dam was old.", "a resolution"),
        ("The firm, which says the dam is old, left on Monday.", "The firm"),
        ("The town fears the flood, which says the dam is old.", None),
    ],
)
def test_a_relative_pronoun_is_not_shown_as_a_speaker(body: str, shown: str | None) -> None:
    found = analysed(body)
    (one,) = found.reported
    assert speaker_words(found.article, one) == shown
