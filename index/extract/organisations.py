"""Find organisations and outlets: by words in their names, by list, by abbreviation."""

import re
from typing import Final

from index.extract import lexicon
from index.extract.context import PORTFOLIO, SOLO_ORGS, Context, FoundName, adjacent, run_end
from index.extract.persons import is_person_ahead
from index.extract.words import Lexeme

# Words that make an organisation of the capitalised words before them: "Human Rights Watch".
_ORG_TAILS: Final = frozenset(
    "international watch legion radicals socialists communists populars".split()
)
_LEAST_WITH_OF: Final = 2
_COUNCILS: Final = frozenset(
    "council board association union league society federation committee college institute academy"
    " conference congress chamber guild house".split()
)
# What a firm does, last in its name: "Penguin Books".
_COMPANY_TAILS: Final = lexicon.word_list("organisations.company_tails")
_NO_BODIES: Final = lexicon.word_list("organisations.no_bodies")
_MOST_WORDS_OF_A_PAPER: Final = 4
_PAPERS: Final = lexicon.word_list("organisations.papers")
# Organisations that are common words too: a capital at the start of a sentence proves nothing.
_BODIES_TOO: Final = frozenset(
    {"house", "treasury", "greens", "labour", "labor", "coalition", "apple", "amazon"}
)
_GENERIC_ORG: Final = lexicon.word_list("organisations.generic_org")
_OF_OFFICE: Final = PORTFOLIO | {"majority", "minority", "."}
_LONGEST_STATE: Final = 3
_LINK: Final = re.compile(r"^(?:of|for|on|against|to)$")
_SCHOOLS: Final = frozenset("university college institute school academy hospital museum".split())
_AND_HEADS: Final = lexicon.word_list("organisations.and_heads")


def outlet_at(context: Context, start: int, end: int) -> bool:
    """Whether tokens `start` to `end` are the name of a listed outlet."""
    surface = context.surface(start, end)
    return surface.casefold() in lexicon.outlets()


# Words in the longest listed name.
_MOST_WORDS_OF_A_BODY: Final = 9


def listed_body(context: Context, start: int, end: int) -> FoundName | None:
    """A listed organisation at token `start`. Its name may contain small words."""
    tokens = context.tokens
    if not tokens[start].begins_body:
        return None
    for stop in range(min(start + _MOST_WORDS_OF_A_BODY, len(tokens)), start, -1):
        # a longer run of capitals than the name is another name: "Red Cross Street"
        if stop < end or context.paragraph_of[stop - 1] != context.paragraph_of[start]:
            continue
        surface = " ".join(context.surface(start, stop).split())
        if surface in lexicon.bodies():
            ambiguous = stop - start == 1 and tokens[start].is_given
            if ambiguous and not context.is_on_sport and surface in lexicon.clubs():
                return None  # "Chelsea" the daughter
            return context.found(start, stop, "organisation", lexicon.bodies()[surface])
    return None


_RISKY_OUTLETS: Final = lexicon.word_list("organisations.risky_outlets")


def listed_outlet(context: Context, start: int, end: int) -> FoundName | None:
    """The longest listed outlet that begins at token `start`, up to `end`."""
    tokens = context.tokens
    if not tokens[start].may_begin_outlet:
        if len(tokens[start].text) >= lexicon.HEAD:
            return None
        begin = context.starts[start]
        head = (
            context.text[begin : begin + lexicon.HEAD].replace("’", "'").casefold()[: lexicon.HEAD]
        )
        if head not in lexicon.outlet_heads():
            return None
    # names such as "Nezavisimaya gazeta" and "Novaya gazeta" go on in small letters
    for stop in range(min(end + 2, len(tokens)), end - 1, -1):
        if stop > end and not all(
            adjacent(context, i) and tokens[i].is_word for i in range(end, stop)
        ):
            continue
        surface = context.surface(start, stop)
        key = surface.replace("’", "'").casefold()
        if key in lexicon.outlets() and not (
            key in _RISKY_OUTLETS and not surface.isupper() and context.first[start]
        ):
            return context.found(start, stop, "outlet", lexicon.outlets()[key])
    return None


def extended_end(context: Context, start: int, end: int) -> int:
    """The end of an organisation's name that continues after "of", "for", "on" or "and"."""
    tokens = context.tokens
    head = tokens[end - 1].lower
    if not tokens[end - 1].is_body and head not in _AND_HEADS:
        return end
    at = end
    linked = False
    while at + 1 < len(tokens) and adjacent(context, at) and adjacent(context, at + 1):
        link = tokens[at].lower
        joins = link == "and" and (linked or head in _AND_HEADS) and not tokens[at + 1].is_state
        if not (_LINK.match(link) or joins):
            break
        following = at + 1
        if (
            tokens[following].lower == "the"
            and following + 1 < len(tokens)
            and adjacent(context, following + 1)
        ):
            following += 1
        token = tokens[following]
        if not token.is_cap or (
            link in {"to", "on", "against"}
            and head
            not in {
                "committee",
                "council",
                "commission",
                "mission",
                "institute",
                "delegation",
                "movement",
                "conference",
                "campaign",
                "subcommittee",
            }
        ):
            break
        if link == "of" and is_person_ahead(context, following):
            break  # "the People's Party of Nenad Popović"
        if link == "and" and linked and tokens[at - 1].is_state:
            break  # "the Reform Party of Canada and Civic Alliance"
        if link == "and" and following > at + 1 and run_end(context, following) > following + 1:
            break  # "the Bank of Bergen and the Northern Exchange"
        if link == "and" and following > at + 1 and _has_body(context, following):
            break  # "the Ministry of Justice and the Ministry of Defense"
        if link == "and" and _is_other_name(context, following):
            break  # "the Treasury Department and the FBI", "and Mrs. Bell"
        last = tokens[run_end(context, following) - 1].lower
        if link == "and" and (last == head or (head in _SCHOOLS and last in _SCHOOLS)):
            break  # "the Bergen Institute of Trade and Central University"
        if link == "and" and (token.is_given or context.cap_seen.get(token.text, 0) > 2):
            break
        at = _before_person(context, following, run_end(context, following))
        linked = True
    return at


