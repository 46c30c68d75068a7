"""Reported speech: find the cue, the speaker and the content of statements without quotation marks.

`reports_in` tries each verb of saying with the cue after the content ("S, X said"), then with the
cue before it ("X told Y on Monday that S", "X vowed to V", ", saying that S"). `reporting_verbs`
decides whether a verb form reports speech. `complements` finds where content after the cue begins.
`sources` handles "according to X" and nouns ("X's claim that S").
"""

from typing import Final

from index.extract import clauses, reporting_lexicon
from index.extract.absent_content import brings_nothing
from index.extract.acts_of_saying import is_act
from index.extract.clause_shapes import clause_follows
from index.extract.clauses import (
    NOMINATIVE,
    QUESTIONS,
)
from index.extract.complements import content_begin
from index.extract.content_ends import content_end
from index.extract.content_gaps import has_gap, over_aside
from index.extract.cue_subjects import SubjectReader
from index.extract.described_subjects import is_described_subject
from index.extract.made_clear import made_clear
from index.extract.opening_participles import opening_participle
from index.extract.passive_reports import passive_report, told_report
from index.extract.possible_speakers import may_say
from index.extract.quotation_tags import is_said_before, opens_quotation
from index.extract.report_content import (
    Reported,
    before_main_verb,
    before_office,
    comma_before,
    content_start,
    first_comma,
    is_cleft,
    opening_condition,
    relative_content,
    relative_pronoun,
)
from index.extract.report_features import is_statement
from index.extract.report_subjects import behind_question, report_subject
from index.extract.reporting_verbs import is_impersonal, is_verb
from index.extract.sources import (
    according,
    agent_behind,
    as_reported,
    by_noun,
    opening_as,
)
from index.extract.subordinate_clauses import SUBORDINATORS, end_before_main_clause
from index.extract.tagged_content import (
    answers_question,
    ending_at,
    goes_on,
    interjection_behind,
    is_quotation,
    opens_speech,
)
from index.extract.things_done import is_done
from index.extract.tokenizer import Sentence
from index.extract.unreal_reports import is_unreal
from index.extract.views import in_view

# So many cues of a sentence are looked at: no sentence has more, a text of cues alone has.
_MOST_CUES: Final = 24
_RELATIVES: Final = frozenset({"who", "which"})
_QUOTED: Final = frozenset({"quoted", "cited"})
_HAVING: Final = frozenset("has have had was were is are".split())
_BEFORE_GERUNDS: Final = frozenset("by while after before since in despite".split())
_LONGEST_ADDRESS: Final = 6
_ADDRESSES: Final = frozenset({"mr", "mrs", "ms", "madam"})
# "As the mayor of the town told the council in May,"
_LONGEST_AS: Final = 14
_JOINING: Final = frozenset({"and", "but", "so"})
_TAG_ENDS: Final = frozenset(",;-–—([")
# Verbs whose addressee always follows them.
_TELLING: Final = frozenset("told tells tell informed informs assured reminded".split())


def reports_in(reader: SubjectReader, sentence: Sentence) -> list[Reported]:
    """The reports of one sentence, in the order of their cues."""
    found = candidates_in(reader, sentence)
    return [
        one
        for number, one in enumerate(found)
        if is_statement(reader, one, sentence, found[:number])
    ]


def candidates_in(reader: SubjectReader, sentence: Sentence) -> list[Reported]:
    """What can be a report by the grammar of its cue, in the order of the cues."""
    tokens, found = reader.tokens, list[Reported]()
    last = clauses.closing(reader, sentence)
    tried = 0
    for at in range(sentence.first, last):
        token = tokens[at]
        if not token.may_report or reader.inside[at]:
            continue
        one: Reported | None = None
        if token.frame:
            tried += 1
            if is_verb(reader, at, sentence, last):
                one = _by_verb(reader, at, sentence, last, found)
            elif token.is_reporting_noun:
                one = by_noun(reader, at, sentence, last)
            else:
                one = told_report(reader, at, sentence, last) or passive_report(
                    reader, at, sentence, last
                )
        elif token.is_reporting_noun:
            tried += 1
            one = by_noun(reader, at, sentence, last)
        elif token.lower in reporting_lexicon.VIEWS:
            tried += 1
            one = in_view(reader, at, sentence, last, found)
        elif token.lower == "clear" and at > sentence.first:
            one = made_clear(reader, at, sentence, last)
        elif token.lower == "according" and at + 1 < last and tokens[at + 1].lower == "to":
            tried += 1
            one = according(reader, at, sentence, last, found)
        if one is None or not one.content:
            pass
        elif not (is_unreal(reader, one, sentence) or is_done(reader, one, sentence)):
            found.append(one)
        if tried >= _MOST_CUES:
            break
    return found


