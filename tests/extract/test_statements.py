"""Reported speech: forms, content spans, speakers, days, non-statements, malformed input."""

import datetime
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.extract import analyse
from index.extract.said_day import relative_day
from index.model import Analysis, Article, PartialDate, Span, Statement
from index.readers import read_bytes
from tests.support.paths import SEED


def analysed(body: str, head: str = "A title\n\nDate: May 12, 2004\n\n") -> Analysis:
    (article,), _ = read_bytes(Path("/articles/a.txt"), (head + body).encode())
    return analyse(article)


def reported(body: str) -> list[tuple[str, str | None, str]]:
    """Kind, words of the speaker and content of each reported statement."""
    found = analysed(body)
    text = found.article.text
    return [
        (
            one.kind,
            text[slice(*one.speaker_span)] if one.speaker_span else None,
            " … ".join(text[start:end] for start, end in one.content),
        )
        for one in found.reported
    ]


def only(body: str) -> Statement:
    (one,) = analysed(body).reported
    return one


@pytest.mark.parametrize(
    ("body", "who", "content"),
    [
        ("Anna Bell said the river was too high.", "Anna Bell", "the river was too high"),
        ("Anna Bell said that the river was high.", "Anna Bell", "that the river was high"),
        ("The river was too high, Anna Bell said.", "Anna Bell", "The river was too high"),
        ("The old bridge will close, said Anna Bell.", "Anna Bell", "The old bridge will close"),
        (
            "According to Anna Bell, the bridge will close.",
            "Anna Bell",
            "the bridge will close",
        ),
        (
            "The bridge will close in June, according to Anna Bell.",
            "Anna Bell",
            "The bridge will close in June",
        ),
        (
            "Anna Bell told Izvestia on Tuesday that the bridge would close.",
            "Anna Bell",
            "that the bridge would close",
        ),
        ("Anna Bell warned of a flood in June.", "Anna Bell", "a flood in June"),
        ("Anna Bell promised to rebuild the bridge.", "Anna Bell", "to rebuild the bridge"),
        ("Anna Bell denied that the dam had failed.", "Anna Bell", "that the dam had failed"),
        (
            "Anna Bell asked whether the dam would hold.",
            "Anna Bell",
            "whether the dam would hold",
        ),
        (
            "Officials read Anna Bell’s warning that the dam would break.",
            "Anna Bell",
            "that the dam would break",
        ),
        (
            "The town published a statement by Anna Bell that the dam was safe.",
            "Anna Bell",
            "that the dam was safe",
        ),
        (
            "Anna Bell, a councillor from the north, said the dam was safe.",
            "Anna Bell",
            "the dam was safe",
        ),
        (
            "As Anna Bell noted, the dam is ninety years old.",
            "Anna Bell",
            "the dam is ninety years old",
        ),
    ],
)
def test_forms_of_reported_speech(body: str, who: str, content: str) -> None:
    assert ("indirect", who, content) in reported(body)


def test_a_cue_in_the_middle_leaves_two_pieces() -> None:
    (one,) = analysed("The dam, Anna Bell said, would hold until June.").reported
    assert len(one.content) == 2


@pytest.mark.parametrize(
    ("body", "content"),
    [
        ("Anna Bell said the dam was safe, but declined to give details.", "the dam was safe"),
        ("Anna Bell said the dam was safe and added that it would be watched.", "the dam was safe"),
        ("Anna Bell said the dam was safe, adding that it was watched.", "the dam was safe"),
        ("Although Anna Bell said the dam was safe, the town moved.", "the dam was safe"),
        ("Anna Bell said the dam was safe; the town moved.", "the dam was safe"),
        ("Anna Bell said the dam was safe (Izvestia, May 11).", "the dam was safe"),
    ],
)
def test_content_ends_where_the_reporting_ends(body: str, content: str) -> None:
    assert content in {words for _, _, words in reported(body)}


@pytest.mark.parametrize(
    "body",
    [
        "Anna Bell did not say that the dam was safe.",
        "If Anna Bell says that the dam is safe, the town will stay.",
        "Anna Bell never said the dam was safe.",
        "Anna Bell likes the dam.",
        "The flood claimed the lives of nine people.",
        "The mutually assured silence of the two think tanks went on.",
        "Rain fell in the northern states that border the sea.",
        "The map shows the old border.",
    ],
)
def test_what_is_no_statement(body: str) -> None:
    assert reported(body) == []


