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
from index.model import Span

# What is between the source and the comma that closes it: ", one of the authors,".
_APPOSITIONS: Final = frozenset("who which whose a an the one former his her its their".split())


_LONGEST_OWNER: Final = 14
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
_BEHIND_MADE: Final = frozenset({"in", "on", "at", "to", "last", "forward", "out", ",", "—", "–"})
_PASSIVE: Final = frozenset("was were is are be been being get gets got".split())
_MAKING: Final = frozenset({"made", "makes", "making"})
_NOT_MADE: Final = frozenset("not be been was is were n’t to".split())
_ASIDES: Final = frozenset({"however", "though", "meanwhile", "therefore"})
_COPULAS: Final = frozenset({"is", "was", "are", "were", "’s", "'s"})
_THINGS: Final = frozenset({"it", "this", "that", "there", "which"})
_LONGEST_PREDICATE: Final = 4
_BEHIND_A_WORD: Final = 2
_ADDRESSES: Final = frozenset({"mr", "mrs", "ms", "madam"})
_SHORTEST_CLAUSE: Final = 4
_LONGEST_AS_CLAUSE: Final = 12
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
    if close - begin < 2:
        # "But, according to X, S"
        comma = _comma_behind(reader, at + 2, last)
        if comma < 0 or comma + 1 >= last:
            return None
        return Reported([(comma + 1, content_end(reader, comma + 1, last))], at, at + 2, subject)
    content = [(begin, close)]
    if end < last and tokens[end].text == "," and end + 3 < last:
        following = tokens[end + 1].lower
        if following not in CONJUNCTIONS and following not in {"who", "which", "a", "an", "the"}:
            content.append((end + 1, content_end(reader, end + 1, last)))
    if len(content) == 1:
        # "S, according to people who spoke of it, was V": the verb belongs to the content
        comma = _comma_behind(reader, at + 2, last)
        if 0 < comma < last - 2 and tokens[comma + 1].lower in clauses.VERBS:
            content.append((comma + 1, content_end(reader, comma + 1, last)))
    return Reported(content, at, at + 2, subject)


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
        if token.text == "," or reader.inside[index]:
            break
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


def in_view(reader: SubjectReader, at: int, last: int) -> Reported | None:
    """The report of "In X's view, S", "in the words of X, S"; token `at` is the noun."""
    tokens = reader.tokens
    if tokens[at + 1].lower == "of" if at + 1 < last else False:
        subject = reader.subject_after(at + 2, last)
        opening = at - 2
    else:
        subject = reader.owner_before(at, max(0, at - _LONGEST_OWNER))
        first = reader.token_from(subject.span.start) if subject is not None else at
        opening = first - 1
        while opening >= 0 and (tokens[opening].is_title or tokens[opening].lower == "the"):
            opening -= 1
    if subject is None or opening < 0 or tokens[opening].lower not in {"in", "to"}:
        return None
    before = tokens[max(0, opening - 1)]
    goes_on = not reader.first[opening] and before.is_word and before.lower not in CONJUNCTIONS
    if goes_on and tokens[opening].lower == "to":
        return None  # "reacted to Bell's words, …"
    comma = first_comma(reader, at, min(last, at + _LONGEST_OWNER))
    if comma + 2 >= last or tokens[comma].text != ",":
        return None
    if tokens[comma + 1].lower in _ASIDES and tokens[comma + 2].text == ",":
        comma += 2  # "In Bell's view, however, S"
    if comma + 2 >= last:
        return None
    end = content_end(reader, comma + 1, last)
    return Reported([(comma + 1, end)], opening, at + 1, subject)


def made_clear(reader: SubjectReader, at: int, sentence: Sentence, last: int) -> Reported | None:
    """The report of "X made clear that S", "X made it clear to Y that S"; token `at` is "clear".

    Only people and bodies make something clear in words.
    """
    tokens = reader.tokens
    verb = at - 1 - (tokens[at - 1].lower == "it")
    if verb <= sentence.first or tokens[verb].lower not in _MAKING or at + 2 >= last:
        return None
    behind = at + 1
    addressee = (0, 0)
    if tokens[behind].lower == "to":
        behind = clauses.phrase_end(reader, at + 2, last)
        addressee = at + 2, behind
    before = tokens[verb - 1].lower
    if behind + 2 >= last or tokens[behind].lower != "that" or before in _NOT_MADE:
        return None
    subject = reader.subject_before(verb, sentence.first)
    if subject is None or not (subject.mention or _names_speaker(reader, subject)):
        return None
    end = content_end(reader, behind, last, verb)
    return Reported([(behind, end)], verb, at + 1, subject, addressee)


def _names_speaker(reader: SubjectReader, subject: Subject) -> bool:
    """Whether a subject is "he", "she" or a noun for people or a body."""
    head = clauses.head_before(reader, subject.span.end)
    people = head.is_human_noun or head.is_title or head.is_body
    return people or subject.text.lower() in {"he", "she"}


def _comma_behind(reader: SubjectReader, at: int, last: int) -> int:
    """The comma that closes "according to X, who …," before the content; -1 where there is none."""
    tokens = reader.tokens
    first = -1
    for index in range(at, min(last, at + 40)):
        if tokens[index].text == "," and not reader.inside[index]:
            following = tokens[index + 1].lower if index + 1 < last else ""
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
        return leads or behind.lower in {"to", "out", "up"}
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
    if k >= last or reader.inside[k]:
        return None
    promise = promises and tokens[k].lower == "to" and clauses.is_infinitive(reader, k + 1, last)
    if not promise and (tokens[k].lower != "that" or _is_relative(reader, k + 1, last)):
        return None
    if at > sentence.first and _is_no_noun(tokens[at - 1].lower):
        return None
    if subject is None:
        subject = reader.owner_before(at, sentence.first)
    if subject is None and _is_predicate(reader, at, k, sentence):
        return None
    if promise and subject is None:
        return None  # "made good on a threat to close the dam"
    end = first_comma(reader, k, content_end(reader, k, last, at))
    if not clauses.has_verb(reader, sentence.first - 1, at):
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
    for at in range(begin + 1, end):
        lower, before = tokens[at].lower, tokens[at - 1].lower
        past = not tokens[at].is_cap and (lower.endswith("ed") or verb_form(lower) == "past")
        if reader.inside[at] or not (lower in clauses.VERBS or past):
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
