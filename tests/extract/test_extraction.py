"""The example article in full, citations, offsets, and the tokens that extraction works on."""

import itertools
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from index.extract import analyse
from index.extract.tokenizer import tokenize
from index.extract.words import Lexeme
from index.model.article import Analysis, Span
from index.model.dates import PartialDate
from index.readers import read_bytes, read_file
from tests.support.extraction import direct, study
from tests.support.paths import SEED


class TestTheExampleArticle:
    @pytest.fixture(scope="class")
    def found(self) -> Analysis:
        (article,), _ = read_file(SEED)
        return analyse(article)

    def test_the_direct_quotations_have_the_right_speaker_and_outlet(self, found: Analysis) -> None:
        rows = [
            (
                found.actors[q.speaker].name if q.speaker is not None else None,
                q.cue,
                q.outlet,
                str(q.source_date),
            )
            for q in direct(found)
        ]
        assert rows == [
            ("Sergei Ivanov", "noted", "Russian news agencies", "2004-05-12"),
            ("Sergei Ivanov", "continued", "Russian news agencies", "2004-05-12"),
            ("Konstantin Simonov", "offered", "Izvestia", "2004-05-12"),
            ("Vyacheslav Trubnikov", "made", "Nezavisimaya gazeta", "2004-05-12"),
        ]

    def test_the_second_ones_speaker_is_a_pronoun_in_the_text(self, found: Analysis) -> None:
        second = direct(found)[1]
        assert second.speaker_span is not None
        assert found.article.text[slice(*second.speaker_span)] == "He"

    def test_marks_of_distance_quote_nobody(self, found: Analysis) -> None:
        scare = [found.article.text[q.start : q.end] for q in found.quotations if q.kind == "scare"]
        assert scare == ["open its eyes"]

    def test_the_editors_insertion_stays_in_the_quotation(self, found: Analysis) -> None:
        assert "[Russia’s]" in found.article.text[direct(found)[1].start : direct(found)[1].end]

    def test_ivanov_is_one_actor(self, found: Analysis) -> None:
        (ivanov,) = [a for a in found.actors if "Ivanov" in a.name]
        assert ivanov.name == "Sergei Ivanov"
        assert {"Ivanov", "acting Russian Defense Minister Sergei Ivanov"} <= set(ivanov.aliases)
        assert [role.title for role in ivanov.roles] == ["acting Russian Defense Minister"]
        assert ivanov.roles[0].date == "2004"

    def test_kinds(self, found: Analysis) -> None:
        kinds = {actor.name: actor.kind for actor in found.actors}
        assert kinds["Uzbekistan"] == kinds["China"] == kinds["United States"] == "state"
        assert kinds["Izvestia"] == kinds["Nezavisimaya gazeta"] == "outlet"
        assert kinds["Shanghai Cooperation Organization"] == "organisation"
        assert kinds["Islam Karimov"] == kinds["Kadyr Gulomov"] == "person"
        assert "Moscow" not in kinds
        assert "However" not in kinds

    def test_capitals_stand_for_their_government_where_they_act(self, found: Analysis) -> None:
        (russia,) = [n for n, a in enumerate(found.actors) if a.name == "Russia"]
        surfaces = [m.surface for m in found.mentions if m.actor == russia]
        assert {"Russia", "Moscow", "Kremlin"} <= set(surfaces)
        places = [
            m.start for m in found.mentions if found.article.text[m.start - 3 : m.start] in {"to "}
        ]
        assert not [at for at in places if found.article.text[at:].startswith("Moscow on April")]

    def test_citations_and_the_cross_reference(self, found: Analysis) -> None:
        rows = [(c.outlet, c.date_text, str(c.date)) for c in found.citations]
        assert rows == [
            ("Russian news agencies", "May 12", "2004-05-12"),
            ("Izvestia", "May 12, 2004", "2004-05-12"),
            ("Nezavisimaya gazeta", "May 12", "2004-05-12"),
        ]
        assert [(r.publication, r.date_text, str(r.date)) for r in found.references] == [
            ("EDM", "May 12", "2004-05-12")
        ]


def test_two_apostrophes_are_marks_where_the_config_says_so() -> None:
    (article,), _ = read_bytes(
        Path("/articles/a.txt"), b"A title\n\nAnna Bell said: ''We will go there tomorrow.''"
    )
    assert not analyse(article).quotations
    (quotation,) = analyse(article, doubled_apostrophes=True).quotations
    assert article.text[quotation.start : quotation.end] == "We will go there tomorrow."


