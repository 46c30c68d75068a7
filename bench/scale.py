"""Compare Pressmark with plain Whoosh, SQLite FTS5, tantivy and Recoll at several sizes.

python bench/scale.py --corpus-tool MAKE_CORPUS [--sizes 1000 10000 100000] [--out table.md]

MAKE_CORPUS is a script that is called as `MAKE_CORPUS COUNT FOLDER` and writes COUNT articles.
An engine that is not installed is left out, and the table says so. Searches are measured as
processor time; a build as articles a second and as processor time of all its processes. Plain
Whoosh indexes at most --whoosh-most articles: its rate hardly depends on their number, and all of
them take hours.
"""

import argparse
import contextlib
import itertools
import os
import platform
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import measure
from whoosh import fields, qparser
from whoosh import index as whoosh_index
from whoosh.analysis import StemmingAnalyzer

from index.catalog.catalog import Catalog
from index.engine.local import index_writing
from index.engine.local import whoosh_index as inverted
from index.engine.local.merge import FANOUT_IN_BUILDING, to_merge, to_merge_whole
from index.engine.local.postings import PostingsBuilder
from index.extract import names
from index.ingest import LocalIngest, build, worker
from index.ingest import worker_pool as reading_pool
from index.ingest.scan import scan_roots
from index.ingest.worker_messages import ChunkResult
from index.library import Library
from index.locations import CATALOG, INVERTED
from index.model.article import Analysis, Article
from index.settings import Settings

TOP = 50
KINDS = (
    "common word",
    "rare word",
    "3 words AND",
    "3 words OR",
    "phrase, common",
    "phrase, rare",
    "prefix",
)
OWN_KINDS = ("wildcard", "fuzzy word", "date range", "actor", "speaker", "typing")
BAD = [
    "a*",
    "*",
    '"the of"',
    " ".join(f"word{n} the of" for n in range(67)),
    '"the of"~50',
    "*e*",
    "-the",
    "t~",
]


@dataclass
class Row:
    """What was measured of one engine at one size."""

    engine: str
    articles: int
    rate: float
    size: int
    memory: float
    # Milliseconds of processor time an article, of all processes.
    processor: float
    kinds: dict[str, tuple[float, float]] = field(default_factory=dict)


