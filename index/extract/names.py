"""Finding names: runs of capitalised words, and what each run names.

Rules over the words of an article, with word lists only where the words themselves do not decide.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from index.analysis import fold
from index.article import ActorKind
from index.extract import lexicon
from index.extract.segment import Segments, Tok

_PARTICLES = frozenset("de da do dos du del della der den di van von bin ibn al el la le ben ter zu af".split())
_SUFFIXES = frozenset("jr sr ii iii iv".split())
BEGIN_PLACES = frozenset("new san santa los las fort port mount lake north south east west".split())
# "the Tammany-backed James W. Gerard"
_COMPOUNDS = frozenset("backed led born based educated owned controlled trained style era elect".split())
# Surnames that are states too.
_STATES_TOO = frozenset("Holland Jordan Ireland England Israel Chad Wales".split())
# Given names that are common words too.
_GIVEN_TOO = frozenset("will may mark bill art frank grant jack rob sue drew pat rich grace hope faith joy rose".split())
_SMALL_IN_HEADLINES = frozenset("the and for but nor yet via per off out".split())
_PLACE_PREPOSITIONS = frozenset(
    "in at near to from outside around inside through across into toward towards over via downtown".split()
)
_COURTESY = frozenset("mr mrs ms miss sir messrs hon honourable honorable".split())
_DOTTED = frozenset(
    "mr mrs ms dr sen sens rep reps gov gen col lt maj capt sgt adm prof rev st jr sr hon cmdr messrs atty".split()
)
# Portfolios that stand in capitals between an office and a name: "Minister of Defense Kadyr Gulomov".
_PORTFOLIO = frozenset(
    "defense defence foreign affairs interior finance justice economy economic trade energy health education state security"
    " internal culture agriculture transport communications industry labor labour emergency situations commerce treasury"
    " development environment science sport sports tourism information homeland national intelligence general prime first"
    " deputy vice acting former assistant chief senior press staff human services".split()
)
_ROLE_BEFORE = _PORTFOLIO | frozenset(
    "ex-president then-president presidential incoming outgoing ex late current vice-presidential campaign longtime"
    " top party political opposition military republican democratic gop conservative liberal communist rebel then-candidate".split()
)
# What a person stands for, right before the name: "Democrat Jimmy Carter".
_LABELS = frozenset(
    "democrat republican liberal conservative labour tory independent socialist communist unionist nationalist green mpp td mep msp".split()
)
# Surnames that are words for other things too; taken as one only behind a given name.
_SURNAMES_TOO = frozenset(
    "west north east young day black white king more bay park hill law price best long little small marshall bishop pope judge"
    " major moore hall house church street ford field fields lord prince duke earl baker cook page abbot post love power powers"
    " may march green brown gray grey gold stone wood woods rivers lake banks parks bush rice bell fox wolf".split()
)
_ACRONYM = re.compile(r"(?:[A-Z]{2,6}|(?:[A-Z]\.){2,}[A-Z]?|[A-Z]{2,}-[A-Z]+|[A-Z]&[A-Z]|[A-Z]{1,3}[a-z]?[A-Z]{1,3})$")
_NOT_ACRONYMS = frozenset(
    "TEXT FULL NOTE PHOTO VIDEO AM PM A.M. P.M. TV OK ID CEO CFO COO II III IV VI VII VIII IX XI XII MP MPS DJ GDP GNP WMD HIV AIDS IQ PR SUV USD DNA"
    " Q&A R&D IS IT BE TO OF IN ON BY OR AN AS AT SO WE HE NO IF UP MY DO GO UFO DVD CD PC AD BC CE BCE PHD MBA BA MA D.C. DC PAC"
    " NY NJ LA SC NC VA MD PA TX FL CA U.S.C P.S. A.D. B.C. I.D. T.V. MD. DUI NOT ALL AND THE FOR BUT ARE WAS YOU OUR".split()
)
_SOLO_ORGS = frozenset(
    "congress senate taliban hamas hezbollah pentagon duma parliament democrats republicans conservatives liberals"
    " knesset bundestag sejm majlis politburo labour greens house treasury nato rada gop fatah likud interpol mossad opec"
    " google facebook twitter apple amazon microsoft exxon gazprom rosneft lukoil boeing yukos uber goldman"
    " bolsheviks mensheviks kuomintang oxfam greenpeace wikileaks frelimo renamo antifa zanu unita swapo europol unicef"
    " unesco asean mercosur comintern gestapo stasi".split()
)
# Words that make an organisation of the capitalised words before them: "Liberal International", "Human Rights Watch".
_ORG_TAILS = frozenset("international watch legion radicals socialists communists populars".split())
_GENERIC_ORG = frozenset(
    "office service services team staff conference convention project academy journal post times press news guard mission school fund".split()
)
_LINK = re.compile(r"^(?:of|for|on|against|to)$")
_AND_HEADS = frozenset(
    "department ministry committee commission subcommittee institute center centre council federation union office bureau agency society confederation association board academy".split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the text, before names are put together to actors.

    `role` is the role phrase that stands with it, `role_start` where the phrase and the name begin
    together; `courtesy` says that the role is a bare "Mr." or "Ms.".
    """

    start: int
    end: int
    name: str
    kind: ActorKind
    role: str | None = None
    role_start: int = -1
    courtesy: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole article says about its words."""

    text: str
    tokens: list[Tok]
    paragraph_of: list[int]
    headline: frozenset[int]
    lower_seen: frozenset[str]
    cap_seen: Counter[str]


def make_context(text: str, segments: Segments) -> Context:
    """Gather what the scan needs to know beforehand, in one pass."""
    paragraph_of: list[int] = []
    headline: set[int] = set()
    for sentence in segments.sentences:
        paragraph_of += [sentence.paragraph] * (sentence.last - sentence.first)
        long = loud = capitals = 0
        plain = False
        for token in segments.tokens[sentence.first : sentence.last]:
            if token.is_word and len(token.text) > 3:
                long += 1
                if token.is_cap:
                    capitals += 1
                    loud += token.text.isupper()
            elif token.is_word and len(token.text) == 3 and not token.is_cap and token.lower not in _SMALL_IN_HEADLINES:
                plain = True  # "Ann Brown met Carl Dorn": headlines have a capital there
        if long > 2 and (loud > 0.6 * long or (long > 4 and capitals == long and not plain)):
            headline.update(range(sentence.first, sentence.last))
    lower_seen = frozenset({t.text for t in segments.tokens if t.is_word and not t.is_cap})
    cap_seen = Counter([t.text for i, t in enumerate(segments.tokens) if t.is_cap and not t.first and i not in headline])
    return Context(text, segments.tokens, paragraph_of, frozenset(headline), lower_seen, cap_seen)


def find_names(context: Context) -> Iterator[Found]:
    """Every name that can be told by itself; bare surnames come later (`find_known`)."""
    at = 0
    tokens = context.tokens
    while at < len(tokens):
        if not tokens[at].begins:
            at += 1
            continue
        end = run_end(context, at)
        reading = _listed if at in context.headline else _read
        for name in reading(context, at, end):
            yield name
            # a name can reach over small words into the next run: "Ministry of Foreign Affairs"
            while end < len(tokens) and tokens[end].start < name.end:
                end += 1
        at = end


def adjacent(context: Context, at: int) -> bool:
    """Whether token `at` follows the one before it with a single space, in the same paragraph."""
    return 0 < at < len(context.tokens) and context.tokens[at].follows


def _glued(context: Context, at: int) -> bool:
    return 0 < at < len(context.tokens) and context.tokens[at - 1].end == context.tokens[at].start


def run_end(context: Context, at: int) -> int:
    """One past the last token of the run of capitalised words that begins at `at`."""
    tokens, end = context.tokens, at + 1
    while end < len(tokens):
        token = tokens[end]
        more = end + 1 < len(tokens)
        if token.text == "." and _glued(context, end):
            before = tokens[end - 1]
            initial = len(before.text) == 1 or before.lower in _DOTTED
            if initial and more and adjacent(context, end + 1) and tokens[end + 1].begins:
                end += 2
                continue
            break
        if token.text == "," and more and tokens[end + 1].lower in _SUFFIXES and tokens[end + 1].is_cap:
            end += 2
            if end < len(tokens) and tokens[end].text == "." and _glued(context, end):
                end += 1
            continue
        if not adjacent(context, end):
            break
        if token.begins and not (token.lower in lexicon.common_words() and token.first):
            end += 1
        elif more and adjacent(context, end + 1) and tokens[end + 1].is_cap and (token.lower in _PARTICLES or token.text == "&"):
            end += 2
        else:
            break
    return end


def _read(context: Context, start: int, end: int) -> Iterator[Found]:
    """What the run of tokens `[start, end)` names."""
    tokens = context.tokens
    start = _skip_openers(context, start, end)
    if start >= end:
        return
    words = [t for t in tokens[start:end] if t.text not in ".,"]
    listed = _whole_name(context, start, end)
    if listed:
        yield listed
        return
    if (realm := _realm(context, start, end)) is not None:
        yield realm
        return
    split = _body_then_person(context, start, end) or _place_then_person(context, start, end)
    if split is not None:
        yield from _read(context, start, split)
        yield person_at(context, split, end)
        return
    person = _titled_person(context, start, end)
    if person:
        yield from _body_of_office(context, start, person)
        yield person
        return
    longer = _extended(context, start, end)
    if longer > end or _is_org(words, tokens, start, longer):
        org = _organisation(context, start, longer)
        if org:
            yield org
            return
    if len(words) == 1:
        yield from _single(context, start)
        return
    if _looks_like_person(context, words, start, end):
        yield person_at(context, start, end)
        return
    yield from _listed(context, start, end)


def _skip_openers(context: Context, start: int, end: int) -> int:
    """Leave out words in front that are no part of a name."""
    while start < end and _is_opener(context, start, end):
        start += 1
    return start


def _is_opener(context: Context, at: int, end: int) -> bool:
    """Whether the word at token `at` of a run that ends at `end` only stands before the name."""
    token, alone = context.tokens[at], end - at == 1
    following = None if alone else context.tokens[at + 1]
    if following is not None and "-" in token.text and token.lower.rpartition("-")[2] in _COMPOUNDS:
        return True
    if token.lower == "new" and end - at == 2 and following is not None and _ACRONYM.match(following.text):
        return True  # "the New START"
    if token.lower in lexicon.common_words():
        # "Will Smith" in mid-sentence, "The Hill", "The New York Times"
        begins_person = token.lower in _GIVEN_TOO and not token.first and following is not None and following.is_cap
        return not begins_person and not _outlet_at(context, at, end)
    # a capital only because the sentence begins with it
    return (
        token.first
        and not alone
        and token.lower in context.lower_seen
        and token.text not in lexicon.state_names()
        and token.lower not in lexicon.titles()
        and token.lower not in lexicon.org_words()
        and fold(token.text) not in lexicon.given_names()
        and not context.cap_seen[token.text]
    )


def _outlet_at(context: Context, start: int, end: int) -> bool:
    surface = context.text[context.tokens[start].start : context.tokens[end - 1].end]
    return surface.casefold() in lexicon.outlets()


def _whole_name(context: Context, start: int, end: int) -> Found | None:
    """The run as a whole in the list of states or outlets."""
    first, last = context.tokens[start], context.tokens[end - 1]
    surface = context.text[first.start : last.end]
    plain = surface.replace("’", "'")
    if plain in lexicon.state_names():
        return Found(first.start, last.end, lexicon.state_names()[plain], "state")
    return _outlet(context, start, end) or _body_at(context, start, end)


# So many words the longest of the listed bodies has.
_MOST_WORDS_OF_A_BODY = 9


@cache
def _body_heads() -> frozenset[str]:
    return frozenset(name.split()[0] for name in lexicon.bodies())


def _body_at(context: Context, start: int, end: int) -> Found | None:
    """A listed organisation from token `start` on, over small words too: "Islamic State of Iraq and the Levant"."""
    tokens = context.tokens
    if tokens[start].text not in _body_heads():
        return None
    for stop in range(min(start + _MOST_WORDS_OF_A_BODY, len(tokens)), start, -1):
        # a longer run of capitals than the name is another name: "Red Cross Street"
        if stop < end or context.paragraph_of[stop - 1] != context.paragraph_of[start]:
            continue
        surface = " ".join(context.text[tokens[start].start : tokens[stop - 1].end].split())
        if surface in lexicon.bodies():
            return Found(tokens[start].start, tokens[stop - 1].end, lexicon.bodies()[surface], "organisation")
    return None


_RISKY_OUTLETS = frozenset(
    "monitor trend dawn den pravda slate salon sabah guardian independent bild spiegel politiken ort sana apa rt ap economist trud".split()
)


# So many letters tell most names from those of outlets.
_OUTLET_HEAD = 4


@cache
def _outlet_heads() -> frozenset[str]:
    return frozenset(key[:_OUTLET_HEAD] for key in lexicon.outlets())


def _outlet(context: Context, start: int, end: int) -> Found | None:
    tokens = context.tokens
    begin = tokens[start].start
    head = context.text[begin : begin + _OUTLET_HEAD].replace("’", "'").casefold()[:_OUTLET_HEAD]
    if head not in _outlet_heads() and tokens[start].lower not in _outlet_heads():
        return None
    # names such as "Nezavisimaya gazeta" and "Novaya gazeta" go on in small letters
    for stop in range(min(end + 2, len(tokens)), end - 1, -1):
        if stop > end and not all(adjacent(context, i) and tokens[i].is_word for i in range(end, stop)):
            continue
        surface = context.text[tokens[start].start : tokens[stop - 1].end]
        key = surface.replace("’", "'").casefold()
        if key in lexicon.outlets() and not (key in _RISKY_OUTLETS and not surface.isupper() and tokens[start].first):
            return Found(tokens[start].start, tokens[stop - 1].end, lexicon.outlets()[key], "outlet")
    return None


def _role_back(context: Context, start: int) -> int:
    """Where the role phrase that ends right before token `start` begins; `start` if there is none."""
    tokens = context.tokens
    at, best = start, start
    while (at > 0 and adjacent(context, at)) or (
        at > 1 and tokens[at - 1].text == "." and _glued(context, at - 1) and tokens[at - 2].lower in _DOTTED
    ):
        token = tokens[at - 1]
        if token.text == ".":
            dotted = tokens[at - 2].lower if at > 1 and _glued(context, at - 1) else ""
            if dotted not in _DOTTED:
                break
            at -= 2
            if dotted in lexicon.titles():
                best = at
            continue
        if token.lower in lexicon.titles():
            at -= 1
            best = at
        elif token.lower in _PORTFOLIO and at > 2 and _of_title(tokens, at - 1):
            # "Minister of Defense" before the name: the portfolio leads back to the office
            at -= 1
            best = min(best, at)
        elif (
            token.lower in _ROLE_BEFORE
            or token.text in lexicon.demonyms()
            or (token.lower == "and" and best < start and tokens[at - 2].lower in _PORTFOLIO)
            or (best < start and token.is_cap and not token.first and "-" in token.text)
            or (token.lower in {"of"} and best < start)
        ):
            at -= 1
            if best < start and token.lower != "of":
                best = at
        else:
            break
    return best


def _of_title(tokens: list[Tok], at: int) -> bool:
    """Whether the portfolio words that end at token `at` follow "Minister of"."""
    while at > 1 and tokens[at].lower in _PORTFOLIO | {"and"}:
        at -= 1
    return tokens[at].lower == "of" and tokens[at - 1].lower in lexicon.titles()


# "Principality of Guria", "Ottoman Empire": states that no list of today has.
_REALMS = frozenset("principality duchy kingdom sultanate emirate khanate caliphate colony republic union".split())


def _realm(context: Context, start: int, end: int) -> Found | None:
    """A state named by its form of government."""
    tokens = context.tokens
    first, last = tokens[start], tokens[end - 1]
    if 2 <= end - start <= 3 and last.lower == "empire" and first.lower not in lexicon.common_words():
        return Found(first.start, last.end, context.text[first.start : last.end], "state")
    if (
        last.lower in _REALMS
        and end + 1 < len(tokens)
        and tokens[end].lower == "of"
        and tokens[end + 1].is_cap
        and adjacent(context, end + 1)
    ):
        stop = run_end(context, end + 1)
        if not any(t.lower in lexicon.org_words() for t in tokens[start:stop]) and stop - end <= 3:
            name = context.text[first.start : tokens[stop - 1].end]
            return Found(first.start, tokens[stop - 1].end, lexicon.state_names().get(name, name), "state")
    return None


def _body_then_person(context: Context, start: int, end: int) -> int | None:
    """Where a person's name begins that stands right behind a body's: "Liberal Party of Canada Frank Oliver"."""
    tokens, bodies = context.tokens, lexicon.org_words()
    for at in range(start + 1, end - 1):
        before = tokens[at - 1]
        if not (before.lower in bodies or before.text in lexicon.state_names()):
            continue
        person = [t for t in tokens[at:end] if t.text not in ".,"]
        named = fold(person[0].text) in lexicon.given_names() and 2 <= len(person) <= 4 and len(person[-1].text) > 1
        refused = bodies | lexicon.titles() | lexicon.not_names() | lexicon.common_words()
        if named and any(t.lower in bodies for t in tokens[start:at]) and not any(t.lower in refused for t in person):
            return at
    return None


def _body_of_office(context: Context, start: int, person: Found) -> Iterator[Found]:
    """The abbreviated body whose office is before a name: "NATO Secretary General Jaap de Hoop Scheffer"."""
    token = context.tokens[start]
    if token.end < person.start and _ACRONYM.match(token.text) and token.lower not in lexicon.titles():
        yield from _single(context, start)


def _place_then_person(context: Context, start: int, end: int) -> int | None:
    """Where a person's name begins behind the place of an office: "Governor of Maine Susan Collins"."""
    tokens = context.tokens
    if not (start and tokens[start - 1].lower == "of" and adjacent(context, start)):
        return None
    for at in range(start + 1, min(start + 3, end - 1)):
        place = context.text[tokens[start].start : tokens[at - 1].end]
        if place not in lexicon.places() and place not in lexicon.state_names():
            continue
        words = [token for token in tokens[at:end] if token.text not in ".,"]
        if (
            fold(words[0].text) in lexicon.given_names()
            and 2 <= len(words) <= 4
            and not any(w.lower in _never_names() for w in words if w.lower not in _SUFFIXES and len(w.text) > 1)
        ):
            return at
    return None


