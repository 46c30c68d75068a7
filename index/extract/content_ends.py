"""Decide where reported content that follows its cue ends.

Content can end before its sentence: ", but", ", and declined to", " - a claim that". Each comma,
dash, colon and conjunction is a candidate. A logistic regression weighs the words around it (see
`end_features`), from left to right; the first candidate with a positive score ends the content.
The weights are in data/content_ends.tsv; tools/train_reports.py fits them on articles with
annotated reports.
"""

from typing import Final

from index.extract import clauses, lexicon
from index.extract.clause_shapes import clause_follows, tense_of
from index.extract.clauses import TIMES
from index.extract.cue_subjects import SubjectReader
from index.extract.end_features import CLAUSE_OPENERS, closes_over_comma, end_features, next_mark
from index.extract.report_content import is_in_number
from index.extract.token_kinds import MARKS

_ADVERBIAL: Final = frozenset("in on at during late early last this earlier".split())
# What opens an adjunct or a clause before the main clause of the content.
_OPENING: Final = frozenset(
    "if unless when once while as because since although though even after before until in by on at"
    " during under with without for despite given".split()
)
# What precedes such a clause: "that if", "how when".
_LEADING: Final = frozenset({"that", "how", "why"})
_FEWEST_BEHIND: Final = 3
_FORETELLING: Final = ("warn", "caution", "predict", "forecast", "promis", "threat")
# So many places of a content are weighed: no content has more, a text of "and" alone has.
_MOST_CANDIDATES: Final = 16


def content_end(reader: SubjectReader, begin: int, last: int, cue: int = -1) -> int:
    """One past the reported words that begin at token `begin`, in a sentence that closes at `last`.

    `cue` is the token of the verb or noun that reports them, -1 for "according to".
    """
    weights = lexicon.content_end_weights()
    tried = 0
    for at in range(_main_clause(reader, begin, last), last):
        if is_candidate(reader, at, last):
            tried += 1
            if tried > _MOST_CANDIDATES:
                break
            if (
                reader.tokens[at].text == ";"
                or _is_but_clause(reader, at, last)
                or _is_second_report(reader, at, last)
            ):
                return at
            if cue >= 0 and _is_time_foretold(reader, at, cue):
                continue
            score = 0.0
            for feature in end_features(reader, begin, at, last, cue):
                score += weights.get(feature, 0.0)
            if score > 0:
                return at
    return last


def _main_clause(reader: SubjectReader, begin: int, last: int) -> int:
    """The first token at which content that begins at token `begin` can end.

    After a clause or an adjunct that opens it, the main clause follows: "said that if the dam
    broke, the town would drown", "said that by May, the dam would be closed".
    """
    tokens = reader.tokens
    opens = begin + 1 if tokens[begin].lower in _LEADING and begin + 1 < last else begin
    if tokens[opens].lower not in _OPENING or opens + _FEWEST_BEHIND >= last:
        return begin + 1
    for comma in range(opens + 1, last - _FEWEST_BEHIND):
        if tokens[comma].text == ";":
            break
        if tokens[comma].text == "," and not is_in_number(reader, comma):
            follows = clause_follows(reader, comma + 1, next_mark(reader, comma + 1, last))
            if follows in {"clause", "pronoun", "verb"}:
                return comma + 1
            break
    return begin + 1


def _is_but_clause(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether ", but" opens a clause with a subject in a tense that reported words do not have.

    "said the dam was safe, but the town moved", not ", but the town would move".
    """
    tokens = reader.tokens
    if at + 2 >= last or tokens[at].text != "," or tokens[at + 1].lower != "but":
        return False
    rest = next_mark(reader, at + 2, last)
    if clause_follows(reader, at + 2, rest) not in {"clause", "verb", "pronoun"}:
        return False
    return tense_of(reader, at + 2, rest) == "ed"


def _is_second_report(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether "and" joins another verb of saying with its "that": "…, and added that S"."""
    tokens = reader.tokens
    verb = at + 1 + (tokens[at].text == ",")
    if verb + 1 >= last or tokens[verb - 1].lower not in {"and", "but"} or reader.inside[verb]:
        return False
    says = tokens[verb].frame != "" and clauses.is_finite(tokens[verb].lower)
    return says and tokens[verb + 1].lower == "that"


def _is_time_foretold(reader: SubjectReader, at: int, cue: int) -> bool:
    """Whether a time at token `at` is that of what is foretold: "warned of a flood in June"."""
    ahead = reader.tokens[cue].lower.startswith(_FORETELLING)
    return ahead and reader.tokens[at].lower in _ADVERBIAL


def is_candidate(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether content can end before token `at`."""
    if reader.inside[at] or at + 1 >= last:
        return False
    token = reader.tokens[at]
    if not token.is_word:
        if token.text in MARKS:
            if is_in_number(reader, at):
                return False
            return token.text != "-" or reader.starts[at] > reader.end(at - 1)
        return closes_over_comma(reader, at)
    if reader.tokens[at - 1].text in MARKS:
        return False  # decided at the mark
    lower = token.lower
    return lower in CLAUSE_OPENERS or (lower in _ADVERBIAL and reader.tokens[at + 1].lower in TIMES)
