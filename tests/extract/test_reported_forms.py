"""Forms of reported speech with asides between subject, verb and content, and their tags."""

import pytest

from tests.support.extraction import analysed, quoted, reported, speaker_of


@pytest.mark.parametrize(
    ("body", "who", "words"),
    [
        ("Anna Bell, 31, said the team was tired.", "Anna Bell", "the team was tired"),
        (
            "The mayor's old lawyer, Carl Dorn, said the man who followed him should resign.",
            "Carl Dorn",
            "the man who followed him should resign",
        ),
        (
            "On Monday, Anna Bell, a nurse from Bergen, said the engineer who left could return.",
            "Anna Bell",
            "the engineer who left could return",
        ),
        (
            "Anna Bell, asked about the dam, said the council could close it.",
            "Anna Bell",
            "the council could close it",
        ),
    ],
)
def test_a_described_subject_speaks_the_words_behind_the_verb(
    body: str, who: str, words: str
) -> None:
    found = analysed(body)
    (one,) = found.reported
    assert speaker_of(found, one) == who
    assert found.article.text[one.start : one.end] == words


def test_a_clause_before_the_tag_is_what_is_said() -> None:
    found = analysed("Carl Dorn, the old owner, has left the town, said Anna Bell.")
    (one,) = found.reported
    assert speaker_of(found, one) == "Anna Bell"
    assert found.article.text[one.start : one.end] == "Carl Dorn, the old owner, has left the town"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Anna Bell said, twice, that the dam would hold.", "that the dam would hold"),
        (
            "Anna Bell said — on her own channel, as it happens — that the dam would hold.",
            "that the dam would hold",
        ),
        (
            "Anna Bell argued loudly - naming Dorn three times - that the dam would hold.",
            "that the dam would hold",
        ),
        (
            "The engineer stated, while answering the council, that the dam would hold.",
            "that the dam would hold",
        ),
        (
            "Anna Bell said on Radio Bergen, where she now works, that the dam would hold.",
            "that the dam would hold",
        ),
        (
            "He is the man who's argued for years that the dam would hold.",
            "that the dam would hold",
        ),
        ("Anna Bell said, if elected, she would close it.", "if elected, she would close it"),
        (
            "Anna Bell said despite the cold, the team would play.",
            "despite the cold, the team would play",
        ),
        (
            "Anna Bell said Monday's vote had changed her mind.",
            "Monday's vote had changed her mind",
        ),
        ("Others say this is a bad plan for the valley.", "this is a bad plan for the valley"),
        (
            "Anna Bell told a packed hall at a hotel in northern Bergen that the dam would hold.",
            "that the dam would hold",
        ),
        (
            "Anna Bell told Reuters in an interview that appeared in May that the dam would hold.",
            "that the dam would hold",
        ),
        ("Anna Bell warned farmers of a flood in the spring.", "a flood in the spring"),
        ("Anna Bell warned the council against a cheap dam.", "a cheap dam"),
        ("He was tired, but he's predicted that the dam would hold.", "that the dam would hold"),
        (
            "This plan includes a wall for the valley, Anna Bell told a town panel Wednesday.",
            "This plan includes a wall for the valley",
        ),
        (
            "Anna Bell suggested engineer Carl Dorn could lose his post.",
            "engineer Carl Dorn could lose his post",
        ),
    ],
)
def test_asides_between_the_verb_and_its_content(body: str, words: str) -> None:
    assert [found for _, found in reported(body)] == [words]


@pytest.mark.parametrize(
    "tag",
    [
        "when the host asked her a question",
        "onstage on Tuesday night",
        "30 minutes into the debate",
        "the day after the flood had come",
        "answering a question in the hall",
        "in a film that took an hour",
    ],
)
def test_what_follows_the_tag_of_a_quotation_is_not_said(tag: str) -> None:
    assert reported(f"“We were late and the water had come,” Anna Bell said {tag}.") == []


def test_a_clause_behind_the_tag_of_a_quotation_is_said() -> None:
    body = "“We were late,” Anna Bell said, adding that the water had come by night."
    assert [words for _, words in reported(body)] == ["that the water had come by night"]


