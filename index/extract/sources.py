"""Find reports by other forms: "according to X", "as reported by X", nouns ("X's claim that S")."""

from typing import Final

from index.extract import clauses
from index.extract.clauses import CONJUNCTIONS, PREPOSITIONS, QUOTES
from index.extract.content_ends import content_end
from index.extract.cue_subjects import Subject, SubjectReader, subject_of
from index.extract.report_content import Reported, content_start, first_comma
from index.extract.tagged_content import ending_at
from index.extract.tokenizer import Sentence
from index.extract.verb_forms import verb_form
from index.extract.views import opens_clause
from index.model import Span

# What a date can precede: "the July 9, 2008, edition of the Post".
_DATED: Final = frozenset("edition issue report letter article story editorial interview".split())
# What is between the source and the comma that closes it: ", one of the authors,".
_APPOSITIONS: Final = frozenset(
    "who which whose a an the one former his her its their known called based".split()
)


_LONGEST_OWNER: Final = 14
_OWNER_REACH: Final = 4
_APPROXIMATE: Final = frozenset("over nearly about around almost some".split())
# Nouns with an infinitive that is said: "her promise to stay".
_PROMISES: Final = frozenset("promise pledge vow threat proposal demand".split())
# What a verb after it goes on from, or belongs to.
_NOT_BEFORE_VERBS: Final = frozenset("to and or but who which that not never also".split())
# Verbs that need an object, which a noun before "that" is: "the claim that Bell made in May".
_MADE: Final = frozenset(
    "made issued submitted released published presented introduced offered received seen read heard"
    " signed".split()
)
_NOT_BEFORE_NOUNS: Final = frozenset("no any without not i we you they".split())
_BEFORE_RELATIVE_VERBS: Final = frozenset("even still also never once now".split())
_BEHIND_MADE: Final = frozenset("in on at to over last forward out about of , — –".split())
_PASSIVE: Final = frozenset("was were is are be been being get gets got".split())
_COPULAS: Final = frozenset({"is", "was", "are", "were", "’s", "'s"})
_THINGS: Final = frozenset({"it", "this", "that", "there", "which"})
_LONGEST_PREDICATE: Final = 4
_LACKING: Final = frozenset({"lack", "absence", "kind", "sort"})
_SEEMING: Final = frozenset("seem seems seemed appear appears appeared need needs have has".split())
# Behind these another noun takes the clause: "statements with the step that the town took".
_COMPANY: Final = frozenset({"with", "without", "like", "than", "as"})
_BEHIND_A_WORD: Final = 2
_ADDRESSES: Final = frozenset({"mr", "mrs", "ms", "madam"})
_SHORTEST_CLAUSE: Final = 4
_LONGEST_AS_CLAUSE: Final = 12
_DESCRIBING: Final = frozenset("who which a an the one two".split())
_OPEN_ENDS: Final = CONJUNCTIONS | {"that", "after", "because"}
_GIVING_REASONS: Final = frozenset({"because", "that"})
_BEFORE_AS: Final = frozenset({"", "but", "and", "yet", "for", ":", ";", "(", "—", "–", "-"})


def according(
    reader: SubjectReader, at: int, sentence: Sentence, last: int, found: list[Reported]
) -> Reported | None:
    """A report of the form "According to X, S" or "S, according to X"."""
    tokens = reader.tokens
    subject = reader.subject_after(at + 2, last)
    end = clauses.phrase_end(reader, at + 2, last)
    if subject is None:
        if end == at + 2:
            return None
        span = Span(reader.starts[at + 2], reader.end(end - 1))
        subject = Subject(span, reader.text[span.start : span.end])
    leading = (
        at == sentence.first
        or opens_clause(reader, at, sentence)
        or (at == sentence.first + 1 and tokens[sentence.first].lower in {"and", "but"})
        or (tokens[sentence.first].text in QUOTES and at == sentence.first + 1)
        or (tokens[at - 1].text in {":", ";"} and not reader.inside[at - 1])
    )
    if leading:
        bare = _clause_behind(reader, subject, last)
        if bare >= 0:
            return Reported([(bare, content_end(reader, bare, last))], at, at + 2, subject)
        comma = _comma_behind(reader, at + 2, last)
        if comma < 0 or comma + 1 >= last:
            return None
        stop = content_end(reader, comma + 1, last)
        return Reported([(comma + 1, stop)], at, at + 2, subject)
    close = at
    while close > sentence.first and tokens[close - 1].text in {",", "—", "–", "-"} | QUOTES:
        close -= 1
    begin = content_start(reader, close, sentence, found)
    if close == at and subject.mention is None and _is_manner(reader, at + 2, end):
        return None  # "they choose according to age and income"
    if close - begin < 2:
        # "But, according to X, S"
        comma = _comma_behind(reader, at + 2, last)
        if comma < 0 or comma + 1 >= last:
            return None
        return Reported([(comma + 1, content_end(reader, comma + 1, last))], at, at + 2, subject)
    content = [(begin, close)]
    if end < last and tokens[end].text == "," and end + 3 < last:
        following = tokens[end + 1].lower
        unfinished = (
            not clauses.has_verb(reader, begin - 1, close) or tokens[close - 1].lower in _OPEN_ENDS
        )
        opens = following not in CONJUNCTIONS and following not in _DESCRIBING
        if (unfinished and opens) or following in clauses.VERBS or following in _GIVING_REASONS:
            content.append((end + 1, content_end(reader, end + 1, last)))
    if len(content) == 1:
        # "S, according to people who spoke of it, was V": the verb belongs to the content
        comma = _comma_behind(reader, at + 2, last)
        if 0 < comma < last - 2 and tokens[comma + 1].lower in clauses.VERBS:
            content.append((comma + 1, content_end(reader, comma + 1, last)))
    return Reported(content, at, at + 2, subject)


