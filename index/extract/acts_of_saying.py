"""Tell verbs of saying that name an act from those that report words.

"Ruritania declared its independence", "the team boasts a lead of two points", "Bell pointed to a
man in the hall" and "Dorn was denied bail" say what someone does or has. Nothing that someone said
follows.
"""

from typing import Final

from index.extract import clauses, reporting_lexicon
from index.extract.clauses import CONJUNCTIONS, PREPOSITIONS
from index.extract.cue_subjects import SubjectReader

# "claimed the life of …", "claimed responsibility"
_CLAIMED: Final = frozenset(
    "life lives victims victory victories responsibility credit prize title crown territory"
    " nomination win wins".split()
)
# "conceded the race"
_CONCEDED: Final = frozenset("race election contest defeat state seat point".split())
_MOST_BEFORE_CLAIMED: Final = 3
# What is refused rather than said to be untrue: "denied bail to the farmers".
_REFUSED: Final = frozenset(
    "status bail entry access request requests motion motions petition petitions appeal appeals"
    " visa visas permission permit permits application applications parole asylum treatment"
    " service services coverage clemency funding certiorari citizenship injunction stay right"
    " rights".split()
)
# What is done by declaring it.
_DECLARING: Final = frozenset(
    "declare declares declared declaring proclaim proclaims proclaimed proclaiming".split()
)
_DECLARED: Final = frozenset(
    "independence war bankruptcy victory holiday autonomy sovereignty republic truce"
    " commonwealth caliphate emirate federation".split()
)
_REFLEXIVE: Final = frozenset("himself herself itself themselves myself ourselves".split())
_ARTICLES: Final = frozenset({"a", "an"})
_POSSESSED: Final = _ARTICLES | frozenset(
    "the some one two three four five six seven eight nine ten more over nearly".split()
)
_BEHIND_NOUNS: Final = PREPOSITIONS | {"who", "whose"}
_BOASTING: Final = frozenset("boast boasts boasted boasting".split())
_POINTING: Final = frozenset("point points pointed pointing".split())
_DENIALS: Final = frozenset({"deny", "denies", "denied", "denying"})
_CITING: Final = frozenset("cite cites cited citing".split())
_SOURCES: Final = frozenset(
    "source sources official officials witnesses analysts experts diplomats observers".split()
)
_LONGEST_SOURCE: Final = 5
_REFUSED_REACH: Final = 5
_DECLARED_REACH: Final = 6
# "what he said he would"
_SHORTEST: Final = 2
_COMPARING: Final = frozenset("what as than that which everything all where when like".split())
_COMPARED_REACH: Final = 5
_WELL: Final = frozenset("best better well clearly perfectly all one either again".split())
_OF_OR_TO: Final = frozenset("of to for by in on with about".split())


def is_act(reader: SubjectReader, at: int, begin: int, end: int) -> bool:
    """Whether the verb at token `at` names an act, with the tokens from `begin` as its object."""
    tokens = reader.tokens
    lower, opens = tokens[at].lower, tokens[begin].lower
    if lower in _DENIALS and opens != "that" and _is_refused(reader, begin, end):
        return True
    if (
        reporting_lexicon.PARENTHETIC in tokens[at].frame
        and opens in clauses.OBJECTS
        and begin + 1 < len(tokens)
        and tokens[begin + 1].lower in PREPOSITIONS
    ):
        return True  # "reported it to the council"
    if lower in _CITING and _names_sources(reader, begin, end):
        return True  # "citing an unnamed source in the ministry"
    if opens == "it" and begin + 1 < end and tokens[begin + 1].lower in _WELL:
        return True  # "said it best"
    if end - begin <= _SHORTEST and tokens[end - 1].lower in clauses.VERBS:
        return _is_compared(reader, at)
    if lower.startswith("maintain"):
        return opens != "that" and not clauses.has_verb(reader, begin - 1, end)
    clause = opens == "that" or clauses.has_verb(reader, begin, end)
    if lower in _DECLARING and _is_brought_about(reader, begin, end, clause):
        return True
    if lower in _BOASTING and not clause:
        return opens in _POSSESSED or tokens[begin].has_digit  # "boasts a lead"
    if lower in _POINTING and tokens[begin - 1].lower == "to":
        return _is_person(reader, begin, end)
    taken = {tokens[index].lower for index in range(begin, min(begin + _MOST_BEFORE_CLAIMED, end))}
    if lower.startswith("conced"):
        return bool(taken & _CONCEDED) and not clauses.has_verb(reader, begin, end)
    if lower.startswith("claim") and opens == "responsibility":
        return True  # "claimed responsibility for a raid in a letter posted on its site"
    return lower.startswith("claim") and bool(taken & _CLAIMED) and not clause


def _names_sources(reader: SubjectReader, begin: int, end: int) -> bool:
    """Whether the object from token `begin` are people or papers, not what they say."""
    if reader.inside[begin]:
        return False
    for index in range(begin, end):
        token = reader.tokens[index]
        if not token.is_word or token.lower in PREPOSITIONS or index - begin > _LONGEST_SOURCE:
            break
        if token.lower in _SOURCES:
            return True
    return False


def _is_compared(reader: SubjectReader, at: int) -> bool:
    """Whether "what", "as" or the like governs the verb at token `at`: "what he said he would"."""
    near = range(max(0, at - _COMPARED_REACH), at)
    return any(reader.tokens[index].lower in _COMPARING for index in near)


def _is_refused(reader: SubjectReader, begin: int, end: int) -> bool:
    """Whether what is denied is something that one asks for: "denied bail"."""
    tokens = reader.tokens
    for index in range(begin, min(begin + _REFUSED_REACH, end)):
        if tokens[index].lower in CONJUNCTIONS or tokens[index].lower in _OF_OR_TO:
            return False
        if tokens[index].lower in _REFUSED:
            return True
    return False


def _is_brought_about(reader: SubjectReader, begin: int, end: int, clause: bool) -> bool:
    """Whether declaring it makes it so: "declared war", "a new start", "herself a candidate"."""
    tokens = reader.tokens
    for index in range(begin, min(begin + _DECLARED_REACH, end)):
        if index > begin and tokens[index].lower in PREPOSITIONS:
            break
        if tokens[index].lower in _DECLARED:
            return True
    if begin + 1 < end and tokens[begin + 1].lower == "candidacy":
        return True  # "declared her candidacy"
    if clause or reader.inside[begin]:
        return False
    if tokens[begin].lower in _REFLEXIVE:
        return begin + 1 < end and tokens[begin + 1].lower in clauses.DETERMINERS
    return tokens[begin].lower in _ARTICLES


def _is_person(reader: SubjectReader, begin: int, end: int) -> bool:
    """Whether the noun phrase from token `begin` is people: "to a man in the hall"."""
    tokens = reader.tokens
    if tokens[begin].lower not in clauses.DETERMINERS:
        return False
    for index in range(begin + 1, end):
        if not tokens[index].is_word or tokens[index].lower in _BEHIND_NOUNS:
            return tokens[index - 1].is_human_noun
        if tokens[index].text in {"’s", "'s"}:
            return False
    return tokens[end - 1].is_human_noun