def test_a_mixed_statement_is_one_row_with_its_piece() -> None:
    found = analysed("Anna Bell said that the dam was “a danger to every town” in the valley.")
    (one,) = found.reported
    (piece,) = found.quotations
    assert (one.kind, piece.kind) == ("mixed", "direct")
    assert one.start <= piece.start and piece.end <= one.end
    assert found.statements == (one,)


def test_quoted_words_alone_are_no_reported_statement() -> None:
    found = analysed("“The dam will hold until June,” Anna Bell said.")
    assert not found.reported
    assert [one.kind for one in found.statements] == ["direct"]


def test_addressee_and_outlet() -> None:
    one = only("Anna Bell told Izvestia that the dam would hold.")
    assert (one.addressee, one.outlet, one.outlet_basis) == ("Izvestia", "Izvestia", "stated")
    assert only("Anna Bell told reporters that the dam would hold.").addressee == "reporters"


def test_the_paper_itself_as_speaker_is_the_outlet_too() -> None:
    one = only("According to Izvestia, the dam will hold.")
    assert (one.outlet, one.speaker_basis) == ("Izvestia", "stated")


def test_a_speaker_that_is_no_actor_is_not_named() -> None:
    one = only("Three in ten said the dam was safe.")
    assert one.speaker is None
    assert one.speaker_basis is None


@pytest.mark.parametrize(
    ("body", "day", "basis"),
    [
        ("Anna Bell said the dam was safe (Izvestia, May 11, 2004).", "2004-05-11", "stated"),
        ("Anna Bell said the dam was safe (Izvestia, May 11).", "2004-05-11", "inferred"),
        ("On May 10, 2004, Anna Bell said the dam was safe.", "2004-05-10", "stated"),
        ("On May 10 Anna Bell said the dam was safe.", "2004-05-10", "inferred"),
        ("Anna Bell said on Tuesday that the dam was safe.", "2004-05-11", "inferred"),
        ("Anna Bell said yesterday that the dam was safe.", "2004-05-11", "inferred"),
        ("Anna Bell said last month that the dam was safe.", "2004-04", "inferred"),
        ("Anna Bell said the dam was safe.", "2004-05-12", "article"),
    ],
)
def test_the_day_of_a_statement(body: str, day: str, basis: str) -> None:
    one = only(body)
    assert (str(one.said_date), one.said_basis) == (day, basis)


def test_a_quotation_has_a_day_too() -> None:
    (one,) = analysed("“The dam is safe for now,” Anna Bell said on Monday.").quotations
    assert (str(one.said_date), one.said_basis) == ("2004-05-10", "inferred")


@given(st.dates(datetime.date(1800, 1, 10)), st.sampled_from(["Monday", "Friday", "Sunday"]))
@settings(deadline=None)
def test_a_weekday_is_the_last_one_up_to_the_article(today: datetime.date, name: str) -> None:
    found = relative_day(f"on {name}", today)
    assert found is not None
    day = found.first()
    assert day.strftime("%A") == name
    assert 0 <= (today - day).days < 7


@given(st.dates(), st.sampled_from(["last week", "last month", "last year", "three weeks ago"]))
@settings(deadline=None)
def test_a_period_is_never_more_precise_than_it_is_written(
    today: datetime.date, words: str
) -> None:
    found = relative_day(words, today)
    assert found is None or (not found.day and found.first() <= today)


def test_the_example_article() -> None:
    path = SEED
    (article,), _ = read_bytes(path, path.read_bytes())
    found = analyse(article)
    rows = [
        (
            one.kind,
            found.actors[one.speaker].name if one.speaker is not None else None,
            one.outlet,
            one.said_date,
        )
        for one in found.statements
    ]
    day = PartialDate(2004, 5, 12)
    agencies, paper = "Russian news agencies", "Nezavisimaya gazeta"
    assert rows == [
        ("direct", "Sergei Ivanov", agencies, day),
        ("direct", "Sergei Ivanov", agencies, day),
        ("indirect", "Sergei Ivanov", agencies, day),
        ("indirect", "Izvestia", "Izvestia", day),
        ("direct", "Konstantin Simonov", "Izvestia", day),
        ("scare", None, None, None),
        ("direct", "Vyacheslav Trubnikov", paper, day),
        ("indirect", "Vyacheslav Trubnikov", paper, day),
    ]


