"""The tables over all articles: what changed is put into the stored ones, and nothing is lost."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.catalog import Catalog
from index.corrections import ends
from index.engine.local.article_tables import current_tables, has_tables
from index.engine.local.field_rows import FieldRows, TextColumn
from index.engine.local.table_file import TableFile, Tables
from index.ingest import LocalIngest
from index.ingest.aliases import find_aliases
from index.ingest.duplicates import duplicate_groups
from index.library import Library
from index.locations import TABLES
from tests.support.engines import read_text

BODIES = (
    "“The bridge is closed,” said Anna Bell and Carl Dorn. Ivan Petrov was there.",
    "Ivan Petrov told reporters: “The bridge stays open” (Reuters, May 3, 2010).",
    "Petrov said nothing. The Monitor wrote on May 4, 2010 that Anna Bell had left.",
    "A long report of the day says that the river rose by two hands, that the mill stood still, and"
    " that “nobody who lives below the mill can remember such a flood”, as Dorn said.",
    "No name is in this one.",
    "",
)
HEADS = (
    "",
    "Publication: Monitor\nMay 5, 2010\n",
    "Publication: Daily\nAuthor: Ann Lee\nDate: 2011\n",
)
# A file by number, and its body and head; None: it is removed.
Change = tuple[int, tuple[int, int] | None]
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.none() | st.tuples(st.integers(0, len(BODIES) - 1), st.integers(0, len(HEADS) - 1)),
    ),
    max_size=5,
)


def text_of(body: int, head: int) -> str:
    return f"Title {body}\n\n{HEADS[head]}\n{BODIES[body]}\n"


def apply(ingest: LocalIngest, folder: Path, changes: Sequence[Change]) -> None:
    for number, what in changes:
        path = folder / f"{number}.txt"
        if what is None:
            ingest.drop([str(path)])
        else:
            ingest.write([read_text(path, text_of(*what))])
    ingest.finish()


@contextmanager
def without_tables(catalog: Catalog) -> Iterator[None]:
    """Move the stored file away, and back."""
    path = catalog.path.with_name(TABLES)
    path.rename(path.with_suffix(".away"))
    try:
        yield
    finally:
        path.with_suffix(".away").rename(path)


def stored_tables(catalog: Catalog) -> Tables:
    stamp = catalog.tables_stamp()
    found = TableFile(catalog.path.with_name(TABLES), lambda own: own == stamp).tables()
    assert found is not None
    return found


def arrays_of(tables: Tables) -> list[tuple[str, list[int]]]:
    """Every array, as kind and numbers."""
    arrays = [
        *(getattr(tables.actors, name) for name in ("nums", "starts", "actors", "speaks")),
        *(getattr(tables.days, name) for name in ("nums", "first", "last")),
        *tables.statements,
        *tables.fields.packed(),
    ]
    return [(one.dtype.kind, one.tolist()) for one in arrays]


@settings(max_examples=25)
@given(st.lists(CHANGES, min_size=1, max_size=4))
def test_tables_brought_up_to_date_are_those_of_all_rows(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[Change]]
) -> None:
    folder = tmp_path_factory.mktemp("tables")
    ingest = LocalIngest(folder / "library")
    catalog = ingest.catalog
    for changes in rounds:
        apply(ingest, folder, changes)
        found = stored_tables(catalog)
        with without_tables(catalog):
            assert arrays_of(found) == arrays_of(current_tables(catalog))
        assert catalog.duplicate_groups() == duplicate_groups(catalog.signatures())
        counts = dict(enumerate(found.actors.counts(1 + max(catalog.actor_ids(), default=0))))
        assert catalog.merged_into() == ends(
            find_aliases(catalog.person_keys(), counts, found.actors)
        )
    ingest.close()


def test_only_rows_of_new_articles_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest = LocalIngest(tmp_path / "library")
    apply(ingest, tmp_path, [(number, (number, 0)) for number in range(4)])
    asked: list[int] = []
    lists_of = Catalog.actor_lists

    def spy(catalog: Catalog, after: int = 0) -> Iterator[tuple[int, bytes]]:
        asked.append(after)
        return lists_of(catalog, after)

    monkeypatch.setattr(Catalog, "actor_lists", spy)
    apply(ingest, tmp_path, [(1, (3, 1))])
    assert asked == [4]
    ingest.close()


def test_after_a_crash_before_the_file_is_written_all_rows_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest = LocalIngest(tmp_path / "library")
    apply(ingest, tmp_path, [(0, (0, 0)), (1, (1, 1))])
    with monkeypatch.context() as patched:
        patched.setattr("index.ingest.finish.store_tables", lambda *_: None)
        apply(ingest, tmp_path, [(0, None), (2, (3, 1))])
    assert not has_tables(ingest.catalog)
    apply(ingest, tmp_path, [(3, (2, 2))])
    found = stored_tables(ingest.catalog)
    with without_tables(ingest.catalog):
        assert arrays_of(found) == arrays_of(current_tables(ingest.catalog))
    ingest.close()


def test_a_file_without_one_of_the_tables_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest = LocalIngest(tmp_path / "library")
    with monkeypatch.context() as patched:
        patched.setattr("index.engine.local.table_file._FIELDS", ("other",) * 9)
        with pytest.raises(AssertionError):
            apply(ingest, tmp_path, [(0, (0, 1))])
            stored_tables(ingest.catalog)
    assert not ingest.is_finished()
    ingest.finish()
    assert ingest.is_finished()
    ingest.close()


TEXTS = st.lists(st.sampled_from(("", "Monitor", "Daily", "Über", "Ново")), max_size=6)


@given(TEXTS, TEXTS, st.data())
def test_columns_of_texts(first: list[str], more: list[str], data: st.DataObject) -> None:
    column = TextColumn.of(first).with_more(TextColumn.of(more))
    assert [column.values[code] for code in column.codes.tolist()] == first + more
    keep = data.draw(
        st.lists(st.booleans(), min_size=len(column.codes), max_size=len(column.codes))
    )
    left = column.only(np.array(keep, bool))
    wanted = TextColumn.of([text for text, kept in zip(first + more, keep, strict=True) if kept])
    assert left.values == wanted.values
    assert left.codes.tolist() == wanted.codes.tolist()
    again = TextColumn.unpacked(*left.packed())
    assert again is not None
    assert (again.values, again.codes.tolist()) == (left.values, left.codes.tolist())


@given(st.integers(0, 8), st.integers(-2, 300), st.integers(0, 5))
def test_arrays_that_do_not_fit_together_are_no_fields(which: int, value: int, at: int) -> None:
    rows = FieldRows.of([(2, "Monitor", None), (5, "Ново", "Ann Lee")], [(5, 1), (5, 3)])
    arrays = list(rows.packed())
    assert FieldRows.unpacked(*arrays) is not None
    if at == 5:
        arrays[which] = arrays[which][:-1]
    else:
        arrays[which] = arrays[which].copy()
        limits = np.iinfo(arrays[which].dtype)
        arrays[which][at % len(arrays[which])] = min(max(value, limits.min), limits.max)
    found = FieldRows.unpacked(*arrays)
    if found is not None:
        for field in ("publication", "author"):
            column = found.column(field)
            assert len(column.codes) == len(found.nums)
            assert all(column.values[code] is not None for code in column.codes.tolist())
        assert len(found.citing) == len(found.cited)


BANDS = st.lists(st.lists(st.integers(0, 2), min_size=16, max_size=16), max_size=9)


def by_all_bands(signatures: Sequence[Sequence[int]]) -> dict[int, int]:
    """The groups of signatures whose every band has one value: neighbours in a band compared."""
    leader = dict(enumerate(signatures))
    groups = {num: num for num in leader}
    for band in range(16):
        by_value: dict[int, list[int]] = {}
        for num, own in leader.items():
            by_value.setdefault(own[band], []).append(num)
        for members in by_value.values():
            for one, other in [*pairwise(members), *((members[0], last) for last in members[1:])]:
                shared = sum(a == b for a, b in zip(leader[one], leader[other], strict=True))
                if shared / 16 >= 0.55:
                    least, most = sorted((groups[one], groups[other]))
                    groups = {num: least if of == most else of for num, of in groups.items()}
    several = {of for num, of in groups.items() if of != num}
    return {num: of for num, of in groups.items() if of in several}


@given(BANDS)
def test_groups_are_those_of_neighbours_in_each_band(signatures: list[list[int]]) -> None:
    rows = [
        (num, np.repeat(np.array(own, "<u4"), 4).tobytes(), "")
        for num, own in enumerate(signatures)
    ]
    assert duplicate_groups(rows) == by_all_bands(signatures)


def test_a_reader_that_follows_a_build_reads_the_days_of_new_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library.open([tmp_path], tmp_path / "library")
    ingest = LocalIngest(tmp_path / "library")
    apply(ingest, tmp_path, [(number, (0, 1)) for number in range(3)])
    library.follow()
    asked: list[int] = []
    days_of = Catalog.article_days

    def spy(catalog: Catalog, after: int = 0) -> Iterator[tuple[int, int, int]]:
        asked.append(after)
        return days_of(catalog, after)

    monkeypatch.setattr(Catalog, "article_days", spy)
    paths = [tmp_path / f"{number}.txt" for number in range(4)]
    ingest.write([read_text(paths[3], text_of(1, 1)), read_text(paths[0], text_of(1, 2))])
    ingest.drop([str(paths[1])])
    library.follow()
    assert asked == [3]

    def found(query: str) -> set[int]:
        cards = library.cards(hit.num for hit in library.search(query).hits)
        return {int(Path(card.path).stem) for card in cards}

    assert found("") == {0, 2, 3}
    assert found("closed") == {2}
    assert found("open") == {0, 3}
    assert found("date:2010..2010") == {2, 3}
    ingest.finish()
    library.follow()
    assert found("") == {0, 2, 3}
    assert found("date:2011..2011") == {0}
    ingest.close()
    library.close()