def _is_manner(reader: SubjectReader, begin: int, end: int) -> bool:
    """Whether a bare noun without people, bodies and documents follows: "according to age"."""
    words = reader.tokens[begin:end]
    if not words or words[0].lower in clauses.DETERMINERS or any(word.is_cap for word in words):
        return False
    return not any(clauses.names_people(word) or word.is_reporting_noun for word in words)


def _clause_behind(reader: SubjectReader, subject: Subject, last: int) -> int:
    """Where a clause begins right behind the source: "According to the ministry 40 people died".

    -1 where a comma or more about the source follows.
    """
    tokens = reader.tokens
    begin = reader.token_from(subject.span.end)
    if subject.mention is None or begin + 2 >= last:
        return -1
    opening = tokens[begin]
    number = tokens[begin + 1] if opening.lower in _APPROXIMATE else opening
    pronoun = opening.lower in clauses.NOMINATIVE or opening.lower in clauses.DETERMINERS
    if not (number.has_digit or pronoun):
        return -1
    comma = first_comma(reader, begin, last)
    return begin if clauses.has_verb(reader, begin, comma) else -1


def as_reported(
    reader: SubjectReader, at: int, sentence: Sentence, last: int, found: list[Reported]
) -> Reported | None:
    """A report of the form "S, as reported by X" or "S, as reported in today's Post by X"."""
    tokens = reader.tokens
    if at - 3 < sentence.first or at + 2 >= last or tokens[at + 1].lower not in {"by", "in"}:
        return None
    mark = at - 2 if tokens[at - 1].lower == "as" else at - 3
    if tokens[mark + 1].lower != "as" or tokens[mark].text not in {",", "—", "–"}:
        return None
    source = agent_behind(reader, at + 1, last)
    begin = content_start(reader, mark, sentence, found)
    return None if source is None else ending_at(reader, begin, mark, at, source)


def opening_as(reader: SubjectReader, at: int, sentence: Sentence) -> int:
    """The token of "as" in a clause "As X noted," around the cue at token `at`; -1 for none.

    The clause opens the sentence, or follows a conjunction, a colon, a semicolon or a bracket.
    """
    tokens = reader.tokens
    for index in range(at - 1, max(sentence.first, at - _LONGEST_AS_CLAUSE) - 1, -1):
        token = tokens[index]
        if token.lower in {"as", "like"}:
            before = tokens[index - 1].lower if index > sentence.first else ""
            address = tokens[sentence.first].lower in _ADDRESSES  # "Mr. Chairman, as X noted"
            reach = _BEHIND_A_WORD + (2 if address else 0)
            word = before == "," and index - sentence.first <= reach  # "Well, as X noted"
            return index if word or before in _BEFORE_AS else -1
        if token.text == "," or reader.inside[index] or token.lower in {"what", "who"}:
            break  # "as I read what he said", "As one who notes it"
    return -1