@pytest.mark.parametrize(
    "body",
    [
        (
            "I rise in support of the act entitled “The River and the Dam”. I ask my "
            "colleagues to vote."
        ),
        "I urge a “no” vote on this. I have said so before, and I say it again to my colleagues.",
        "The first treaty, known as the “Contract of the Valley”, was signed in 1921. It held.",
        "We often use the term “war on floods” here. I think that we should stop, and I say so.",
    ],
)
def test_terms_and_titles_in_speeches_quote_nobody(body: str) -> None:
    assert {one.kind for one in analysed(body).quotations} == {"scare"}


def test_a_nickname_quotes_nobody() -> None:
    body = "“The gate was open,” said a guard whom everybody here calls “Lynx.”"
    assert [one.kind for one in analysed(body).quotations] == ["direct", "scare"]


def test_a_suffix_alone_is_no_actor() -> None:
    found = analysed("Dr. Peter James King, Jr., said that the dam would hold until June.")
    assert not any("Jr" in actor.name and "King" not in actor.name for actor in found.actors)


def test_two_particles_belong_to_a_name() -> None:
    (one,) = analysed("“There is room for more,” said Ursula van der Meer.").statements
    assert one.speaker_basis == "stated"


def test_other_languages_have_no_rows() -> None:
    found = analysed(
        "« Nous n’avons rien signé », a déclaré le ministre. Selon Elena Rusnac, la loi reviendra"
        " dans les mois qui viennent, et le gouvernement ne dit pas quand elle sera votée "
        "(Izvestia, May 11).",
    )
    assert not found.actors and not found.quotations and not found.reported
    assert found.citations


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "text",
    [
        "Bell said that the river was high and " * 6_000,
        "“" * 10_000 + "a" + "”" * 10_000,
        "said " * 25_000,
        "told said that according to claim that " * 4_000,
        "according to " * 10_000,
        "“a,” " * 2_500,
        "Bell: “no way to go now.” " * 2_000,
        "“who is it?” the old man who said that it was " * 2_000,
        "ZONE " * 25_000,
        "the mill, who said, " * 4_000 + "said it was.",
    ],
    ids=[
        "sentence",
        "marks",
        "cues",
        "mixed cues",
        "according",
        "list",
        "labels",
        "asked",
        "caps",
        "asides",
    ],
)
def test_bad_input(text: str) -> None:
    """Twice the text takes little more than twice the time; nothing fails."""

    def seconds(words: str) -> float:
        article = Article("x", "x", "t", words, paragraphs=(Span(0, len(words)),))
        begun = time.process_time()
        analyse(article)
        return time.process_time() - begun

    seconds(text[:1_000])
    half, whole = seconds(text[: len(text) // 2]), seconds(text)
    assert whole < 3 * half + 0.5


@pytest.mark.parametrize(
    ("body", "content"),
    [
        ("In fact, the dam will hold, Anna Bell said.", "the dam will hold"),
        ("Still, the dam will hold, according to Anna Bell.", "the dam will hold"),
        ("In 2008, Anna Bell said, the dam had held.", "the dam had held"),
        (
            "Anna Bell said in a written statement in March that the dam had held.",
            "that the dam had held",
        ),
    ],
)
def test_connectives_and_adjuncts_are_not_reported(body: str, content: str) -> None:
    assert [words for _, _, words in reported(body)] == [content]


def test_a_quotation_with_two_tags_is_one_direct_statement() -> None:
    found = analysed("“The dam will hold for years,” Anna Bell said, the Northern Post reported.")
    assert [one.kind for one in found.statements] == ["direct"]


@pytest.mark.parametrize(
    "body",
    [
        "This is a point that needs to be made by all of us today.",
        "The Bell report that was lost has been found in the archive.",
        "They uttered statements that turned out to be exaggerated or untrue.",
        "There is no assurance at all that the dam would hold in a storm.",
        "I am told that the dam will hold in a storm.",
        "Now when I say the dam will hold, the town laughs.",
        "The risks are the ones that I have talked about, and the town knows.",
        "“Dam found to be unsafe, say engineers” — Northern Post, May 12, 2004",
    ],
)
def test_relative_clauses_and_what_nobody_says_are_no_statements(body: str) -> None:
    assert all(one.kind == "scare" for one in analysed(body).statements)


def test_a_citation_behind_the_cue_is_no_statement() -> None:
    body = "Saidov spoke on gas. “The price is fair,” Rustam Saidov noted (Kommersant, March 3)."
    assert reported(body) == []


def test_the_full_stop_behind_a_cue_is_no_addressee() -> None:
    (one,) = analysed("“Nobody here is safe,” Mei Tan warned. The staff left.").quotations
    assert one.addressee is None
