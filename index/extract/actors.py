"""Group names into actors: one actor is one entry, whatever the article calls it.

What the article itself says decides: a full name seen once explains the surname everywhere, and an
abbreviation in brackets means the name before it. Two people with one surname stay two.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from index.extract import lexicon
from index.extract.capitals import in_small_letters, with_labels, without_emphasis
from index.extract.context import Context, FoundName, adjacent, by_start, make_context
from index.extract.enumerations import with_enumerated
from index.extract.names import find_names
from index.extract.namesakes import NameGroup, excludes, name_parts, same_person, titles_of_others
from index.extract.organisation_context import standing_noun, stands_for_body
from index.extract.role_phrases import (
    apposition,
    clean_role,
    role_ahead,
    whole_role,
    without_shorter,
)
from index.extract.short_forms import (
    give_known_names,
    merge_abbreviations,
    merge_known_short_names,
    merge_shortened,
)
from index.extract.speech_openings import with_orators
from index.extract.tokenizer import TokenizedText
from index.model import Actor, Mention, Role
from index.text import fold, spelling

# What is named after a person: "Trump Tower".
_MARKS: Final = frozenset("“\"«„‘'")
_NAMED_AFTER: Final = frozenset({"tower", "hotel", "act", "doctrine", "street", "county"})


_NO_PERSONS: Final = frozenset({"state", "outlet", "organisation"})


@dataclass(frozen=True, slots=True)
class FoundActors:
    """The actors of one article and their mentions in order of place.

    `author` is the actor who says "I" in the article, where its byline tells that.
    """

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    author: int | None = None


def find_actors(
    text: str,
    tokenized: TokenizedText,
    title: TokenizedText | None = None,
    date: str | None = None,
    cited: frozenset[str] = frozenset(),
    author: FoundName | None = None,
) -> FoundActors:
    """The actors named in the article.

    `tokenized` is the body; `title` is the title, where only names that the body explains count.
    `date` is given to the roles. `cited` are outlets that citations in brackets name. `author` is
    the name in the byline of an author who says "I".
    """
    context = make_context(text, tokenized)
    named = with_labels(context, without_emphasis(context, list(find_names(context, cited))))
    found = with_orators(context, with_enumerated(context, _shouted(named)))
    groups = _group(context, found)
    merge_shortened(context, groups)
    _find_surnames(context, groups, found)
    if title:
        _find_in_title(make_context(text, title), groups)
    give_known_names(groups)
    writer = None if author is None else _writer(author, groups)
    return _finish(text, groups, date, writer)


def _writer(author: FoundName, groups: list[NameGroup]) -> NameGroup:
    """The group of the author's name, with the name in the byline."""
    parts = name_parts(author.name)
    for group in groups:
        if group.kind == "person" and same_person(name_parts(group.name), parts):
            break
    else:
        group = NameGroup(author.name, "person")
        groups.append(group)
    if not any(name.start < author.end and author.start < name.end for name in group.found):
        group.found.append(author)
    return group


def _find_in_title(heading: Context, groups: list[NameGroup]) -> None:
    """Add the mentions in the title.

    The actors are those of the body, and states, outlets and organisations that only the title
    names. A title with all words in capitals tells no such organisation apart.
    """
    known: dict[tuple[str, str], NameGroup] = {}
    for group in reversed(groups):
        for called in (group.name, *group.other_names):
            known[group.kind, _plain(called)] = group
    loud = not any(one.is_plain or (one.is_long and not one.is_cap) for one in heading.tokens)
    named: list[FoundName] = []
    for name in find_names(heading):
        same = known.get((name.kind, _plain(name.name)))
        of_state = " of " in name.name  # "Bank of Norway Warns"
        allowed = {"state", "outlet"} if loud and not of_state else _NO_PERSONS
        if same is None and name.kind in allowed:
            same = NameGroup(name.name, name.kind)
            known[name.kind, _plain(name.name)] = same
            groups.append(same)
        if same is not None:
            same.found.append(name)
            named.append(name)
    merge_known_short_names(groups)
    _find_surnames(heading, groups, named)


def _plain(name: str) -> str:
    """A name folded, without its article and the full stops of an abbreviation."""
    return fold(name.removeprefix("the ").removeprefix("The ").replace(".", ""))


