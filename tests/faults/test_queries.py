"""Any query gives an answer or one line, in bounded time, with every step that a command takes.

PRESSMARK_QUERIES is the number of queries tried.
"""

import io
import json
import os
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine import Budget
from index.errors import QueryError
from index.library import Library
from index.query import LONGEST, parse
from tests.support.cli import run
from tests.support.queries import mutated
from tui.cli.arguments import parse_arguments
from tui.cli.kwic_cmd import print_concordance
from tui.cli.quotes_cmd import print_statements
from tui.cli.search_cmd import nothing_found

QUERIES = int(os.environ.get("PRESSMARK_QUERIES", "150"))
# Seconds of the processor, far above what any of these takes; a query without bound takes minutes.
_PATIENCE = 20.0


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("queries")
    articles = folder / "articles"
    articles.mkdir()
    for number in range(30):
        (articles / f"{number}.txt").write_text(
            f"The river {number}\n\nPublication: Regional Monitor Volume: 1 Issue: {number}\n"
            f"Date: May {number % 28 + 1}, 2004\n\nMinister Anna Bell said: “The river is high "
            f"{number}.” The long-term dam was over (Izvestia, May 3). {'a ' * number * 20}\n"
        )
    (articles / "long.txt").write_text("k" * 200_000 + " river " + "a" * 3000)
    library = Library.open([articles], folder / "library")
    library.refresh()
    yield library
    library.close()


@given(mutated(), st.sampled_from(["search", "typing", "kwic", "quotes"]))
@settings(max_examples=QUERIES, deadline=None)
def test_any_query_is_answered_or_refused_in_one_line(river: Library, text: str, how: str) -> None:
    if how in _PRINTERS:
        holds_for_command(river, text, how)
    else:
        holds_for_query(river, text, typing=how == "typing")


_PRINTERS: dict[str, tuple[Callable[[Library, Namespace], int], str]] = {
    "kwic": (print_concordance, ""),
    "quotes": (print_statements, "--query="),
}


def holds_for_command(river: Library, text: str, name: str) -> None:
    """Assert that a command prints whole lines of JSON and ends, or is refused in one line."""
    begun = time.process_time()
    printer, option = _PRINTERS[name]
    try:
        words = [f"{option}{text}"] if option else ["--", text]
        with captured() as (out, err):
            status = printer(river, parse_arguments([name, "--json", "--no-refresh", *words]))
    except QueryError as error:
        assert "\n" not in str(error)
        assert len(str(error)) < 300
        return
    except SystemExit as refused:
        assert refused.code == 2
        assert any("\ud800" <= char <= "\udfff" for char in text)
        return
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert (status == 0) == bool(rows)
    assert all(len(line) < 1000 for line in err.getvalue().splitlines())
    assert time.process_time() - begun < _PATIENCE


@contextmanager
def captured() -> Iterator[tuple[io.BytesIO, io.StringIO]]:
    """What is printed within."""
    raw, err = io.BytesIO(), io.StringIO()
    out = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    with redirect_stdout(out), redirect_stderr(err):
        yield raw, err
        out.detach()


def holds_for_query(river: Library, text: str, *, typing: bool) -> None:
    """Assert that one query ends soon, with an answer or an error of one line."""
    begun = time.process_time()
    try:
        found = river.search(text, typing=typing, budget=Budget.of_seconds(5.0))
    except QueryError as error:
        assert "\n" not in str(error)
        assert len(str(error)) < 300
        return
    for row in river.rows(found, 0, 20):
        analysis = river.analysis(row.card.num)
        assert analysis is not None
        length = len(analysis.article.text)
        assert all(0 <= span.start < span.end <= length for span in row.matches)
    river.actor_counts(found)
    if not found.hits:
        line = nothing_found(river, found, text)
        assert len(line) < 1000
    assert time.process_time() - begun < _PATIENCE


@pytest.mark.parametrize(
    "query",
    [
        "*" * 9 + "a",
        "*a" * 200,
        "?*" * 500 + "b",
        "a " * 4000,
        "a OR " * 1500 + "a",
        "k" * 9000,
        "k" * 3000 + "~",
        '"a *a"~50',
        "-(" * 50 + "a",
        " ".join(f"w{number}*" for number in range(900)),
    ],
    ids=lambda query: query[:8],
)
def test_long_and_nested_queries_end(river: Library, query: str) -> None:
    holds_for_query(river, query, typing=False)


def test_a_query_that_is_too_long_is_refused() -> None:
    with pytest.raises(QueryError, match="longer than"):
        parse("a " * LONGEST)


def test_messages_quote_only_the_beginning_of_a_query(river: Library) -> None:
    for words in (("search",), ("kwic",), ("search", "--by", "year"), ("quotes", "-q")):
        done = run(*words, "nosuchword " * 300, "--library", river.folder, "--no-refresh")
        assert done.returncode == 1, (words, done.stderr)
        assert max(map(len, done.stderr.splitlines())) < 600, words