def _by_verb(
    reader: SubjectReader, at: int, sentence: Sentence, last: int, found: list[Reported]
) -> Reported | None:
    """The report of the verb at token `at`."""
    tokens = reader.tokens
    lower = _lower_bound(reader, at, sentence)
    if reporting_lexicon.PARENTHETIC in tokens[at].frame:
        one = (
            _interjected(reader, at, lower, last)
            or as_reported(reader, at, sentence, last, found)
            or _inverted(reader, at, sentence, last, found)
            or _postposed(reader, at, lower, sentence, last, found)
        )
        if one is not None:
            return one
    if at + 1 >= last:
        return None
    one = _behind_as(reader, at, sentence, last)
    if one is not None:
        return one
    begin, addressee = content_begin(reader, at, last)
    if begin < 0 or begin >= last or brings_nothing(reader, at, begin, last):
        return None
    if tokens[begin].lower == "to" and begin - 1 > at and tokens[begin - 1].lower == "not":
        begin -= 1  # "told the town not to pay"
        addressee = addressee[0], min(addressee[1], begin)
    end = over_aside(reader, at, begin, _end_behind(reader, at, begin, last), last)
    behind_adjunct = begin > at + 1 and tokens[begin - 1].lower != "that"
    if end <= begin or (behind_adjunct and tokens[begin].lower in _HAVING):
        return None  # "the inspections concluded under the treaty have shown"
    opens = at - 1 == sentence.first and tokens[at - 1].lower in _BEFORE_GERUNDS
    if opens or at == sentence.first:
        return opening_participle(reader, at, (begin, end), last, addressee)
    whole = begin, before_main_verb(reader, at, begin, end)
    if is_impersonal(reader, at, sentence):
        end = end_before_main_clause(reader, at, None, whole, sentence)
        agent = agent_behind(reader, at + 1, begin)
        return (
            Reported([(begin, end)], at, at + 1, agent) if tokens[begin].lower == "that" else None
        )
    return _behind_subject(reader, at, whole, addressee, sentence)


def _interjected(reader: SubjectReader, at: int, lower: int, last: int) -> Reported | None:
    """The report of speech without marks that an interjection opens: "he says, look, S"."""
    begin = interjection_behind(reader, at, last)
    subject = report_subject(reader, at, lower) if begin >= 0 else None
    return None if subject is None else Reported([(begin, last)], at, at + 1, subject)


def _behind_as(reader: SubjectReader, at: int, sentence: Sentence, last: int) -> Reported | None:
    """A report of the form "As X noted, S" or "But as X told Y in May, S"."""
    tokens = reader.tokens
    after = tokens[at + 1].lower
    pointed = tokens[at].lower.startswith("point") and after == "out"
    opens = opening_as(reader, at, sentence) if "x" in tokens[at].frame or pointed else -1
    if opens < 0 or after == "that":
        return None
    comma = first_comma(reader, at + 1, min(last, at + _LONGEST_AS))
    if comma + 1 < last and tokens[comma + 1].lower in _RELATIVES:
        comma = first_comma(reader, comma + 1, last)  # "noted in an act, which passed, S"
    elif comma >= at + _LONGEST_AS:
        return None
    elif comma + 2 < last and tokens[comma + 1].lower in _ADDRESSES:
        closing = first_comma(reader, comma + 1, min(last, comma + _LONGEST_ADDRESS))
        if tokens[closing - 1].is_title and tokens[closing].text == ",":
            comma = closing  # "As I noted, Mr. President, S"
    if comma + 2 >= last or reader.inside[comma + 1]:
        return None
    source = report_subject(reader, at, opens + 1)
    if tokens[at - 1].lower in {"as", "first"} or after == "by":
        source = agent_behind(reader, at + 1, comma)
    end = content_end(reader, comma + 1, last, at)
    return Reported([(comma + 1, end)], at, at + 1, source)