def _shouted(found: list[FoundName]) -> list[FoundName]:
    """Surnames in capitals are no abbreviations if the full name occurs too: "WALLACE: …"."""
    if not any(name.kind == "organisation" and name.name.isupper() for name in found):
        return found
    surnames = {
        name_parts(name.name)[-1]
        for name in found
        if name.kind == "person" and len(name_parts(name.name)) > 1
    }
    given = {
        name_parts(name.name)[0]
        for name in found
        if name.kind == "person" and len(name_parts(name.name)) > 1
    }
    return [
        FoundName(
            name.start, name.end, name.name, "person", name.role, name.role_start, name.courtesy
        )
        if name.kind == "organisation" and name.name.isupper() and fold(name.name) in surnames
        else name
        for name in found
        if not (
            name.kind == "organisation"
            and name.name.isupper()
            and fold(name.name) in given - surnames
        )
    ]


def _group(context: Context, found: list[FoundName]) -> list[NameGroup]:
    groups: list[NameGroup] = []
    by_name: dict[tuple[str, str], NameGroup] = {}
    full: dict[str, list[NameGroup]] = defaultdict(list)
    short: list[FoundName] = []
    for name in found:
        is_person = name.kind == "person"
        parts = name_parts(name.name) if is_person else ()
        if is_person and len(parts) < 2:
            short.append(name)
            continue
        key = (name.kind, fold(name.name.removeprefix("the ").removeprefix("The ")))
        group = by_name.get(key)
        if is_person and parts[0] == "dean" and len(parts) == 2 and full[spelling(parts[-1])]:
            group = _nearest(full[spelling(parts[-1])], name.start)  # "Carl Dorn … Dean Dorn"
            group.found.append(name)
            continue
        if group is None and is_person:
            candidates = [
                g for g in full[spelling(parts[-1])] if same_person(name_parts(g.name), parts)
            ]
            group = candidates[0] if candidates else None
        if group is None:
            group = NameGroup(name.name, name.kind)
            groups.append(group)
            if is_person:
                full[spelling(parts[-1])].append(group)
        by_name[key] = group
        group.found.append(name)
        if is_person and len(name.name) > len(group.name):
            group.name = name.name
    merge_abbreviations(context, groups)
    merge_known_short_names(groups)
    # a surname with an office or "Mr.", where no full name explains it, is still a person
    others = titles_of_others(context.text, short, full)
    for name in short:
        surname = fold(name.name)
        candidates = full.get(spelling(surname), []) or [
            g
            for g in groups
            if g.kind == "person" and surname in name_parts(g.name)[:-1] and not name.courtesy
        ]
        candidates = [
            one
            for one in candidates
            if not excludes(context.text, one, name)
            and ((name.role or "").lower(), one.name) not in others
        ]
        if not candidates:
            group = NameGroup(name.name, "person")
            groups.append(group)
            full[spelling(surname)].append(group)
        else:
            group = _nearest(candidates, name.start)
        group.found.append(name)
    return groups


def _nearest(candidates: list[NameGroup], at: int) -> NameGroup:
    """Of several people with one surname, the one whose name stood last before `at`."""
    if len(candidates) == 1:
        return candidates[0]
    return max(
        candidates, key=lambda g: max((f.start for f in g.found if f.start < at), default=-1)
    )


def _find_surnames(context: Context, groups: list[NameGroup], found: list[FoundName]) -> None:
    """Mentions by surname alone (or a given name that only one person here has)."""
    taken = sorted([(name.start, name.end) for name in found])
    upcoming = covered = 0  # names after which none begins by now, and how far they reach
    by_surname: dict[str, list[NameGroup]] = defaultdict(list)
    by_given: dict[str, list[NameGroup]] = defaultdict(list)
    by_short: dict[str, NameGroup] = {}
    by_noun = _by_noun(groups)
    for group in groups:
        if group.kind == "person":
            parts = name_parts(group.name)
            by_surname[parts[-1]].append(group)
            if len(parts) > 1 and len(parts[0]) > 2:
                by_given[parts[0]].append(group)
        for other in group.other_names:
            by_short[other] = group
    for index in context.capitals:
        token, start = context.tokens[index], context.starts[index]
        while upcoming < len(taken) and taken[upcoming][0] <= start:
            covered = max(covered, taken[upcoming][1])
            upcoming += 1
        if start < covered or not token.is_cap:
            continue
        if token.text in by_short:
            by_short[token.text].found.append(
                context.found(index, index + 1, by_short[token.text].kind)
            )
            continue
        name = token.folded
        if name in by_noun and stands_for_body(context, index):
            earlier = [g for g in by_noun[name] if g.found[0].start < start]
            if earlier:
                found_name = context.found(index, index + 1, "organisation")
                _nearest(earlier, start).found.append(found_name)
                continue
        if name in by_surname:
            candidates = by_surname[name]
        elif name in by_given and len(by_given[name]) == 1 and _can_be_given(context, index):
            candidates = by_given[name]
        else:
            continue
        if _part_of_other_name(context, index, candidates) or token.is_common:
            continue
        _nearest(candidates, start).found.append(context.found(index, index + 1, "person"))


