"""Time exploration: time strip, facets, related articles, concordance, speech table; keys.

    python bench/explore.py LIBRARY…      folders that `pressmark index --library` wrote
    python bench/explore.py --memory LIBRARY…     memory of a reader that explores, alone

The peer of each figure runs in the same process: SQL over the catalogue, or reading the texts.
Keys are sent to the app without a terminal. "Held" is the longest time in which the event loop
handled nothing else.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from measure import memory

from index.engine import UNLIMITED
from index.explore.explorer import Explorer
from index.library import Library, SearchResult
from index.model.statements import said_about

# Articles that a brute-force peer reads; its time is scaled up from there.
_SAMPLE = 500
# Lines of a concordance that are waited for where there are very many.
_SECONDS = 30.0
KEYS = (
    "j",
    "T",
    "l",
    "v",
    "l",
    "escape",
    ">",
    "<",
    "5",
    "S",
    "S",
    "S",
    "S",
    "S",
    "S",
    "3",
    "}",
    "j",
    "B",
    "escape",
    "1",
    "~",
    "escape",
)
# Keys of each search while memory is taken: rows, articles, time strip, actors, quotes, passages,
# orders, related articles, dossier.
EXPLORING = (*"jjjTlvl", "escape", *"><5SSS4jj3jj", *"}jB", "escape", *"1~", "escape", "1")


def timed(what: Callable[[], object], runs: int = 5) -> float:
    """The median of some runs in milliseconds, after one to warm up."""
    what()
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        what()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def each_of(call: Callable[..., object], words: Iterable[tuple[object, ...]]) -> None:
    """Call once for each tuple of arguments."""
    for arguments in words:
        call(*arguments)


def by_sql(library: Library, found: SearchResult, column: str) -> Callable[[], object]:
    """Counts of a column over the articles found, by SQLite."""
    catalog = library.stored
    nums = found.hits.ordered_nums()

    def count() -> object:
        catalog._db.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (num INTEGER PRIMARY KEY)")
        catalog._db.execute("DELETE FROM wanted")
        catalog._db.executemany("INSERT INTO wanted VALUES (?)", ((num,) for num in nums))
        return catalog._all(
            f"SELECT {column}, count(*) FROM articles JOIN wanted USING (num) GROUP BY 1"
        )

    return count


def by_reading(library: Library, found: SearchResult) -> float:
    """Milliseconds to count pairs of speaker and named actor by reading every article found."""
    hits = found.hits[:_SAMPLE]
    begun = time.perf_counter()
    for hit in hits:
        analysis = library.catalog.analysis(hit.num)
        if analysis is not None:
            for _ in said_about(analysis):
                pass
    return (time.perf_counter() - begun) * 1000 * len(found.hits) / max(1, len(hits))


def grep(library: Library, word: str) -> float:
    """Seconds that grep takes to find a word in all files."""
    begun = time.perf_counter()
    subprocess.run(
        ["grep", "-rhiow", word, *map(str, library.roots)], stdout=subprocess.DEVNULL, check=False
    )
    return time.perf_counter() - begun


def words_of(library: Library) -> tuple[str, str]:
    """A common word of the library, and one in about a hundredth of its articles."""
    candidates = (
        "said",
        "government",
        "minister",
        "president",
        "policy",
        "treaty",
        "harbour",
        "irrigation",
        "senator",
        "orchestra",
    )
    statistics = library.engine.statistics(candidates, "exact")
    counts = {word: count.articles for word, count in statistics.words.items()}
    rarest = min(counts, key=lambda word: abs(counts[word] - statistics.articles / 100))
    return max(counts, key=lambda word: counts[word]), rarest


def measure(library: Library) -> Iterator[tuple[str, float, float | None]]:
    """What was done, milliseconds, and the peer's milliseconds."""
    explorer = Explorer(library)
    for word in words_of(library):
        found = library.search(word, budget=UNLIMITED)
        if not found.hits:
            continue  # a small library may lack the rarer words
        lead = f"{word} ({len(found.hits):,} hits): "
        line = explorer.timeline([found])
        yield (
            f"{lead}time strip",
            timed(partial(explorer.timeline, [found])),
            timed(by_sql(library, found, "substr(date, 1, 7)")),
        )
        yield (
            f"{lead}first hit of a period",
            timed(partial(explorer.first_in, found, line, len(line) - 1)),
            None,
        )
        yield (
            f"{lead}facets",
            timed(partial(explorer.field_counts, found)),
            timed(by_sql(library, found, "publication")),
        )
        yield (
            f"{lead}who speaks about whom",
            timed(partial(explorer.pairs, found)),
            by_reading(library, found),
        )
        nums = [hit.num for hit in found.hits[:10]]
        yield (
            f"{lead}related, mean of ten",
            timed(partial(each_of, explorer.related, [(num,) for num in nums]), 1) / len(nums),
            None,
        )
        begun = time.perf_counter()
        growing = explorer.concordance(found)
        lines = next(growing)
        first = (time.perf_counter() - begun) * 1000
        for so_far in growing:
            lines = so_far
            if time.perf_counter() - begun > _SECONDS:
                break
        taken = (time.perf_counter() - begun) * 1000
        yield f"{lead}concordance, first lines", first, None
        yield (
            f"{lead}concordance, {len(lines):,} lines of {lines.articles:,} articles",
            taken,
            grep(library, word) * 1000,
        )
        yield (
            f"{lead}its lines by the words to the right",
            timed(partial(lines.ordered, "right")),
            None,
        )
        yield f"{lead}collocates", timed(partial(explorer.collocates, lines)), None
        quotations = [
            (num, q)
            for num, analysis in islice(explorer.articles(found), 30)
            for q in analysis.quotations
            if q.kind == "direct"
        ][:20]
        if quotations:
            each = timed(partial(each_of, explorer.wordings, quotations), 1) / len(quotations)
            yield f"{lead}other wordings of a quotation", each, None


