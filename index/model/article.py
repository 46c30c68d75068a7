"""The records of Pressmark, immutable.

They are msgspec structs, since an article has a hundred of them and a library millions. Every
offset counts code points of `Article.text`. Spans are half-open: `text[span.start:span.end]` is
the surface.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Literal, NamedTuple

from msgspec import Struct

from index.model.authors import split_authors
from index.model.dates import PartialDate
from index.model.kinds import FILE_DATE, ActorKind, Basis, DateBasis, SaidBasis, StatementKind

# In `Article.omitted` of an article in a language whose extraction nobody has measured.
UNMEASURED = "actors and statements (not measured in this language)"


class Span(NamedTuple):
    """A half-open span `text[start:end]`, in code points."""

    start: int
    end: int

    def touches(self, other: "Span") -> bool:
        """Whether the two have a character in common."""
        return self.start < other.end and other.start < self.end


def lines_in(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of `text[start:end]` that are not blank, without their line breaks."""
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if text[at:stop].strip():
            yield Span(at, stop)
        at = stop + 1


class Article(Struct, frozen=True):
    """One text with its metadata."""

    id: str
    path: str
    title: str
    # NFC with "\n" line ends and without control characters. Of a plain-text file it is the
    # whole file.
    text: str
    # Where the body begins after the header.
    body_start: int = 0
    paragraphs: tuple[Span, ...] = ()
    publication: str | None = None
    volume: str | None = None
    issue: str | None = None
    # All authors; `authors` splits them.
    author: str | None = None
    date: PartialDate | None = None
    # What the date rests on.
    date_basis: DateBasis = "none"
    # The number of control characters taken out.
    stripped: int = 0
    # ISO 639 code, if the file states it.
    language: str | None = None
    # The place of this article in a file of many articles.
    member: str | None = None
    # The part of the publication.
    section: str | None = None
    # (offset in `text`, number of characters of the source that are missing there).
    removed: tuple[tuple[int, int], ...] = ()
    # What the file reader left out on purpose, in words.
    omitted: str | None = None

    @property
    def authors(self) -> tuple[str, ...]:
        """Each author's name."""
        return split_authors(self.author)

    @property
    def is_unmeasured(self) -> bool:
        """Whether actors and statements were left out, because of the language."""
        return UNMEASURED in (self.omitted or "")

    @property
    def shown_basis(self) -> Literal["stated", "inferred", "file"] | None:
        """The basis of the date, as the command line prints it; None without a date."""
        if self.date is None:
            return None
        if self.date_basis in {"stated", "dateline"}:
            return "stated"
        return "file" if self.date_basis == "file time" else "inferred"

    @property
    def shown_date(self) -> str | None:
        """The date as lists show it: ISO 8601, marked "~" where it is only the file's own."""
        if self.date is None:
            return None
        return f"{FILE_DATE}{self.date}" if self.shown_basis == "file" else str(self.date)

    @property
    def date_precision(self) -> str:
        """`day`, `month`, `year` or `unknown`."""
        return self.date.precision if self.date else "unknown"

    @property
    def title_span(self) -> Span:
        """The span of the title in `text`; empty if the text does not contain it."""
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
    """`stated` if the text has the year, `inferred` if it comes from the article's date."""
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
        """The basis of the date; see `basis_of_date`."""
        return basis_of_date(self.date, self.date_text)


class CrossReference(Struct, frozen=True, array_like=True):
    """A citation of another article: "see EDM, May 12"."""

    start: int
    end: int
    publication: str
    date_text: str | None = None
    date: PartialDate | None = None


class Statement(Struct, frozen=True, array_like=True):
    """Words in quotation marks (without the marks), or reported words, and their attribution.

    A basis is None if its value is None. `speaker_basis` may be "set" without a speaker: the reader
    decided that there is none.
    """

    # The span of the whole content.
    start: int
    end: int
    kind: StatementKind = "direct"
    # Index into `Analysis.actors`; None if the text does not decide it.
    speaker: int | None = None
    # The name, office or pronoun of the speaker in the text.
    speaker_span: Span | None = None
    cue: str | None = None
    outlet: str | None = None
    source_date: PartialDate | None = None
    speaker_basis: Basis | None = None
    outlet_basis: Basis | None = None
    date_basis: Basis | None = None
    # The spans of the content if a cue interrupts it, else empty.
    pieces: tuple[Span, ...] = ()
    cue_span: Span | None = None
    # As written in the text.
    addressee: str | None = None
    # The day the words were said.
    said_date: PartialDate | None = None
    said_basis: SaidBasis | None = None
    # The others of "Anna Bell, Carl Dorn and Maria Quist said", as `speaker` is the first of them.
    other_speakers: tuple[int, ...] = ()

    @property
    def speakers(self) -> tuple[int, ...]:
        """All who said it, as places in `Analysis.actors`; empty where nobody is known to."""
        return () if self.speaker is None else (self.speaker, *self.other_speakers)

    @property
    def content(self) -> tuple[Span, ...]:
        """The spans of the words that were said, in order."""
        return self.pieces or (Span(self.start, self.end),)


# The older name for a direct statement, or for scare quotes.
Quotation = Statement


class Analysis(Struct, frozen=True):
    """What extraction found in one article; `article` has its date filled in where it was open.

    `quotations` are all spans in quotation marks (direct and scare), `reported` the indirect
    and mixed statements, both in order of place. The quoted pieces of a mixed statement stand in
    `quotations` too.
    """

    article: Article
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    citations: tuple[Citation, ...] = ()
    references: tuple[CrossReference, ...] = ()
    reported: tuple[Statement, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements in order of place; the quoted pieces of mixed ones are part of those."""
        mixed = sorted((one.start, one.end) for one in self.reported if one.kind == "mixed")
        starts = [start for start, _ in mixed]
        ends = list(accumulate((end for _, end in mixed), max))

        def is_piece(quoted: Quotation) -> bool:
            before = bisect_right(starts, quoted.start)
            return quoted.kind == "direct" and before > 0 and ends[before - 1] >= quoted.end

        whole = (quoted for quoted in self.quotations if not is_piece(quoted))
        return tuple(sorted((*whole, *self.reported), key=lambda one: (one.start, one.end)))


def title_of(article: Article) -> str:
    """The title, in the text's own spelling if the text contains it."""
    span = article.title_span
    return article.text[span.start : span.end] if span.end else article.title
