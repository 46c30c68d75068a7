"""Features of a place where reported content can end, for the regression of `content_ends`.

A feature is a string that names one property: the mark, the words around it, the clause behind it,
the form of the cue. The weights are in data/content_ends.tsv; tools/train_reports.py fits them.
"""

from typing import Final

from index.extract import clauses, lexicon, next_reports
from index.extract.clause_shapes import (
    HAVING,
    JOINING,
    MODALS,
    Shape,
    clause_follows,
    form_of_cue,
    shape_of,
    tense_of,
)
from index.extract.clauses import NOMINATIVE, QUOTES
from index.extract.cue_subjects import SubjectReader
from index.extract.token_kinds import DASHES, MARKS, RELATIVES, kind_of, kind_of_content
from index.extract.verb_forms import verb_form

# Words without a mark before them that can begin a clause of the writer's own.
CLAUSE_OPENERS: Final = lexicon.word_list("content_ends.conjunctions")
# Where words are said: "in an interview", "on Twitter", "through a spokesman".
_MEDIA: Final = lexicon.word_list("end_features.media")
_BEFORE_MEDIA: Final = frozenset("in on via through during at to over".split())
_LONGEST_MEDIUM: Final = 6
_BUCKETS: Final = (2, 4, 8, 15, 30)
_BETWEEN: Final = frozenset({"not", "also", "then", "later", "even", "never"})
_COMMON_CUES: Final = frozenset("said says saying say according".split())
_REACH: Final = 20
_WINDOW: Final = 60
_MARK_REACH: Final = 40
_NEAR: Final = 4
_LIST_REACH: Final = 8
_MOST_COUNTED: Final = 3


def end_features(reader: SubjectReader, begin: int, at: int, last: int, cue: int) -> list[str]:
    """The properties of a candidate at token `at`, by name; "always" is the constant.

    The content begins at token `begin`, its sentence closes at `last`. `cue` is the token of the
    verb or noun that reports it, -1 for "according to".
    """
    tokens = reader.tokens
    mark = "dash" if tokens[at].text in DASHES else tokens[at].lower
    if closes_over_comma(reader, at):
        mark = ","
    sign = "word" if mark.isalpha() and mark != "dash" else mark
    behind = at + 1
    if tokens[at].text in MARKS:
        while behind < last - 1 and tokens[behind].text in DASHES:
            behind += 1
    rest = next_mark(reader, behind, last)
    more = rest < last
    joined, head = _head(reader, mark, behind, last, rest)
    clause = shape_of(reader, head, rest)
    content = kind_of_content(reader, begin)
    own = shape_of(reader, begin + (content == "that"), at)
    said = tokens[cue].lower if cue >= 0 else "according"
    form = form_of_cue(reader, cue)
    following, first = kind_of(reader, behind), tokens[behind].lower
    so_far = clauses.has_verb(reader, begin, at)
    verb, subject = clause.verb, clause.subject
    before = tokens[at - 1]
    speaker = tokens[cue - 1].lower if cue > 0 else ""
    again = speaker != "" and any(tokens[index].lower == speaker for index in range(behind, rest))
    kinds = f"{following} {kind_of(reader, behind + 1)}"
    seen = [
        "always",
        f"mark={mark}",
        f"mark={mark},next={first}",
        f"mark={mark},kind={following}",
        f"mark={mark},next kinds={kinds}",
        f"mark={mark},content={content}",
        f"mark={mark},cue={said if said in _COMMON_CUES else 'other'}",
        f"mark={mark},word before={before.lower}",
        f"mark={mark},since={kind_of(reader, _since_mark(reader, begin, at))},kind={following}",
        f"mark={mark},tense={tense_of(reader, begin, at)},behind={tense_of(reader, behind, rest)}",
        f"next={first},verb so far={so_far}",
        f"next={first},more={more}",
        f"cue={said},mark={mark}",
        f"cue={said},kind={following}",
        f"cue={said},length={_bucket(at - begin)}",
        f"form={form},sign={sign},joined={joined}",
        f"form={form},joined={joined},subject={subject},verb={verb}",
        f"form={form},own={own.verb},verb={verb}",
        f"form={form},more={more},verb={verb}",
        f"sign={sign},joined={joined},subject={subject},verb={verb}",
        f"sign={sign},verb word={tokens[clause.at].lower if clause.at < rest else ''}",
        f"joined={joined},subject={subject},speaker again={again}",
        f"cap before={before.is_cap},digit={before.has_digit},kind={following},verb={verb}",
        f"verb={own.verb != 'none'},content={content},mark={mark}",
        f"sign={sign},word after the next mark={tokens[rest + 1].lower if rest + 1 < last else ''}",
    ]
    seen += _written_behind(reader, behind, rest, sign, clause)
    later = any(
        tokens[index].is_strong_cue and not reader.inside[index]
        for index in range(behind, min(last, behind + _WINDOW))
    )
    verb_near = clauses.has_verb(reader, behind - 1, rest)
    seen.append(f"mark={mark},saying later={later},verb behind={verb_near}")
    if own.verb == "none":
        seen.append(f"no verb,form={form},mark={mark}")
        seen.append(f"no verb,length={_bucket(at - begin)},kind={following}")
    if more:
        then = kind_of(reader, rest + 1)
        seen.append(f"mark={mark},next mark={tokens[rest].text},then={then}")
        seen.append(f"next={first},then={then}")
    if mark in CLAUSE_OPENERS and mark not in JOINING:
        seen.append(f"conjunction,subject={subject},verb={verb}")
    seen += _around(reader, begin, at, behind, last, sign)
    seen += _reporting_behind(reader, behind, last, mark, rest, content)
    seen += [
        *_of_medium(reader, at, last, form, said, own),
        *_verb_joined(reader, begin, at, head, joined),
    ]
    if any(tokens[index].lower in RELATIVES for index in range(max(0, cue - _NEAR), cue)):
        seen.append(f"mark={mark},cue in a relative clause")
    if first in RELATIVES:
        seen.append(f"relative,before={kind_of(reader, at - 1)},left={_bucket(last - at)}")
    if any(reader.inside[begin:at]):
        seen.append(f"mark={mark},quoted before")
    if mark == "," and _in_list(reader, at, last):
        seen.append("in a list")
    return seen