def _titled_person(context: Context, start: int, end: int) -> Found | None:
    """ "Defense Minister Sergei Ivanov", "Sen. McCain", "president Karimov", "Minister of Defense K. Gulomov"."""
    tokens, titles = context.tokens, lexicon.titles()
    split = start
    for index in range(start, end):
        if (tokens[index].lower in titles and index < end - 1) or (
            tokens[index].lower in _LABELS and index < end - 2 and fold(tokens[index + 1].text) in lexicon.given_names()
        ):
            split = index + 1
    while split < end and tokens[split].text == ".":
        split += 1
    if split == start:
        # an office in small letters, or one that ends in "of …", right before the run
        portfolio = start
        if start > 1 and tokens[start - 1].lower == "of" and tokens[start - 2].lower in titles and adjacent(context, start):
            while portfolio < end and tokens[portfolio].lower in _PORTFOLIO | {"and"}:
                portfolio += 1
            if portfolio in (start, end):
                return None
            split = portfolio
        elif _role_back(context, start) == start:
            return None
    if split >= end:
        return None
    words = [t for t in tokens[split:end] if t.text not in ".,"]
    refused = lexicon.org_words() | titles
    if not 1 <= len(words) <= 5 or (any(t.lower in refused for t in words) and not _is_full_name(words)):
        return None
    if (
        (words[-1].lower in lexicon.not_names() and not _is_full_name(words))
        or words[0].lower in lexicon.common_words()
        or (len(words) == 1 and _cannot_be_surname(words[0]))
    ):
        return None
    surface = context.text[tokens[split].start : tokens[end - 1].end]
    if (
        surface in lexicon.state_names()
        or (len(words) > 1 and words[0].text in lexicon.demonyms())
        or any(t.text in lexicon.state_names() for t in words[1:])
    ):
        return None
    return person_at(context, split, end)


