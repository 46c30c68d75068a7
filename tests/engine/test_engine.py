"""The engine gives the hits, scores and order of plain Whoosh after deletions and merges."""

import contextlib
import functools
import os
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from whoosh import columns, fields, scoring
from whoosh import index as plain_whoosh
from whoosh import query as wq
from whoosh.codec.base import Automata
from whoosh.query.spans import SpanNear2

from index.engine.api import UNLIMITED, OutOfTime
from index.engine.local import index_writing, whoosh_index
from index.engine.local.day_arrays import DateRanges
from index.engine.local.evaluate import SegmentSearch
from index.engine.local.few_hits import terms_of_word
from index.engine.local.index_fields import EXACT_FIELDS, boost_of
from index.engine.local.matched import Within
from index.engine.local.merge import to_merge, to_merge_whole
from index.engine.local.plan import compile_query
from index.engine.local.plan_nodes import PlanNode, Term, intersection_of, union_of
from index.engine.local.postings import PostingsBuilder
from index.engine.local.snapshot import SearchRun, Snapshot
from index.engine.local.toc import LocalIndex
from index.engine.local.whoosh_schema import TokenText
from index.model.article import Analysis, Article, Quotation, Span
from index.query.nodes import And, DateRange, Filter, Fuzzy, Node, Not, Or, Phrase, Wild, Word
from index.query.snippets import ArticleFields
from tests.support.whoosh_queries import as_whoosh

WORDS = (
    "the of war peace treaty minister ministers said says tashkent moscow may 12 T-80 "
    "long-term term long Élysée élan war's"
).split()
SPELT = [
    *(
        "the of war peace treaty minister ministry said tashkent moscow may 12 t-80 long-term "
        "term nothing elysee"
    ).split()
]

# Random libraries a law; each gets 40 random queries.
EXAMPLES = int(os.environ.get("PRESSMARK_ENGINE_EXAMPLES", "15"))
# A smaller seed is not a smaller case.
_NO_SHRINKING = [Phase.explicit, Phase.reuse, Phase.generate]


