"""Find where clauses and phrases begin and end, from the tokens of one sentence.

Reported speech asks what is between a cue and its words ("told reporters on Tuesday that"),
and where these begin when the cue follows them.
"""

from typing import Final

from index.extract import lexicon
from index.extract.cue_subjects import SubjectReader
from index.extract.tokenizer import Sentence
from index.extract.words import Lexeme

CLOSING: Final = frozenset(".?!…:;\n")
QUOTES: Final = frozenset("“”\"„«»‘’'")
NOMINATIVE: Final = lexicon.word_list("clauses.nominative")
OBJECTS: Final = frozenset("me us him her them you it".split())
DETERMINERS: Final = lexicon.word_list("clauses.determiners")
PREPOSITIONS: Final = lexicon.word_list("clauses.prepositions")
TIMES: Final = lexicon.word_list("clauses.times")
QUESTIONS: Final = frozenset("whether how why what when where who which whom whose if".split())
# Forms that are nouns unless a clause follows.
NOUNS_MOSTLY: Final = lexicon.word_list("clauses.nouns_mostly")
CONJUNCTIONS: Final = frozenset({"and", "but", "yet", "or", "while", "though", "although"})
_LIMITS: Final = frozenset({("at", "least"), ("at", "most"), ("up", "to")})
_WEEKDAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_NUMBERS: Final = lexicon.word_list("described_speakers.numbers")
_DAYS: Final = frozenset(
    "yesterday today tonight earlier later recently week month year night morning afternoon"
    " evening weekend".split()
)
_BEFORE_TIMES: Final = frozenset(
    "in on at late early last this next earlier later the since during by that".split()
)
_LONGEST_ADJUNCT: Final = 30
_LONGEST_TITLE: Final = 8
# Endings of nouns for people in the singular.
_OF_HOLDERS: Final = ("ist", "yst", "man", "woman", "ian", "er", "or")


VERBS: Final = lexicon.word_list("clauses.verbs")
_CLAUSE_REACH: Final = 16
_SPANS: Final = frozenset("day week month year hour minute night".split())
_NO_INFINITIVES: Final = DETERMINERS | OBJECTS | frozenset("very more most such so".split())