def _is_full_name(words: list[Tok]) -> bool:
    """Whether the words are a given name and a surname that is a word for other things too: "Joseph A. Day"."""
    initialled = len(words) > 2 and any(len(token.text) == 1 for token in words[1:-1])
    return (
        2 <= len(words) <= 4
        and fold(words[0].text) in lexicon.given_names()
        and (initialled or words[-1].lower in _SURNAMES_TOO)
        and not any(token.lower in _never_names() for token in words[1:-1] if len(token.text) > 1)
    )


def _cannot_be_surname(token: Tok) -> bool:
    return (
        token.text in lexicon.state_names()
        or token.text in lexicon.demonyms()
        or token.lower in _PORTFOLIO
        or token.lower in lexicon.not_names()
        or (token.text.isupper() and len(token.text) > 1 and len(token.text) < 5)
        or len(token.text) < 2
    )


def person_at(context: Context, start: int, end: int) -> Found:
    """The person whom tokens `start` to `end` name, with the role phrase right before."""
    tokens = context.tokens
    role_at = _role_back(context, start)
    first, last = tokens[start], tokens[end - 1]
    name = context.text[first.start : last.end].rstrip(".,")
    if role_at == start:
        return Found(first.start, last.end, name, "person")
    role = context.text[tokens[role_at].start : tokens[start - 1].end]
    courtesy = role.rstrip(".").lower() in _COURTESY
    return Found(first.start, last.end, name, "person", None if courtesy else role, tokens[role_at].start, courtesy)