@pytest.mark.parametrize(
    ("body", "who", "words"),
    [
        (
            "The meeting of the two was first reported by Reuters.",
            "Reuters",
            "The meeting of the two",
        ),
        (
            "Bell's old debt had been confirmed last week by the Bergen Academy.",
            "Bergen Academy",
            "Bell's old debt",
        ),
        (
            "He went home after what Anna Bell said were two hours of waiting.",
            "Anna Bell",
            "were two hours of waiting",
        ),
        (
            "Each letter brings back the case, an inquiry Anna Bell said was under way.",
            "Anna Bell",
            "an inquiry … was under way",
        ),
        (
            "Anna Bell’s promise to build a wall along the river drew cheers.",
            "Anna Bell",
            "to build a wall along the river",
        ),
        (
            "They voted on a pledge by Anna Bell to close the dam.",
            "Anna Bell",
            "to close the dam",
        ),
        (
            "Anna Bell took to the stage to say that the dam was safe.",
            "Anna Bell",
            "that the dam was safe",
        ),
        (
            "Anna Bell was forced to admit that the dam was old.",
            "Anna Bell",
            "that the dam was old",
        ),
        ("Farmers were more likely to say they liked the dam.", None, "they liked the dam"),
    ],
)
def test_passives_relative_clauses_promises_and_infinitives(
    body: str, who: str | None, words: str
) -> None:
    assert reported(body) == [(who, words)]


@pytest.mark.parametrize(
    "body",
    [
        "The plan was not confirmed by the mayor of Bergen.",
        "What Anna Bell says is true.",
        "Not everything that Anna Bell says is true.",
        "Anna Bell made good on a threat to close the dam.",
        "Anna Bell kept her promise to the town.",
        "Anna Bell refused to say that the dam was safe.",
        "Anna Bell would be forced to admit that the dam was old.",
        "Anna Bell did not go to the stage to say that the dam was safe.",
    ],
)
def test_what_nobody_has_said_is_no_report(body: str) -> None:
    assert reported(body) == []


@pytest.mark.parametrize(
    "body",
    [
        "Anna Bell maintained their old battle in May.",
        "Anna Bell claimed his third victory in the valley.",
        "Anna Bell is conceding the race in Bergen.",
        "The vote threatened to split the town of Bergen.",
        "The debate promised to be a long one for Bergen.",
        "Anna Bell sounded a cautious note about the dam of Bergen.",
        "Anna Bell avoided all mention of the dam of Bergen.",
        "It was on Monday that Anna Bell was sworn in as mayor of Bergen.",
    ],
)
def test_acts_of_saying_and_things_report_nothing(body: str) -> None:
    assert reported(body) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Anna Bell maintained that they were safe.", "that they were safe"),
        ("Anna Bell claimed that the victory was hers.", "that the victory was hers"),
        ("The workers threatened to leave the town.", "to leave the town"),
        ("Farmers note that the dam is old.", "that the dam is old"),
    ],
)
def test_the_same_verbs_report_words(body: str, words: str) -> None:
    assert [found for _, found in reported(body)] == [words]


@pytest.mark.parametrize(
    "title",
    ["Bank of Norway Warns Rates Will Rise", "Anna Bell Warns Rates Will Rise"],
)
def test_a_warning_in_a_headline_is_a_report(title: str) -> None:
    words = [found for _, found in reported(f"The town met.\n\n{title}\n\nIt was cold.")]
    assert words == ["Rates Will Rise"]


def test_a_table_of_numbers_is_no_transcript() -> None:
    table = "\n\n".join(f"{name}: 1,{number}." for number, name in enumerate(["BELL", "DORN"] * 3))
    assert reported(f"The count came in.\n\n{table}") == []


@pytest.mark.parametrize(
    "opening", ["After the match", "Of the public vote", "Asked about it", "When the game was over"]
)
def test_words_before_a_quoted_sentence_belong_to_no_report(opening: str) -> None:
    body = f"{opening}, Anna Bell said, “We have learned a lot from the game.”"
    assert reported(body) == []
    assert quoted(body) == [("We have learned a lot from the game.", "Anna Bell")]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Anna Bell admitted at that time that the dam was old.", "that the dam was old"),
        (
            "Anna Bell argued in her latest Bergen Times column that the dam was old.",
            "that the dam was old",
        ),
        ("Anna Bell went on to say that the dam was old.", "that the dam was old"),
    ],
)
def test_content_begins_at_its_own_that(body: str, words: str) -> None:
    assert [found for _, found in reported(body)] == [words]


