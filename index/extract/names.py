"""Find names: runs of capitalised words, and the kind of actor that each run names.

Rules over the words of an article come first. Word lists decide where the words alone do not.
"""

from typing import Final

from index.extract import lexicon
from index.extract.context import (
    Context,
    FoundName,
    adjacent,
    by_start,
    glued,
    run_end,
)
from index.extract.governments import listed_inside, realm_at, stands_for_government
from index.extract.name_evidence import sentence_verb
from index.extract.name_openers import skip_openers
from index.extract.name_shapes import epithet_end, ruler_end
from index.extract.newspapers import with_newspapers
from index.extract.organisation_context import (
    can_be_body,
    is_team_of_place,
    movement_at,
    named_like_body,
    plays,
    stands_as_body,
)
from index.extract.organisation_patterns import (
    explained_at,
    named_things,
    society_at,
    unit_at,
)
from index.extract.organisations import (
    body_of_state,
    extended_end,
    is_org,
    listed_body,
    listed_outlet,
    organisation_at,
)
from index.extract.persons import (
    body_then_person,
    looks_like_person,
    person_at,
    place_then_person,
    portfolio_then_person,
    titled_person,
)
from index.extract.surnames import bare_surname
from index.extract.words import ACRONYM, Lexeme

_WEEKDAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_TWO: Final = 2
# Two letters before a name are initials: "GA Street".
_INITIALS: Final = 2
_SHORT_BODIES: Final = frozenset({"EU", "UN", "AP"})
_LONGEST_NAME: Final = 3


def find_names(context: Context, cited: frozenset[str] = frozenset()) -> list[FoundName]:
    """Every name that can be classified alone, in order; `cited` as in `with_newspapers`."""
    names: list[FoundName] = []
    unknown: list[tuple[int, int]] = []
    end = 0
    for at in context.capitals:
        if at < end:
            continue
        end = run_end(context, at)
        if at and context.tokens[at - 1].text == "@" and glued(context, at):
            continue  # a name in a network: "@GovernorBell"
        if at in context.headline:
            found = _in_headline(context, at, end)
        else:
            found = _read(context, at, end)
            if not found:
                unknown.append((at, end))
        names += found
        for name in found:
            # a name can reach over small words into the next run: "Ministry of Foreign Affairs"
            while end < len(context.starts) and context.starts[end] < name.end:
                end += 1
    things = named_things(context.text)
    if things:
        names = [name for name in names if name.name not in things or name.kind != "organisation"]
    return _with_bodies(context, *with_newspapers(context, names, unknown, cited))


def _with_bodies(
    context: Context, names: list[FoundName], unknown: list[tuple[int, int]]
) -> list[FoundName]:
    """The names, and those unknown runs that name organisations by the words around them."""
    runs = []
    teams = {name.name for name in names if name.kind == "organisation"} & lexicon.places()
    for at, end in unknown:
        if teams and context.surface(at, end) in teams:
            before = context.tokens[at - 1].lower if at else ""
            if before not in {"in", "near", "from", "outside"}:
                names.append(context.found(at, end, "organisation"))
            continue
        start = skip_openers(context, at, end)
        if start < end and can_be_body(context, start, end):
            runs.append((start, end, context.surface(start, end)))
    bodies = {
        surface
        for start, end, surface in runs
        if stands_as_body(context, start, end)
        or (end - start == 1 and named_like_body(context.tokens[start]))
    }
    if not bodies:
        return sorted(names, key=by_start) if teams else names
    found = [
        context.found(start, end, "organisation")
        for start, end, surface in runs
        if surface in bodies
    ]
    return sorted([*names, *found], key=by_start)


def _in_headline(context: Context, start: int, end: int) -> list[FoundName]:
    """The listed names in a run of a headline, and the persons named in capitals, in order."""
    body = body_of_state(context, start, end)
    listed = listed_inside(context, start, end) if body is None else [body]
    persons = [
        person
        for person in _capital_persons(context, start, end)
        if not any(name.start < person.end and person.start < name.end for name in listed)
    ]
    return sorted([*listed, *persons], key=by_start) if persons else listed


