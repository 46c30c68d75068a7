"""Which cue quoted words have if their sentence has several verbs of saying."""

import pytest

from tests.support.extraction import analysed, quoted, speaker_of

FIRST = "Anna Bell met Carl Dorn. "


@pytest.mark.parametrize(
    ("body", "words", "who"),
    [
        # the verb after the words has other content
        (
            "Anna Bell said the dam was “close to a ruin” in a report that Carl Dorn said was old.",
            "close to a ruin",
            "Anna Bell",
        ),
        (
            (
                "Anna Bell said she would “pull it down,” for instance, and Carl Dorn vowed "
                "to keep it."
            ),
            "pull it down,",
            "Anna Bell",
        ),
        # the verb right before the marks
        (
            "When Anna Bell shouted, “Water,” Carl Dorn joked, as if drunk, that he was dry.",
            "Water,",
            "Anna Bell",
        ),
        # the next sentence
        (
            "“Who will pay for it?” Anna Bell asked. “We all do.”",
            "Who will pay for it?",
            "Anna Bell",
        ),
        (
            (
                "“Who will pay for it all?” the crowd asked. “Is it us?” Carl Dorn said that "
                "it was late."
            ),
            "Is it us?",
            None,
        ),
        # a name, or a document, before a colon
        ("Anna Bell: “There is room.” Carl Dorn: “There is not.”", "There is not.", "Carl Dorn"),
        (
            "Anna Bell then listed four rules for the dam:\n\n“Keep the gates shut at any time.”",
            "Keep the gates shut at any time.",
            "Anna Bell",
        ),
        (
            "When Carl Dorn proposed a tax, Anna Bell fired back: “No one will ever pay that.”",
            "No one will ever pay that.",
            "Anna Bell",
        ),
        (
            "Because, in Anna Bell’s words, “it never rains here,” they left.",
            "it never rains here,",
            "Anna Bell",
        ),
        # clauses that open the sentence
        (
            "A few days after the meeting with Carl Dorn, Anna Bell gave in, telling the Northern"
            " Post that the dam “will have to go before the rain.”",
            "will have to go before the rain.",
            "Anna Bell",
        ),
        (
            "“It will have to go” if it rains, said Anna Bell, an engineer.",
            "It will have to go",
            "Anna Bell",
        ),
        # any verb after the words
        (
            "“It will have to go soon,” an angry Anna Bell shot back.",
            "It will have to go soon,",
            "Anna Bell",
        ),
        # a report between two quotations
        (
            (
                "“It will have to go,” said Anna Bell. Carl Dorn said the dam was sound. “It "
                "will stand.”"
            ),
            "It will stand.",
            "Carl Dorn",
        ),
        # the subject of the clause before the quotation in between
        (
            (
                "Anna Bell said she was “angry” about Carl Dorn, arguing that he “never came "
                "to see it.”"
            ),
            "never came to see it.",
            "Anna Bell",
        ),
        (
            "Talks went on, with Anna Bell noting that the dam was “a heap of sand.”",
            "a heap of sand.",
            "Anna Bell",
        ),
        (
            (
                "Senator Anna Bell (R-Ohio), who has backed Carl Dorn, said the dam was “a "
                "heap of sand.”"
            ),
            "a heap of sand.",
            "Anna Bell",
        ),
    ],
)
def test_the_speaker_is_the_subject_of_the_verb_that_has_the_words(
    body: str, words: str, who: str | None
) -> None:
    found = dict(quoted(FIRST + body))
    assert found[words] == who


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ("“It will have to go,” said the 46-year-old.", "the 46-year-old"),
        ("“It will have to go,” a voice over says.", "a voice over"),
        ("The cable stated “it will have to go at once.”", "The cable"),
    ],
)
def test_whatever_stands_as_the_speaker_of_quoted_words_is_shown(body: str, speaker: str) -> None:
    found = analysed(FIRST + "\n\n" + body)
    (one,) = (each for each in found.quotations if each.kind != "scare")
    assert one.speaker_span is not None
    assert found.article.text[one.speaker_span.start : one.speaker_span.end] == speaker


@pytest.mark.parametrize(
    "tag", ["according to Reuters", "Reuters reported", "Reuters first reported"]
)
def test_the_outlet_behind_the_speaker_brings_the_words(tag: str) -> None:
    found = analysed(f"“It will have to go,” Anna Bell said, {tag}.")
    (one,) = found.statements
    assert (speaker_of(found, one), one.outlet) == ("Anna Bell", "Reuters")


def test_nouns_that_look_like_verbs_of_saying_have_no_words() -> None:
    found = quoted("Anna Bell will not sign a rule “for the sake of peace” for many state workers.")
    assert [who for _, who in found if who == "workers"] == []