@pytest.mark.parametrize(
    "body",
    [
        "The people of Bergen are going to tell her that the dam is old.",
        "As a member, Anna Bell helped write the law that Carl Dorn asked for.",
    ],
)
def test_what_is_still_to_be_said_is_no_report(body: str) -> None:
    assert reported(body) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            "According to the Bergen Academy over 345 farmers have moved to Salem, on the coast.",
            "over 345 farmers have moved to Salem, on the coast",
        ),
        ("According to the Bergen Academy, 345 farmers have moved.", "345 farmers have moved"),
        (
            "Officials — including those of the dam — have long argued that it is safe.",
            "that it is safe",
        ),
        ("Anna Bell, who chairs the body, has also said that it is safe.", "that it is safe"),
    ],
)
def test_sources_without_a_comma_and_subjects_before_an_aside(body: str, words: str) -> None:
    assert [found for _, found in reported(body)] == [words]


def test_a_thing_that_is_handed_over_is_not_said() -> None:
    assert reported("Anna Bell found the letter, reported it to the council, and left.") == []


def test_words_that_someone_reacts_to_report_nothing() -> None:
    assert reported("The town must react to Anna Bell’s words, bad plans and old debts.") == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            "If she becomes mayor, Anna Bell suggested in a tweet, the dam will be closed.",
            ["If she becomes mayor … the dam will be closed"],
        ),
        (
            "As Anna Bell announces that she is ready, the council is about to meet.",
            ["that she is ready"],
        ),
        (
            "In it, Anna Bell — who worked there for years — states that the dam was old.",
            ["that the dam was old"],
        ),
        ("If the mayor, Anna Bell, says that the dam is safe, the town stays.", []),
    ],
)
def test_conditions_and_clauses_before_the_verb(body: str, words: list[str]) -> None:
    assert [found for _, found in reported(body)] == words


@pytest.mark.parametrize(
    "behind",
    [
        "said in a research note that",
        "said in a research note published on Tuesday that",
        "said in a policy brief sent to the town",
        "told reporters on May 4",
        "told BBC Radio 4",
    ],
)
def test_content_begins_behind_compounds_days_and_numbered_names(behind: str) -> None:
    ((_, content),) = reported(f"Anna Bell {behind} the cuts would be deep.")
    assert content.removeprefix("that ") == "the cuts would be deep"


def test_a_described_speaker_inside_the_report_of_an_outlet_has_a_row() -> None:
    found = analysed("The mayor said on Friday that the dam is old, the Salem Courier reported.")
    outer, inner = found.reported
    assert (speaker_of(found, outer), outer.outlet) == ("Salem Courier", "Salem Courier")
    assert inner.speaker_span is not None
    assert found.article.text[slice(*inner.speaker_span)] == "The mayor"
    assert inner.outlet == "Salem Courier"


@pytest.mark.parametrize(
    "opening",
    ["Reuters, citing two unnamed officials,", "Citing a government source, Reuters"],
)
def test_sources_that_an_outlet_cites_are_no_content(opening: str) -> None:
    ((who, content),) = reported(f"{opening} reported that the dam would go.")
    assert (who, content) == ("Reuters", "that the dam would go")


@pytest.mark.parametrize("verb", ["said", "told the envoy"])
def test_a_capital_that_said_something_is_its_government(verb: str) -> None:
    ((who, _),) = reported(f"Moscow {verb} that the border would be closed.")
    assert who == "Russia"


def test_words_behind_a_medium_of_several_words_are_quoted() -> None:
    body = "Anna Bell said in her nightly video address that “the front is holding”."
    assert quoted(body) == [("the front is holding", "Anna Bell")]


def test_a_surname_at_the_end_of_a_sentence_has_no_full_stop() -> None:
    found = analysed("“It is very old,” said Quist. “It must go,” said Dorn.")
    spans = [one.speaker_span for one in found.quotations]
    assert [found.article.text[slice(*span)] for span in spans if span] == ["Quist", "Dorn"]
