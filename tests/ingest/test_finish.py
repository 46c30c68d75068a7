"""The last step of a build: groups of duplicates, the articles of actors, the register."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.catalog import actor_register
from index.catalog.actor_codec import pack_actors
from index.engine.local import HASHES, ActorTable
from index.ingest.build import build_library
from index.ingest.duplicates import duplicate_groups
from index.library import Library

_BASES = np.random.default_rng(7).integers(0, 2**32, (4, HASHES), dtype=np.uint32)


@st.composite
def _rows(draw: st.DrawFn) -> list[tuple[int, bytes, str]]:
    """Articles whose signatures are variants of a few, some without one, some with one digest."""
    rows = []
    for num in range(draw(st.integers(0, 12))):
        signature = _BASES[draw(st.integers(0, 3))].copy()
        signature[: draw(st.integers(0, HASHES))] += np.uint32(draw(st.integers(0, 2)))
        packed = signature.astype("<u4").tobytes() if draw(st.booleans()) else b""
        rows.append((num * 3 + 1, packed, draw(st.sampled_from("abcdefgh"))))
    return rows


def _alike(one: tuple[int, bytes, str], other: tuple[int, bytes, str]) -> bool:
    first, second = (np.frombuffer(row[1], "<u4") for row in (one, other))
    same = len(first) > 0 and len(second) > 0 and bool(np.mean(first == second) >= 0.55)
    return one[2] == other[2] or same


@given(_rows())
def test_groups_join_only_what_is_alike(rows: list[tuple[int, bytes, str]]) -> None:
    groups = duplicate_groups(iter(rows))
    by_num = {row[0]: row for row in rows}
    for num, group in groups.items():
        assert group == min(one for one in groups if groups[one] == group)
        others = [by_num[one] for one in groups if groups[one] == group and one != num]
        assert any(_alike(by_num[num], other) for other in others)
    for digest in {row[2] for row in rows}:
        same = [row[0] for row in rows if row[2] == digest]
        assert len({groups.get(num, num) for num in same}) == 1


@given(st.lists(st.lists(st.integers(1, 9), unique=True, max_size=5), max_size=8))
def test_the_articles_of_each_actor(lists: list[list[int]]) -> None:
    packs = [(num + 1, pack_actors((a, False) for a in own)) for num, own in enumerate(lists)]
    table = ActorTable.of(iter(packs))
    found = table.articles_of_each(range(1, 11))
    for actor in range(1, 11):
        assert found[actor].tolist() == table.articles_of([actor], False).tolist()


def test_a_register_that_forgets_gives_the_same_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [
        f"Anna Bell met Carl Dorn{n} of Region {n} in Rome. “Yes,” said Anna Bell." for n in "abc"
    ]
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(f"Title {number}\n\n{text}\n", encoding="utf-8")

    def names(where: str) -> list[tuple[str, int]]:
        build_library(tmp_path / where, [folder], jobs=1)
        (folder / "later.txt").write_text(f"Title\n\n{texts[0]}\n", encoding="utf-8")
        build_library(tmp_path / where, [folder], jobs=1)
        (folder / "later.txt").unlink()
        library = Library.open([folder], tmp_path / where)
        counts = library.actor_counts(library.search(""))
        library.close()
        return sorted((row.name, row.articles) for row in counts)

    kept = names("kept")
    monkeypatch.setattr(actor_register, "_MOST_KNOWN", 0)
    assert names("forgot") == kept
    assert len(kept) > 3