def _end_behind(reader: SubjectReader, at: int, begin: int, last: int) -> int:
    """Where content from token `begin` ends; speech behind a colon lasts as its sentence does."""
    tokens = reader.tokens
    colon = tokens[begin - 1].text == ":" and tokens[begin].is_cap and not reader.inside[begin]
    if colon and tokens[at - 1].lower != "who":
        return last
    return content_end(reader, begin, last, at)


def _behind_subject(
    reader: SubjectReader,
    at: int,
    content: tuple[int, int],
    addressee: tuple[int, int],
    sentence: Sentence,
) -> Reported | None:
    """The report of the verb at token `at` whose subject precedes it; `content` are its tokens."""
    tokens = reader.tokens
    subject = report_subject(reader, at, _lower_bound(reader, at, sentence))
    begin, end = content[0], end_before_main_clause(reader, at, subject, content, sentence)
    if subject is not None and is_said_before(reader, at, begin, subject, sentence):
        return None
    joined = tokens[at].lower.endswith("ing") or tokens[at - 1].lower == "and"
    if subject is None and not joined:
        return None
    if not may_say(reader, at, subject) or is_act(reader, at, begin, end):
        return None
    pronoun = relative_pronoun(reader, subject, begin, end, sentence)
    if pronoun >= 0:
        parts = [(pronoun, pronoun + 1), (begin, end)]
        return Reported(parts, at, at + 1, behind_question(reader, subject), addressee)
    if begin > at + 1 and has_gap(reader, at, begin, subject):
        return None
    if begin == at + 1 and tokens[begin].lower in clauses.VERBS:
        # "What X said was that S"; "not all that X says is true" reports nothing
        if not is_cleft(reader, at, begin, end, sentence):
            parts = relative_content(reader, subject, begin, end, sentence)
            return Reported(parts, at, at + 1, behind_question(reader, subject)) if parts else None
        begin += 1
        subject = behind_question(reader, subject)
    parts = [*opening_condition(reader, subject, begin, sentence), (begin, end)]
    return Reported(parts, at, at + 1, subject, addressee)


def _lower_bound(reader: SubjectReader, at: int, sentence: Sentence) -> int:
    """From where the subject of the verb at token `at` is looked for: after a semicolon."""
    tokens = reader.tokens
    for index in range(at - 1, sentence.first, -1):
        if tokens[index].text == ";":
            return index + 1
    return sentence.first


def _inverted(
    reader: SubjectReader, at: int, sentence: Sentence, last: int, found: list[Reported]
) -> Reported | None:
    """A report of the form "S, said X." or "S, said X, who …"."""
    tokens = reader.tokens
    if at <= sentence.first or at + 1 >= last:
        return None
    if tokens[at - 1].text not in {",", "—", "–"} or tokens[at].lower.endswith("ing"):
        return None
    if tokens[at].lower in _TELLING or is_described_subject(reader, sentence.first, at - 1):
        return None  # "Bell, the mayor, told reporters", "Bell, 31, said the town"
    pronoun = tokens[at + 1].lower in {"he", "she", "they"}
    end = at + 2 if pronoun else clauses.phrase_end(reader, at + 1, last)
    if end < last and tokens[end].text not in {",", ";", "(", "—", "–"}:
        adjunct = clauses.skip_adjuncts(reader, end, last)
        if pronoun or (tokens[end].lower not in {"who", "which"} and adjunct < last):
            return None
    if not pronoun and clause_follows(reader, at + 1, end) == "clause":
        return None  # "Bell, the mayor, said Dorn failed to answer"
    subject = reader.subject_after(at + 1, last)
    if subject is None or (tokens[at + 1].lower in NOMINATIVE and not pronoun):
        return None
    plain = reporting_lexicon.NOUN in tokens[at].frame or not clauses.is_finite(tokens[at].lower)
    if subject.mention is None and plain and not pronoun:
        head = tokens[max(0, reader.token_from(subject.span.end) - 1)]
        body = head.is_speaker_noun and not head.is_reporting_noun
        if not (head.is_human_noun or body or head.is_title):
            return None  # "BuzzFeed, which is private, denied the report", "…, specify goals and"
    begin = content_start(reader, at - 1, sentence, found)
    if end + 1 < last and tokens[end].text == "," and tokens[end + 1].lower in clauses.VERBS:
        # "S, said X, would hold": the verb after the tag is that of the content
        rest = content_end(reader, end + 1, last, at)
        return Reported([(begin, at - 1), (end + 1, rest)], at, at + 1, subject)
    return ending_at(reader, begin, at - 1, at, subject)


