"""Compare an archive on one OpenSearch node with the local engine: loading, size, searches.

    PYTHONPATH=tools/opensearch python bench/team_archive.py --corpus-tool MAKE_CORPUS
        [--size 20000] [--server URL] [--jobs 4] [--scratch FOLDER] [--keep]

MAKE_CORPUS is a script that is called as `MAKE_CORPUS COUNT FOLDER` and writes COUNT articles.
Without --server a node with 1 GB of heap is started (see tools/opensearch). --scratch names the
folder for articles and library, which then stay; --keep leaves the archive on the server. A search
is hits in order, the first 50 rows with snippets, and counts of actors, as the room asks for them.
"""

import argparse
import contextlib
import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import scale
from opensearch_server import start_server

from index.engine import Budget
from index.engine.opensearch import Cluster, access_to
from index.ingest import Share, Summary, build_library, finish_archive, load_archive
from index.ingest.scan import scan_roots
from index.library import ArchiveLibrary, Library
from index.settings import Settings

READERS = 10
QUERIES_OF_A_READER = 30


def milliseconds(
    ask: Callable[[str], object], texts: Sequence[str]
) -> tuple[list[float], list[float]]:
    """How long each question takes the first time and the second."""
    first: list[float] = []
    second: list[float] = []
    for text in texts:
        for taken in (first, second):
            begun = time.perf_counter()
            ask(text)
            taken.append((time.perf_counter() - begun) * 1000)
    return first, second


def high(taken: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * 0.95))]


def whole(library: Library) -> Callable[[str], object]:
    """A search as the room does it."""

    def ask(text: str) -> None:
        found = library.search(text, budget=Budget.of_seconds(20))
        library.rows(found, 0, scale.TOP)
        library.actor_counts(found)[: scale.TOP]

    return ask


def measured(library: Library, forms: dict[str, list[str]]) -> dict[str, tuple[float, ...]]:
    """For each kind of question median and 95th percentile, the first time and the second."""
    found: dict[str, tuple[float, ...]] = {}
    every: tuple[list[float], list[float]] = ([], [])
    for kind, texts in forms.items():
        first, second = milliseconds(whole(library), texts)
        every[0].extend(first)
        every[1].extend(second)
        found[kind] = (*both(first), *both(second))
    found["in the mix"] = (*both(every[0]), *both(every[1]))
    return found


def both(taken: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return statistics.median(taken), high(taken)


def one_reader(address: str, texts: list[str], seed: int) -> list[float]:
    """The times of one reader's searches, in a separate process."""
    library = ArchiveLibrary(access_to(address, {}))
    chosen = random.Random(seed).sample(texts, min(QUERIES_OF_A_READER, len(texts)))
    first, _ = milliseconds(whole(library), chosen)
    library.close()
    return first


def many_readers(address: str, texts: list[str]) -> str:
    """Latency of ten readers that search simultaneously."""
    spawn = multiprocessing.get_context("spawn")
    begun = time.perf_counter()
    with ProcessPoolExecutor(READERS, spawn) as pool:
        parts = list(pool.map(one_reader, [address] * READERS, [texts] * READERS, range(READERS)))
    seconds = time.perf_counter() - begun
    taken = [one for part in parts for one in part]
    median, most = both(taken)
    return (
        f"{READERS} readers in parallel: {len(taken)} searches in {seconds:.0f} s"
        f" ({len(taken) / seconds:.0f} a second, start of the processes included),"
        f" median {median:.0f} ms, 95th percentile {most:.0f} ms."
    )


def loaded(name: str, summary: Summary, seconds: float) -> str:
    """A table row: articles, articles a second and bytes an article of a load."""
    return (
        f"| {name} | {summary.articles:,} | {summary.articles / seconds:,.0f}"
        f" | {summary.bytes / summary.articles:,.0f} |"
    )


def report(folder: Path, scratch: Path, cluster: Cluster, jobs: int | None) -> Iterator[str]:
    """Everything, line by line; `jobs` processes read the articles (None: one a core)."""
    paths = list(scan_roots([folder]))
    asked = scale.questions(list(scale.texts_of(paths[:: max(1, len(paths) // 1000)])))
    address = f"{cluster.access.server}/{cluster.access.name}"
    yield "| engine | articles | articles a second | bytes an article |"
    yield "| --- | ---: | ---: | ---: |"
    begun = time.perf_counter()
    summary = build_library(scratch / "library", [folder], jobs=jobs)
    yield loaded("local", summary, time.perf_counter() - begun)
    begun = time.perf_counter()
    summary = load_archive(cluster, [folder], Settings(), share=Share(), jobs=jobs)
    yield loaded("archive, loading alone", summary, time.perf_counter() - begun)
    finishing = time.perf_counter()
    finish_archive(cluster)
    taken = time.perf_counter() - finishing
    yield loaded("archive, finished", summary, time.perf_counter() - begun)
    yield f"\nFinishing took {taken:.0f} s.\n"
    local, archive = Library.open([folder], scratch / "library"), ArchiveLibrary(cluster.access)
    forms = scale.own_forms(local, asked)
    ours, theirs = measured(local, forms), measured(archive, forms)
    yield (
        "| ms, median / 95th percentile | local, first | local, again | archive, first | "
        "archive, again |"
    )
    yield "| --- | ---: | ---: | ---: | ---: |"
    for kind, own in ours.items():
        cells = [*own, *theirs[kind]]
        shown = [f"{cells[at]:.1f} / {cells[at + 1]:.1f}" for at in range(0, 8, 2)]
        yield f"| {kind} | {' | '.join(shown)} |"
    local.close()
    archive.close()
    yield ""
    yield many_readers(address, [text for texts in forms.values() for text in texts])


def delete_archive(cluster: Cluster) -> None:
    """Delete every index of the archive."""
    for index in cluster.ask("GET", f"/{cluster.access.name}-*/_alias"):
        cluster.ask("DELETE", f"/{index}")


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus-tool", type=Path, required=True)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--server")
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--scratch", type=Path)
    parser.add_argument("--keep", action="store_true")
    args = parser.parse_args()
    with contextlib.ExitStack() as stack:
        server = args.server or stack.enter_context(start_server("1g")).url
        scratch = args.scratch or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder = scratch / "corpus"
        made = [sys.executable, str(args.corpus_tool), str(args.size), str(folder)]
        subprocess.run(made, check=True)
        print(f"{os.cpu_count()} processors, load before {os.getloadavg()[0]:.1f}.\n", flush=True)
        cluster = Cluster(access_to(f"{server}/bench-{os.getpid()}", {}), patient=True)
        for line in report(folder, scratch, cluster, args.jobs):
            print(line, flush=True)
        if not args.keep:
            delete_archive(cluster)
        print(f"\nLoad after {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
