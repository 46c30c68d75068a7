"""Who is named, who said what, to which outlet: the example article, and sentences for each form the press uses."""

import itertools
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from index.extract import analyse
from index.extract.segment import segment
from index.extract.words import Lexeme
from index.model.article import Analysis, Article, Quotation, Span
from index.model.dates import PartialDate
from index.readers import read_bytes, read_file
from tests.support.paths import SEED


def study(
    body: str, title: str = "A title of some kind", date: PartialDate | None = None
) -> Analysis:
    """What is found in an article with this body."""
    text = f"{title}\n\nPublication: Monitor Volume: 1 Issue: 2\n\n{body}\n"
    (article,), _ = read_bytes(Path("/articles/a.txt"), text.encode())
    if date is not None:
        article = Article(
            article.id,
            article.path,
            article.title,
            article.text,
            article.body_start,
            article.paragraphs,
            date=date,
            date_basis="stated",
        )
    return analyse(article)


def direct(found: Analysis) -> list[Quotation]:
    return [q for q in found.quotations if q.kind == "direct"]


def said(found: Analysis) -> list[tuple[str, str | None]]:
    """The quoted words, shortened, and the speaker's name."""
    return [
        (
            found.article.text[q.start : q.end][:24],
            found.actors[q.speaker].name if q.speaker is not None else None,
        )
        for q in direct(found)
    ]


def speakers(body: str) -> list[str | None]:
    return [speaker for _, speaker in said(study(body))]


def speaker_words(body: str) -> list[str | None]:
    found = study(body)
    return [
        found.article.text[slice(*q.speaker_span)] if q.speaker_span else None
        for q in direct(found)
    ]


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


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("Minister Ivan Petrov said: “We will go there tomorrow.”", ["Ivan Petrov"]),
        ("“We will go there tomorrow,” said Ivan Petrov.", ["Ivan Petrov"]),
        ("“We will go there tomorrow,” Ivan Petrov told reporters.", ["Ivan Petrov"]),
        ('"We will go there tomorrow," Ivan Petrov said.', ["Ivan Petrov"]),
        ("«We will go there tomorrow», said Ivan Petrov.", ["Ivan Petrov"]),
        ("“We will go,” Ivan Petrov said, “and we will stay there for good.”", ["Ivan Petrov", "Ivan Petrov"]),
        ("According to Ivan Petrov, “the matter is now settled for good.”", ["Ivan Petrov"]),
        ("Ivan Petrov arrived on Monday. He said: “We will go there tomorrow.”", ["Ivan Petrov"]),
        ("“We will go there tomorrow,” said Ivan Petrov, the director of the Center for Politics, who was there.", ["Ivan Petrov"]),
        ("“We will go there tomorrow,” Ivan Petrov, who has served since 2001, told the newspaper.", ["Ivan Petrov"]),
        ("Ivan Petrov said: “He told me ‘go home now’ and I went there.”", ["Ivan Petrov"]),
        ("“We want a leader who listens to us.” ― Veronica Cruz\n\nVeronica Cruz is a student.", ["Veronica Cruz"]),
        ("Ivan Petrov was asked.\n\n\"PETROV: Well, look, we will go there tomorrow.\"", ["Ivan Petrov"]),
        (
            "Ivan Petrov said: “We will go there tomorrow.\n\n“And we will stay for as long as we must.”",
            ["Ivan Petrov", "Ivan Petrov"],
        ),
    ],
)  # fmt: skip
def test_speakers(body: str, who: list[str | None]) -> None:
    assert speakers(body) == who


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("“We will go there tomorrow,” officials said on Monday.", ["officials"]),
        ("“The matter is closed for now,” the report said.", ["the report"]),
        (
            "“We will go there tomorrow,” a spokesman for the ministry said.",
            ["a spokesman for the ministry"],
        ),
    ],
)
def test_speakers_without_a_name_are_not_guessed(body: str, words: list[str]) -> None:
    assert speakers(body) == [None]
    assert speaker_words(body) == words


def test_a_pronoun_with_two_people_before_it_is_left_open() -> None:
    assert speakers(
        "Yesterday in Minsk, after talks with Pavel Orlov, and with Ivan Petrov, all left. He said: “We will go there.”"
    ) == [None]


