"""Packed postings are the ones that were packed, term by term and many at once, merged or not."""

import itertools
from operator import itemgetter
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from index.engine.local import index_writing
from index.engine.local.array_files import Array, ArrayFile
from index.engine.local.byte_rows import put_rows, take_rows
from index.engine.local.field_arrays import FieldArrays
from index.engine.local.field_postings import FieldPostings
from index.engine.local.index_fields import EXACT_FIELDS
from index.engine.local.merge import merge_segments
from index.engine.local.postings import PostingsBuilder
from index.engine.local.ragged import counted
from index.engine.local.segments import SegmentArrays
from index.errors import IndexDamaged
from index.model import Analysis, Article, Span
from index.query.snippets import ArticleFields

# Frequencies and words of a document, from one to above every width of a row.
FREQUENCIES = st.one_of(
    st.just(1), st.integers(1, 5), st.integers(1, 300), st.sampled_from([65_535, 65_536, 70_000])
)


@st.composite
def terms(draw: st.DrawFn) -> tuple[int, list[dict[int, int]]]:
    """A number of documents, and for some terms the frequency by document."""
    size = draw(st.sampled_from([1, 9, 300, 65_536]))
    documents = st.integers(0, size - 1)
    few = st.dictionaries(documents, FREQUENCIES, min_size=1, max_size=6)
    many = st.integers(1, 40).map(lambda step: dict.fromkeys(range(0, size, step), 1))
    return size, draw(st.lists(st.one_of(few, few, many), max_size=8))