class _Plain(TokenText):
    """The postings of a field for Whoosh's own writer."""

    def index(
        self, value: Iterable[tuple[str, list[int]]], **_: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, positions in value:
            yield (
                term.encode(),
                len(positions),
                len(positions) * self.format.field_boost,
                self.format.encode(positions),
            )


@pytest.fixture(autouse=True)
def cached_automata(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build the automaton of a fuzzy word once: that is a third of the time of plain Whoosh."""
    cached = functools.cache(Automata.levenshtein_dfa)
    monkeypatch.setattr(Automata, "levenshtein_dfa", staticmethod(cached))


def plain_schema() -> fields.Schema:
    texts = {name: _Plain(boost_of(name)) for pair in EXACT_FIELDS.items() for name in pair}
    return fields.Schema(num=fields.COLUMN(columns.NumericColumn("I")), **texts)


def plain_document(num: int, analysis: Analysis) -> dict[str, Any]:
    words = ArticleFields(analysis)
    document: dict[str, Any] = {"num": num}
    for stems, exact in EXACT_FIELDS.items():
        for name, form in ((stems, "stem"), (exact, "exact")):
            places: dict[str, list[int]] = {}
            for token in getattr(words, stems):
                places.setdefault(getattr(token, form), []).append(token.position)
                if form == "exact" and token.bare:
                    places.setdefault(token.bare, []).append(token.position)
            document[name] = list(places.items())
    return document


def article(rng: random.Random, num: int) -> Analysis:
    def words(most: int) -> str:
        return " ".join(rng.choices(WORDS, k=rng.randrange(most)))

    title = words(6)
    before, said, after = words(40), words(12), words(40)
    text = f"{title}\n\n{before} “{said}” {after}"
    start = len(title) + 2 + len(before) + 2
    quotation = Quotation(start, start + len(said), "direct") if said else None
    return Analysis(
        Article(
            str(num), "x", title, text, body_start=len(title) + 2, paragraphs=(Span(0, len(text)),)
        ),
        quotations=(quotation,) if quotation else (),
    )


class Two:
    """The same articles in an array index and in one of plain Whoosh."""

    def __init__(self, folder: Path, seed: int, batches: list[int]) -> None:
        rng = random.Random(seed)
        self.folder = folder / "ours"
        self.ix = whoosh_index.open_or_begin(self.folder)
        self.plain = plain_whoosh.create_in(str(_made(folder / "plain")), plain_schema())
        self.articles: dict[int, Analysis] = {}
        self._seen: tuple[int, Snapshot] | None = None
        builder = PostingsBuilder()
        for size in batches:
            first = len(self.articles) + 1
            new = {num: article(rng, num) for num in range(first, first + size)}
            segment, _ = index_writing.write_articles(
                self.folder, builder, ((one, None) for one in new.values())
            )
            segment.first = first
            index_writing.commit(self.ix, [(segment, self.folder)])
            self.write_plain(self.plain, new)
            self.articles |= new

    @staticmethod
    def write_plain(ix: Any, articles: dict[int, Analysis]) -> None:
        writer = ix.writer()
        for num, analysis in articles.items():
            writer.add_document(**plain_document(num, analysis))
        writer.commit(merge=False)

    def delete(self, nums: set[int]) -> None:
        index_writing.commit(self.ix, (), nums)
        with self.plain.reader() as reader:
            column = reader.column_reader("num")
            docs = [doc for doc in range(reader.doc_count_all()) if column[doc] in nums]
        writer = self.plain.writer()
        for doc in docs:
            writer.delete_document(doc)
        writer.commit(merge=False)

    def view(self) -> Snapshot:
        """The current snapshot: one object until the index changes, to keep its cache."""
        generation = self.ix.latest_generation()
        if self._seen is None or self._seen[0] != generation:
            nums = np.array(sorted(self.articles), np.uint32)
            self._seen = generation, Snapshot.of(self.ix, DateRanges(nums, nums * 0, nums * 0))
        return self._seen[1]

    def answer(self, query: PlanNode) -> dict[int, float]:
        now = self.view()
        docs, scores = SearchRun(now, UNLIMITED).matched(query)
        assert np.all(np.diff(docs) > 0)
        return dict(zip(now.nums[docs].tolist(), scores.tolist(), strict=True))


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def by_whoosh(where: Any, plan: PlanNode) -> dict[int, float]:
    """What Whoosh's own matchers say, for an index of Whoosh or one of ours."""
    ix = plain_whoosh.open_dir(str(where.folder)) if isinstance(where, LocalIndex) else where
    found: dict[int, float] = {}
    with ix.searcher(weighting=scoring.BM25F()) as searcher:
        query = as_whoosh(plan)
        for leaf, _ in searcher.leaf_searchers():
            if leaf.reader().doc_count_all():
                column = leaf.reader().column_reader("num")
                matcher = query.matcher(leaf, searcher.context())
                while matcher.is_active():
                    found[column[matcher.id()]] = matcher.score()
                    matcher.next()
    return found


def nodes(rng: random.Random, depth: int = 2) -> Node:
    field = rng.choice([None, None, "text", "title"])
    kind = rng.randrange(9 if depth else 6)
    if kind == 0:
        return Word(rng.choice(SPELT), field, rng.random() < 0.3)
    if kind == 1:
        return Phrase(" ".join(rng.choices(SPELT, k=rng.randrange(1, 4))), 0, field)
    if kind == 2:
        return Phrase(
            " ".join(rng.choices(SPELT, k=rng.randrange(2, 4))), rng.randrange(1, 6), field
        )
    if kind == 3:
        return Wild(rng.choice(["t*", "*r", "m?y", "*in*", "w*r", "zz*", "?ar*"]), field)
    if kind == 4:
        return Fuzzy(rng.choice(["tashknt", "moskow", "peece", "wir", "zzzzzz"]), field)
    if kind == 5:
        return Filter("path", str(rng.randrange(5)))
    children = tuple(nodes(rng, depth - 1) for _ in range(rng.randrange(2, 4)))
    if kind == 6:
        return And((*children, Not(nodes(rng, depth - 1)))) if rng.random() < 0.5 else And(children)
    return Or(children) if kind == 7 else Not(children[0])


def resolve(leaf: Filter | DateRange) -> Any:
    assert isinstance(leaf, Filter)
    return np.array([num for num in range(1, 200) if num % 5 == int(leaf.value)], np.uint32)


def same(ours: dict[int, float], theirs: dict[int, float], text: object) -> None:
    assert ours.keys() == theirs.keys(), text
    assert ours == pytest.approx(theirs, rel=1e-9), text
    for answer in (ours, theirs):  # and the same order, where scores differ at all
        ranked = sorted(answer, key=lambda num: (-round(answer[num], 7), num))
        assert ranked == sorted(ours, key=lambda num: (-round(ours[num], 7), num)), text


@settings(max_examples=EXAMPLES, phases=_NO_SHRINKING)
@given(st.integers(0, 10**9), st.lists(st.integers(1, 25), min_size=1, max_size=4))
def test_hits_and_scores_are_those_of_plain_whoosh(
    tmp_path_factory: pytest.TempPathFactory, seed: int, sizes: list[int]
) -> None:
    rng = random.Random(seed)
    two = Two(tmp_path_factory.mktemp("two"), seed, sizes)
    if rng.random() < 0.5:
        two.delete({num for num in two.articles if rng.random() < 0.3})
    queries = [nodes(rng) for _ in range(40)]
    for node in queries:
        compiled = compile_query(node, resolve)
        theirs = by_whoosh(two.plain, compiled)
        same(two.answer(compiled), theirs, node)
    run = SearchRun(two.view(), UNLIMITED)
    for word in SPELT:  # from all segments in one step, and segment by segment
        compiled = compile_query(Word(word), resolve)
        if terms := terms_of_word(compiled):
            few, each = run._few(terms), run._by_segment(compiled)
            assert few is not None
            assert few.docs.tolist() == each.docs.tolist(), word
            assert few.scores.tolist() == each.scores.tolist(), word
    for node in queries[:10]:  # plain Whoosh reads our segments too
        compiled = compile_query(node, resolve)
        same(by_whoosh(two.ix, compiled), by_whoosh(two.plain, compiled), node)


@settings(max_examples=EXAMPLES, phases=_NO_SHRINKING)
@given(st.integers(0, 10**9), st.lists(st.integers(1, 12), min_size=4, max_size=9))
def test_a_merged_index_is_one_of_the_articles_that_are_left(
    tmp_path_factory: pytest.TempPathFactory, seed: int, sizes: list[int]
) -> None:
    rng = random.Random(seed)
    folder = tmp_path_factory.mktemp("merged")
    two = Two(folder, seed, sizes)
    gone = {num for num in two.articles if rng.random() < 0.4}
    index_writing.commit(two.ix, (), gone)
    index_writing.merge(two.ix)
    left = {num: analysis for num, analysis in two.articles.items() if num not in gone}
    assert whoosh_index.numbers(two.ix).tolist() == sorted(left)
    segments = two.ix.segments()
    # where it is not merged whole, its statistics still count the deleted articles
    assume(len(segments) == 1 and not segments[0].deleted_count())
    fresh = plain_whoosh.create_in(str(_made(folder / "fresh")), plain_schema())
    Two.write_plain(fresh, left)
    two.articles = left
    for _ in range(40):
        node = nodes(rng)
        compiled = compile_query(node, resolve)
        same(two.answer(compiled), by_whoosh(fresh, compiled), node)


def test_segments_that_interleave_are_merged_in_order(tmp_path: Path) -> None:
    rng = random.Random(5)
    ix = whoosh_index.open_or_begin(tmp_path)
    articles = {num: article(rng, num) for num in range(1, 41)}
    for part in range(4):
        nums = [num for num in articles if num % 4 == part]
        segment, _ = index_writing.write_articles(
            tmp_path, PostingsBuilder(), [(articles[num], None) for num in nums], nums
        )
        index_writing.commit(ix, [(segment, tmp_path)])
    index_writing.merge(ix)
    assert len(ix.segments()) == 1
    fresh = plain_whoosh.create_in(str(_made(tmp_path / "fresh")), plain_schema())
    Two.write_plain(fresh, articles)
    for text in ("the", "war", "peace"):
        query = compile_query(Word(text), resolve)
        same(by_whoosh(ix, query), by_whoosh(fresh, query), text)
    phrase = compile_query(Phrase("the war"), resolve)
    same(by_whoosh(ix, phrase), by_whoosh(fresh, phrase), "phrase")


def test_plain_whoosh_works_on_the_library_as_its_documentation_says(tmp_path: Path) -> None:
    two = Two(tmp_path, 3, [20, 20])
    ix = plain_whoosh.open_dir(str(two.folder))
    with ix.searcher() as searcher:
        results = searcher.search(wq.Term("text", "war"), limit=5)
        assert len(results) == len(by_whoosh(two.plain, Term("text", "war")))
        assert results.score(0) >= results.score(1)
        assert "tashkent" in searcher.suggest("exact", "tashknt")
        assert searcher.doc_frequency("exact", "the") == len(
            by_whoosh(two.plain, Term("exact", "the"))
        )
        assert list(searcher.reader().expand_prefix("exact", "tash")) == [b"tashkent"]
        spans = SpanNear2([wq.Term("exact", "the"), wq.Term("exact", "war")], slop=3)
        assert {hit.docnum for hit in searcher.search(spans, limit=None)}
        every = searcher.search(wq.Every("exact"), limit=None)
        assert len(every) == sum(bool(ArticleFields(one).text) for one in two.articles.values())
        assert searcher.reader().most_frequent_terms("exact", 1)


@pytest.mark.parametrize(
    ("sizes", "chosen"),
    [
        ([], []), ([5], []), ([5, 5, 5], []), ([5, 5, 5, 5], [0, 1, 2, 3]),
        ([9000, 5, 5, 5, 5], [1, 2, 3, 4]),
        ([300, 5, 300, 300, 300], [0, 2, 3, 4]), ([40_000] * 4, []), ([60_000, 60_000], []),
        ([20_000] * 5, [0, 1, 2]),
    ],
)  # fmt: skip
def test_what_is_merged(sizes: list[int], chosen: list[int]) -> None:
    assert to_merge(sizes) == chosen


@given(st.lists(st.integers(1, 1 << 16), max_size=20))
def test_a_whole_merging_leaves_no_two_segments_that_fit_together(sizes: list[int]) -> None:
    for _ in range(len(sizes) + 1):
        chosen = to_merge_whole(sizes)
        if not chosen:
            break
        assert len(chosen) > 1
        whole = sum(sizes[place] for place in chosen)
        assert whole <= 1 << 16
        sizes = [size for place, size in enumerate(sizes) if place not in chosen] + [whole]
    assert not to_merge_whole(sizes)
    assert len(sizes) < 2 or sum(sorted(sizes)[:2]) > 1 << 16


@pytest.mark.parametrize("stop", [1, 2, 3, 4, 5, 6])
def test_what_is_kept_of_words_is_all_of_it_or_nothing(tmp_path: Path, stop: int) -> None:
    two = Two(tmp_path, 3, [25])
    checks = 0

    def check() -> None:
        nonlocal checks
        checks += 1
        if checks == stop:
            raise OutOfTime

    now = two.view()
    (_, leaf), *_ = now.leaves
    words = [union_of([Term("text", word), Term("title", word)]) for word in ("war", "the")]
    for query in (*words, intersection_of(words)):
        with contextlib.suppress(OutOfTime):
            SegmentSearch(leaf, now.statistics, check).search(query)
    for query in (*words, intersection_of(words), *words):
        same(two.answer(query), by_whoosh(two.plain, query), query)


@given(st.sets(st.integers(0, 3000), max_size=3000), st.sets(st.integers(0, 3000), max_size=100))
def test_candidates_are_found_in_postings_by_mask_or_by_search(
    postings: set[int], candidates: set[int]
) -> None:
    docs = np.array(sorted(postings), np.uint16)
    chosen = np.array(sorted(candidates), np.intp)
    mask = np.zeros(3001, bool)
    mask[chosen] = True
    wanted = sorted(postings & candidates)
    for within in (Within(3001, docs=chosen), Within(3001, mask=mask)):
        assert docs[within.places_in(docs)].tolist() == wanted
        assert within.docs.tolist() == sorted(candidates)
        assert within.mask.tolist() == mask.tolist()


@given(st.integers(0, 10**9))
def test_a_plan_has_the_normal_form_of_whoosh(seed: int) -> None:
    query = as_whoosh(compile_query(nodes(random.Random(seed), 3), resolve))
    normal = query.normalize()
    assert repr(normal) == repr(query)


def test_without_scores_every_score_is_0(tmp_path: Path) -> None:
    two = Two(tmp_path, 6, [20])
    now = two.view()
    (_, leaf), *_ = now.leaves
    search = SegmentSearch(leaf, now.statistics, lambda: None)
    rng = random.Random(6)
    for node in (nodes(rng) for _ in range(60)):
        compiled = compile_query(node, resolve)
        assert not search._evaluate(compiled, None, False).scores.any(), node