@pytest.mark.parametrize(
    ("body", "who"),
    [
        # the subject of the verb of saying, not who is nearer
        ("Anna Bell told Carl Dorn about it. She said: “We will go there tomorrow.”", "Anna Bell"),
        ("Anna Bell said that she was sure “the river will rise again this spring.”", "Anna Bell"),
        # a name that only the other gender has is passed over
        (
            "Anna Bell spoke at length. Carl Dorn left early. “We will go there tomorrow,” she said.",
            "Anna Bell",
        ),
        (
            "Anna Bell wrote to Carl Dorn on Monday.\n\nHe answered: “We will go there tomorrow.”",
            "Carl Dorn",
        ),
        # the same pronoun leads further back
        (
            "Carl Dorn came late. He sat down. He had a letter. “We will go there tomorrow,” he said.",
            "Carl Dorn",
        ),
        (
            "The minister Carl Dorn came to the hall. “We will go there tomorrow,” he said.",
            "Carl Dorn",
        ),
        # two who fit, and somebody who is not named
        ("Carl Dorn and Peter Hill came in. He said: “We will go there tomorrow.”", None),
        ("Carl Dorn left. A reporter called it chaos. “We saw it all from here,” he said.", None),
        # a surname that looks like an adverb
        ("“We will go there tomorrow,” Kelly said. Mark Kelly is a pilot.", "Mark Kelly"),
        (
            "Carl Dorn left. “We will go there tomorrow,” Anna Bell, 30, of Raleigh, who was there, said.",
            "Anna Bell",
        ),
        ("Anna Bell met the press of the town, saying “we will go there tomorrow”.", "Anna Bell"),
        (
            "Anna Bell said that the bridge was closed.\n\n“We have to wait for the spring and the dry weather.”",
            "Anna Bell",
        ),
    ],
)
def test_pronouns_and_clauses(body: str, who: str | None) -> None:
    assert speakers(f"They all came to the town hall on that day. {body}") == [who]


@pytest.mark.parametrize(
    ("body", "who"),
    [
        (
            "Defense Minister Ivan Petrov came. “We will go there tomorrow,” the minister said.",
            "Ivan Petrov",
        ),
        (
            "Defense Minister Ivan Petrov came. “We will go there tomorrow,” the Defense Minister said.",
            "Ivan Petrov",
        ),
        (
            "We heard Sen. Anna Bell speak there. “We will go there tomorrow,” the senator said.",
            "Anna Bell",
        ),
        # two who hold it: the last who was the subject, or nobody
        (
            "We saw Sen. Anna Bell and Sen. Carl Dorn. Dorn smiled. “We will go there tomorrow,” the senator said.",
            "Carl Dorn",
        ),
        (
            "We saw Sen. Anna Bell and Sen. Carl Dorn there. “We will go there tomorrow,” the senator said.",
            None,
        ),
        (
            "We met former minister Ivan Petrov there. “We will go there tomorrow,” the minister said.",
            None,
        ),
        (
            "The Washington Post has it in print. “We will go there tomorrow,” the Post wrote.",
            "Washington Post",
        ),
    ],
)
def test_offices(body: str, who: str | None) -> None:
    assert speakers(f"They all came to the town hall on that day. {body}") == [who]


def test_scare_quotes() -> None:
    found = study("The so-called “people’s republic” wants the West to “open its eyes” to it.")
    assert not direct(found)
    assert len(found.quotations) == 2


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Anna Bell said it was “not fair” to the town.", ["not fair"]),
        ("The critics called the plan “reckless” on Monday.", ["reckless"]),
        ("The town built a “dry port” near the border last year.", []),
        ("They gave money to Marcia “Cia” Price for the school.", []),
        ("“We have no time,” Anna Bell said. “(CROSSTALK.)”", ["We have no time,"]),
        ("A link <a href=\"http://a.example/b c d e f g\">to it</a> stood there, they said.", []),
        ("Anna Bell said it was “not fair“ to the town, and left.", ["not fair"]),
    ],
)  # fmt: skip
def test_said_or_not(body: str, said: list[str]) -> None:
    found = study(body)
    assert [found.article.text[q.start : q.end] for q in direct(found)] == said


@pytest.mark.parametrize(
    ("title", "body", "rows"),
    [
        (
            "Ivan Petrov: ‘We will go there’",
            "Ivan Petrov came.",
            [("We will go there", "Ivan Petrov")],
        ),
        (
            "Ivan Petrov: Reform ‘not enough for us’",
            "Ivan Petrov came.",
            [("not enough for us", "Ivan Petrov")],
        ),
        (
            "‘Not enough for us,’ says Petrov",
            "Ivan Petrov came.",
            [("Not enough for us,", "Ivan Petrov")],
        ),
        (
            "Petrov says reform is 'not enough'",
            "Ivan Petrov came.",
            [("not enough", "Ivan Petrov")],
        ),
        # the article quotes the words itself: they are not said twice
        (
            "Reform ‘not enough’",
            "“It is not enough for us,” said Ivan Petrov.",
            [("It is not enough for us,", "Ivan Petrov")],
        ),
        # nobody is named beside them
        ("The ‘new Europe’ and the old", "Ivan Petrov came.", []),
        # in the text, a line of its own
        (
            "A title",
            "‘We will never go there,’ says Ivan Petrov\n\nHe came.",
            [("We will never go there,", "Ivan Petrov")],
        ),
    ],
)
def test_headlines(title: str, body: str, rows: list[tuple[str, str]]) -> None:
    (article,), _ = read_bytes(
        Path("/articles/a.txt"), f"{title}\n\n{body} All of us were there on that day.".encode()
    )
    found = analyse(article)
    assert [
        (article.text[q.start : q.end], found.actors[q.speaker].name)
        for q in direct(found)
        if q.speaker is not None
    ] == rows
    assert len(direct(found)) == len(rows)


