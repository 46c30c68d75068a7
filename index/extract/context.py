"""What the name finder knows about an article: tokens, runs of capitals, repeated names."""

from collections.abc import Sequence
from typing import Final

from index.extract import lexicon
from index.extract.tokenizer import TokenizedText
from index.extract.words import Lexeme
from index.model import ActorKind

PARTICLES: Final = lexicon.word_list("context.particles")
PLACE_PREPOSITIONS: Final = lexicon.word_list("context.place_prepositions")
DOTTED: Final = lexicon.word_list("context.dotted")
# Capitalised portfolios between an office and a name: "Minister of Defense Kadyr Gulomov".
PORTFOLIO: Final = lexicon.word_list("context.portfolio")
SOLO_ORGS: Final = lexicon.word_list("context.solo_orgs")


# Whose bodies are named with an apostrophe: "the People's Army", "the Workers' Party".
_OWNERS: Final = frozenset("people women men children lord king queen".split())
# What follows the numeral of a ruler or a war: "World War I in".
_BEHIND_NUMERALS: Final = frozenset("of in and at on for with by to from was is had has".split())
_OWNERS_TOO: Final = lexicon.word_list("context.owners")
_APOSTROPHES: Final = frozenset({"’s", "'s", "’S", "'S", "’", "'"})


# Third persons of verbs that are mostly plurals of nouns: "United States".
_PLURALS: Final = lexicon.word_list("annotated.plurals")
# So many of these words make an article one on sport.
_SPORT: Final = lexicon.word_list("context.sport")
_LEAST_SPORT: Final = 3


# "the Tammany-backed James W. Gerard"
COMPOUNDS: Final = frozenset(
    "backed led born based educated owned controlled trained style era elect".split()
)


class FoundName:
    """A name in the text, before names are grouped into actors.

    `role` is the role phrase next to it. `role_start` is set where phrase and name form one span.
    `courtesy`: the role is a bare "Mr." or "Ms.".
    """

    __slots__ = ("courtesy", "end", "kind", "name", "role", "role_start", "start")

    def __init__(
        self,
        start: int,
        end: int,
        name: str,
        kind: ActorKind,
        role: str | None = None,
        role_start: int = -1,
        courtesy: bool = False,
    ) -> None:
        self.start: Final = start
        self.end: Final = end
        self.name: Final = name
        self.kind: Final = kind
        self.role: Final = role
        self.role_start: Final = role_start
        self.courtesy: Final = courtesy


def by_start(name: FoundName) -> int:
    """The key that sorts names by their place in the text."""
    return name.start


class Context:
    """The tokens of an article, with facts that need a pass over the whole article."""

    __slots__ = (
        "cap_seen",
        "capitals",
        "first",
        "follows",
        "headline",
        "is_on_sport",
        "lower_seen",
        "paragraph_of",
        "paragraphs",
        "sentences",
        "starts",
        "text",
        "tokens",
    )

    def __init__(
        self,
        text: str,
        tokenized: TokenizedText,
        paragraph_of: list[int],
        headline: set[int],
        seen: tuple[set[str], dict[str, int]],
        is_on_sport: bool,
    ) -> None:
        """`seen`: words in small letters, and how often each with a capital stands inside."""
        self.tokens: Final = tokenized.tokens
        self.starts: Final = tokenized.starts
        self.first: Final = tokenized.first
        self.follows: Final = tokenized.follows
        self.capitals: Final = tokenized.capitals
        self.sentences: Final = tokenized.sentences
        self.paragraphs: Final = tokenized.paragraphs
        self.text: Final = text
        self.paragraph_of: Final = paragraph_of
        self.headline: Final = headline
        self.lower_seen: Final = seen[0]
        self.cap_seen: Final = seen[1]
        self.is_on_sport: Final = is_on_sport

    def end(self, at: int) -> int:
        """The end offset of token `at`."""
        return self.starts[at] + len(self.tokens[at].text)

    def surface(self, start: int, end: int) -> str:
        """The text of tokens `start` to `end`."""
        return self.text[self.starts[start] : self.end(end - 1)]

    def found(self, start: int, end: int, kind: ActorKind, name: str | None = None) -> FoundName:
        """A `FoundName` for tokens `start` to `end`; `name` replaces the surface if given."""
        begin, stop = self.starts[start], self.end(end - 1)
        return FoundName(begin, stop, self.text[begin:stop] if name is None else name, kind)