def _extended(context: Context, start: int, end: int) -> int:
    """One past the end of an organisation's name that goes on after "of", "for", "on" or "and"."""
    tokens, words = context.tokens, lexicon.org_words()
    if not any(t.lower in words or t.lower in _AND_HEADS for t in tokens[start:end]):
        return end
    head = tokens[end - 1].lower
    if head not in words and head not in _AND_HEADS:
        return end
    at = end
    linked = False
    while at + 1 < len(tokens) and adjacent(context, at) and adjacent(context, at + 1):
        link = tokens[at].lower
        joins = link == "and" and (linked or head in _AND_HEADS) and tokens[at + 1].text not in lexicon.state_names()
        if not (_LINK.match(link) or joins):
            break
        following = at + 1
        if tokens[following].lower == "the" and following + 1 < len(tokens) and adjacent(context, following + 1):
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
        if link == "of" and _is_person_ahead(context, following):
            break  # "the People's Party of Nenad Popović"
        if link == "and" and (fold(token.text) in lexicon.given_names() or context.cap_seen[token.text] > 2):
            break
        at = _before_person(context, following, run_end(context, following))
        linked = True
    return at


def _is_person_ahead(context: Context, at: int) -> bool:
    """Whether a given name and one more name stand at token `at`, and no place or body."""
    words = [token for token in context.tokens[at : run_end(context, at)] if token.text not in ".,"]
    if not 2 <= len(words) <= 3 or fold(words[0].text) not in lexicon.genders() or words[0].text in lexicon.places():
        return False
    refused = _never_names() | lexicon.org_words()
    whole = " ".join(word.text for word in words)
    return whole not in lexicon.places() and not any(
        word.lower in refused or word.text in lexicon.state_names() or word.text in lexicon.demonyms() for word in words
    )