def _capital_persons(context: Context, start: int, end: int) -> list[FoundName]:
    """Persons in a text written in capitals: "PRESIDENT VIKTOR BELOV SAID".

    An office before the name, a verb of saying after it or the surname elsewhere in the article
    is the evidence. The name is given in title case.
    """
    tokens, found = context.tokens, list[FoundName]()
    at = start
    while at + 1 < end:
        given, last = tokens[at], at + 1
        plain = given.is_title or given.is_common  # "MURDER IN OHIO"
        if plain or not (given.is_upper and given.is_given and len(given.text) > 1):
            at += 1
            continue
        while last < end and last - at < _LONGEST_NAME and _can_be_capital_part(tokens[last]):
            last += 1
        surname = tokens[last - 1].text
        if last - at > 1 and (
            (at > 0 and tokens[at - 1].is_title)
            or (last < len(tokens) and tokens[last].is_strong_cue)
            or context.cap_seen.get(surname.title(), 0)
        ):
            person = person_at(context, at, last)
            role = person.role.title() if person.role else None
            name = person.name.title()
            found.append(FoundName(person.start, person.end, name, "person", role, person.start))
            at = last
        else:
            at += 1
    return found


def _can_be_capital_part(token: Lexeme) -> bool:
    """Whether a word in capitals can continue a person's name."""
    return (
        token.is_upper
        and token.text.replace("-", "").isalpha()
        and len(token.text) > 1
        and not (token.is_cue or token.is_common or token.is_body or token.is_title)
        and not (token.is_no_name or token.is_state or token.is_nationality)
    )


def _read(context: Context, start: int, end: int) -> list[FoundName]:
    """The names in the run of tokens `[start, end)`."""
    if end - start == 2 and context.tokens[start].is_common:
        movement = movement_at(context, start, end)
        if movement is not None:
            return [movement]
    start = skip_openers(context, start, end)
    if start >= end:
        return []
    listed = _whole_name(context, start, end) or realm_at(context, start, end)
    if listed is not None:
        return [listed]
    apart = _day_in(context, start, end) or sentence_verb(context, start, end)
    if apart:
        # "told the Post Monday Anna Bell would", "Mr. Bell Is Late": two runs
        return [*_read(context, start, apart), *_read(context, apart + 1, end)]
    office = portfolio_then_person(context, start, end)
    if office is not None:
        return [person_at(context, office, end)]
    split = body_then_person(context, start, end) or place_then_person(context, start, end)
    if split is not None:
        return [*_read(context, start, split), person_at(context, split, end)]
    person = titled_person(context, start, end)
    if person is not None:
        body = _body_of_office(context, start, person)
        return [person] if body is None else [body, person]
    ruler = epithet_end(context, start, end)
    if ruler:
        return [person_at(context, start, ruler)]
    unit = unit_at(context, start, end)
    if unit is not None:
        return [unit]
    if end - start <= _TWO and plays(context, start, end):
        return [context.found(start, end, "organisation")]
    words = [t for t in context.tokens[start:end] if not t.is_separator]
    longer = extended_end(context, start, end)
    if longer > end or is_org(context, words, start):
        if _is_seat_in_office(context, start, longer):
            return []
        organisation = organisation_at(context, start, longer)
        if organisation is not None:
            return [organisation]
    party = (
        _party_at(context, start, end)
        or movement_at(context, start, end)
        or society_at(context, start, end)
        or explained_at(context, start, end)
    )
    if party is not None:
        return [party]
    if len(words) == 1:
        single = _single(context, start)
        return [] if single is None else [single]
    if looks_like_person(context, words, start, end):
        if is_team_of_place(context, start, end) or (
            (not words[0].is_given or words[0].text in lexicon.places())
            and stands_as_body(context, start, end)
        ):
            return [context.found(start, end, "organisation")]
        return [person_at(context, start, end)]
    return listed_inside(context, start, end) or _first_of_run(context, start, end)