@pytest.mark.parametrize(
    ("bracket", "rows"),
    [
        ("(Izvestia, May 12, 2004)", [("Izvestia", "2004-05-12")]),
        (
            "(Izvestia, Kommersant, May 11-12)",
            [("Izvestia", "2004-05-12"), ("Kommersant", "2004-05-12")],
        ),
        ("(Russian news agencies, May 12)", [("Russian news agencies", "2004-05-12")]),
        (
            "(Interfax, May 11; Izvestia, May 12)",
            [("Interfax", "2004-05-11"), ("Izvestia", "2004-05-12")],
        ),
        ("(Izvestia, December 30)", [("Izvestia", "2003-12-30")]),
    ],
)
def test_citations(bracket: str, rows: list[tuple[str, str]]) -> None:
    found = study(f"The talks went on for days {bracket}.", date=PartialDate(2004, 5, 14))
    assert [(c.outlet, str(c.date)) for c in found.citations] == rows


def test_brackets_that_cite_nothing() -> None:
    assert not study(
        "He came (in May 2004) with Smith (born May 12, 1950) and (see below) left (all of them)."
    ).citations


markup = st.sampled_from(
    [
        *list("ab .,“”\"«»‘’'()[]\n"),
        "Ivan Petrov ",
        "said ",
        "He ",
        "the minister ",
        " (Izvestia, May 12)",
        "Moscow ",
    ]
)


@given(st.lists(markup, max_size=60).map("".join))
def test_offsets_slice_back_to_the_surface(body: str) -> None:
    assume(body.strip())
    found = study(body)
    text, length = found.article.text, len(found.article.text)
    for mention in found.mentions:
        assert text[mention.start : mention.end] == mention.surface
        assert 0 <= mention.actor < len(found.actors)
    for quotation in found.quotations:
        assert 0 <= quotation.start < quotation.end <= length
        assert quotation.speaker is None or 0 <= quotation.speaker < len(found.actors)
        if quotation.speaker_span is not None:
            assert 0 <= quotation.speaker_span.start < quotation.speaker_span.end <= length
    for citation in found.citations:
        assert 0 <= citation.start < citation.end <= length
    for reference in found.references:
        assert 0 <= reference.start < reference.end <= length


def test_a_text_without_full_stops_is_cut_into_sentences_of_some_length() -> None:
    text = "Ann Bell went on and on " * 400
    found = tokenize(text, [Span(0, len(text))])
    assert max(one.last - one.first for one in found.sentences) <= 500
    assert found.sentences[0].first == 0
    assert found.sentences[-1].last == len(found.tokens)
    assert all(one.last == other.first for one, other in itertools.pairwise(found.sentences))


_TEXTS = st.text(st.sampled_from("ab AB. ,?!\n\u00a0“”\"’'(-–1é中—"), max_size=80)


@given(_TEXTS, _TEXTS)
@example("a \u00a0b c", "\u00a0b")
@example("a.\u00a0b", "“\u00a0A b”")
def test_tokens_are_what_stands_at_their_places(one: str, other: str) -> None:
    text = f"{one}\n\n{other}"
    paragraphs = [Span(0, len(one)), Span(len(one) + 2, len(text))]
    found = tokenize(text, paragraphs)
    count = len(found.tokens)
    assert len(found.starts) == len(found.first) == len(found.follows) == count
    ends = [found.end(at) for at in range(count)]
    for at, word in enumerate(found.tokens):
        assert text[found.starts[at] : ends[at]] == word.text
        assert word.lower == word.text.lower()
        assert found.follows[at] is False or text[found.starts[at] - 1] in " \u00a0"
        assert not found.first[at] or word.is_word
    assert all(end <= start for end, start in zip(ends, found.starts[1:], strict=False))
    assert found.capitals == [at for at, word in enumerate(found.tokens) if word.begins]
    # every letter and digit is in a token
    inside = {at for start, end in zip(found.starts, ends, strict=True) for at in range(start, end)}
    assert all(at in inside for span in paragraphs for at in range(*span) if text[at].isalnum())
    # the sentences are the tokens, all of them, in order
    assert [at for one in found.sentences for at in range(one.first, one.last)] == list(
        range(count)
    )
    assert all(
        found.starts[one.first] == one.start and ends[one.last - 1] == one.end
        for one in found.sentences
    )


@given(st.lists(_TEXTS, max_size=6))
def test_a_word_is_the_same_wherever_it_stands(texts: list[str]) -> None:
    text = " ".join(texts)
    known: dict[str, Lexeme] = {}
    for word in tokenize(text, [Span(0, len(text))]).tokens:
        assert known.setdefault(word.text, word) is word


@pytest.mark.parametrize(
    ("text", "firsts"),
    [
        ("He came. She went.", ["He", "She"]),
        ("He said: “They left. We stay” and Ann agreed.", ["He", "They", "We"]),
        ("The U.S. He said", ["The", "He"]),
        ("Gen. Kent left.", ["Gen"]),
        ("one\nTwo three", ["one"]),
        ("It ended.) Then", ["It", "Then"]),
    ],
)
def test_the_first_word_of_a_sentence_is_known(text: str, firsts: list[str]) -> None:
    found = tokenize(text, [Span(0, len(text))])
    assert [
        word.text for word, first in zip(found.tokens, found.first, strict=True) if first
    ] == firsts
