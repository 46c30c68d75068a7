"""Statements in a headline: "Petrov: ‘We will go there’", "‘Not enough,’ says Petrov".

A headline is short. It names the speaker right next to the marks, or repeats words of a quotation
in the article, which has the speaker.
"""

import re
from collections.abc import Sequence
from typing import Final

from index.extract import clauses, lexicon
from index.extract.cue_subjects import Subject, SubjectReader, subject_of
from index.extract.quotes import QuotedSpan, find_quoted
from index.extract.report_content import Reported
from index.model import Mention, Span, Statement

# "Bell: a portrait" reports nothing.
_FEWEST_WORDS: Final = 3
_LONGEST_ROLE: Final = 4
_WORDS: Final = re.compile(r"[^\W_]+")


def headline_quotations(
    text: str, title: Span, mentions: Sequence[Mention], body: Sequence[Statement]
) -> list[Statement]:
    """The quoted spans of the headline at `title` that the quotations in `body` do not have.

    Words that the article quotes too are that quotation, not a second one. Marks without a
    speaker next to them quote nobody.
    """
    in_marks = find_quoted(text, [title])
    if not in_marks:
        return []
    own = [mention for mention in mentions if title.start <= mention.start < title.end]
    said = [f" {_folded(text[one.start : one.end])} " for one in body]
    found = []
    for quoted in in_marks:
        words = _folded(text[quoted.start : quoted.end])
        if any(f" {words} " in other for other in said):
            continue
        beside = _beside(text, title, quoted, own)
        if beside is None:
            found.append(Statement(quoted.start, quoted.end, "scare"))
            continue
        mention, cue = beside
        span = Span(mention.start, mention.end)
        found.append(
            Statement(
                quoted.start, quoted.end, "direct", mention.actor, span, cue, speaker_basis="stated"
            )
        )
    return found


def headline_report(reader: SubjectReader) -> Reported | None:
    """The report of a headline "X: we will stay", with tokens of `reader`.

    X is a person or a body. The words after the colon have a verb and no quotation marks.
    None where the headline has another form.
    """
    tokens = reader.tokens
    mention = reader.mention_from(0) if tokens else None
    subject: Subject | None = None
    if mention is not None and reader.actors[mention.actor].kind in {"person", "organisation"}:
        subject, colon = subject_of(mention), reader.token_from(mention.end)
    else:
        colon = _behind_role(reader)
        if colon > 0:
            span = Span(reader.starts[0], reader.end(colon - 1))
            subject = Subject(span, reader.text[span.start : span.end])
    if subject is None or colon >= len(tokens):
        return None
    last = len(tokens)
    while last > colon and not tokens[last - 1].is_word:
        last -= 1
    if last - colon <= _FEWEST_WORDS or tokens[colon].text != ":" or any(reader.inside):
        return None
    if not clauses.has_verb(reader, colon + 1, last):
        return None
    return Reported([(colon + 1, last)], colon, colon + 1, subject)


def _behind_role(reader: SubjectReader) -> int:
    """The colon after a role that opens a headline: "Police chief: we will stay"; 0 for none."""
    tokens = reader.tokens
    for at in range(1, min(len(tokens), _LONGEST_ROLE + 1)):
        if tokens[at].text == ":":
            role = tokens[at - 1]
            return at if role.is_title or role.is_human_noun else 0
        if not tokens[at].is_word:
            break
    return 0


def _folded(words: str) -> str:
    return " ".join(_WORDS.findall(words.casefold()))


def _beside(
    text: str, title: Span, quoted: QuotedSpan, mentions: Sequence[Mention]
) -> tuple[Mention, str] | None:
    """The name next to the marks, and its colon, dash or verb of saying."""
    for mention in mentions:
        if mention.end < quoted.start and text[mention.end] == ":":
            return mention, ":"  # "Petrov: Reform ‘not enough’"
        if mention.end <= quoted.start:
            between = text[mention.end : quoted.start].rstrip("“\"«„‘' ").lstrip().casefold()
            if between in {":", "—", "–"} or (between.split()[:1] and _says(between.split()[0])):
                return mention, between.split()[0]
        elif mention.start >= quoted.end:
            between = text[quoted.end : mention.start].lstrip("”\"»’',.!? ").rstrip().casefold()
            if between in {":", "—", "–", "-"} or (between and _says(between)):
                return mention, between
            following = text[mention.end : title.end].split()[:1]
            if not between and following and _says(following[0].strip(".,").casefold()):
                return mention, following[0].strip(".,")
    return None


def _says(word: str) -> bool:
    return word.rstrip(":,") in lexicon.cues()


__all__ = ["headline_quotations", "headline_report"]
