"""Decide where reported content that follows its cue ends.

Content can end before its sentence: ", but", ", and declined to", " - a claim that". Each comma,
dash, colon and conjunction is a candidate. A logistic regression weighs the words around it, from
left to right; the first candidate with a positive score ends the content. The weights are in
data/content_ends.tsv; tools/train_reports.py fits them on articles with annotated reports.
"""

from typing import Final

from index.extract import clauses, lexicon
from index.extract.clauses import DETERMINERS, NOMINATIVE, PREPOSITIONS, QUOTES, TIMES
from index.extract.cue_subjects import SubjectReader
from index.extract.token_kinds import DASHES, MARKS, RELATIVES, kind_of, kind_of_content
from index.extract.verb_forms import verb_form

# Words without a mark before them that can begin a clause of the writer's own.
_CONJUNCTIONS: Final = lexicon.word_list("content_ends.conjunctions")
_ADVERBIAL: Final = frozenset("in on at during late early last this earlier".split())
_BUCKETS: Final = (2, 4, 8, 15, 30)
# What opens an adjunct or a clause before the main clause of the content.
_OPENING: Final = frozenset(
    "if unless when once while as because since although though even after before until in by on at"
    " during under with without for despite given".split()
)
_JOINING: Final = frozenset({"and", "but", "yet", "or"})
_BETWEEN: Final = frozenset({"not", "also", "then", "later", "even", "never", "has", "have", "had"})
_MODALS: Final = frozenset("would could might should will can may must to cannot".split())
_REACH: Final = 20
_WINDOW: Final = 60
_FEWEST_BEHIND: Final = 3
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
            if reader.tokens[at].text == ";" or _is_but_clause(reader, at, last):
                return at
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
    opens = begin + 1 if tokens[begin].lower == "that" and begin + 1 < last else begin
    if tokens[opens].lower not in _OPENING or opens + _FEWEST_BEHIND >= last:
        return begin + 1
    for comma in range(opens + 1, last - _FEWEST_BEHIND):
        if tokens[comma].text == ";":
            break
        if tokens[comma].text == "," and not _is_in_number(reader, comma):
            follows = clause_follows(reader, comma + 1, _comma(reader, comma + 1, last))
            if follows in {"clause", "pronoun", "verb"}:
                return comma + 1
            break
    return begin + 1


def _is_in_number(reader: SubjectReader, at: int) -> bool:
    """Whether a comma is inside a number: "2,400"."""
    tokens = reader.tokens
    glued = at + 1 < len(tokens) and reader.starts[at + 1] == reader.end(at)
    return glued and tokens[at].text == "," and tokens[at + 1].has_digit


