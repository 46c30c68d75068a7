"""The outlet and the day of words where sentences, addressees and citations name several."""

import pytest

from index.model import Analysis, PartialDate
from tests.support.extraction import speaker_of, study

ALL = tuple[str | None, str | None, str]  # outlet, its basis, day
TODAY = PartialDate(2004, 6, 14)


def study_of(body: str) -> Analysis:
    return study(body, date=TODAY)


def sources(body: str) -> list[ALL]:
    return [(one.outlet, one.outlet_basis, str(one.said_date)) for one in study_of(body).reported]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # named next to the words, with a citation of others later
        (
            "In a May 28 interview with Ekho Moskvy, Anna Bell argued that the dam was old. Carl"
            " Dorn warned that it would fail (Interfax, May 29).",
            [
                ("Ekho Moskvy", "stated", "2004-05-28"),
                ("Interfax", "stated", "2004-05-29"),
            ],
        ),
        (
            "Anna Bell told Izvestia that the dam was old. Carl Dorn warned that it would fail"
            " (Interfax, May 29).",
            [("Izvestia", "stated", "2004-06-14"), ("Interfax", "stated", "2004-05-29")],
        ),
        (
            "Anna Bell was quoted by Tanjug as saying that the dam was old. Carl Dorn warned that"
            " it would fail (Interfax, May 29).",
            [("Tanjug", "stated", "2004-06-14"), ("Interfax", "stated", "2004-05-29")],
        ),
        # another outlet between the words and the citation
        (
            "Anna Bell said that the dam was old. Carl Dorn told Izvestia that it would fail."
            " Maria Quist claimed that it would hold (Interfax, May 29).",
            [
                (None, None, "2004-06-14"),
                ("Izvestia", "stated", "2004-06-14"),
                ("Interfax", "stated", "2004-05-29"),
            ],
        ),
        # one citation for several sentences
        (
            "Anna Bell said that the dam was old. She added that it would fail (Izvestia, May 3).",
            [("Izvestia", "inferred", "2004-05-03"), ("Izvestia", "stated", "2004-05-03")],
        ),
        # the second outlet of a citation
        (
            "Izvestia, for its part, claimed that the dam was old (Interfax, May 3; Izvestia,"
            " May 4).",
            [("Izvestia", "stated", "2004-05-04")],
        ),
        # an addressee that is no known actor brings the words, not the citation of others
        (
            "Anna Bell told Aamun Hirka that the dam was old. Carl Dorn warned that it would fail"
            " (Interfax, May 29).",
            [(None, None, "2004-06-14"), ("Interfax", "stated", "2004-05-29")],
        ),
        # reports inside the report of an outlet
        (
            "Anna Bell told a meeting in Bergen on 12 January that the dam was old, Interfax"
            " reported.",
            [
                ("Interfax", "stated", "2004-06-14"),
                ("Interfax", "stated", "2004-01-12"),
            ],
        ),
        # what is cited as an outlet, and where something is printed
        (
            "Anna Bell told LTV on June 8 that the dam was old. It will go, Bell said (LTV,"
            " June 9).",
            [("LTV", "stated", "2004-06-08"), ("LTV", "stated", "2004-06-09")],
        ),
        (
            "In an article for the January 20 issue of Rossiiskaya gazeta, Anna Bell proposed to"
            " close the dam.",
            [("Rossiiskaya gazeta", "stated", "2004-01-20")],
        ),
        (
            "The dam is old, Interfax reported the same day.",
            [("Interfax", "stated", "2004-06-14")],
        ),
    ],
)
def test_the_outlet_of_reported_words(body: str, expected: list[ALL]) -> None:
    assert sources(body) == expected


@pytest.mark.parametrize(
    ("body", "outlet", "day"),
    [
        (
            "“The dam is old and it must go,” Anna Bell told Izvestia on June 1. Carl Dorn claimed"
            " that it would hold (Interfax, June 3).",
            "Izvestia",
            "2004-06-01",
        ),
        (
            "“The dam is old and it must go,” Anna Bell said. She added that it was late"
            " (Interfax, June 3).",
            "Interfax",
            "2004-06-03",
        ),
    ],
)
def test_the_outlet_of_quoted_words(body: str, outlet: str, day: str) -> None:
    (one,) = [one for one in study_of(body).quotations if one.kind == "direct"]
    assert (one.outlet, str(one.said_date)) == (outlet, day)