def questions(texts: Sequence[str], seed: int = 1) -> dict[str, list[str]]:
    """Words and phrases of each kind, from the texts themselves; the same for all engines."""
    rng = random.Random(seed)
    frequency: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        words = re.findall(r"[a-z]{2,}", text.lower())
        frequency.update(set(words))
        pairs.update(set(itertools.pairwise(words)))
    ranked = [word for word, _ in frequency.most_common()]
    common, middle = ranked[:60], ranked[60:1500]
    rare = [word for word, count in frequency.items() if count <= max(2, len(texts) // 200)]
    usual = [pair for pair, _ in pairs.most_common(60)]
    unusual = [pair for pair, count in pairs.items() if count <= 2]

    def some(words: Sequence[str], count: int = 1) -> list[str]:
        return [" ".join(rng.sample(words, count)) for _ in range(20)]

    return {
        "common word": rng.sample(common, 20),
        "rare word": rng.sample(rare, 20),
        "3 words AND": some(common, 3)[:7] + some(middle, 3)[:13],
        "3 words OR": some(common, 3)[:7] + some(middle, 3)[:13],
        "phrase, common": [" ".join(pair) for pair in rng.sample(usual, 20)],
        "phrase, rare": [" ".join(pair) for pair in rng.sample(unusual, 20)],
        "prefix": [word[: rng.choice((2, 3, 4))] for word in rng.sample(middle, 20)],
        "wildcard": [
            f"{word[:2]}*{word[-2:]}" for word in rng.sample([w for w in middle if len(w) > 5], 20)
        ],
        "fuzzy word": list(rng.sample([w for w in middle if len(w) > 5], 20)),
        "typing": [word[:end] for word in rng.sample(middle, 8) for end in range(1, len(word))],
    }


# --- Pressmark ---


def pressmark(folder: Path, scratch: Path, asked: dict[str, list[str]]) -> Row:
    """Build with extraction; a search returns ordered hits, rows with snippets, actor counts."""
    library_folder = scratch / "library"
    with measure.peak_memory(os.getpid()) as peak:
        begun = measure.processor_seconds()
        summary = build.build_library(library_folder, [folder])
        taken = measure.processor_seconds() - begun
    row = Row(
        "Pressmark, all included",
        summary.articles,
        summary.articles / summary.seconds,
        summary.bytes,
        peak[0],
        taken / summary.articles * 1000,
    )
    library = Library.open([folder], library_folder)

    def engine(text: str) -> None:
        found = library.search(text)
        found.hits[:TOP]

    def whole(text: str) -> None:
        found = library.search(text)
        library.rows(found, 0, TOP)
        library.actor_counts(found)[:TOP]

    forms = own_forms(library, asked)
    for kind, texts in forms.items():
        if kind in KINDS:
            row.kinds[kind] = measure.times(engine, texts)
        row.kinds[f"{kind} +"] = measure.times(whole, texts)
    row.kinds["in the mix +"] = measure.times(
        whole, [text for texts in forms.values() for text in texts]
    )
    row.kinds["bad queries"] = measure.times(engine, BAD)
    library.close()
    return row


def own_forms(library: Library, asked: dict[str, list[str]]) -> dict[str, list[str]]:
    """The questions in Pressmark's language, and those that only it has."""
    found = library.search("")
    names = [row.name for row in library.actor_counts(found)[:400] if row.kind == "person"][:20]
    return {
        "common word": asked["common word"],
        "rare word": asked["rare word"],
        "3 words AND": asked["3 words AND"],
        "3 words OR": [text.replace(" ", " OR ") for text in asked["3 words OR"]],
        "phrase, common": [f'"{text}"' for text in asked["phrase, common"]],
        "phrase, rare": [f'"{text}"' for text in asked["phrase, rare"]],
        "prefix": [f"{text}*" for text in asked["prefix"]],
        "wildcard": asked["wildcard"],
        "fuzzy word": [f"{text}~" for text in asked["fuzzy word"]],
        "date range": [f"date:{year}..{year + 2}" for year in range(2004, 2024)],
        "actor": [f'actor:"{name}"' for name in names],
        "speaker": [f'speaker:"{name}"' for name in names],
        "typing": asked["typing"],
    }


def _no_analysis(article: Article, _: bool) -> tuple[Analysis, None]:
    return Analysis(article), None


def _only_text(paths: tuple[str, ...], scratch: Path) -> list[ChunkResult]:
    vars(worker)["analyse_in_pieces"] = _no_analysis
    return list(worker.index_chunk(paths, scratch, _gatherer(), Settings()))


def _gatherer(kept: list[PostingsBuilder] = []) -> PostingsBuilder:  # noqa: B006
    if not kept:
        kept.append(PostingsBuilder())
    return kept[0]


def _only_index(paths: tuple[str, ...], scratch: Path) -> index_writing.Written:
    texts = zip(paths, texts_of(paths), strict=True)
    return index_writing.write_articles(
        scratch,
        _gatherer(),
        ((Analysis(Article(path, path, "", text)), None) for path, text in texts),
    )


def pressmark_index(folder: Path, scratch: Path) -> Row:
    """Index texts only, as the other engines do: no extraction and no catalogue."""
    index_folder, parts = scratch / "index", scratch / "index-parts"
    begun, used = time.perf_counter(), measure.processor_seconds()
    paths = list(scan_roots([folder]))
    ix = inverted.open_or_begin(index_folder)
    first = 1
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        chunks = reading_pool.chunks_of(paths, os.cpu_count() or 1)
        for segment, _ in pool.map(_only_index, chunks, [parts] * len(chunks)):
            segment.first = first
            first += segment.doc_count_all()
            index_writing.commit(ix, [(segment, parts)])
            index_writing.merge(ix, partial(to_merge, fanout=FANOUT_IN_BUILDING))
    index_writing.merge(ix, to_merge_whole, at_once=2)
    seconds, used = time.perf_counter() - begun, measure.processor_seconds() - used
    count = len(inverted.numbers(ix))
    size = measure.folder_size(index_folder)
    return Row("Pressmark, index alone", count, count / seconds, size, 0.0, used / count * 1000)


def pressmark_text(folder: Path, scratch: Path) -> Row:
    """Reading, indexing and the catalogue, without extraction."""
    library_folder = scratch / "text"
    library_folder.mkdir()
    begun, used = time.perf_counter(), measure.processor_seconds()
    paths = list(scan_roots([folder]))
    ingest = LocalIngest(library_folder)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        chunks = reading_pool.chunks_of(paths, os.cpu_count() or 1)
        for parts in pool.map(_only_text, chunks, [library_folder / "scratch"] * len(chunks)):
            for result in parts:
                ingest.adopt(result)
    index_writing.merge(ingest.ix, to_merge_whole, at_once=2)
    seconds, used = time.perf_counter() - begun, measure.processor_seconds() - used
    ingest.close()
    catalog = Catalog.open(library_folder / CATALOG)
    count = catalog.count()
    catalog.close()
    return Row(
        "Pressmark, text alone",
        count,
        count / seconds,
        measure.folder_size(library_folder / INVERTED),
        0.0,
        used / count * 1000,
    )


# --- the others ---


def plain_whoosh(
    texts: Iterator[str], most: int, scratch: Path, asked: dict[str, list[str]]
) -> Row:
    """As Whoosh's documentation uses it, text alone."""
    folder = scratch / "whoosh"
    folder.mkdir()
    ix = whoosh_index.create_in(
        str(folder), fields.Schema(num=fields.ID(stored=True), text=fields.TEXT(StemmingAnalyzer()))
    )
    begun, used, count = time.perf_counter(), measure.processor_seconds(), 0
    writer = ix.writer(limitmb=256)
    for text in texts:
        if count == most:
            break
        writer.add_document(num=str(count), text=text)
        count += 1
    writer.commit()
    row = Row(
        "plain Whoosh",
        count,
        count / (time.perf_counter() - begun),
        measure.folder_size(folder),
        0.0,
        (measure.processor_seconds() - used) / count * 1000,
    )
    with ix.searcher() as searcher:
        every, some = (
            qparser.QueryParser("text", ix.schema, group=group)
            for group in (qparser.AndGroup, qparser.OrGroup)
        )

        def ask(parser: qparser.QueryParser, form: str) -> Callable[[str], object]:
            return lambda text: len(searcher.search(parser.parse(form.format(text)), limit=TOP))

        for kind in KINDS:
            form = '"{}"' if kind.startswith("phrase") else "{}*" if kind == "prefix" else "{}"
            row.kinds[kind] = measure.times(
                ask(some if kind == "3 words OR" else every, form), asked[kind]
            )
    return row


def fts5(texts: Iterator[str], scratch: Path, asked: dict[str, list[str]]) -> Row:
    """SQLite's full-text table, stemmed, without the texts in it."""
    path = scratch / "fts.sqlite"
    db = sqlite3.connect(path)
    db.execute("CREATE VIRTUAL TABLE t USING fts5(text, content='', tokenize='porter unicode61')")
    begun, used = time.perf_counter(), measure.processor_seconds()
    with db:
        db.executemany("INSERT INTO t(rowid, text) VALUES (?, ?)", enumerate(texts, 1))
    count = db.execute("SELECT count(*) FROM t_docsize").fetchone()[0]
    rate = count / (time.perf_counter() - begun)
    used = measure.processor_seconds() - used
    row = Row("SQLite FTS5", count, rate, path.stat().st_size, 0.0, used / count * 1000)

    def ask(form: Callable[[str], str]) -> Callable[[str], object]:
        def run(text: str) -> None:
            query = form(text)
            db.execute(
                "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?", (query, TOP)
            ).fetchall()
            db.execute("SELECT count(*) FROM t WHERE t MATCH ?", (query,)).fetchone()

        return run

    for kind in KINDS:
        row.kinds[kind] = measure.times(ask(_fts_form(kind)), asked[kind])
    db.close()
    return row


def _fts_form(kind: str) -> Callable[[str], str]:
    def quoted(text: str) -> list[str]:
        return [f'"{word}"' for word in text.split()]

    if kind.startswith("phrase"):
        return lambda text: f'"{text}"'
    if kind == "prefix":
        return lambda text: f'"{text}" *'
    joint = " OR " if kind == "3 words OR" else " AND "
    return lambda text: joint.join(quoted(text))


def tantivy(texts: Iterator[str], scratch: Path, asked: dict[str, list[str]]) -> Row | None:
    """Measure tantivy with its English stemmer and two threads; None if not installed."""
    try:
        import tantivy as engine
    except ImportError:
        return None
    folder = scratch / "tantivy"
    folder.mkdir()
    builder = engine.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="en_stem")
    ix = engine.Index(builder.build(), path=str(folder))
    begun, used, count = time.perf_counter(), measure.processor_seconds(), 0
    writer = ix.writer(heap_size=256_000_000, num_threads=2)
    for text in texts:
        writer.add_document(engine.Document(text=text))
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    rate = count / (time.perf_counter() - begun)
    used = measure.processor_seconds() - used
    row = Row("tantivy", count, rate, measure.folder_size(folder), 0.0, used / count * 1000)
    ix.reload()
    searcher = ix.searcher()

    def ask(form: Callable[[str], str]) -> Callable[[str], object]:
        return lambda text: searcher.search(ix.parse_query(form(text), ["text"]), TOP, count=True)

    for kind in KINDS:
        if kind != "prefix":  # its query language has none for single words
            row.kinds[kind] = measure.times(ask(_fts_form(kind)), asked[kind])
    return row


def recoll(folder: Path, scratch: Path) -> Row | None:
    """Measure recollindex from Debian: the build only, since a search needs another process."""
    command = shutil.which("recollindex")
    if command is None:
        return None
    config = scratch / "recoll"
    config.mkdir()
    (config / "recoll.conf").write_text(f"topdirs = {folder.absolute()}\nidxflushmb = 200\n")
    with measure.peak_memory(os.getpid()) as peak:
        begun, used = time.perf_counter(), measure.processor_seconds()
        subprocess.run(
            [command, "-c", str(config), "-z"],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        seconds, used = time.perf_counter() - begun, measure.processor_seconds() - used
    count = len(scan_roots([folder]))
    size = measure.folder_size(config / "xapiandb")
    return Row("recollindex", count, count / seconds, size, peak[0], used / count * 1000)


# --- the table ---


def freshness(folder: Path, library_folder: Path) -> str:
    """A start on an unchanged library compared with find; one changed article until it is found."""
    library = Library.open([folder], library_folder)
    taken, peer = [], []
    for _ in range(5):
        begun = time.perf_counter()
        library.refresh()
        taken.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        subprocess.run(
            ["find", str(folder), "-type", "f", "-printf", "%T@ %s\n"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        peer.append(time.perf_counter() - begun)
    unchanged, find = min(taken), min(peer)
    path = next(folder.rglob("*.txt"))
    before = path.read_bytes()
    try:
        path.write_bytes(before + b"\n\nThe qwertzuiop came in the afternoon.\n")
        begun = time.perf_counter()
        library.refresh()
        assert len(library.search("qwertzuiop").hits) == 1
        changed = time.perf_counter() - begun
    finally:
        path.write_bytes(before)
    library.close()
    return (
        f"Unchanged library: {unchanged * 1000:.0f} ms, find {find * 1000:.0f} ms, ratio "
        f"{unchanged / find:.2f}; "
        f"one changed article searchable after {changed * 1000:.0f} ms."
    )


def texts_of(paths: Sequence[str]) -> Iterator[str]:
    """The files' texts."""
    return (Path(path).read_text(encoding="utf-8", errors="replace") for path in paths)


def _milliseconds(taken: float) -> str:
    return f"{taken:.1f}" if taken >= 10 else f"{taken:.3f}" if taken < 0.1 else f"{taken:.2f}"


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The rows as Markdown: building first, then searching, each with the ratio to Pressmark."""
    ours = rows[0]
    yield (
        "| engine | articles | articles a second | Pressmark is | processor ms an article"
        " | bytes an article | peak MiB |"
    )
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for row in rows:
        memory = f"{row.memory:,.0f}" if row.memory else "-"
        yield (
            f"| {row.engine} | {row.articles:,} | {row.rate:,.0f} | {ours.rate / row.rate:.2f} x "
            f"| {row.processor:.2f} | {row.size / row.articles:,.0f} | {memory} |"
        )
    yield ""
    searching = [row for row in rows if row.kinds]
    yield (
        "| kind of query, median / 95th percentile in ms | "
        + " | ".join(row.engine for row in searching)
        + " |"
    )
    yield "| --- |" + " ---: |" * len(searching)
    for kind in dict.fromkeys(kind for row in searching for kind in row.kinds):
        cells = []
        for row in searching:
            if kind not in row.kinds:
                cells.append("-")
                continue
            median, high = row.kinds[kind]
            ratio = (
                f" ({median / ours.kinds[kind][0]:.1f} x)"
                if row is not ours and ours.kinds[kind][0]
                else ""
            )
            cells.append(f"{_milliseconds(median)} / {_milliseconds(high)}{ratio}")
        yield f"| {kind} | " + " | ".join(cells) + " |"


def measure_at(count: int, tool: Path, whoosh_most: int, only: set[str]) -> Iterator[str]:
    """Everything at one size."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        folder = scratch / "corpus"
        subprocess.run([sys.executable, str(tool), str(count), str(folder)], check=True)
        paths = list(scan_roots([folder]))
        asked = questions(list(texts_of(paths[:: max(1, len(paths) // 1000)])))
        rows: list[Row | None] = [
            pressmark(folder, scratch, asked),
            pressmark_text(folder, scratch),
            pressmark_index(folder, scratch),
        ]
        notes = [freshness(folder, scratch / "library")]
        if "whoosh" in only:
            rows.append(plain_whoosh(texts_of(paths), whoosh_most, scratch, asked))
        if "fts5" in only:
            rows.append(fts5(texts_of(paths), scratch, asked))
        if "tantivy" in only:
            rows.append(tantivy(texts_of(paths), scratch, asked))
        if "recoll" in only:
            rows.append(recoll(folder, scratch))
        if any(row is None for row in rows):
            notes.append(
                "Of tantivy (from PyPI) and recollindex (Debian's recollcmd), what is not "
                "installed is left out."
            )
        load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
        notes.append(f"Load averages of the machine at the end: {load}.")
        yield f"## {count:,} articles\n"
        yield from table([row for row in rows if row is not None])
        yield ""
        yield from notes
        yield ""


def main() -> None:
    """Print the tables, and write them where --out says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus-tool", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--whoosh-most", type=int, default=5_000)
    parser.add_argument("--only", nargs="*", default=["whoosh", "fts5", "tantivy", "recoll"])
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    if not args.corpus_tool.exists():
        sys.exit(
            f"{args.corpus_tool} is not there: name the script that makes the corpus with "
            "--corpus-tool."
        )
    kind = (
        "plain Python (an editable install)" if str(names.__file__).endswith(".py") else "compiled"
    )
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} processors, extractors: {kind}.\n",
        flush=True,
    )
    with contextlib.ExitStack() as stack:
        out = stack.enter_context(args.out.open("w", encoding="utf-8")) if args.out else None
        for count in args.sizes:
            for line in measure_at(count, args.corpus_tool, args.whoosh_most, set(args.only)):
                print(line, flush=True)
                if out:
                    print(line, file=out, flush=True)


if __name__ == "__main__":
    main()
