"""Dialogue told as a scene: turns that alternate, what speakers do, pronouns, marks."""

import pytest

from tests.support.extraction import study


def speakers(*paragraphs: str) -> list[str]:
    """Who has each direct quotation: the actor's name, else the words in small letters, or "-"."""
    found = study("\n\n".join(paragraphs))
    text = found.article.text
    return [
        found.actors[one.speaker].name
        if one.speaker is not None
        else "-"
        if one.speaker_span is None
        else text[one.speaker_span.start : one.speaker_span.end].lower()
        for one in found.quotations
        if one.kind == "direct"
    ]


OPENING = "Anna Bell shut the gate. Mr. Dorn stood in the yard with a lamp."


def test_untagged_turns_alternate() -> None:
    assert speakers(
        OPENING,
        "“You are late,” said Anna Bell.",
        "“The road was bad,” answered Mr. Dorn.",
        "“It is always bad.”",
        "“Not in June.”",
        "“Then come in June.”",
    ) == ["Anna Bell", "Dorn", "Anna Bell", "Dorn", "Anna Bell"]


def test_an_untagged_turn_is_inferred() -> None:
    found = study(
        f"{OPENING}\n\n“Who is there?” asked Anna Bell.\n\n“A friend,” said Mr. Dorn."
        "\n\n“I have none.”\n\n“You have one.”"
    )
    assert [one.speaker_basis for one in found.quotations] == [
        "stated",
        "stated",
        "inferred",
        "inferred",
    ]


def test_a_question_is_answered_by_another() -> None:
    assert speakers(
        "Anna Bell called the engineer, Carl Dorn. He has built dams for thirty years.",
        "“How deep is it?” Bell asked him.",
        "“Forty feet.”",
        "“Is that deep?”",
        "“For a pond it is,” Dorn said.",
    ) == ["Anna Bell", "Carl Dorn", "Anna Bell", "Carl Dorn"]


@pytest.mark.parametrize(
    "second",
    [
        "“The town knew of it for years and did nothing at all about the wall. That is what I"
        " cannot understand.”",
        "“We asked for help in May, and nobody from the county came to look at it.”",
    ],
)
def test_in_news_a_paragraph_in_marks_goes_on_with_the_speaker(second: str) -> None:
    assert speakers(
        "The dam broke on Monday, after three days of rain in the hills above the town.",
        "“We had warned the county about the dam again and again,” said Mayor Anna Bell.",
        second,
        "“Nobody could have seen this coming,” said Carl Dorn, who runs the county’s works.",
    ) == ["Anna Bell", "Anna Bell", "Carl Dorn"]


def test_marks_left_open_go_on_in_a_dialogue() -> None:
    assert speakers(
        OPENING,
        "“Where have you been?” asked Anna Bell.",
        "“At the mill,” said Mr. Dorn. “It was dark there.",
        "“And the wheel had stopped.”",
        "“Who stopped it?”",
    ) == ["Anna Bell", "Dorn", "Dorn", "Dorn", "Anna Bell"]


def test_who_is_addressed_by_name_does_not_speak_and_answers() -> None:
    assert speakers(
        "Captain Vane and Mr. Dobbs sat in the boat. Anna Bell held the oars.",
        "“There is one biscuit,” said Anna Bell.",
        "“Then we must make it last, Dobbs,” said the captain.",
        "“I am not hungry.”",
        "“You lie, Dobbs.”",
    ) == ["Anna Bell", "Vane", "Dobbs", "Vane"]


@pytest.mark.parametrize(
    ("paragraph", "who"),
    [
        ("Anna Bell put down her cup. “It is late, Carl.”", "Anna Bell"),
        ("The old captain laughed. “Brandy for the curate!”", "the old captain"),
        ("“Brandy for the curate!” The old captain laughed.", "the old captain"),
        ("Bell’s brother, Carl Dorn, sat down. He sighed. “I walked.”", "Carl Dorn"),
        ("“No”—Anna Bell shook her head—“never.”", "Anna Bell"),
    ],
)
def test_who_acts_next_to_the_words_says_them(paragraph: str, who: str) -> None:
    assert set(speakers(paragraph)) == {who}


def test_the_nearer_of_two_who_act_has_the_words() -> None:
    assert speakers(
        OPENING,
        "“Will you go?” asked Mr. Dorn.",
        "“I will not,” said Anna Bell, and Mr. Dorn laughed. “You will.”",
        "“Never!”",
    ) == ["Dorn", "Anna Bell", "Dorn", "Anna Bell"]


@pytest.mark.parametrize(
    "body",
    [
        "The film was shown at noon. “The Long Road.”",
        "On Monday the town put up a sign. “No Boats.”",
    ],
)
def test_names_behind_a_sentence_without_a_person_quote_nobody(body: str) -> None:
    assert speakers(body) == []


def test_a_pronoun_is_the_other_one_in_a_dialogue() -> None:
    assert speakers(
        "Carl Dorn sat by the fire. His brother, Peter Falk, came in with wood.",
        "“Is it cold?” asked Dorn.",
        "“It is freezing,” he said.",
        "“Shut the door, then.”",
        "“I have shut it,” he said.",
    ) == ["Carl Dorn", "Peter Falk", "Carl Dorn", "Peter Falk"]