def has_verb(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether a word that is mostly a finite verb is near token `at`, before a comma."""
    tokens = reader.tokens
    for index in range(at + 1, min(last, at + _CLAUSE_REACH)):
        lower = tokens[index].lower
        modal = lower in VERBS and tokens[index].text != "May"
        if modal or (lower.endswith("ed") and not tokens[index].is_cap):
            return True
    return False


def is_adverb(text: str) -> bool:
    """Whether a word in lower case looks like an adverb of manner."""
    return len(text) > 4 and text.endswith("ly")


def closing(reader: SubjectReader, sentence: Sentence) -> int:
    """One past the last token of `sentence` that is not closing punctuation."""
    last, marks = sentence.last, CLOSING | QUOTES
    while last > sentence.first and reader.tokens[last - 1].text in marks:
        last -= 1
    return last


# Nouns with the form of a verb that end a compound.
_COMPOUNDS: Final = frozenset("note tweet post brief release address".split())


def phrase_end(reader: SubjectReader, at: int, last: int) -> int:
    """One past the noun phrase that begins at token `at`; `at` itself where none begins there."""
    tokens = reader.tokens
    limit = min(last, at + _LONGEST_ADJUNCT)
    begin = at
    while at < limit:
        token = tokens[at]
        numbered = reader.mention_over(at) if token.has_digit and at > begin else None
        if numbered is not None:
            at = max(at + 1, reader.token_from(numbered.end))  # "told Channel 4 News that"
            continue
        if reader.inside[at] or (not token.is_word and token.text not in {"’s", "'s", "$", "."}):
            break
        lower = token.lower
        if lower in NOMINATIVE or lower == "that" or lower in QUESTIONS:
            break
        modal = lower in VERBS and not token.is_cap
        if modal and at > begin and tokens[at - 1].lower not in DETERMINERS:
            break  # "the group might run ads"
        if token.frame and not token.is_reporting_noun and lower not in NOUNS_MOSTLY:
            article = tokens[at - 1].lower if at > begin else ""
            adjective = article in DETERMINERS and lower[-1] in "nd"
            compound = lower in _COMPOUNDS and tokens[begin].lower in {"a", "an"}
            if not (adjective or compound or article in {"a", "an"}):
                break  # but "a written statement", "a tweet", "a research note"
        if at > begin:
            before = tokens[at - 1]
            if lower in DETERMINERS and before.lower not in PREPOSITIONS and before.lower != "and":
                break
            if token.text == "." and not before.is_cap:
                break
            if (
                token.is_cap
                and not before.is_cap
                and before.lower not in PREPOSITIONS
                and before.lower not in DETERMINERS
                and before.text not in {"’s", "'s", "."}
                and before.lower not in {"and", "of"}
                and not _names_a_holder(before)
                and lower not in TIMES
                and not token.is_nationality  # "the visiting Ruritanian delegation"
            ):
                break
            if lower in {"to", "because", "as"}:
                break
        at += 1
    return at


def without_time(reader: SubjectReader, first: int, last: int) -> int:
    """One past the words of tokens `first` to `last` that precede a time or a closing mark.

    "told CNBC Saturday", "told the Post in May", "told reporters late on Monday".
    """
    tokens = reader.tokens
    end = last
    for at in range(first + 1, last):
        if is_time(tokens[at]):
            end = at
            while end - 1 > first and tokens[end - 1].lower in _BEFORE_TIMES:
                end -= 1
            break
    while end - 1 > first and tokens[end - 1].text in CLOSING and not tokens[end - 2].is_upper:
        end -= 1
    return end


def is_time(token: Lexeme) -> bool:
    """Whether a token is a day, a month or a word such as "yesterday", and no common adverb."""
    if token.text == "May":
        return True
    if token.lower not in TIMES:
        return token.has_digit and token.text.isdigit()
    return token.is_cap or token.lower in _DAYS


def head_before(reader: SubjectReader, end: int) -> Lexeme:
    """The last word of a noun phrase that ends at offset `end`."""
    return reader.tokens[max(0, reader.token_from(end) - 1)]


def names_people(head: Lexeme) -> bool:
    """Whether the last word of a noun phrase is a noun for people, a body or an office."""
    return head.is_human_noun or head.is_speaker_noun or head.is_title


_SAME: Final = frozenset("same next following previous".split())
_OF_TIME: Final = frozenset("day week month year morning evening night afternoon".split())


def begins_time(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether token `at` begins a time, and no noun phrase: not "Monday's vote", "this is"."""
    tokens = reader.tokens
    if tokens[at].lower not in TIMES:
        same = at + 2 < last and tokens[at].lower == "the" and tokens[at + 1].lower in _SAME
        return same and tokens[at + 2].lower in _OF_TIME
    if at + 1 >= last:
        return True
    behind = tokens[at + 1]
    if tokens[at].lower == "this":
        week = at + 2 < last and tokens[at + 2].text in {"’s", "'s"}
        return (behind.lower == "past" or behind.lower in TIMES) and not week
    return behind.text not in {"’s", "'s"} or reader.starts[at + 1] > reader.end(at)


def _names_a_holder(token: Lexeme) -> bool:
    """Whether a person's name can follow the noun: "founder Anna Bell", "lobbyist Carl Dorn"."""
    return token.is_title or token.is_human_noun or token.lower.endswith(_OF_HOLDERS)


def skip_adjuncts(reader: SubjectReader, at: int, last: int, infinitive: bool = False) -> int:
    """The first token after times, adverbs and prepositional phrases that begin at token `at`.

    `infinitive` stops at one: "vowed Tuesday to stay".
    """
    tokens = reader.tokens
    limit = min(last, at + _LONGEST_ADJUNCT)
    while at < limit:
        if reader.inside[at]:
            break
        lower = tokens[at].lower
        if infinitive and lower == "to" and is_infinitive(reader, at + 1, last):
            break
        ago = behind_ago(reader, at, last)
        if ago > at:
            at = ago
            continue
        if lower in TIMES and not begins_time(reader, at, last):
            break
        if lower == "the" and begins_time(reader, at, last):
            at += 3  # "the same day"
            continue
        before = tokens[at - 1]
        day = before.lower in _WEEKDAYS and (at + 1 >= last or not is_time(tokens[at + 1]))
        dated = tokens[at].has_digit and before.is_cap and is_time(before) and not day
        if lower in TIMES or is_adverb(lower) or dated:
            if lower in {"this", "last", "next"} and (
                at + 1 >= last or tokens[at + 1].lower not in TIMES
            ):
                break
            at += 1
        elif lower in PREPOSITIONS:
            end = phrase_end(reader, at + 1, last)
            if end == at + 1 or behind_limit(reader, at, last) > at:
                # "in explaining why", "to reporters", "at least ten people": no adjunct
                break
            at = number_behind(reader, at + 1, end, last)
        elif lower == "," and _closed_adjunct(reader, at, last):
            at = _closed_adjunct(reader, at, last)
        elif lower == "," and closes_year(reader, at, last):
            at += 3  # "on July 9, 2008, that"
        else:
            break
    return at


def number_behind(reader: SubjectReader, at: int, end: int, last: int) -> int:
    """The number after a name among tokens `at` to `end` that opens a clause, else `end`.

    "said in Salem 30 people were killed", "said on Monday at least ten people had died".
    """
    tokens = reader.tokens
    for index in range(at + 1, end):
        name = tokens[index - 1]
        if not name.is_cap or (is_time(name) and name.lower not in _WEEKDAYS):
            continue
        number = behind_limit(reader, index, last)
        counted = tokens[min(number, last - 1)]
        if counted.has_digit or counted.lower in _NUMBERS:
            behind = tokens[number + 1].lower if number + 1 < last else "that"
            if behind in DETERMINERS or behind in NOMINATIVE or not behind[0].isalpha():
                return end  # "told Channel 6 the dam would hold", "told Channel 6 that"
            return index if behind != "that" and has_verb(reader, number, last) else end
    return end


def behind_limit(reader: SubjectReader, at: int, last: int) -> int:
    """The token after "at least", "up to" or "as many as" at token `at`; `at` without one."""
    tokens = reader.tokens
    if at + 1 < last and (tokens[at].lower, tokens[at + 1].lower) in _LIMITS:
        return at + 2
    if at + 2 < last and tokens[at].lower == tokens[at + 2].lower == "as":
        return at + 3 if tokens[at + 1].lower in {"many", "much", "few", "little"} else at
    return at


def as_saying(reader: SubjectReader, at: int, last: int) -> int:
    """The "as" of "quoted Bell as saying" behind the verb at token `at`; -1 without one."""
    tokens = reader.tokens
    for index in range(at + 2, last - 1):
        if tokens[index].lower == "as" and tokens[index + 1].lower.endswith("ing"):
            return index
    return -1


def behind_ago(reader: SubjectReader, at: int, last: int) -> int:
    """The token after "two years ago" or "a day later" at token `at`; `at` where neither is."""
    for index in range(at + 1, min(last, at + 4)):
        lower = reader.tokens[index].lower
        spanned = reader.tokens[index - 1].lower.removesuffix("s") in _SPANS
        if lower == "ago" or (lower in {"earlier", "later"} and spanned):
            return index + 1
        if not reader.tokens[index].is_word:
            break
    return at


def is_infinitive(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether the word at token `at`, after "to", looks like a verb: "to stay", not "to Paris"."""
    if at >= last:
        return False
    token = reader.tokens[at]
    plural = token.lower.endswith("s") and not token.lower.endswith("ss")
    plain = token.is_word and not token.is_cap and not token.has_digit
    return plain and not plural and token.lower not in _NO_INFINITIVES


def adjuncts_end(reader: SubjectReader, at: int, last: int, infinitive: bool) -> int:
    """The mark that closes the adjuncts after a cue at the end of its clause, `last` if none does.

    "S, X said during a tour of the mills.", "S, X said in his book, “The Dam.”"; -1 where a clause
    or a complement begins before the mark. `infinitive` says that one is a complement.
    """
    tokens = reader.tokens
    if at < last and not (
        tokens[at].lower in PREPOSITIONS or tokens[at].lower in TIMES or is_adverb(tokens[at].lower)
    ):
        return -1
    for index in range(at, min(last, at + _LONGEST_ADJUNCT)):
        token = tokens[index]
        title = reader.inside[index] or token.text in QUOTES
        if title and _closes_with_title(reader, index, last):
            return last
        if title or token.text == ":":
            return -1
        if token.text in {",", ";", "-", "–", "—"}:
            return index
        finite = token.lower in VERBS and reader.tokens[index - 1].lower != "to"
        if finite or token.lower in NOMINATIVE or token.lower == "that":
            return -1
        if infinitive and token.lower == "to" and is_infinitive(reader, index + 1, last):
            return -1
        if token.frame and token.lower not in NOUNS_MOSTLY and not token.is_reporting_noun:
            return -1
    return last if last - at <= _LONGEST_ADJUNCT else -1


def _closes_with_title(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether the sentence closes with the title of a show or book: "said on “Night Talk.”"."""
    words = [token for token in reader.tokens[at:last] if token.is_word]
    return last - at <= _LONGEST_TITLE and words != [] and words[0].is_cap and words[-1].is_cap


def closes_year(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether the comma at token `at` opens the year of a date, which another comma ends."""
    if at + 2 >= last or not reader.tokens[at - 1].text.isdigit():
        return False
    year = reader.tokens[at + 1].text
    return len(year) == 4 and year.isdigit() and reader.tokens[at + 2].text == ","


def _closed_adjunct(reader: SubjectReader, at: int, last: int) -> int:
    """One past the second comma of ", in a statement," before "that"; 0 where there is none."""
    tokens = reader.tokens
    if at + 1 >= last or tokens[at + 1].lower not in PREPOSITIONS:
        return 0
    for index in range(at + 1, min(last - 1, at + 15)):
        if tokens[index].text == ",":
            return index + 1 if tokens[index + 1].lower in {"that", *QUESTIONS} else 0
    return 0


def is_finite(lower: str) -> bool:
    """Whether a verb of saying is past or third person, as no noun or infinitive is."""
    return lower.endswith(("ed", "id", "old", "rote", "s", "lled")) or lower in {"spoke", "found"}