def agent_behind(reader: SubjectReader, behind: int, comma: int) -> Subject | None:
    """The name after "by" before the comma: "as reported in today's Post by Anna Bell, S".

    The outlet where nobody is: "as reported in the Post, S".
    """
    for index in range(behind, comma):
        if reader.tokens[index].lower == "by":
            return reader.subject_after(index + 1, comma)
    for index in range(behind, comma):
        mention = reader.mention_from(index)
        if mention is not None and reader.actors[mention.actor].kind == "outlet":
            return subject_of(mention)
    return None


def _comma_behind(reader: SubjectReader, at: int, last: int) -> int:
    """The comma that closes "according to X, who …," before the content; -1 where there is none."""
    tokens = reader.tokens
    first, in_source = -1, -1
    for index in range(at, min(last, at + 40)):
        if tokens[index].text == "," and not reader.inside[index] and index > in_source:
            following = tokens[index + 1].lower if index + 1 < last else ""
            if clauses.closes_year(reader, index, last):
                dated = index + 3 < last and tokens[index + 3].lower in _DATED
                in_source = index + 2 if dated else index
                continue  # "according to its report of May 12, 2008, S"
            if first < 0:
                first = index
                if following not in _APPOSITIONS:
                    return _behind_office(reader, index, last)
                rest = first_comma(reader, index + 1, min(last, at + 40))
                if following not in {"who", "which"} and (
                    not tokens[index - 1].is_cap or clauses.has_verb(reader, index + 1, rest)
                ):
                    return index
            else:
                return index
    return first


def _behind_office(reader: SubjectReader, comma: int, last: int) -> int:
    """The comma after an office in small letters: "according to Bell, director of works, S"."""
    tokens = reader.tokens
    if not (tokens[comma - 1].is_cap and comma + 1 < last):
        return comma
    office = tokens[comma + 1]
    close = first_comma(reader, comma + 1, min(last, comma + _LONGEST_OWNER))
    closed = close + 2 < last and tokens[close].text == ","
    if not (office.is_title and not office.is_cap and closed):
        return comma
    return comma if clauses.has_verb(reader, comma + 1, close) else close


