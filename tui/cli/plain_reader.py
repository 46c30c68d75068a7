"""`pressmark read --plain`: the library as numbered lines with one prompt.

For screen readers, dumb terminals and slow lines: no colours, no cursor movement, no alternate
screen. Numbers always refer to the list that was printed last.
"""

import sys
from collections.abc import Callable, Sequence

from msgspec import Struct

from index import UNLIMITED, Library, PressmarkError, SearchResult, one_line
from index.kept import KeptAnswers, Review, clipping, make_passage
from index.model import (
    UNMEASURED,
    Analysis,
    Article,
    Span,
    content_words,
    speaker_words,
    speakers_named,
    whole_statements,
)
from tui.cli.kept_store import open_review
from tui.cli.search_cmd import nothing_found

PROMPT = "pressmark> "
HELP = """\
search QUERY     find articles; without QUERY all of them
open N           read article N of the list
next             the next lines of what was printed last
results          back to the list of articles
quotes           who said what in the open article
mark N [NOTE]    keep paragraph or statement N
cite N           print paragraph or statement N with its citation
quit             leave (also q, Ctrl-D)
The first letter of a command is enough; quo for quotes."""
_ARTICLES, _PASSAGES = 10, 8  # lines a page


class _Passages(Struct, frozen=True):
    """Numbered passages of the open article; `kind` is what `make_passage` calls them."""

    kind: str
    spans: tuple[Span, ...]
    labels: tuple[str, ...]


class PlainReader:
    """Answers one line of input after the other; `write` gets each line of output."""

    def __init__(self, library: Library, write: Callable[[str], None]) -> None:
        self._library = library
        self._write = write
        self._review: Review | None = None
        self._found: SearchResult | None = None
        self._analysis: Analysis | None = None
        self._passages: _Passages | None = None  # None: the list of articles was printed last
        self._shown = 0
        self._commands: dict[str, Callable[[str], None]] = {
            "search": self._search,
            "open": self._open,
            "next": self._next,
            "results": self._results,
            "quotes": self._quotes,
            "mark": self._mark,
            "cite": self._cite,
            "help": lambda _: self._say(HELP),
        }

    def answer(self, line: str) -> bool:
        """Do what a line says; False for `quit`."""
        word, _, rest = line.strip().partition(" ")
        name = word.lower()
        if not name:
            return True
        if name in {"q", "quit", "exit"}:
            return False
        if name.isdecimal():
            name, rest = "open", word
        begun = [one for one in self._commands if one.startswith(name)]
        try:
            if not begun:
                raise PressmarkError(f"There is no command {word}: help lists them.")
            self._commands[begun[0]](rest.strip())
        except PressmarkError as error:
            self._say(str(error))
        return True

    def _say(self, text: str) -> None:
        for line in text.split("\n"):
            self._write(one_line(line))

    def _search(self, query: str) -> None:
        found = self._library.search(query, budget=UNLIMITED)
        self._found, self._analysis = found, None
        if found.note:
            self._say(found.note)
        if not found.hits:
            raise PressmarkError(nothing_found(self._library, found, query))
        self._say(_count_of(len(found.hits)))
        self._results("")

    def _results(self, _: str) -> None:
        if self._found is None:
            raise PressmarkError("Nothing was searched yet: search QUERY.")
        self._passages, self._shown = None, 0
        self._next("")

    def _open(self, number: str) -> None:
        if self._found is None:
            self._search("")
        assert self._found is not None
        place = _number(number, len(self._found.hits), "articles")
        analysis = self._library.analysis(self._found.hits[place].num)
        if analysis is None:
            raise PressmarkError("This article has just gone: search again.")
        self._analysis = analysis
        article = analysis.article
        self._say(_heading(article))
        matches = self._library.matches(self._found.query.node, analysis)
        passages = _paragraphs(article)
        holding = [
            str(number)
            for number, paragraph in enumerate(passages.spans, 1)
            if any(paragraph.touches(span) for span in matches)
        ]
        if holding:
            noun = "Match in paragraph" if len(holding) == 1 else "Matches in paragraphs"
            self._say(f"{noun} {', '.join(holding[:20])}.")
        self._show(passages)

    def _quotes(self, _: str) -> None:
        analysis = self._opened()
        self._show(_statements(analysis))

    def _show(self, passages: _Passages) -> None:
        if not passages.spans:
            if passages.kind == "quotation" and self._opened().article.is_unmeasured:
                raise PressmarkError(f"Left out: {UNMEASURED}.")
            said = passages.kind == "quotation"
            nothing = "Nobody is quoted or reported in" if said else "No text in the body of"
            raise PressmarkError(f"{nothing} this article.")
        self._passages, self._shown = passages, 0
        self._next("")

    def _next(self, _: str) -> None:
        total, page = self._length(), _ARTICLES if self._passages is None else _PASSAGES
        if self._shown >= total:
            raise PressmarkError("That was the end of the list.")
        last = min(self._shown + page, total)
        for number, text in enumerate(self._lines(self._shown, last), self._shown + 1):
            self._say(f"{number}. {one_line(text)}")
        self._shown = last
        if last < total:
            self._say(f"{total - last:,} more: next.")

    def _length(self) -> int:
        if self._passages is not None:
            return len(self._passages.spans)
        if self._found is None:
            raise PressmarkError("Nothing was searched yet: search QUERY.")
        return len(self._found.hits)

    def _lines(self, first: int, last: int) -> Sequence[str]:
        if self._passages is not None:
            return self._passages.labels[first:last]
        assert self._found is not None
        return [
            f"{_sentence(row.card.title, row.card.date, row.card.publication)} {row.snippet.text}"
            for row in self._library.rows(self._found, first, last)
        ]

    def _opened(self) -> Analysis:
        if self._analysis is None:
            raise PressmarkError("No article is open: open N.")
        return self._analysis

    def _chosen(self, number: str) -> Span:
        """The passage of the list printed last with this number."""
        self._opened()
        if self._passages is None:
            raise PressmarkError("Open an article first: N is a paragraph or statement of it.")
        spans = self._passages.spans
        return spans[
            _number(
                number,
                len(spans),
                "statements" if self._passages.kind == "quotation" else "paragraphs",
            )
        ]

    def _mark(self, words: str) -> None:
        number, _, note = words.partition(" ")
        span, kind = self._chosen(number), self._passages.kind if self._passages else ""
        if self._review is None:
            self._review = open_review()
            self._library.answer_from(KeptAnswers(self._review, self._library))
        passage = make_passage(self._opened(), span, kind)
        mark = self._review.add_mark(passage, note.strip())
        self._say(f"Kept: {mark.passage.anchor.exact}")

    def _cite(self, number: str) -> None:
        kind = self._passages.kind if self._passages else ""
        passage = make_passage(self._opened(), self._chosen(number), kind)
        self._say(clipping(passage))


