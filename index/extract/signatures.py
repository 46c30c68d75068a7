"""Names that quoted words carry themselves: a signature after them, a label at their head."""

import re
from typing import Final

from index.extract.cue_subjects import Subject, SubjectReader, subject_of
from index.extract.quotes import QuotedSpan
from index.model import Span

# “…” ― Veronica Cruz: a signature after a dash.
_SIGNATURE: Final = re.compile(
    r"[”\"»’]?\s{0,2}(?:[―—–]|--?)\s{0,2}"
    r"(?P<name>[A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]*|d[aei]l?|v[ao]n))*)(?=\s*(?:\n|$|[,.(;]))"
)
# "WALLACE: …": the speaker's name in capitals opens a transcript's turn.
_TURN: Final = re.compile(r"(?P<name>[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}):\s")
# "Anna Bell, Institute of Dams"
_DESCRIBED: Final = re.compile(r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w.’'-]*){1,3}), [A-Z]")
_FARTHEST: Final = 80
# Code points from a verb to the words that it brings: ", “".
_NEAR: Final = 5


def signed_by(reader: SubjectReader, quoted: QuotedSpan) -> tuple[Subject, str, Span | None] | None:
    """The name that the quoted words carry, the mark that brings it, and the span of a colon."""
    named = None if _is_brought(reader, quoted) else reader.mention_at.get(quoted.start)
    if named is not None and reader.text[named.end : named.end + 2] in {": ", ":\n"}:
        return subject_of(named), ":", Span(named.end, named.end + 1)  # “Anna Bell: …”
    inside = _signed_inside(reader, quoted)
    if inside is not None:
        return inside, "—", None
    for match, cue in (
        (_TURN.match(reader.text, quoted.start), ":"),
        (_SIGNATURE.match(reader.text, quoted.end), "—"),
    ):
        if match is None or match.end("name") > quoted.end + _FARTHEST:
            continue
        if cue == "—" and _is_fragment(reader, quoted):
            continue  # "…, and called it “a ruin.” - Reuters": the paper signs the article
        span = Span(*match.span("name"))
        mention = reader.mention_at.get(span.start)
        subject = subject_of(mention) if mention else Subject(span, match["name"])
        return subject, cue, Span(span.end, span.end + 1) if cue == ":" else None
    return None


def _signed_inside(reader: SubjectReader, quoted: QuotedSpan) -> Subject | None:
    """The name that is the last line inside the marks: "The dam is old.⏎Anna Bell, engineer"."""
    begin = reader.text.rfind("\n", quoted.start, quoted.end) + 1
    if not begin or quoted.end - begin > _FARTHEST or reader.text[begin - 2] not in ".!?…”":
        return None
    mention = reader.mention_at.get(begin)
    if mention is not None:
        closed = reader.text[mention.end : mention.end + 1] in {",", ".", '"', "”"}
        return subject_of(mention) if closed else None
    match = _DESCRIBED.match(reader.text, begin, quoted.end)
    return None if match is None else Subject(Span(*match.span("name")), match["name"])


def _is_brought(reader: SubjectReader, quoted: QuotedSpan) -> bool:
    """Whether a verb of saying is right before the marks: "they chanted “Bell: …”"."""
    at = reader.token_from(quoted.start) - 1
    while at >= 0 and not reader.tokens[at].is_word:
        at -= 1
    return at >= 0 and reader.is_cue(at) and reader.end(at) > quoted.start - _NEAR


def _is_fragment(reader: SubjectReader, quoted: QuotedSpan) -> bool:
    """Whether words of a sentence precede the quoted ones."""
    sentence = reader.sentences[reader.sentence_of(reader.token_from(quoted.start))]
    return sentence.start < quoted.start - 2 and reader.text[quoted.start - 2] not in ":\n"