def _before_person(context: Context, start: int, end: int) -> int:
    """Where a run ends that goes from a state's name straight on into a person's: "(Party of) Canada Frank Oliver"."""
    tokens = context.tokens
    for at in range(start + 1, end - 1):
        if tokens[at - 1].text in lexicon.state_names() and fold(tokens[at].text) in lexicon.given_names():
            return at
    return end


def _is_org(words: list[Tok], tokens: list[Tok], start: int, end: int) -> bool:
    if len(words) == 1:
        return words[0].lower in _SOLO_ORGS and not (
            words[0].lower in {"house", "treasury", "greens", "labour", "apple", "amazon"} and words[0].first
        )
    return words[-1].lower in _ORG_TAILS or any(t.lower in lexicon.org_words() for t in words)


def _organisation(context: Context, start: int, end: int) -> Found | None:
    tokens = context.tokens
    words = [t for t in tokens[start:end] if t.is_word]
    if len(words) == 1 and words[0].lower not in _SOLO_ORGS:
        return None
    if len(words) == 2 and words[0].lower in lexicon.not_names() and words[1].lower in _GENERIC_ORG:
        return None
    # an office, not a body: "Senate Majority Leader", "Party Chairman"
    if words[-1].lower in lexicon.titles():
        end -= 1
        while end > start and tokens[end - 1].lower in _PORTFOLIO | {"majority", "minority", "."}:
            end -= 1
        words = [t for t in tokens[start:end] if t.is_word]
        if (
            not words
            or not any(t.lower in lexicon.org_words() for t in words)
            or (len(words) == 1 and words[0].lower not in _SOLO_ORGS)
        ):
            return None
    first, last = tokens[start], tokens[end - 1]
    name = context.text[first.start : last.end]
    return Found(first.start, last.end, " ".join(name.split()), "organisation")