def test_a_pronoun_behind_a_name_in_its_paragraph_is_that_one() -> None:
    assert speakers(
        OPENING,
        "“Who is it?” asked Anna Bell.",
        "“A friend,” said Mr. Dorn. “Let me in.”",
        "“I have no friends.”",
        "Mr. Dorn lifted his lamp. “You have one,” he said.",
    ) == ["Anna Bell", "Dorn", "Dorn", "Anna Bell", "Dorn"]


def test_who_adds_words_goes_on() -> None:
    assert speakers(
        "Carl Dorn sat by the fire. His brother, Peter Falk, came in with wood.",
        "“Is it cold?” asked Dorn.",
        "“Not very,” said Falk.",
        "“But it will be,” he added.",
        "“When?”",
    ) == ["Carl Dorn", "Peter Falk", "Peter Falk", "Carl Dorn"]


def test_descriptions_keep_their_words_and_take_turns() -> None:
    assert speakers(
        "A tall man stood on the step. My mother opened the door.",
        "“Is the doctor in?” he asked.",
        "“No,” said my mother.",
        "“When will he be back?”",
        "“Who wants him?” she said.",
    ) == ["a tall man", "my mother", "a tall man", "my mother"]


def test_a_narrator_takes_turns() -> None:
    assert speakers(
        "The man with the dog stopped at our gate.",
        "“Are you lost?” I asked.",
        "“A little,” the man said.",
        "“Where do you want to go?”",
        "“Home.”",
    ) == ["i", "the man", "i", "the man"]


@pytest.mark.parametrize(
    ("tag", "who"),
    [
        ("returned Mr. Dorn coldly", "Dorn"),
        ("put in Anna Bell", "Anna Bell"),
        ("returned Major Falk", "Falk"),
        ("broke in Anna Bell", "Anna Bell"),
        ("murmured the young man", "the young man"),
        ("resumed the doctor after a pause", "the doctor"),
        ("said his wife", "his wife"),
        ("he stammered", "he"),
        ("Anna Bell breathed", "Anna Bell"),
    ],
)
def test_tags_of_stories(tag: str, who: str) -> None:
    assert speakers(f"“I am here,” {tag}.") == [who]


def test_the_noun_of_a_person_of_the_text_means_this_one() -> None:
    assert speakers(
        "Captain Vane came in, and behind him Mr. Penrose, the curate.",
        "“Brandy for the curate!” cried the captain.",
        "“I never drink,” said the curate.",
        "“Never?”",
        "“Never, sir.”",
    ) == ["Vane", "Penrose", "Vane", "Penrose"]


def test_a_justice_is_the_judge() -> None:
    assert speakers(
        "Mr Justice Hale had a cold. Anna Bell rose for the defence.",
        "“Ten minutes, my lord,” said Anna Bell.",
        "“You said that an hour ago.”",
        "“I was younger then.”",
        "“Proceed,” said the judge.",
    ) == ["Anna Bell", "Hale", "Anna Bell", "Hale"]


@pytest.mark.parametrize(
    "before",
    [
        "In the box stood Carl Dorn, 58, a retired miner from Salem.",
        "On Wednesday the court met again. Carl Dorn stood in the box.",
        "Her client, a miner named Carl Dorn, stood in the box.",
    ],
)
def test_who_is_named_in_the_story_before_answers(before: str) -> None:
    assert speakers(
        before,
        "“You say that you borrowed it,” Anna Bell began. “For how long?”",
        "“Until I had finished.”",
        "“And when was that?”",
        "“In May.”",
    ) == ["Anna Bell", "Anna Bell", "Carl Dorn", "Anna Bell", "Carl Dorn"]


def test_two_who_are_addressed_leave_the_turn_to_the_first() -> None:
    assert speakers(
        "Captain Vane sat with Mr. Dobbs and Mr. Falk.",
        "“Well, Dobbs? Well, Falk?” asked the captain.",
        "“We have one biscuit.”",
        "“One?”",
        "“One, sir.”",
    ) == ["Vane", "Dobbs", "Vane", "Dobbs"]


def test_a_relative_with_a_rank_is_another_person() -> None:
    found = study("Harriet Vane laid the table. Her brother, Captain Vane, came in at six.")
    assert len(found.actors) == 2


# Single marks around double ones, as British papers and novels write them.


@pytest.mark.parametrize(
    "body",
    [
        "‘The boys’ coats are wet,’ said Anna Bell. ‘They’re mine.’",
        "‘He called me “Professor” once,’ said Anna Bell. ‘He did.’",
        "‘“Professor” was his word,’ said Anna Bell. ‘I never—’",
    ],
)
def test_single_marks_are_the_outer_ones(body: str) -> None:
    assert speakers("‘Come in,’ said Anna Bell.", body) == ["Anna Bell"] * 3


def test_speech_in_single_marks_goes_on_in_the_next_paragraph() -> None:
    assert speakers(
        "‘Who was at the mill?’ asked Anna Bell.",
        "‘I was,’ said Carl Dorn. ‘I saw the wheel stop.",
        "‘Then I ran.’",
    ) == ["Anna Bell", "Carl Dorn", "Carl Dorn", "Carl Dorn"]
