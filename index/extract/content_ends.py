"""Decide where reported content that follows its cue ends.

Content can end before its sentence: ", but", ", and declined to", " - a claim that". Each comma,
dash, colon and conjunction is a candidate. A logistic regression weighs the words around it (see
`end_features`), from left to right; the first candidate with a positive score ends the content.
The weights are in data/content_ends.tsv; tools/train_reports.py fits them on articles with
annotated reports.
"""

from typing import Final

from index.extract import clauses, lexicon, next_reports, reporting_lexicon
from index.extract.clause_shapes import HAVING, clause_follows, shape_of
from index.extract.clauses import TIMES
from index.extract.cue_subjects import SubjectReader
from index.extract.end_features import (
    CLAUSE_OPENERS,
    begins_medium,
    closes_over_comma,
    end_features,
    next_mark,
)
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
_BEFORE_VERBS: Final = frozenset("has had have also later then".split())
_BEFORE_REPORTS: Final = frozenset("and but while though although".split())
_LONGEST_SUBJECT: Final = 10
_LONGEST_TAG: Final = 5
_FEWEST_BEHIND: Final = 3
# Words from a verb to the quoted ones that it brings: "called the whole plan “a ruin”".
_NEAR: Final = 6
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
            if _is_end(reader, begin, at, last) or _closes_relative(reader, at, last, cue):
                return at
            if reader.tokens[at].text == ";":
                continue  # between the items of a list
            if _is_in_bracket(reader, begin, at):
                continue
            if cue >= 0 and (
                _is_time_foretold(reader, at, cue) or _lacks_verb(reader, begin, at, last, cue)
            ):
                continue
            score = 0.0
            for feature in end_features(reader, begin, at, last, cue):
                score += weights.get(feature, 0.0)
            if score > 0:
                return at
    return last


def _is_end(reader: SubjectReader, begin: int, at: int, last: int) -> bool:
    """Whether content from token `begin` ends at token `at`, whatever else is near."""
    if reader.tokens[at].text == ";":
        return not _lists_over_semicolons(reader, begin, at, last)
    return (
        _is_second_report(reader, at, last)
        or _is_tagged_quotation(reader, at, last)
        or _is_other_report(reader, at, last)
        or _is_quoted_of_another(reader, begin, at, last)
    )


def _closes_relative(reader: SubjectReader, at: int, last: int, cue: int) -> bool:
    """Whether the main clause goes on behind the cue's relative clause: "which X said S, was V"."""
    tokens = reader.tokens
    if cue < 0 or tokens[at].text != "," or at + 1 >= last or reader.inside[at + 1]:
        return False
    following = tokens[at + 1]
    goes_on = following.lower in clauses.VERBS or (
        following.frame != "" and clauses.is_finite(following.lower)
    )
    if not goes_on or following.is_cap:
        return False
    for index in range(cue - 1, max(0, cue - _LONGEST_SUBJECT), -1):
        if tokens[index].lower in {"who", "which"}:
            return tokens[index - 1].text == ","
        if tokens[index].text in MARKS:
            break
    return False


def _lists_over_semicolons(reader: SubjectReader, begin: int, at: int, last: int) -> bool:
    """Whether the semicolon at token `at` is one of several: "taxes; the dam; and schools"."""
    return any(
        reader.tokens[index].text == ";" and not reader.inside[index]
        for index in range(begin, last)
        if index != at
    )


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