async def press_keys(library: Library, word: str) -> list[tuple[str, float]]:
    """For each key the longest time in milliseconds that it blocked the event loop."""
    from tui.app import PressmarkApp

    app = PressmarkApp(library, None, word, refresh=False)
    held: list[tuple[str, float]] = []
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(3)
        for key in KEYS:
            done = asyncio.Event()
            watching = asyncio.create_task(longest_held(done))
            await pilot.press(key)
            await pilot.pause(0.4)
            done.set()
            held.append((key, await watching))
    return held


async def print_memory(library: Library) -> None:
    """Print MiB after each step: proportional (PSS), and without mapped files."""
    from index import return_freed_memory
    from tui.app import PressmarkApp

    return_freed_memory()  # as `pressmark read` does
    common, word = words_of(library)
    actor = library.actor_counts(library.search(""))[0].name
    searches = (
        common,
        f"{common} {word}",
        f'"{common} {word}"~20',
        f"{common[:3]}*",
        f'actor:"{actor}"',
        f'speaker:"{actor}"',
        f"said:{common}",
        f"what did {common} and {word} say about unheardofwords",
        "",
    )
    app = PressmarkApp(library, None, "", refresh=False)

    def take(step: str) -> None:
        every, own = (memory(os.getpid(), children=False, own=own) for own in (False, True))
        print(f"| {step} | {every:,.0f} | {own:,.0f} |", flush=True)

    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(3)
        take("first screen")
        for query in searches:
            await pilot.press("/", "ctrl+u", *query, "enter")
            await pilot.pause(0.5)
            for key in EXPLORING:
                await pilot.press(key)
                await pilot.pause(0.1)
            take(query or "all articles")
        await pilot.pause(5)
        take("five seconds later")


async def longest_held(done: asyncio.Event) -> float:
    """The longest, in milliseconds, that nothing else was done by the event loop until `done`."""
    longest, before = 0.0, time.perf_counter()
    while not done.is_set():
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        longest, before = max(longest, now - before), now
    return longest * 1000


def main() -> None:
    """Print a table for each library."""
    names = [name for name in sys.argv[1:] if name != "--memory"]
    folders = [Path(name) for name in names]
    if not folders:
        sys.exit(
            "Name the folders of some libraries: `pressmark index --library DIR ARTICLES` "
            "makes one."
        )
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {f"XDG_{name}_HOME": home for name in ("DATA", "STATE", "CONFIG")}
        for folder in folders:
            library = Library.open(Library.roots_of(folder), folder)
            print(f"\n## {len(library):,} articles\n")
            if "--memory" in sys.argv:
                print("| after | MiB | without mapped files |\n| --- | ---: | ---: |")
                asyncio.run(print_memory(library))
                library.close()
                continue
            print("| what | ms | peer, ms | peer is |")
            print("| --- | ---: | ---: | ---: |")
            for what, ours, peer in measure(library):
                ratio = f"{peer / ours:.1f} x" if peer and ours else "-"
                print(
                    (
                        f"| {what} | {ours:,.1f} | "
                        f"{f'{peer:,.1f}' if peer is not None else '-'} | {ratio} |"
                    ),
                    flush=True,
                )
            held = asyncio.run(press_keys(library, words_of(library)[0]))
            print(
                "\nThe event loop was held, in ms: "
                + ", ".join(f"{key} {most:.0f}" for key, most in held)
            )
            library.close()


if __name__ == "__main__":
    main()