def _can_be_given(context: Context, index: int) -> bool:
    """Whether token `index` alone is a given name: at the begin of a sentence with its verb."""
    if not context.first[index]:
        return True
    tokens = context.tokens
    if tokens[index].is_english or index + 1 >= len(tokens):
        return False
    behind = tokens[index + 1]
    told = index == 0 or tokens[index - 1].text not in _MARKS
    return told and behind.is_word and not behind.is_cap


def _by_noun(groups: list[NameGroup]) -> dict[str, list[NameGroup]]:
    """The organisations by the noun that can mean each: "the Commission"."""
    found: dict[str, list[NameGroup]] = defaultdict(list)
    for group in groups:
        if group.kind == "organisation":
            noun = standing_noun(group.name)
            if noun is not None:
                found[noun].append(group)
    return found


def _part_of_other_name(context: Context, index: int, candidates: list[NameGroup]) -> bool:
    """Whether the word is part of a name of something else: "Trump Tower"."""
    tokens = context.tokens
    own = {part for group in candidates for part in name_parts(group.name)}
    if (
        index + 1 < len(tokens)
        and adjacent(context, index + 1)
        and tokens[index + 1].is_cap
        and index not in context.headline
    ):
        following = tokens[index + 1].folded
        if (
            following not in own
            and following not in lexicon.titles()
            and (tokens[index + 1].is_body or tokens[index + 1].lower in _NAMED_AFTER)
        ):
            return True
    if adjacent(context, index) and tokens[index - 1].is_cap and index not in context.headline:
        before = tokens[index - 1]
        return not context.first[index - 1] and before.is_given and before.folded not in own
    return False


def _finish(
    text: str, groups: list[NameGroup], date: str | None, author: NameGroup | None
) -> FoundActors:
    for group in groups:
        group.found.sort(key=by_start)
    order = sorted([group for group in groups if group.found], key=_first_start)
    actors: list[Actor] = []
    mentions: list[Mention] = []
    for number, group in enumerate(order):
        roles: dict[str, None] = {}
        aliases: dict[str, int] = {}
        is_person = group.kind == "person"
        for name in group.found:
            surface = text[name.start : name.end]
            aliases[surface] = aliases.get(surface, 0) + 1
            role = whole_role(text, name) if is_person else name.role
            if role is not None:
                last_word = role.rpartition(" ")[2]
                if name.role_start < name.start and last_word[:1].isupper():
                    # "President Bell" is a name in use, "candidate Anna Bell" is not
                    longer = text[name.role_start : name.end]
                    aliases[longer] = aliases.get(longer, 0) + 1
            elif is_person:
                role = apposition(text, name) or role_ahead(text, name)
            title = clean_role(role) if role else None
            if title:
                roles.setdefault(title)
            mentions.append(Mention(name.start, name.end, surface, number, title))
        for other in group.other_names:
            aliases[other] = aliases.get(other, 0) + 1
        # a name may have a no-break space
        called = " ".join(group.name.split())
        if is_person:
            called = in_small_letters(called)
        plain = len(aliases) == 1 and called in aliases
        names = () if plain else _other_names(called, aliases)
        actors.append(
            Actor(
                called,
                group.kind,
                names,
                tuple([Role(role, date) for role in without_shorter(roles)]) if roles else (),
            )
        )
    mentions.sort(key=_span)
    writer = None if author is None else order.index(author)
    return FoundActors(tuple(actors), tuple(mentions), writer)


def _first_start(group: NameGroup) -> int:
    return group.found[0].start


def _span(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def _other_names(name: str, aliases: dict[str, int]) -> tuple[str, ...]:
    """The surfaces with single spaces, without `name`: the commonest first."""
    others = {" ".join(alias.split()) for alias in aliases} - {name}
    return tuple(sorted(others, key=lambda alias: (-aliases.get(alias, 0), alias)))
