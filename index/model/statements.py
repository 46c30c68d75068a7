"""Views of the statements of one article: all in order, and pairs of actors."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from index.model.article import Analysis, Article, Mention, Span, Statement


def said_statements(analysis: Analysis) -> list[Statement]:
    """All statements in text order; each quoted piece of a mixed one is a further statement.

    The place in this list is the number of a statement in the index and in the catalogue.
    """
    direct = [one for one in analysis.quotations if one.kind != "scare"]
    return sorted((*direct, *analysis.reported), key=lambda one: (one.start, one.end))


def spoken_spans(analysis: Analysis) -> list[Span]:
    """The spans of all statements, quoted or reported, in order; spans that overlap are merged."""
    spans: list[Span] = []
    for span in sorted(span for one in said_statements(analysis) for span in one.content):
        if spans and span.start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(span.end, spans[-1].end))
        else:
            spans.append(span)
    return spans


# Pronouns and determiners, which name no speaker by themselves.
_PRONOUNS = frozenset(
    "he she they it i we you who which that whom whose one his her their its others another some"
    " many most several few both all".split()
)

_RELATIVES = frozenset({"which", "that", "who", "whom"})


def speaker_words(article: Article, statement: Statement) -> str | None:
    """The words that describe a speaker who is no actor: "a senior official".

    A relative pronoun after them is left out. None where they are a pronoun, or there are none.
    """
    span = statement.speaker_span
    words = " ".join(article.text[span.start : span.end].split()) if span else ""
    described, _, last = words.rpartition(" ")
    if last in _RELATIVES and not described.endswith(" of"):  # "both of whom"
        words = described.rstrip(",")  # "a resolution, which"
    return None if words.lower() in _PRONOUNS or not words else words


def content_words(article: Article, statement: Statement) -> str:
    """The words of a statement as the article has them; "…" replaces a cue inside them."""
    return " … ".join(article.text[start:end] for start, end in statement.content)


def speakers_named(
    analysis: Analysis, statement: Statement, first: str | None = None
) -> str | None:
    """The names of all who said it: "Anna Bell, Carl Dorn and Maria Quist"; None where not known.

    `first` is the library's name for the first of them, where it has another one.
    """
    if statement.speaker is None:
        return None
    names = [analysis.actors[actor].name for actor in statement.speakers]
    names[0] = first or names[0]
    return named_together(names)


def named_together(names: Sequence[str]) -> str:
    """One or more names as a sentence lists them: "Anna Bell, Carl Dorn and Maria Quist"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def brought_by(statement: Statement, speaker: str | None) -> str:
    """Who was told the words and which outlet brought them: "reporters, Interfax".

    Each is named once, and not where it is the speaker: an agency's own report has no other outlet.
    """
    names = dict.fromkeys(filter(None, (statement.addressee, statement.outlet)))
    return ", ".join(name for name in names if name != speaker)


class Pair(NamedTuple):
    """The number of statements of one actor about another, or (`adjacent`) of theirs in a row.

    Actors are numbers: places in `Analysis.actors`, or numbers of the catalogue.
    """

    actor: int
    other: int
    times: int
    adjacent: bool = False


def whole_statements(analysis: Analysis) -> list[Statement]:
    """The statements in text order; a mixed one and its quoted pieces count as one."""
    return [one for one in analysis.statements if one.kind != "scare"]


def statement_mentions(analysis: Analysis) -> Iterator[tuple[Statement, list[Mention]]]:
    """Each statement with the mentions in its words, both in text order."""
    return _mentions_in(analysis, whole_statements(analysis))


def _mentions_in(
    analysis: Analysis, whole: Sequence[Statement]
) -> Iterator[tuple[Statement, list[Mention]]]:
    starts = [mention.start for mention in analysis.mentions]
    for statement in whole:
        yield (
            statement,
            [
                mention
                for span in statement.content
                for mention in analysis.mentions[
                    bisect_left(starts, span.start) : bisect_left(starts, span.end)
                ]
                if mention.end <= span.end
            ],
        )


def said_about(analysis: Analysis) -> Iterator[tuple[int, int, Span]]:
    """Speaker, named actor and span of the name, for each actor that a statement names.

    Actors are places in `Analysis.actors`.
    """
    return _about_in(analysis, whole_statements(analysis))


def _about_in(analysis: Analysis, whole: Sequence[Statement]) -> Iterator[tuple[int, int, Span]]:
    spoken = [one for one in whole if one.speaker is not None]
    for statement, mentions in _mentions_in(analysis, spoken):
        for speaker in statement.speakers:
            for mention in mentions:
                if mention.actor != speaker:
                    yield speaker, mention.actor, Span(mention.start, mention.end)


def quoted_in_a_row(analysis: Analysis) -> Iterator[tuple[int, int, Span]]:
    """Two speakers and the second span, for each two consecutive statements.

    Of joint speakers each is paired with each of the other statement, and no two are twice.
    """
    return _in_a_row(whole_statements(analysis))


def _in_a_row(whole: Sequence[Statement]) -> Iterator[tuple[int, int, Span]]:
    for one, other in pairwise(whole):
        for speaker, following in speaker_pairs(one, other):
            yield speaker, following, Span(other.start, other.end)


def speaker_pairs(one: Statement, other: Statement) -> Iterator[tuple[int, int]]:
    """Each speaker of one statement with each of another; no pair of actors twice."""
    found: set[tuple[int, int]] = set()
    for pair in product(one.speakers, other.speakers):
        if pair[0] != pair[1] and pair[::-1] not in found:
            found.add(pair)
            yield pair


def statement_around(analysis: Analysis, span: Span, speaker: int) -> Statement | None:
    """The innermost statement of a speaker whose words hold `span`."""
    inside = [
        one
        for one in whole_statements(analysis)
        if speaker in one.speakers
        and any(piece.start <= span.start and span.end <= piece.end for piece in one.content)
    ]
    return max(inside, key=lambda one: (one.start, -one.end), default=None)


def inferred_totals(statements: Iterable[Statement]) -> tuple[int, int, int]:
    """How many speakers, outlets and dates of statements are inferred."""
    speakers = outlets = dates = 0
    for one in statements:
        speakers += one.speaker_basis == "inferred"
        outlets += one.outlet_basis == "inferred"
        dates += one.date_basis == "inferred"
    return speakers, outlets, dates


def speech_pairs(analysis: Analysis, numbers: Sequence[int]) -> tuple[Pair, ...]:
    """The pairs of one article.

    `numbers[i]` replaces actor index `i`. In an `adjacent` pair the lower number comes first.
    """
    whole = whole_statements(analysis)
    about = Counter(
        [(numbers[one], numbers[other]) for one, other, _ in _about_in(analysis, whole)]
    )
    adjacent = Counter(
        [tuple(sorted((numbers[one], numbers[other]))) for one, other, _ in _in_a_row(whole)]
    )
    return (
        *(Pair(one, other, times) for (one, other), times in about.items() if one != other),
        *(
            Pair(one, other, times, True)
            for (one, other), times in adjacent.items()
            if one != other
        ),
    )