def test_two_apostrophes_are_marks_where_the_config_says_so() -> None:
    (article,), _ = read_bytes(
        Path("/articles/a.txt"), b"A title\n\nAnna Bell said: ''We will go there tomorrow.''"
    )
    assert not analyse(article).quotations
    (quotation,) = analyse(article, doubled_apostrophes=True).quotations
    assert article.text[quotation.start : quotation.end] == "We will go there tomorrow."


def test_two_people_with_one_surname_stay_two() -> None:
    found = study(
        "President Bill Clinton spoke first. Then Hillary Clinton answered. Bill Clinton left."
    )
    assert {a.name for a in found.actors if a.kind == "person"} == {
        "Bill Clinton",
        "Hillary Clinton",
    }


def test_the_body_of_an_office_is_an_actor_too() -> None:
    found = study("It was told to all of us that NATO Secretary General Jaap de Hoop was there.")
    assert [(actor.name, actor.kind) for actor in found.actors] == [
        ("NATO", "organisation"),
        ("Jaap de Hoop", "person"),
    ]


def test_bodies_that_no_word_tells() -> None:
    found = study(
        "They fought the Islamic State of Iraq and the Levant (ISIL) near the town. ISIL and Boko Haram lost, said the Syrian Observatory"
        " for Human Rights. Abu Bakr al-Baghdadi was not in Abu Dhabi."
    )
    kinds = {actor.name: actor.kind for actor in found.actors}
    assert kinds == {
        "Islamic State": "organisation",
        "Boko Haram": "organisation",
        "Syrian Observatory for Human Rights": "organisation",
        "Abu Bakr al-Baghdadi": "person",
    }
    assert [m.surface for m in found.mentions if found.actors[m.actor].name == "Islamic State"][
        1
    ] == "ISIL"


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("They met Anna Bell, Shulamit Harel, Ehud Barok and Carl Dorn there.", ["Anna Bell", "Shulamit Harel", "Ehud Barok", "Carl Dorn"]),
        ("They met Governor of Maine Susan Collins there.", ["Susan Collins"]),
        ("They met Senator Joseph A. Day and then Will Smith there.", ["Joseph A. Day", "Will Smith"]),
        ("They met Chiang Kai-shek and Wang Jingwei there once more.", ["Chiang Kai-shek", "Wang Jingwei"]),
        ("They joined the Red Cross, Christian Aid and the Green Party there.", []),
        ("They were in New York and in Los Angeles then.", []),
        ("The New York Times and New York University are there.", []),
        ("They met NATO Secretary General Jaap de Hoop there once more.", ["Jaap de Hoop"]),
        ("They met his daughter Bermet Akaeva, and later Akaev, in Rostov there.", ["Bermet Akaeva", "Akaev"]),
    ],
)  # fmt: skip
def test_persons_that_rules_find(body: str, names: list[str]) -> None:
    found = study(f"It was told to all of us on that day. {body}")
    assert [actor.name for actor in found.actors if actor.kind == "person"] == names


def test_an_abbreviation_in_brackets_is_the_same_actor() -> None:
    found = study(
        "The Shanghai Cooperation Organization (SCO) met in Tashkent. The SCO decided little."
    )
    (sco,) = [a for a in found.actors if a.kind == "organisation"]
    assert sco.name == "Shanghai Cooperation Organization"
    assert "SCO" in sco.aliases


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


@pytest.mark.parametrize(
    ("body", "people"),
    [
        ("Democrat Jimmy Carter carried the South.", {"Jimmy Carter"}),
        ("He was defeated by the Liberal Party of Canada Frank Oliver.", {"Frank Oliver"}),
        ("It was organised by Harry West and others.", {"Harry West"}),
        (
            "He worked for U.S. Presidents Richard Nixon and Gerald Ford.",
            {"Richard Nixon", "Gerald Ford"},
        ),
        ("Factions under the leadership of Qawaz Zharif agreed.", {"Qawaz Zharif"}),
        ("Timbrell campaigned for a seat. Later Timbrell lost.", {"Timbrell"}),
        ("However, it rained. Nevertheless, they ran. Yesterday was good.", set()),
        ("Uranium was found. Protests followed. Sanctions were lifted.", set()),
    ],
)
def test_persons(body: str, people: set[str]) -> None:
    assert {actor.name for actor in study(body).actors if actor.kind == "person"} == people


@pytest.mark.parametrize(
    ("body", "states"),
    [
        (
            "The Ottoman Empire fought the Principality of Guria.",
            {"Ottoman Empire", "Principality of Guria"},
        ),
        ("The party United Russia met.", set()),
        ("Troops left Georgia for Russia.", {"Georgia", "Russia"}),
    ],
)
def test_states(body: str, states: set[str]) -> None:
    assert {actor.name for actor in study(body).actors if actor.kind == "state"} == states


def test_a_text_without_full_stops_is_cut_into_sentences_of_some_length() -> None:
    text = "Ann Bell went on and on " * 400
    found = segment(text, [Span(0, len(text))])
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
    found = segment(text, paragraphs)
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
    for word in segment(text, [Span(0, len(text))]).tokens:
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
    found = segment(text, [Span(0, len(text))])
    assert [
        word.text for word, first in zip(found.tokens, found.first, strict=True) if first
    ] == firsts