def _closes_tag(reader: SubjectReader, at: int, behind: int) -> bool:
    """Whether the tag of the verb at token `at` is over at token `behind`.

    A mark ends it, and "as" after who was told: "S, Bell told her aides as she left".
    """
    token = reader.tokens[behind]
    told = behind > at + 1 and reporting_lexicon.ADDRESSEE in reader.tokens[at].frame
    return token.text in _TAG_ENDS or (told and token.lower in SUBORDINATORS)


def _postposed(
    reader: SubjectReader, at: int, lower: int, sentence: Sentence, last: int, found: list[Reported]
) -> Reported | None:
    """A report of the form "S, X said." or "S, X said, S"."""
    tokens = reader.tokens
    if tokens[at].lower.endswith("ing") and not (
        at - 2 > sentence.first and tokens[at - 1].lower == "as" and tokens[at - 2].lower in _QUOTED
    ):
        return None  # but "S, X was quoted as saying"
    behind = at + 1
    if behind == last < sentence.last and tokens[last].text == ":":
        return None  # "At the hearing, Bell, the mayor, said:"
    if behind < last and tokens[behind].text != ",":
        behind = clauses.skip_adjuncts(reader, at + 1, last, "i" in tokens[at].frame)
        if behind < last and tokens[behind].text not in _TAG_ENDS:
            closed = clauses.adjuncts_end(reader, at + 1, last, "i" in tokens[at].frame)
            behind = closed if closed >= 0 else behind
        told = "o" in tokens[at].frame and tokens[at + 1].lower != "to"
        if told and behind == at + 1:
            behind = clauses.phrase_end(reader, at + 1, last)
            behind = clauses.skip_adjuncts(reader, behind, last, infinitive=True)
    if behind < last and not _closes_tag(reader, at, behind):
        return None
    subject = report_subject(reader, at, lower)
    if is_impersonal(reader, at, sentence):
        subject = agent_behind(reader, at + 1, behind) or subject  # "S, it was reported by X"
    if subject is None:
        return None
    first = reader.token_from(subject.span.start)
    if tokens[first].lower in QUESTIONS:
        return None  # "“S,” Bell, whose brother had warned of it, said"
    comma = comma_before(reader, first, sentence)
    if tokens[at - 1].text == ",":
        comma = before_office(reader, comma, sentence)
    if comma <= sentence.first:
        return None
    if tokens[comma + 1].lower == "as" and found and found[-1].content[-1][1] >= comma:
        return None  # "Bell said that, as Dorn had said, S"
    begin = content_start(reader, comma, sentence, found)
    more = goes_on(reader, behind, last)
    joined = tokens[comma + 1].lower in _JOINING
    if not more and (joined or (tokens[at - 1].text == "," and _lists(reader, begin, comma))):
        return None  # "he looked up, and he said,"
    speaks = opens_speech(reader, behind, last) or answers_question(reader, begin, comma)
    lone = begin + 1 >= comma and tokens[begin].lower.endswith("ing")  # "Knowing, as X said, that"
    if (begin >= comma or lone or joined or speaks) and more:
        # "But, X said, S"
        end = last if speaks else content_end(reader, behind + 1, last, at)
        if joined and not clauses.has_verb(reader, behind, end):
            return None
        return Reported([(behind + 1, end)], at, at + 1, subject)
    if behind + 1 < last and opens_quotation(reader, begin, comma, behind + 1):
        return None  # "After the match, X said, “S.”"
    one = ending_at(reader, begin, comma, at, subject, more)
    if one is not None and more and not is_quotation(reader, begin, comma, behind):
        end = content_end(reader, behind + 1, last, at)
        first, close = one.content[0]
        if end - behind > 2:
            one.content.append((behind + 1, end))
        if first == close:
            one.content.pop(0)
    return one


def _lists(reader: SubjectReader, begin: int, comma: int) -> bool:
    """Whether words before a verb only list who is its subject: "Leaders of the day, including"."""
    words = reader.tokens[begin:comma]
    listed = any(word.lower == "including" for word in words)
    return listed and not clauses.has_verb(reader, begin - 1, comma)