def _is_other_name(context: Context, at: int) -> bool:
    """Whether an office, an abbreviation or a seat of government begins at token `at`."""
    token = context.tokens[at]
    seat = context.surface(at, min(at + 2, len(context.tokens))) in lexicon.seats()
    return token.is_title or token.is_acronym or token.is_seat or seat


def _has_body(context: Context, at: int) -> bool:
    """Whether a word for bodies is in the run of capitals that begins at token `at`."""
    return any(token.is_body for token in context.tokens[at : run_end(context, at)])


def _before_person(context: Context, start: int, end: int) -> int:
    """The end of a run that goes from a state's name directly into a person's.

    Example: "(Party of) Canada Frank Oliver".
    """
    tokens = context.tokens
    for at in range(start + 1, end - 1):
        if tokens[at - 1].is_state and tokens[at].is_given:
            return at
    return end


def is_org(context: Context, words: list[Lexeme], start: int) -> bool:
    """Whether `words`, a run without commas and full stops, name an organisation."""
    if not words:
        return False
    if len(words) == 1:
        while context.tokens[start].is_separator:
            start += 1
        if words[0].lower == "labor" and start > 1 and _is_portfolio(context, start):
            return False
        if words[0].lower == "coalition" and not _is_behind(context, start, {"the"}):
            return False
        return words[0].lower in SOLO_ORGS and not (
            words[0].lower in _BODIES_TOO and context.first[start]
        )
    if len(words) <= _MOST_WORDS_OF_A_PAPER and words[-1].lower in _PAPERS:
        # "the Orlando Sentinel"
        place = " ".join(word.text for word in words[:-1])
        if place in lexicon.places():
            return True
    if words[-1].lower in _COMPANY_TAILS and not (words[0].is_given or words[0].is_nationality):
        # "Minister for Water Resources" has no firm
        return not (context.first[start] or _is_behind(context, start, {"of", "for"}))
    return words[-1].lower in _ORG_TAILS or any(t.is_body for t in words)


def _is_behind(context: Context, start: int, words: set[str]) -> bool:
    """Whether the word right before token `start` is one of `words`."""
    return adjacent(context, start) and context.tokens[start - 1].lower in words


def _is_portfolio(context: Context, start: int) -> bool:
    """Whether a portfolio begins at token `start`: "Education, Labor", "Secretary of Labor"."""
    before, head = context.tokens[start - 1], context.tokens[start - 2]
    if before.lower == "of":
        return head.is_title or head.is_body or head.lower.rstrip("s") == "department"
    return before.text == "," and head.lower in PORTFOLIO


def _is_council_of(words: list[Lexeme]) -> bool:
    """Whether a title belongs to a body's name: "Council of Economic Advisers"."""
    if len(words) > _LEAST_WITH_OF and words[-2].lower in {"of", "for"}:
        return True  # "Department of Justice", "Center for Scholars"
    links = [at for at, word in enumerate(words) if word.lower == "of"]
    return len(words) > _LEAST_WITH_OF and bool(links) and words[links[-1] - 1].lower in _COUNCILS


def organisation_at(context: Context, start: int, end: int) -> FoundName | None:
    """The organisation that tokens `start` to `end` name by a word for bodies."""
    tokens = context.tokens
    words = [t for t in tokens[start:end] if t.is_word]
    if len(words) == 1 and words[0].lower not in SOLO_ORGS:
        return None
    if len(words) == 2 and words[0].lower in lexicon.not_names() and words[1].lower in _GENERIC_ORG:
        return None
    if words[-1].lower in _NO_BODIES:
        return None  # "House Resolution", "Defense Appropriations Act"
    # an office, not a body: "Senate Majority Leader", "Party Chairman"
    if words[-1].is_title and not _is_council_of(words):
        end -= 1
        while end > start and (tokens[end - 1].lower in _OF_OFFICE or tokens[end - 1].is_title):
            end -= 1
        words = [t for t in tokens[start:end] if t.is_word]
        if (
            not words
            or not any(t.is_body for t in words)
            or (len(words) == 1 and words[0].lower not in SOLO_ORGS)
        ):
            return None
    return context.found(start, end, "organisation", " ".join(context.surface(start, end).split()))


def body_of_state(context: Context, start: int, end: int) -> FoundName | None:
    """The body whose name ends in "of" and a state: "Bank of Norway Warns of Higher Rates"."""
    tokens = context.tokens
    head = tokens[end - 1]
    if end + 1 >= len(tokens) or tokens[end].lower != "of" or not adjacent(context, end):
        return None
    if not head.is_body or not adjacent(context, end + 1):
        return None
    last = run_end(context, end + 1)
    for stop in range(min(last, end + 1 + _LONGEST_STATE), end + 1, -1):
        if context.surface(end + 1, stop) in lexicon.state_names():
            return context.found(start, stop, "organisation")
    return None