def _first_of_run(context: Context, start: int, end: int) -> list[FoundName]:
    """A body that begins an unknown run: "the NASA Discovery mission", "Google Analytics"."""
    token = context.tokens[start]
    known = token.is_state or token.text in _SHORT_BODIES
    shouted = context.tokens[start + 1].is_upper and len(context.tokens[start + 1].text) > _INITIALS
    if shouted:
        return []
    if token.is_acronym and token.is_upper and (known or len(token.text) > _INITIALS):
        found = _single(context, start)
        return [] if found is None or found.kind == "person" else [found]
    if token.text in lexicon.bodies() and not context.tokens[start + 1].is_given:
        name = lexicon.bodies()[token.text]
        return [context.found(start, start + 1, "organisation", name)]
    return []


def _day_in(context: Context, start: int, end: int) -> int:
    """The token of a weekday after the first word of a run that has no body's noun after it."""
    tokens = context.tokens
    for at in range(end - 1, start, -1):
        if tokens[at].is_body:
            return 0
        if tokens[at].lower in _WEEKDAYS:
            return at
    return 0


def _is_seat_in_office(context: Context, start: int, end: int) -> bool:
    """Whether a parliament only tells an office: "Member of Parliament"."""
    tokens = context.tokens
    at = start - 1
    if at > 0 and tokens[at].lower == "the":
        at -= 1
    return (
        tokens[end - 1].lower == "parliament"
        and at > 0
        and tokens[at].lower == "of"
        and tokens[at - 1].text in {"Member", "Members"}
    )


def _party_at(context: Context, start: int, end: int) -> FoundName | None:
    """A party whose name ends in a small letter: "the Republican party", "the Kadima party"."""
    tokens = context.tokens
    if end - start > _LONGEST_NAME or not adjacent(context, end) or tokens[end].lower != "party":
        return None
    before = tokens[start - 1].lower if start and adjacent(context, start) else ""
    if before not in {"the", "his", "her", "their", "its", "new", "own"}:
        return None
    return context.found(start, end + 1, "organisation")


def _whole_name(context: Context, start: int, end: int) -> FoundName | None:
    """The whole run as a listed state or outlet."""
    if context.tokens[start].may_begin_state and not _is_currency(context, end):
        plain = context.surface(start, end).replace("’", "'")
        if plain in lexicon.state_names():
            return context.found(start, end, "state", lexicon.state_names()[plain])
    outlet = listed_outlet(context, start, end)
    if outlet is not None:
        return outlet
    body = listed_body(context, start, end)
    # "the Kadima party" as one name
    return body and (_party_at(context, start, end) or body)


def _is_currency(context: Context, end: int) -> bool:
    """Whether the run that ends before token `end` is the country of a currency: "US$ 10"."""
    return end < len(context.tokens) and context.tokens[end].text == "$"


def _body_of_office(context: Context, start: int, person: FoundName) -> FoundName | None:
    """The abbreviated organisation in an office: "NATO Secretary General Jaap de Hoop Scheffer"."""
    token = context.tokens[start]
    before = (
        context.end(start) < person.start
        and ACRONYM.match(token.text) is not None
        and not token.is_title
    )
    return _single(context, start) if before else None


def _single(context: Context, at: int) -> FoundName | None:
    """One capitalised word: an acronym, a seat of government, or unknown."""
    token = context.tokens[at]
    if token.is_seat:
        return (
            context.found(at, at + 1, "state", lexicon.seats()[token.text])
            if stands_for_government(context, at, at + 1)
            else None
        )
    if token.is_acronym and not _is_currency(context, at + 1):
        letters = token.text.replace(".", "")
        if letters.upper() in {"US", "USA", "UK", "USSR"}:
            return context.found(
                at, at + 1, "state", lexicon.state_names().get(letters, "United States")
            )
        if letters.isupper() or not any(c.islower() for c in letters[1:2]):
            return context.found(at, at + 1, "organisation")
        return None
    ruler = ruler_end(context, at)
    if ruler:
        return context.found(at, ruler, "person")
    return context.found(at, at + 1, "person") if bare_surname(context, at) else None