def field_of(size: int, listed: list[dict[int, int]], spread: int) -> FieldPostings:
    """A field with these terms, whose occurrences are `spread` slots apart in a document."""
    room = max((sum(one.values()) for one in listed), default=0) * 0 + 70_001 * spread
    room = (
        room if size < 400 else 1 + max((max(one.values()) for one in listed), default=1) * spread
    )
    room = min(room, (1 << 32) // (size + 1))
    listed = [
        {doc: min(often, max(1, room // spread)) for doc, often in sorted(one.items())}
        for one in listed
    ]
    docs = [doc for one in listed for doc in one]
    freqs = [often for one in listed for often in one.values()]
    slots = [np.arange(often) * spread + doc * room for one in listed for doc, often in one.items()]
    names = [b"%04d\n" % number for number in range(len(listed))]
    return FieldPostings(
        b"".join(names),
        np.cumsum([len(name) for name in names], dtype=np.uint32),
        counted(np.array([len(one) for one in listed], np.int64)),
        counted(np.array([sum(one.values()) for one in listed], np.int64)),
        np.array(docs, np.uint16),
        np.array(freqs, np.uint32),
        np.concatenate([*slots, np.empty(0, np.int64)]).astype(np.uint32),
        (np.arange(size + 1) * room).astype(np.uint32),
        np.zeros(size, np.uint8),
        sum(freqs),
    )


def check(packed: FieldArrays, wanted: FieldPostings) -> None:
    """Every term alone, and all at once, has the postings of `wanted`."""
    first, at = wanted.first.tolist(), wanted.at.tolist()
    every = np.arange(len(packed))
    for term in every.tolist():
        docs, freqs = packed.postings_of(term)
        assert docs.tolist() == wanted.docs[first[term] : first[term + 1]].tolist()
        assert freqs.tolist() == wanted.freqs[first[term] : first[term + 1]].tolist()
        assert packed.docs_of(term).tolist() == docs.tolist()
        assert packed.frequency(term) == at[term + 1] - at[term]
        slots = packed.slots_of(term)
        assert np.array_equal(slots, wanted.slots[at[term] : at[term + 1]])
        assert slots.dtype == np.uint32
    for some in (every, every[::2]):
        docs, freqs = packed.postings_of_all(some)
        counts, slots = packed.slots_of_all(some, docs, freqs)
        pick = np.isin(np.repeat(every, np.diff(first)), some)
        assert np.array_equal(docs, wanted.docs[pick])
        assert np.array_equal(freqs, wanted.freqs[pick])
        assert np.array_equal(counts, np.diff(wanted.at.astype(np.int64))[some])
        assert np.array_equal(slots, wanted.slots[np.isin(np.repeat(every, np.diff(at)), some)])
        for found in (packed.docs_of_any(some), packed.docs_of_any(np.repeat(some, 25))):
            assert np.flatnonzero(found).tolist() == sorted(set(docs.tolist()))


@settings(max_examples=60)
@given(terms(), st.sampled_from([1, 3, 300]))
def test_postings_come_back_as_they_were(
    made: tuple[int, list[dict[int, int]]], spread: int
) -> None:
    wanted = field_of(*made, spread)
    check(wanted.packed(), wanted)


# "die" and "war" have other stems in German; "x-x" gives two tokens of one stem in one place.
WORDS = (
    "die war wars war's War’s minister's ministers Minister x-x l'institut long-term 東京都 12 T-80"
)
TEXTS = st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)
ARTICLES = st.tuples(TEXTS, TEXTS, st.sampled_from([None, None, "en", "de", "fr"]))


def analysis_of(number: int, title: str, text: str, language: str | None) -> Analysis:
    whole = f"{title}\n\n{text}"
    begin = len(title) + 2
    return Analysis(
        Article(
            str(number),
            "x",
            title,
            whole,
            begin,
            (Span(0, len(whole)),),
            language=language,
        )
    )


def expected(articles: list[Analysis]) -> dict[str, dict[bytes, dict[int, list[int]]]]:
    """For each field and term the positions in each document."""
    found: dict[str, dict[bytes, dict[int, list[int]]]] = {}
    for document, analysis in enumerate(articles):
        fields = ArticleFields(analysis)
        for stems, exact in EXACT_FIELDS.items():
            for token in getattr(fields, stems):
                named = [(stems, token.stem), (exact, token.exact)]
                named += [(exact, token.bare)] if token.bare else []
                for field, word in named:
                    places = found.setdefault(field, {}).setdefault(word.encode(), {})
                    places.setdefault(document, []).append(token.position)
    return found


def positions(field: FieldArrays) -> dict[bytes, dict[int, list[int]]]:
    """The same, as a segment has them."""
    found: dict[bytes, dict[int, list[int]]] = {}
    for term, word in enumerate(field.words_between(0, len(field))):
        docs, freqs = field.postings_of(term)
        slots = field.slots_of(term).tolist()
        ends = np.cumsum(freqs, dtype=np.int64).tolist()
        assert ends[-1] == len(slots)
        found[word] = {
            doc: [slot - int(field.bases[doc]) for slot in slots[begin:end]]
            for doc, (begin, end) in zip(docs.tolist(), itertools.pairwise([0, *ends]), strict=True)
        }
    return found


def check_segment(segment: SegmentArrays, articles: list[Analysis]) -> None:
    wanted = expected(articles)
    for name in segment.fields:
        field = segment.field(name)
        assert positions(field) == wanted.get(name, {}), name
        every: Array = np.arange(len(field))
        _, slots = field.slots_of_all(every, *field.postings_of_all(every))
        alone = [field.slots_of(term) for term in every.tolist()]
        assert np.array_equal(slots, np.concatenate([*alone, np.empty(0, np.uint32)])), name


@settings(max_examples=60)
@given(st.lists(st.lists(ARTICLES, min_size=1, max_size=4), min_size=1, max_size=4), st.data())
def test_stems_have_the_slots_of_their_forms_in_any_mix_of_languages(
    tmp_path_factory: pytest.TempPathFactory,
    batches: list[list[tuple[str, str, str | None]]],
    data: st.DataObject,
) -> None:
    folder: Path = tmp_path_factory.mktemp("forms")
    builder = PostingsBuilder()
    articles: list[Analysis] = []
    segments, gone = [], []
    for batch in batches:
        own = [analysis_of(len(articles) + place, *one) for place, one in enumerate(batch)]
        segment, _ = index_writing.write_articles(folder, builder, [(one, None) for one in own])
        segment.first = len(articles)
        segments.append(segment.open_in(folder))
        check_segment(segments[-1], own)
        articles += own
        gone.append(frozenset(data.draw(st.sets(st.integers(0, len(own) - 1)))))
    deleted = {
        int(segment.nums[doc]) for segment, docs in zip(segments, gone, strict=True) for doc in docs
    }
    merged = folder / "merged"
    merge_segments(merged, segments, gone)
    left = [one for number, one in enumerate(articles) if number not in deleted]
    check_segment(SegmentArrays(merged), left)


def test_a_stem_has_few_slots_of_its_own(tmp_path: Path) -> None:
    """Stems of one language are stored without slots, also after a merge."""
    builder = PostingsBuilder()
    segments = []
    for number in range(2):
        made = analysis_of(number, "War", "ministers of war and the minister's wars", None)
        segment, _ = index_writing.write_articles(tmp_path, builder, [(made, None)])
        segment.first = number
        segments.append(segment.open_in(tmp_path))
    merge_segments(tmp_path / "merged", segments, [frozenset(), frozenset()])
    for one in (*segments, SegmentArrays(tmp_path / "merged")):
        field = one.field("text")
        assert field.is_by_forms(np.arange(len(field))).all()


def test_a_changed_byte_of_any_array_is_noticed_when_it_is_read(tmp_path: Path) -> None:
    made = [analysis_of(number, "War", "the minister's wars die", "en") for number in range(3)]
    segment, _ = index_writing.write_articles(
        tmp_path, PostingsBuilder(), [(a, None) for a in made]
    )
    path = segment.file_in(tmp_path)
    whole = path.read_bytes()
    places = ArrayFile(path)._places
    assert {name.split(".")[-1] for name in places} >= {"posted", "placed", "coding", "counts"}
    for _, place, _ in filter(itemgetter(2), places.values()):
        changed = bytearray(whole)
        changed[place] ^= 1
        path.write_bytes(changed)
        with pytest.raises(IndexDamaged):
            opened = SegmentArrays(path)
            assert opened.said
            for field in map(opened.field, opened.fields):
                positions(field)


def test_the_rows_of_terms_in_any_order_are_checked() -> None:
    wanted = field_of(9, [{0: 1}, {1: 2}, {2: 3}, {8: 1}], 1)
    packed = wanted.packed()
    seen: list[tuple[int, int]] = []
    watched = replace(packed, check=lambda _, low, high: seen.append((low, high)))
    for terms in ([1, 3, 2], [3, 0], [0, 3, 1]):
        seen.clear()
        watched.postings_of_all(np.array(terms))
        bytes_checked = {byte for low, high in seen for byte in range(low, high)}
        for term in terms:
            begin, end = packed.posted_at[term : term + 2].tolist()
            assert bytes_checked >= set(range(begin, end))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6)), max_size=12), st.randoms())
@settings(deadline=None)
def test_rows_are_written_and_read_in_their_places(
    rows: list[tuple[int, int]], random: Random
) -> None:
    gaps, lengths = np.array(rows, np.int64).reshape(-1, 2).T
    begins = np.cumsum(gaps + lengths) - lengths
    wanted = bytearray(b"\xff" * (int((gaps + lengths).sum()) + 3))
    values = np.arange(int(lengths.sum()), dtype=np.uint8)
    out = np.frombuffer(bytes(wanted), np.uint8).copy()
    at = 0
    for begin, length in zip(begins.tolist(), lengths.tolist(), strict=True):
        wanted[begin : begin + length] = values[at : at + length].tobytes()
        at += length
    put_rows(out, begins, lengths, values)
    assert out.tobytes() == bytes(wanted)
    assert take_rows(out, begins, lengths).tolist() == values.tolist()
    order = random.sample(range(len(rows)), len(rows))  # a search asks for rows in any order
    expected = b"".join(bytes(wanted[begins[row] : begins[row] + lengths[row]]) for row in order)
    assert take_rows(out, begins[order], lengths[order]).tobytes() == expected