# Verbs whose subject is a person; of the passive ones only with "was" before them.
_HUMAN = frozenset(
    "resigned served campaigned volunteered graduated married retired defeated regained conceded quipped shrugged testified apologised"
    " apologized insisted argued stressed joked contested studied attended ran stood kept stated".split()
)
_HUMAN_PASSIVE = frozenset(
    "elected re-elected born appointed nominated reappointed sworn knighted arrested acquitted jailed married educated".split()
)
_BETWEEN = frozenset(
    "later first also previously then subsequently soon again narrowly successfully unsuccessfully briefly himself herself".split()
)


def _does_as_persons_do(context: Context, at: int) -> bool:
    """Whether the word at token `at` is the subject of what only a person does: "Adams regained the seat"."""
    tokens = context.tokens
    verb, passive = at + 1, False
    while verb < len(tokens) and adjacent(context, verb) and tokens[verb].lower in _BETWEEN | {"was", "has", "had", "been", "is"}:
        passive = passive or tokens[verb].lower in {"was", "been", "is"}
        verb += 1
    if verb >= len(tokens) or not adjacent(context, verb):
        return False
    word = tokens[verb].lower
    return word in _HUMAN_PASSIVE if passive else word in _HUMAN


@cache
def _never_surnames() -> frozenset[str]:
    return frozenset().union(lexicon.common_words(), lexicon.org_words(), lexicon.titles(), _SOLO_ORGS, _LABELS)


@cache
def _never_names() -> frozenset[str]:
    return frozenset().union(lexicon.not_names(), lexicon.common_words(), lexicon.org_words(), lexicon.titles())


def _stands_as_place(context: Context, at: int) -> bool:
    before = context.tokens[at - 1] if at and context.paragraph_of[at - 1] == context.paragraph_of[at] else None
    return before is not None and before.lower in _PLACE_PREPOSITIONS


def _bare_surname(context: Context, at: int) -> bool:
    """Whether a capitalised word that nothing explains is a person's surname."""
    token = context.tokens[at]
    return (
        len(token.text) > 2
        and not token.text.isupper()
        and token.text.replace("-", "").isalpha()
        and token.text.removesuffix("s") not in lexicon.demonyms()
        and token.lower not in _never_surnames()
        and token.lower not in context.lower_seen
        and not _cannot_be_surname(token)
        and (_does_as_persons_do(context, at) or (_is_eastern_surname(token) and not _stands_as_place(context, at)))
    )