def _is_second_report(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether the speaker's next act follows: ", and added that S", "but declined to answer".

    Without a comma "and" needs more: "that" or an infinitive of its own, or an act that is no
    verb of saying.
    """
    tokens = reader.tokens
    word = at + (tokens[at].text == ",")
    if word >= last or tokens[word].lower not in {"and", "but"}:
        return False
    verb = word + 1
    while verb < last and (
        tokens[verb].lower in _BEFORE_VERBS or clauses.is_adverb(tokens[verb].lower)
    ):
        verb += 1
    if verb + 1 >= last or reader.inside[verb] or tokens[verb].is_cap:
        return False
    token, behind = tokens[verb], tokens[verb + 1].lower
    acts = token.lower in next_reports.OTHER_ACTS and token.lower.endswith("ed")
    says = token.frame != "" and clauses.is_finite(token.lower)
    if word > at or tokens[word].lower == "but":
        return acts or (says and token.is_strong_cue) or (says and behind == "that")
    promises = behind == "to" and reporting_lexicon.INFINITIVE in token.frame
    return acts or (says and (behind == "that" or (promises and not token.lower.endswith("s"))))


def _is_other_report(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether another speaker's report follows: "…, and Dorn said S", "… and others say S"."""
    tokens = reader.tokens
    word = at + (tokens[at].text == ",")
    if word >= last or tokens[word].lower not in _BEFORE_REPORTS:
        return False
    if not next_reports.other_speaker(reader, word + 1, last):
        return False
    return word > at or tokens[at].lower == "but" or _opens_clause(reader, at, last)


def _opens_clause(reader: SubjectReader, joint: int, last: int) -> bool:
    """Whether a subject follows "and" at token `joint`, not the second of two: "Bell and Dorn"."""
    tokens = reader.tokens
    before, behind = tokens[joint - 1], tokens[joint + 1]
    if tokens[joint].lower != "and" or before.is_cap or before.lower in clauses.NOMINATIVE:
        return False
    for index in range(joint + 1, min(last, joint + _LONGEST_SUBJECT)):
        if tokens[index].is_strong_cue:
            return behind.lower not in HAVING
        if tokens[index].lower == "and":
            break
    return False


def _lacks_verb(reader: SubjectReader, begin: int, at: int, last: int, cue: int) -> bool:
    """Whether the words up to token `at` are only the subject of a clause that the cue brings.

    "said the plan, which Dorn dislikes, would fail" does not end at its first comma.
    """
    tokens = reader.tokens
    frame = tokens[cue].frame
    opens = begin + (tokens[begin].lower == "that")
    if reporting_lexicon.NOUN in frame or reporting_lexicon.CLAUSE not in frame or cue >= begin:
        return False
    if tokens[at].text not in MARKS - {";", ":"} or reader.inside[opens]:
        return False
    if tokens[begin - 1].lower in clauses.PREPOSITIONS or tokens[begin - 1].lower == "about":
        return False  # "argued for a new name - the Opposition"
    if tokens[opens].lower not in clauses.DETERMINERS and not tokens[opens].is_cap:
        return False
    rest = next_mark(reader, at + 1, last)
    return rest < last and shape_of(reader, opens, at).verb == "none"


def _is_in_bracket(reader: SubjectReader, begin: int, at: int) -> bool:
    """Whether a bracket that opens behind token `begin` is still open before token `at`."""
    for index in range(at - 1, begin, -1):
        if reader.tokens[index].text == ")":
            return False
        if reader.tokens[index].text == "(":
            return not reader.inside[index]
    return False


def _is_tagged_quotation(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether a colon at token `at` brings quoted words with a tag: "S: “…,” he wrote"."""
    tokens = reader.tokens
    if tokens[at].text != ":" or at + 2 >= last or not reader.inside[at + 2]:
        return False
    close = at + 2
    while close < last and reader.inside[close]:
        close += 1
    if close >= last or tokens[close - 1].text not in {",", "?", "!"}:
        return False
    return any(
        reader.is_cue(index) and reader.strong(index)
        for index in range(close, min(last, close + _LONGEST_TAG))
    )


def _is_quoted_of_another(reader: SubjectReader, begin: int, at: int, last: int) -> bool:
    """Whether "and" joins quoted words with a named speaker: "was old and Dorn called it “a ruin”".

    A clause from token `begin` precedes the conjunction, at token `at` or after its comma.
    """
    tokens = reader.tokens
    head = at + 1 + (tokens[at].text == ",")
    if head + 2 >= last or tokens[head - 1].lower not in _BEFORE_REPORTS:
        return False
    if not clauses.has_verb(reader, begin - 1, at):
        return False  # "people such as Anna and Carl Bell called it “a ruin”"
    while head + 2 < last and tokens[head].is_title and reader.mention_from(head) is None:
        head += 1
    mention = reader.mention_behind_article(head)
    verb = last if mention is None else reader.token_from(mention.end)
    while verb < last and clauses.is_adverb(tokens[verb].lower):
        verb += 1
    if verb >= last or not reader.is_cue(verb) or not clauses.is_finite(tokens[verb].lower):
        return False
    return any(reader.inside[verb + 1 : min(last, verb + 1 + _NEAR)])


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
    if lower in CLAUSE_OPENERS or (lower in _ADVERBIAL and reader.tokens[at + 1].lower in TIMES):
        return True
    return begins_medium(reader, at, last)