def closes_over_comma(reader: SubjectReader, at: int) -> bool:
    """Whether the mark at token `at` closes quoted words that end in a comma: "“…,” adding"."""
    quoted = reader.tokens[at].text in QUOTES and reader.inside[at - 1]
    return quoted and reader.tokens[at - 1].text == ","


def begins_medium(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether token `at` begins where the words were said: "in an interview", "on Radio Bergen"."""
    tokens = reader.tokens
    if tokens[at].lower not in _BEFORE_MEDIA or at + 1 >= last:
        return False
    if tokens[at].lower == "via":
        return True
    mention = reader.mention_behind_article(at + 1)
    if mention is not None and reader.actors[mention.actor].kind == "outlet":
        return True
    for index in range(at + 1, min(last, at + 1 + _LONGEST_MEDIUM)):
        token = tokens[index]
        if token.lower in _MEDIA:
            return tokens[at].lower != "to"
        if not token.is_word or token.lower in NOMINATIVE or token.lower in clauses.VERBS:
            break
    return False


def _of_medium(
    reader: SubjectReader, at: int, last: int, form: str, said: str, own: Shape
) -> list[str]:
    """Features of a place from where the words were said."""
    if not begins_medium(reader, at, last):
        return []
    return [
        f"medium,own={own.verb},form={form}",
        f"medium,before={kind_of(reader, at - 1)}",
        f"medium,cue={said}",
    ]


def next_mark(reader: SubjectReader, at: int, last: int) -> int:
    """The next mark at or after token `at`, at most 40 tokens on."""
    limit = min(last, at + _MARK_REACH)
    for index in range(at, limit):
        if reader.tokens[index].text in MARKS:
            return index
    return limit


def _head(reader: SubjectReader, mark: str, behind: int, last: int, rest: int) -> tuple[str, int]:
    """The conjunction before or at token `behind`, and the first word after it and its adverbs."""
    tokens = reader.tokens
    joined = mark if mark.isalpha() and mark != "dash" else ""
    head = behind
    if tokens[head].lower in CLAUSE_OPENERS and head + 1 < last:
        joined = tokens[head].lower
        head += 1
    while head + 1 < rest and (
        clauses.is_adverb(tokens[head].lower) or tokens[head].lower in _BETWEEN
    ):
        head += 1
    return joined, head


def _bucket(count: int) -> int:
    """A length as one of few classes."""
    for number, most in enumerate(_BUCKETS):
        if count <= most:
            return number
    return len(_BUCKETS)


def _written_behind(
    reader: SubjectReader, behind: int, rest: int, sign: str, clause: Shape
) -> list[str]:
    """Features of names and numbers up to the next mark: writers add them more than speakers."""
    named = sum(reader.tokens[index].is_cap for index in range(behind, rest))
    digit = any(reader.tokens[index].has_digit for index in range(behind, rest))
    subject, verb = clause.subject, clause.verb
    return [
        f"sign={sign},subject={subject},verb={verb},names={min(named, _MOST_COUNTED)}",
        f"sign={sign},digit={digit},verb={verb}",
    ]


def _around(
    reader: SubjectReader, begin: int, at: int, behind: int, last: int, sign: str
) -> list[str]:
    """Features of the other marks of the sentence: pairs of dashes, commas on either side."""
    tokens = reader.tokens
    dashes = commas = left = 0
    for index in range(begin, at):
        dashes += _is_dash(reader, index)
        commas += tokens[index].text == "," and not reader.inside[index]
    for index in range(behind, last):
        left += tokens[index].text == "," and not reader.inside[index]
    commas, left = min(commas, _MOST_COUNTED), min(left, _MOST_COUNTED)
    seen = [f"sign={sign},commas={commas},left={left}"]
    if sign == "dash":
        again = any(
            _is_dash(reader, index) and not reader.inside[index] for index in range(behind, last)
        )
        seen.append(f"dash,second={dashes % 2},another={again}")
    elif dashes % 2:
        seen.append(f"between dashes,sign={sign}")
    return seen


def _is_dash(reader: SubjectReader, at: int) -> bool:
    """Whether a dash is at token `at`, and no hyphen of a word."""
    return reader.tokens[at].text in DASHES and reader.starts[at] > reader.end(at - 1)


def _reporting_behind(
    reader: SubjectReader, behind: int, last: int, mark: str, rest: int, content: str
) -> list[str]:
    """Features of another report from token `behind` on; the next mark is at `rest`."""
    first, seen = reader.tokens[behind], list[str]()
    if first.lower in JOINING and mark not in {"and", "but"}:
        seen.append(f"conjunction,clause={clause_follows(reader, behind + 1, rest)}")
        seen.append(f"conjunction,second={kind_of(reader, behind + 1)},content={content}")
        if next_reports.another_report(reader, behind + 1, last):
            seen.append("conjunction and a second report")
        if next_reports.other_speaker(reader, behind + 1, last):
            seen.append("conjunction and another speaker")
    elif mark in {"and", "but"}:
        if next_reports.another_report(reader, behind, last):
            seen.append(f"{mark} and a second report")
    elif next_reports.ends_reporting(reader, behind, last):
        seen.append(f"mark={mark},reporting ends")
    return seen


def _verb_joined(reader: SubjectReader, begin: int, at: int, head: int, joined: str) -> list[str]:
    """Features of a word at token `head` that is no pronoun: is it a verb like the content's?"""
    if reader.tokens[head].lower in HAVING and head + 1 < len(reader.tokens):
        head += 1
    token = reader.tokens[head]
    if token.lower in NOMINATIVE:
        return []
    joined = joined if joined in JOINING else ""
    form = verb_form(token.lower) if not token.is_cap else ""
    comma = reader.tokens[at].text == ","
    return [
        f"joined={joined},comma={comma},verb form={form}",
        f"joined={joined},verb form={form},main={_main_form(reader, begin, at)}",
    ]


def _main_form(reader: SubjectReader, begin: int, at: int) -> str:
    """The form of the first verb of the content up to token `at`, "modal" for a modal or "to"."""
    for index in range(begin, min(at, begin + _REACH)):
        lower = reader.tokens[index].lower
        if lower in MODALS:
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


def _in_list(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether short items and an "and" follow: "taxes, health care and schools"."""
    limit = min(last, at + _LIST_REACH)
    return any(reader.tokens[index].lower in {"and", "or"} for index in range(at + 2, limit))