def read_plainly(library: Library, query: str) -> int:
    """Prompt until `quit` or the end of input; returns the exit status."""
    reader = PlainReader(library, lambda line: print(line, flush=True))
    print(f"{_count_of(len(library))} help lists the commands.", flush=True)
    if query:
        reader.answer(f"search {query}")
    while True:
        print(PROMPT, end="", flush=True)  # `input` would start readline, which moves the cursor
        line = sys.stdin.readline()
        if not line:
            print(flush=True)
            return 0
        if not reader.answer(line):
            return 0


def _number(text: str, count: int, what: str) -> int:
    """The index, from 0, of the item with a number from 1 to `count`. Raises PressmarkError."""
    if not text.isdecimal() or not 1 <= int(text) <= count:
        raise PressmarkError(f"Give a number from 1 to {count:,}: there are {count:,} {what}.")
    return int(text) - 1


def _count_of(articles: int) -> str:
    return f"{articles:,} {'article' if articles == 1 else 'articles'}."


def _heading(article: Article) -> str:
    return _sentence(article.title, article.shown_date, article.publication, article.author)


def _sentence(*facts: str | None) -> str:
    """Facts with a full stop after each, where a screen reader pauses."""
    return " ".join(f"{fact.rstrip(' .;')}." for fact in facts if fact)


def _paragraphs(article: Article) -> _Passages:
    spans = tuple(span for span in article.paragraphs if span.end > article.body_start)
    return _Passages("paragraph", spans, tuple(article.text[s.start : s.end] for s in spans))


def _statements(analysis: Analysis) -> _Passages:
    """Statements with speakers: quoted words in quotation marks, others after "reported"."""
    article, labels, spans = analysis.article, [], []
    for one in whole_statements(analysis):
        who = speakers_named(analysis, one) or speaker_words(article, one) or "Speaker not known"
        words = content_words(article, one)
        labels.append(f"{who}: “{words}”" if one.kind == "direct" else f"{who}, reported: {words}")
        spans.append(Span(one.start, one.end))
    return _Passages("quotation", tuple(spans), tuple(labels))


__all__ = ["HELP", "PROMPT", "PlainReader", "read_plainly"]
