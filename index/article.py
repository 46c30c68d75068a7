"""The vocabulary of Pressmark, as frozen data classes (msgspec's: an article has a hundred of them, and millions are made).

Every offset counts code points of `Article.text`; a span is half-open, so that
`text[span.start:span.end]` is the surface.
"""

from typing import Literal, NamedTuple

from msgspec import Struct

from index.dates import PartialDate

ActorKind = Literal["person", "organisation", "state", "outlet"]
ACTOR_KINDS: tuple[ActorKind, ...] = ("person", "organisation", "state", "outlet")
QuotationKind = Literal["direct", "scare"]
# What articles are counted by on a timeline, and what the lines of a concordance are put in order by.
Unit = Literal["day", "month", "year", "decade"]
UNITS: tuple[Unit, ...] = ("day", "month", "year", "decade")
KwicOrder = Literal["place", "right", "left", "speaker", "publication"]
KWIC_ORDERS: tuple[KwicOrder, ...] = ("place", "right", "left", "speaker", "publication")
# What a speaker, outlet or date rests on: it stands beside the words, it was concluded, or a person said so.
Basis = Literal["stated", "inferred", "set"]
DateBasis = Literal["stated", "dateline", "file name", "citations", "file time", "none"]


class Span(NamedTuple):
    """A half-open stretch `text[start:end]`, in code points."""

    start: int
    end: int

    def touches(self, other: "Span") -> bool:
        """Whether the two have a character in common."""
        return self.start < other.end and other.start < self.end


class Article(Struct, frozen=True):
    """One text with its metadata.

    `text` is NFC with `\\n` line ends and without control characters; of a plain-text file it is
    the whole file. `body_start` is where the body begins after the header. `stripped` counts the
    control characters that were taken out. `date_basis` says what the date rests on. `language` is
    a code of ISO 639 where the file says it; `member` where in a file of many articles this one is.
    """

    id: str
    path: str
    title: str
    text: str
    body_start: int = 0
    paragraphs: tuple[Span, ...] = ()
    publication: str | None = None
    volume: str | None = None
    issue: str | None = None
    author: str | None = None
    date: PartialDate | None = None
    date_basis: DateBasis = "none"
    stripped: int = 0
    language: str | None = None
    member: str | None = None

    @property
    def date_precision(self) -> str:
        """`day`, `month`, `year` or `unknown`."""
        return self.date.precision if self.date else "unknown"

    @property
    def title_span(self) -> Span:
        """Where the title stands in `text`; empty where it was made from something else."""
        at = self.text.find(self.title, 0, self.body_start) if self.title else -1
        return Span(at, at + len(self.title)) if at >= 0 else Span(0, 0)


class Role(Struct, frozen=True, array_like=True):
    """An office or description that an article gives an actor, with that article's date."""

    title: str
    date: str | None = None


class Actor(Struct, frozen=True, array_like=True):
    """A person, organisation, state or media outlet; `name` is the fullest form seen."""

    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()


class Mention(Struct, frozen=True, array_like=True):
    """An actor named in an article. `actor` is its place in `Analysis.actors`."""

    start: int
    end: int
    surface: str
    actor: int
    role: str | None = None


def basis_of_date(date: PartialDate | None, written: str | None) -> Basis | None:
    """Stated where the year is written; a year taken from the article's date makes it inferred."""
    if date is None:
        return None
    return "stated" if str(date.year) in (written or "") else "inferred"


class Citation(Struct, frozen=True, array_like=True):
    """A source named in the text. `date_text` is the date as written, `date` what it means."""

    start: int
    end: int
    outlet: str
    date_text: str | None = None
    date: PartialDate | None = None

    @property
    def date_basis(self) -> Basis | None:
        """What the date rests on, by `basis_of_date`."""
        return basis_of_date(self.date, self.date_text)


class CrossReference(Struct, frozen=True, array_like=True):
    """A citation of another article: "see EDM, May 12"."""

    start: int
    end: int
    publication: str
    date_text: str | None = None
    date: PartialDate | None = None


class Quotation(Struct, frozen=True, array_like=True):
    """Words in quotation marks, without the marks.

    `speaker` is the speaker's place in `Analysis.actors`, None where the text does not settle it;
    `speaker_span` is where the speaker stands, be it a name, an office or a pronoun. Each basis is None
    where there is nothing that could rest on anything; a person may have set that there is nobody.
    """

    start: int
    end: int
    kind: QuotationKind = "direct"
    speaker: int | None = None
    speaker_span: Span | None = None
    cue: str | None = None
    outlet: str | None = None
    source_date: PartialDate | None = None
    speaker_basis: Basis | None = None
    outlet_basis: Basis | None = None
    date_basis: Basis | None = None


class Analysis(Struct, frozen=True):
    """What extraction found in one article; `article` has its date filled in where it was open."""

    article: Article
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    citations: tuple[Citation, ...] = ()
    references: tuple[CrossReference, ...] = ()