def make_context(text: str, tokenized: TokenizedText) -> Context:
    """Collect the facts that the name finder needs, in one pass."""
    tokens = tokenized.tokens
    paragraph_of: list[int] = []
    headline: set[int] = set()
    for sentence in tokenized.sentences:
        paragraph_of += [sentence.paragraph] * (sentence.last - sentence.first)
        if _is_headline(tokens[sentence.first : sentence.last]):
            headline.update(range(sentence.first, sentence.last))
    lower_seen: set[str] = set()
    for word in tokens:
        if word.is_word and not word.is_cap:
            lower_seen.add(word.text)
    first = tokenized.first
    cap_seen: dict[str, int] = {}
    sport: set[str] = set()
    for at in tokenized.capitals:
        word = tokens[at]
        if word.lower in _SPORT:
            sport.add(word.lower)
        if word.is_cap and not first[at] and at not in headline:
            cap_seen[word.text] = cap_seen.get(word.text, 0) + 1
    return Context(
        text,
        tokenized,
        paragraph_of,
        headline,
        (lower_seen, cap_seen),
        len(sport | (_SPORT & lower_seen)) >= _LEAST_SPORT,
    )


def _is_headline(words: Sequence[Lexeme]) -> bool:
    """Whether most words are in capitals, or all start with one."""
    long = loud = capitals = 0
    plain = False
    for word in words:
        if word.is_long:
            long += 1
            if word.is_cap:
                capitals += 1
                loud += word.is_upper
        elif word.is_plain:
            plain = True  # "Ann Brown met Carl Dorn": in a headline all words are capitalised
    return long > 2 and (
        loud > 0.6 * long or (long > 4 and capitals == long and not plain and words[-1].text != ".")
    )


def adjacent(context: Context, at: int) -> bool:
    """Whether token `at` follows the one before it with a single space, in the same paragraph."""
    return 0 < at < len(context.tokens) and context.follows[at]


def glued(context: Context, at: int) -> bool:
    """Whether nothing is between token `at` and the one before it."""
    return 0 < at < len(context.tokens) and context.end(at - 1) == context.starts[at]


def _is_headline_verb(token: Lexeme) -> bool:
    """Whether a word is a verb of saying in title case: "Bell Warns", "Bank of Bergen Says No"."""
    verb = token.is_strong_cue and token.is_cap and token.lower.endswith("s")
    return verb and token.lower not in _PLURALS


def _is_i(context: Context, at: int) -> bool:
    """Whether token `at` is "I" as a subject: "nobody in this House I respect more"."""
    tokens = context.tokens
    if tokens[at].text != "I" or at + 1 >= len(tokens):
        return False
    behind = tokens[at + 1]
    verb = behind.is_word and not behind.is_cap and behind.lower not in _BEHIND_NUMERALS
    return verb and tokens[at - 1].is_body


def run_end(context: Context, at: int) -> int:
    """One past the last token of the run of capitalised words that begins at `at`."""
    tokens, end = context.tokens, at + 1
    while end < len(tokens):
        token = tokens[end]
        more = end + 1 < len(tokens)
        if token.text == "." and glued(context, end):
            before = tokens[end - 1]
            initial = len(before.text) == 1 or before.lower in DOTTED
            if initial and more and adjacent(context, end + 1) and tokens[end + 1].begins:
                end += 2
                continue
            break
        if token.text == "," and more and tokens[end + 1].is_suffix and tokens[end + 1].is_cap:
            end += 2
            if end < len(tokens) and tokens[end].text == "." and glued(context, end):
                end += 1
            continue
        if more and glued(context, end) and adjacent(context, end + 1) and tokens[end + 1].is_cap:
            # "the People's Army", "the Workers' Party"
            owners = _OWNERS if token.lower in {"’s", "'s"} else _OWNERS_TOO
            if token.text in _APOSTROPHES and tokens[end - 1].lower in owners:
                end += 2
                continue
        if not adjacent(context, end) or _is_headline_verb(token) or _is_i(context, end):
            break
        if token.begins and not (token.is_common and context.first[end]):
            end += 1
        elif (
            more
            and adjacent(context, end + 1)
            and tokens[end + 1].is_cap
            and (token.lower in PARTICLES or token.text == "&")
        ):
            end += 2
        elif (
            # "van der Meer", "de la Cruz"
            end + 2 < len(tokens)
            and adjacent(context, end + 1)
            and adjacent(context, end + 2)
            and tokens[end + 2].is_cap
            and token.lower in PARTICLES
            and tokens[end + 1].lower in PARTICLES
        ):
            end += 3
        else:
            break
    return end
