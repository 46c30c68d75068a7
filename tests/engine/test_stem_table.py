"""The stems of texts counted over arrays are those that the tokeniser finds."""

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engine.stem_table import SHORTEST, StemTable
from index.text import Part, parts_in

_PIECES = st.one_of(
    st.sampled_from(
        "war WAR, “war” War’s war's workers' well-known l’institut T-80 1,963 U.S. a 's -- ß"
        " Köln Москвы «вой»н 中国人 K don't (gas) rock'n'roll naïve_one x'S 12th...".split()
    ),
    st.text(min_size=1, max_size=6).filter(lambda text: text.split() == [text]),
)
_TEXTS = st.lists(
    st.tuples(st.lists(_PIECES, max_size=12).map(" ".join), st.sampled_from([None, "en", "fr"])),
    min_size=1,
    max_size=4,
)


def words_of(text: str, language: str | None) -> list[tuple[str, Part]]:
    take = parts_in(language)
    return [(p, part) for p in text.split() for part in take(p)[1] if not part.joined]


@given(st.lists(_TEXTS, min_size=1, max_size=3), st.sampled_from([5, 1000]))
def test_counts_are_those_of_the_tokeniser(
    rounds: list[list[tuple[str, str | None]]], most: int
) -> None:
    table = StemTable(most)
    for texts in rounds:
        words = [words_of(text, language) for text, language in texts]
        counts = table.count(texts)
        assert counts.lengths(len(texts)).tolist() == list(map(len, words))
        expected: defaultdict[str, float] = defaultdict(float)
        spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for number, own in enumerate(words):
            for piece, part in own:
                if len(part.stem) >= SHORTEST and not part.exact.isdigit():
                    expected[part.stem] += number + 1
                    word = part.bare or piece[part.start : part.end].casefold()
                    spelt[part.stem][word] += 1
        weights = np.arange(1.0, len(texts) + 1)
        assert counts.heaviest(weights, 1000) == pytest.approx(dict(expected))
        some = list(counts.heaviest(weights, 2))
        assert some == sorted(expected, key=lambda one: (-expected[one], one))[:2]
        assert counts.spellings(expected) == {
            stem: min(found, key=lambda word: (-found[word], word)) for stem, found in spelt.items()
        }