def _is_relative(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether a relative clause has its verb at token `at`: "remarks that turned out wrong"."""
    if at >= last:
        return False
    tokens = reader.tokens
    lower = tokens[at].lower
    if tokens[at].frame or lower in clauses.VERBS:
        return True
    if lower in _BEFORE_RELATIVE_VERBS or clauses.is_adverb(lower):
        return _is_relative(reader, at + 1, last)  # "a threat that even remotely compares to"
    form = "" if tokens[at].is_cap else verb_form(lower)
    if form == "past" or at + 1 >= last:
        return form == "past"
    behind = tokens[at + 1]
    leads = behind.lower in clauses.DETERMINERS or behind.lower in PREPOSITIONS
    if lower.endswith("ed") and not tokens[at].is_cap:
        return leads or behind.lower in {"to", "out", "up", "off", "down"}
    return form in {"third", "base"} and (leads or behind.has_digit)


def by_noun(reader: SubjectReader, at: int, sentence: Sentence, last: int) -> Reported | None:
    """A report of the form "X's claim that S" or "a statement by X that S"."""
    tokens = reader.tokens
    k = at + 1
    subject: Subject | None = None
    if k < last and tokens[k].lower in {"by", "from"}:
        subject = reader.subject_after(k + 1, last)
        k = clauses.phrase_end(reader, k + 1, last)
    if k + 2 < last and tokens[k].lower in {"is", "was"} and tokens[k + 1].lower == "that":
        # "Bell's argument is that S"
        owner = subject or reader.owner_before(at, sentence.first)
        content = [(k + 1, content_end(reader, k + 1, last, at))]
        return None if owner is None else Reported(content, at, at + 1, owner)
    promises = tokens[at].lower.removesuffix("s") in _PROMISES
    k = (
        clauses.skip_adjuncts(reader, k, last, promises)
        if k < last and tokens[k].lower not in {"that", "to"}
        else k
    )
    if k >= last or reader.inside[k] or tokens[min(at + 1, k)].lower in _COMPANY:
        return None
    promise = promises and tokens[k].lower == "to" and clauses.is_infinitive(reader, k + 1, last)
    if not promise and (tokens[k].lower != "that" or _is_relative(reader, k + 1, last)):
        return None
    if at > sentence.first and _is_no_noun(tokens[at - 1].lower):
        return None
    if (
        at - 1 > sentence.first
        and tokens[at - 1].lower == "of"
        and tokens[at - 2].lower in _LACKING
    ):
        return None  # "despite a lack of assurance that"
    if subject is None and not _is_of_a_time(reader, at, sentence):
        subject = reader.owner_before(at, sentence.first)
    if subject is None and _is_predicate(reader, at, k, sentence):
        return None
    if promise and tokens[k - 1].lower in _SEEMING:
        return None  # "their promises of a report seem to be forgotten"
    if subject is None and (promise or tokens[at].lower.startswith("threat")):
        return None  # "made good on a threat to close the dam", "such a threat that"
    end = first_comma(reader, k, content_end(reader, k, last, at))
    opens = at if subject is None else min(at, reader.token_from(subject.span.start))
    if not clauses.has_verb(reader, sentence.first - 1, opens):
        end = _main_verb(reader, k, end, int(promise))
    if end - k < _SHORTEST_CLAUSE or (not promise and _lacks_object(reader, k, end)):
        return None  # "the threats that we face", "the proposal that Bell put forward"
    return Reported([(k, end)], at, at + 1, subject)


def _is_predicate(reader: SubjectReader, at: int, that: int, sentence: Sentence) -> bool:
    """Whether nobody owns a noun that only judges: "it is an admission that", "the excuse is that".

    Token `that` begins the clause.
    """
    tokens = reader.tokens
    if tokens[that - 1].lower in _COPULAS:
        return True
    article = at - 1
    while (
        article > sentence.first
        and at - article < _LONGEST_PREDICATE
        and (tokens[article].is_word and tokens[article].lower not in clauses.DETERMINERS)
    ):
        article -= 1
    copula = article - 1
    if copula <= sentence.first or tokens[article].lower not in {"a", "an"}:
        return False
    return tokens[copula].lower in _COPULAS and tokens[copula - 1].lower in _THINGS


def _is_of_a_time(reader: SubjectReader, at: int, sentence: Sentence) -> bool:
    """Whether a time is the owner of the noun at token `at`: "last month’s announcement"."""
    tokens = reader.tokens
    for index in range(at - 1, max(sentence.first, at - _OWNER_REACH), -1):
        if tokens[index].text in {"’s", "'s"}:
            return clauses.is_time(tokens[index - 1])
    return False


def _is_no_noun(before: str) -> bool:
    """Whether the word before a noun of saying shows that nobody says it, or that it is a verb.

    "there is no claim that", "I do not call that a dam".
    """
    return before in _NOT_BEFORE_NOUNS or before.endswith(("n’t", "n't"))


def _lacks_object(reader: SubjectReader, begin: int, end: int) -> bool:
    """Whether the clause is a relative one, whose verb takes the noun before it as its object.

    "The proposal that Bell and Dorn have put forward in May", "the claim that Bell made".
    """
    tokens = reader.tokens
    for at in range(begin + 2, end):
        lower = tokens[at].lower
        if reader.inside[at]:
            return False
        behind = tokens[at + 1].lower if at + 1 < end else ""
        made = lower in _MADE or (lower == "put" and behind in {"forward", "out"})
        if made and tokens[at - 1].lower not in _PASSIVE:
            relative = behind in _BEHIND_MADE or behind in clauses.TIMES or behind in clauses.VERBS
            return at + 1 >= end or relative
        if lower in clauses.VERBS and lower not in {"has", "have", "had"}:
            return False
    return False


def _main_verb(reader: SubjectReader, begin: int, end: int, verbs: int) -> int:
    """The verb of the main clause whose subject the noun of saying is; `end` for none.

    `verbs` is 1 where the content needs no finite verb of its own: "promise to stay".

    "His warning that the dam would fail went unheard": "went" is the verb of "warning".
    """
    tokens = reader.tokens
    bracket = False
    for at in range(begin + 1, end):
        lower, before = tokens[at].lower, tokens[at - 1].lower
        bracket = (bracket or tokens[at].text == "(") and tokens[at].text != ")"
        past = not tokens[at].is_cap and (lower.endswith("ed") or verb_form(lower) == "past")
        verb = past or (lower in clauses.VERBS and not tokens[at].is_cap)
        if reader.inside[at] or bracket or not verb:
            continue
        if before in clauses.NOMINATIVE:
            verbs += 1
            continue
        if before in clauses.VERBS | clauses.DETERMINERS | _NOT_BEFORE_VERBS or "-" in lower:
            continue
        behind = tokens[at + 1].lower if at + 1 < end else ""
        if past and lower not in clauses.VERBS and behind in PREPOSITIONS and not verbs:
            continue  # "the dam built in 1920 would fail"
        if verbs and not clauses.is_adverb(before):
            return at
        verbs += 1
    return end