def _single(context: Context, at: int) -> Iterator[Found]:
    """One capitalised word by itself: an acronym, a seat of government, or nothing yet."""
    token = context.tokens[at]
    if token.text in lexicon.seats():
        if _acts(context, at, at + 1):
            yield Found(token.start, token.end, lexicon.seats()[token.text], "state")
        return
    if _ACRONYM.match(token.text) and token.text not in _NOT_ACRONYMS and token.text.rstrip(".") not in _NOT_ACRONYMS:
        letters = token.text.replace(".", "")
        if letters.upper() in {"US", "USA", "UK", "USSR"}:
            yield Found(token.start, token.end, lexicon.state_names().get(letters, "United States"), "state")
        elif letters.isupper() or not any(c.islower() for c in letters[1:2]):
            yield Found(token.start, token.end, token.text, "organisation")
        return
    if _bare_surname(context, at):
        yield Found(token.start, token.end, token.text, "person")


def _acts(context: Context, start: int, end: int) -> bool:
    """Whether a capital or seat of power at these tokens stands for a government, not for a place."""
    tokens = context.tokens
    before = start - 1
    if before >= 0 and tokens[before].lower == "the":
        before -= 1
    if (
        before >= 0
        and context.paragraph_of[before] == context.paragraph_of[start]
        and tokens[before].lower in _PLACE_PREPOSITIONS
    ):
        return False
    following = tokens[end] if end < len(tokens) else None
    if following is None:
        return False
    name = tokens[start].text
    if name in {"Kremlin"}:
        return True
    if following.text in {"’s", "'s", "´s"}:
        return True
    if following.text in {",", "(", "—", "–"} and (tokens[start].first or name == "Washington"):
        return False
    if before >= 0 and tokens[before].lower in {"of", "city", "–", "-"}:
        return False
    if adjacent(context, end) and following.text[0].islower():
        return following.lower in {
            "and",
            "has",
            "had",
            "is",
            "was",
            "will",
            "would",
            "wants",
            "does",
            "did",
            "may",
            "must",
            "should",
            "could",
            "can",
            "might",
            "over",
            "on",
            "about",
        } or (
            following.lower.endswith(("s", "ed"))
            and not following.lower.endswith(("ss", "us"))
            and following.lower not in {"as", "is", "this", "its", "his"}
        )
    return before >= 0 and tokens[before].lower in {
        "and",
        "between",
        "with",
        "by",
        "that",
        "against",
        "pressure",
        "prompted",
        "told",
        "accused",
        "urged",
    }


# Endings that hardly any word but a family name from Russia, the Caucasus or Central Asia has.
_EASTERN = re.compile(r"[A-Z][\w-]+(?:[oe]va?|sk(?:y|iy|ii|aya)|enko|shvili|dze|o[gu]ly|oglu|uulu|zade)(?:-[A-Z]\w+)?")


def _is_eastern_surname(token: Tok) -> bool:
    return len(token.text) > 5 and _EASTERN.fullmatch(token.text) is not None and token.text not in lexicon.places()


def _is_kunya(words: list[Tok]) -> bool:
    """ "Abu Bakr al-Baghdadi", "Umm Qais": a father or mother of somebody."""
    surface = " ".join(word.text for word in words)
    return words[0].text in {"Abu", "Umm"} and len(words) <= 4 and surface not in lexicon.places() and surface not in _NOT_KUNYAS


_NOT_KUNYAS = frozenset({"Abu Dhabi", "Abu Ghraib", "Abu Kamal", "Abu Simbel", "Umm Qasr", "Umm al-Quwain"})

# One or two syllables of pinyin, or two joined by a hyphen as Taiwan and Hong Kong write them: "Jingwei", "Kai-shek".
_SYLLABLE = (
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:i?ang?|i?ao?|iang?|ai|e[inr]?|eng|i(?:e|u|ng?|ong)?|o(?:ng|u)?|u(?:ai?|ang?|e|i|n|o)?)"
)
_CHINESE_GIVEN = re.compile(rf"(?:{_SYLLABLE}){{1,2}}|[a-z]{{2,6}}-[a-z]{{2,6}}")


def _is_chinese_name(words: list[Tok]) -> bool:
    """A family name and a given name behind it: "Wang Jingwei", "Chiang Kai-shek"."""
    if len(words) != 2 or words[0].lower not in lexicon.family_names():
        return False
    given = words[1].text
    hyphened = "-" in given and given.partition("-")[2].islower()
    if not _CHINESE_GIVEN.fullmatch(given.lower()) or ("-" in given and not hyphened):
        return False
    return hyphened or (len(given) > 3 and len(words[0].text) > 2) or len(given) > 5