@pytest.mark.parametrize(
    ("body", "day"),
    [
        # the day next to the cue, and that of the source
        ("Anna Bell told reporters on May 25 that it was old (Izvestia, May 26).", "2004-05-25"),
        ("Speaking in Bergen on May 25, Anna Bell said that it was old (Izvestia, May 26).",
         "2004-05-25"),
        ("On May 25, Anna Bell said that it was old (Izvestia, May 26).", "2004-05-25"),
        # a day of something else
        ("Anna Bell, who left on May 3, said that it was old (Izvestia, May 26).", "2004-05-26"),
        ("Anna Bell said that it broke on May 3 (Izvestia, May 26).", "2004-05-26"),
        ("Half of the votes through May 10 are lost, according to Anna Bell.", "2004-06-14"),
        # the citation of another outlet
        ("Izvestia claimed that it was old (Interfax, May 26).", "2004-05-26"),
        # the day of another article
        ("Anna Bell said that it was old (see EDM, May 26).", "2004-06-14"),
    ],
)  # fmt: skip
def test_the_day_next_to_the_cue(body: str, day: str) -> None:
    (one,) = study_of(body).reported
    assert (str(one.said_date), one.said_basis) == (
        day,
        "article" if day == "2004-06-14" else "inferred",
    )


@pytest.mark.parametrize(
    ("body", "outlets"),
    [
        ("Anna Bell told the daily Postiljon that the dam was old.", ["Postiljon"]),
        ("The weekly Hirka sanomat wrote that the dam was old.", ["Hirka sanomat"]),
        ("The news agency Hirka reported that the dam was old.", ["Hirka"]),
        (
            "Anna Bell told Aamun sana that the dam was old. It is not, Carl Dorn said (Aamun sana,"
            " May 3).",
            ["Aamun sana"],
        ),
        # what only looks so
        ("Anna Bell said the daily Mass in Rome was late.", []),
        ("Anna Bell said the weekly Cabinet meeting was late.", []),
        ("Carl Dorn (Dorn, May 3) said that the dam was old. Dorn left.", []),
    ],
)
def test_outlets_that_the_text_calls_so(body: str, outlets: list[str]) -> None:
    found = study_of(body)
    assert [actor.name for actor in found.actors if actor.kind == "outlet"] == outlets
    assert {one.outlet for one in found.reported} <= {*outlets, None, "Dorn"}


def test_the_newspaper_is_the_one_named_before() -> None:
    found = study_of(
        "The daily Trud reported on March 2 that tariffs would rise. Citing officials, the paper"
        " said that prices would double. Anna Bell told the paper that this was wrong."
    )
    first, second, third = found.reported
    assert [speaker_of(found, first), speaker_of(found, second)] == ["Trud", "Trud"]
    assert second.speaker_basis == "inferred"
    assert (third.addressee, third.outlet) == ("Trud", "Trud")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("The dam is old, Anna Bell said (Interfax, May 3).", "The dam is old"),
        ("The dam is old, Anna Bell told reporters (Interfax, May 3).", "The dam is old"),
        (
            "Anna Bell admitted the dam is what they need (see EDM, May 3).",
            "the dam is what they need",
        ),
        ("Anna Bell urged the town to act (see EDM, May 3; Izvestia, May 4).", "the town to act"),
        (
            "It may fall (the dam is 90 years old, according to Anna Bell).",
            "the dam is 90 years old",
        ),
    ],
)
def test_brackets_are_no_content(body: str, words: str) -> None:
    found = study_of(body)
    (one,) = found.reported
    assert found.article.text[one.start : one.end] == words


def test_the_pieces_of_a_mixed_statement_have_its_source() -> None:
    found = study_of(
        "Anna Bell left. The town, she told a meeting, has “no intention whatsoever” of closing the"
        " dam (Interfax, May 3)."
    )
    (whole,), (piece,) = found.reported, found.quotations
    assert (whole.kind, piece.kind) == ("mixed", "direct")
    assert (piece.outlet, piece.said_date) == (whole.outlet, whole.said_date)


@pytest.mark.parametrize(
    ("body", "addressee"),
    [
        ("Anna Bell admitted to reporters that the dam was old.", "reporters"),
        ("Anna Bell confided to her that the dam was old.", "her"),
        ("Anna Bell told the visiting Norwegian delegation that the dam was old.",
         "the visiting Norwegian delegation"),
        ("“The dam is old and must go,” Anna Bell warned at a meeting with farmers.", None),
    ],
)  # fmt: skip
def test_who_is_told(body: str, addressee: str | None) -> None:
    (one,) = study_of(body).statements
    assert one.addressee == addressee