def _is_but_clause(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether ", but" opens a clause with a subject in a tense that reported words do not have.

    "said the dam was safe, but the town moved", not ", but the town would move".
    """
    tokens = reader.tokens
    if at + 2 >= last or tokens[at].text != "," or tokens[at + 1].lower != "but":
        return False
    rest = _comma(reader, at + 2, last)
    if clause_follows(reader, at + 2, rest) not in {"clause", "verb", "pronoun"}:
        return False
    return _tense(reader, at + 2, rest) == "ed"


def is_candidate(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether content can end before token `at`."""
    if reader.inside[at] or at + 1 >= last:
        return False
    token = reader.tokens[at]
    if not token.is_word:
        if token.text in MARKS:
            if _is_in_number(reader, at):
                return False
            return token.text != "-" or reader.starts[at] > reader.end(at - 1)
        return _closes_over_comma(reader, at)
    if reader.tokens[at - 1].text in MARKS:
        return False  # decided at the mark
    lower = token.lower
    return lower in _CONJUNCTIONS or (lower in _ADVERBIAL and reader.tokens[at + 1].lower in TIMES)


def _closes_over_comma(reader: SubjectReader, at: int) -> bool:
    """Whether the mark at token `at` closes quoted words that end in a comma: "“…,” adding"."""
    quoted = reader.tokens[at].text in QUOTES and reader.inside[at - 1]
    return quoted and reader.tokens[at - 1].text == ","


def end_features(reader: SubjectReader, begin: int, at: int, last: int, cue: int) -> list[str]:
    """The properties of a candidate at token `at`, by name; "always" is the constant."""
    tokens = reader.tokens
    mark = "dash" if tokens[at].text in DASHES else tokens[at].lower
    if _closes_over_comma(reader, at):
        mark = ","
    behind = at + 1
    if tokens[at].text in MARKS:
        while behind < last - 1 and tokens[behind].text in DASHES:
            behind += 1
    first, second = tokens[behind], tokens[min(behind + 1, last - 1)]
    kind, following = kind_of_content(reader, begin), kind_of(reader, behind)
    before = kind_of(reader, at - 1)
    said = tokens[cue].lower if cue >= 0 else "according"
    cue_kind = said if said in {"said", "says", "saying", "say", "according"} else "other"
    rest = _comma(reader, behind, last)
    verb = clauses.has_verb(reader, behind - 1, rest)
    so_far = clauses.has_verb(reader, begin, at)
    subject = clause_follows(reader, behind, rest)
    seen = [
        "always",
        f"mark={mark}",
        f"mark={mark},next={first.lower}",
        f"mark={mark},kind={following}",
        f"mark={mark},next kinds={following} {kind_of(reader, behind + 1)}",
        f"mark={mark},before={before}",
        f"mark={mark},before={before},kind={following}",
        f"mark={mark},content={kind}",
        f"mark={mark},cue={cue_kind}",
        f"mark={mark},verb so far={so_far},verb behind={verb}",
        f"mark={mark},length={_bucket(at - begin)}",
        f"mark={mark},left={_bucket(last - at)}",
        f"mark={mark},to the next mark={_bucket(rest - behind)},more={rest < last}",
        f"mark={mark},clause={subject},content={kind}",
        f"next={first.lower},second={second.lower}",
        f"next={first.lower},verb so far={so_far}",
        f"content={kind},verb so far={so_far},mark={mark},kind={following}",
    ]
    third = kind_of(reader, behind + 2)
    seen.append(f"next kinds={following} {kind_of(reader, behind + 1)} {third}")
    seen.append(f"mark={mark},word before={tokens[at - 1].lower}")
    since = _since_mark(reader, begin, at)
    seen.append(f"mark={mark},since the last mark={_bucket(at - since)},first={since == begin}")
    seen.append(f"mark={mark},since={kind_of(reader, since)},kind={following}")
    if cue > 0 and any(tokens[index].lower in RELATIVES for index in range(max(0, cue - 4), cue)):
        seen.append(f"mark={mark},cue in a relative clause")
        seen.append(f"mark={mark},cue in a relative clause,kind={following}")
    tense, tense_behind = _tense(reader, begin, at), _tense(reader, behind, rest)
    seen.append(f"mark={mark},tense={tense},tense behind={tense_behind}")
    seen.append(f"clause={subject},tense={tense},tense behind={tense_behind}")
    seen += _reporting_behind(reader, behind, last, mark, rest, kind)
    seen += _joined(reader, begin, at, behind, rest, tense, kind)
    seen.append(f"cue={said},mark={mark}")
    seen.append(f"cue={said},kind={following}")
    later = any(
        reader.tokens[index].is_strong_cue and not reader.inside[index]
        for index in range(behind, min(last, behind + _WINDOW))
    )
    seen.append(f"mark={mark},saying later={later},verb behind={verb}")
    if first.lower in RELATIVES:
        seen.append(f"relative,before={before},left={_bucket(last - at)}")
    if reader.inside[behind] or first.text in QUOTES:
        seen.append(f"mark={mark},quoted behind")
    if any(reader.inside[begin:at]):
        seen.append(f"mark={mark},quoted before")
    if first.is_reporting_noun or second.is_reporting_noun:
        seen.append(f"mark={mark},noun of saying behind")
    if mark == "," and _in_list(reader, at, last):
        seen.append("in a list")
    return seen


def _bucket(count: int) -> int:
    """A length as one of few classes."""
    for number, most in enumerate(_BUCKETS):
        if count <= most:
            return number
    return len(_BUCKETS)


def _comma(reader: SubjectReader, at: int, last: int) -> int:
    """The next mark at or after token `at`, at most 40 tokens on."""
    limit = min(last, at + 40)
    for index in range(at, limit):
        if reader.tokens[index].text in MARKS:
            return index
    return limit


def _reporting_behind(
    reader: SubjectReader, behind: int, last: int, mark: str, rest: int, kind: str
) -> list[str]:
    """Features of another report from token `behind` on; the next mark is at `rest`."""
    first, seen = reader.tokens[behind], list[str]()
    if first.lower in {"and", "but", "yet", "or"} and mark not in {"and", "but"}:
        seen.append(f"conjunction,clause={clause_follows(reader, behind + 1, rest)}")
        seen.append(f"conjunction,second={kind_of(reader, behind + 1)},content={kind}")
        if clauses.another_report(reader, behind + 1, last):
            seen.append("conjunction and a second report")
        if clauses.other_speaker(reader, behind + 1, last):
            seen.append("conjunction and another speaker")
    elif mark in {"and", "but"}:
        if clauses.another_report(reader, behind, last):
            seen.append(f"{mark} and a second report")
        if clauses.other_speaker(reader, behind, last):
            seen.append(f"{mark} and another speaker")
    elif clauses.ends_reporting(reader, behind, last):
        seen.append(f"mark={mark},reporting ends")
    return seen


def _joined(
    reader: SubjectReader, begin: int, at: int, behind: int, rest: int, tense: str, kind: str
) -> list[str]:
    """Features of the first word that is no conjunction and no adverb: a verb, a pronoun."""
    tokens = reader.tokens
    mark = tokens[at].lower
    head, conjunction = behind, mark if mark in _JOINING else ""
    if tokens[head].lower in _JOINING and head + 1 < len(tokens):
        conjunction = tokens[head].lower
        head += 1
    while head + 1 < rest and (
        clauses.is_adverb(tokens[head].lower) or tokens[head].lower in _BETWEEN
    ):
        head += 1
    lower = tokens[head].lower
    comma = mark == ","
    form = verb_form(lower) if not tokens[head].is_cap else ""
    if lower in NOMINATIVE:
        again = any(tokens[index].lower == lower for index in range(max(begin, at - _WINDOW), at))
        behind_it = _tense(reader, head, rest)
        return [
            f"joined={conjunction},comma={comma},pronoun={lower}",
            f"joined={conjunction},comma={comma},pronoun again={again}",
            f"joined={conjunction},pronoun again={again},tense={tense},behind={behind_it}",
        ]
    return [
        f"joined={conjunction},comma={comma},form={form}",
        f"joined={conjunction},comma={comma},form={form},tense={tense}",
        f"joined={conjunction},form={form},content={kind}",
        f"joined={conjunction},form={form},main={_main_form(reader, begin, at)}",
    ]


def _main_form(reader: SubjectReader, begin: int, at: int) -> str:
    """The form of the first verb of the content up to token `at`, "modal" for a modal or "to"."""
    for index in range(begin, min(at, begin + _REACH)):
        lower = reader.tokens[index].lower
        if lower in _MODALS:
            return "modal"
        form = verb_form(lower)
        if form in {"past", "third"} or (form == "base" and index == begin):
            return form
    return ""


def _since_mark(reader: SubjectReader, begin: int, at: int) -> int:
    """The token after the last mark before token `at`, `begin` where there is none."""
    for index in range(at - 1, begin, -1):
        if reader.tokens[index].text in MARKS and not reader.inside[index]:
            return index + 1
    return begin


def clause_follows(reader: SubjectReader, at: int, rest: int) -> str:
    """What the words from token `at` to the next mark are: a clause, a verb phrase, a phrase."""
    if at >= rest:
        return "nothing"
    tokens = reader.tokens
    if tokens[at].lower in NOMINATIVE:
        return "pronoun"
    end = clauses.phrase_end(reader, at, rest)
    if end == at:
        return "no phrase"
    if end < rest and (tokens[end].frame or tokens[end].lower in clauses.VERBS):
        return "clause"
    for index in range(at + 1, min(end, rest)):
        form = verb_form(tokens[index].lower)
        regular = tokens[index].lower.endswith("ed")
        if not tokens[index].is_cap and (regular or form in {"past", "third"}):
            agent = index + 1 < rest and tokens[index + 1].lower == "by"
            if _can_be_subject(reader, index - 1) and not agent:
                return "clause"
            break
    return "verb" if clauses.has_verb(reader, at - 1, rest) else "phrase"


def _tense(reader: SubjectReader, at: int, last: int) -> str:
    """The kind of the first finite verb from token `at`: reported words shift it to the past."""
    for index in range(at, min(last, at + 16)):
        token = reader.tokens[index]
        for kind, words in _TENSES:
            if token.lower in words:
                return kind
        if token.is_cap:
            continue
        if token.lower.endswith("ed"):
            return "ed"
        form = verb_form(token.lower)
        if form == "past":
            return "ed"
        if form == "third" and index > at and _can_be_subject(reader, index - 1):
            return "is"
    return "none"


def _can_be_subject(reader: SubjectReader, at: int) -> bool:
    """Whether a noun or a name can end at token `at`, so that the word after it can be a verb."""
    token = reader.tokens[at]
    lower = token.lower
    plain = token.is_word and lower not in DETERMINERS and lower not in PREPOSITIONS
    return plain and lower not in _JOINING and not lower.endswith("s")


def _in_list(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether short items and an "and" follow: "taxes, health care and schools"."""
    limit = min(last, at + 8)
    return any(reader.tokens[index].lower in {"and", "or"} for index in range(at + 2, limit))


_TENSES: Final = (
    ("would", frozenset("would could might should had".split())),
    ("was", frozenset("was were did went came got made took".split())),
    ("will", frozenset("will can may must shall cannot".split())),
    ("is", frozenset("is are has have do does".split())),
)