def _looks_like_person(context: Context, words: list[Tok], start: int, end: int) -> bool:
    if not 2 <= len(words) <= 5:
        return False
    first, last = words[0], words[-1] if words[-1].lower not in _SUFFIXES else words[-2]
    refused = _never_names()
    by_given_name = fold(first.text) in lexicon.given_names()
    full = _is_full_name(words)
    if any(
        t.lower in refused and not (t is first and by_given_name) and not (t is last and full)
        for t in words
        if t.lower not in _SUFFIXES and t.lower not in _PARTICLES and len(t.text) > 1
    ):
        return False
    if any(t.text in lexicon.demonyms() or any(c.isdigit() for c in t.text) for t in words):
        return False
    surname_of_a_state = by_given_name and len(words) < 4 and last.text in _STATES_TOO
    if (last.text in lexicon.state_names() and not surname_of_a_state) or len(last.text) == 1:
        return False
    if any(t.text.isupper() and len(t.text) > 2 for t in words):
        return False
    if _is_chinese_name(words) or _is_kunya(words) or (len(words) < 4 and _is_eastern_surname(last)):
        return True
    given = by_given_name or (len(first.text) == 1 or re.fullmatch(r"(?:[A-Z]\.)+", first.text) is not None)
    if given:
        return (first.text not in lexicon.seats() and first.text not in lexicon.state_names()) or context.cap_seen[last.text] > 1
    if first.text in lexicon.state_names() or first.text in lexicon.seats() or first.lower in BEGIN_PLACES:
        return False
    # no known given name: the surname again by itself, or words that only a person has beside the name
    if len(words) <= 3 and not any(t.lower in context.lower_seen for t in words):
        return _said_of_person(context, start, end) or context.cap_seen[last.text] > context.cap_seen[first.text]
    return False


# What a person heads, holds or suffers: "the leadership of Nawaz Sharif".
_OF_PERSONS = frozenset(
    "leadership candidacy presidency premiership government administration cabinet death assassination resignation arrest trial"
    " election re-election appointment visit memoirs speech supporters son daughter brother sister wife husband widow".split()
)


def _said_of_person(context: Context, start: int, end: int) -> bool:
    """Whether words that only go with a person stand beside the name."""
    tokens = context.tokens
    if start > 1 and tokens[start - 1].lower == "of" and tokens[start - 2].lower in _OF_PERSONS:
        return True
    if (
        start > 1
        and tokens[start - 1].lower == "by"
        and (tokens[start - 2].lower in {"led", "headed", "chaired", "succeeded", "written", "beaten"})
    ):
        return True
    if end + 1 < len(tokens):
        following, second = tokens[end], tokens[end + 1]
        if following.text == "," and (second.lower in {"who", "whose", "a", "an", "the", "his", "her"} or second.text.isdigit()):
            return True
        if following.lower in lexicon.cues() and lexicon.cues()[following.lower]:
            return True
    return start > 0 and tokens[start - 1].lower in lexicon.cues() and tokens[start - 1].lower in {"said", "says", "added"}


# Capital words that may stand before a state's name and leave it one.
_BESIDE_STATES = frozenset(
    "north south east west northern southern eastern western central northwest northeast southwest southeast mainland modern imperial"
    " tsarist post-soviet republic kingdom and".split()
) | frozenset(_PORTFOLIO)


def _listed(context: Context, start: int, end: int) -> Iterator[Found]:
    """States and outlets of the lists that stand inside a longer run, longest first."""
    tokens, at = context.tokens, start
    while at < end:
        for stop in range(min(end, at + 5), at, -1):
            surface = context.text[tokens[at].start : tokens[stop - 1].end].replace("’", "'")
            if surface in lexicon.state_names() and not (stop < end and surface in lexicon.demonyms()):
                # "Russia House", "Georgia Tech": part of some other name
                before = tokens[at - 1] if at > start else None
                belongs = before is not None and not (before.lower in _BESIDE_STATES or before.first or before.text in ".,")
                if (at == start or stop == end) and not belongs:
                    yield Found(tokens[at].start, tokens[stop - 1].end, lexicon.state_names()[surface], "state")
                at = stop - 1
                break
            if stop - at > 1 and surface.casefold() in lexicon.outlets():
                yield Found(tokens[at].start, tokens[stop - 1].end, lexicon.outlets()[surface.casefold()], "outlet")
                at = stop - 1
                break
        else:
            if end - start > 1 and tokens[at].text in {"Kremlin"}:
                yield Found(tokens[at].start, tokens[at].end, "Russia", "state")
            elif tokens[at].text == "White" and at + 1 < end and tokens[at + 1].text == "House":
                yield Found(tokens[at].start, tokens[at + 1].end, "United States", "state")
        at += 1
