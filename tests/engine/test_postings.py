"""What the builder takes over from the extractors is what it would have found itself."""

import importlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engine.local.minhash import word_hash
from index.engine.local.piece_codes import Vocabulary
from index.engine.local.postings import Analysed, PostingsBuilder
from index.extract import analyse_in_pieces
from index.model.article import Article
from index.readers.source import paragraphs

LANGUAGES = [None, "en", "de", "ru"]
TEXTS = st.lists(
    st.sampled_from(
        [
            "The",
            "Petrov",
            "said:",
            "“We",
            "go.”",
            "T-80",
            "long-term",
            "war's",
            "élan",
            "1,000.5",
            "x" * 70,
            "—",
            "а̄",
        ]
    ),
    max_size=30,
)
SPACES = st.sampled_from([" ", "  ", "\n", "\n\n", "\t", "\u00a0", " \n "])


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = "".join(word + draw(SPACES) for word in draw(TEXTS))
    return Article(
        "id", "path", "", text, 0, paragraphs(text, 0), language=draw(st.sampled_from(LANGUAGES))
    )


def written(
    folder: Path, builder: PostingsBuilder, analysed: list[Analysed]
) -> tuple[bytes, list[bytes]]:
    path = folder / "segment"
    found = builder.write(path, analysed)
    made = path.read_bytes()
    path.unlink()
    return made, found


@given(st.lists(articles(), min_size=1, max_size=6))
def test_pieces_of_the_extractors_give_the_same_postings(
    tmp_path_factory: pytest.TempPathFactory, texts: list[Article]
) -> None:
    folder = tmp_path_factory.mktemp("gather")
    analysed = [analyse_in_pieces(article, False) for article in texts]
    assert all(pieces is not None for _, pieces in analysed)
    builder = PostingsBuilder()
    first = written(folder, builder, analysed)
    assert first == written(
        folder, PostingsBuilder(), [(analysis, None) for analysis, _ in analysed]
    )
    assert first == written(folder, builder, analysed), "and again, when all pieces are known"


def test_pieces_that_are_forgotten_or_too_many_are_looked_up_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = " ".join(f"word{number}" for number in range(60))
    article = Article("id", "path", "", text, 0, paragraphs(text, 0))
    plain = written(tmp_path, PostingsBuilder(), [(analyse_in_pieces(article, False)[0], None)])
    tokenizer = importlib.import_module("index.extract.tokenizer")
    if str(tokenizer.__file__).endswith(".py"):  # what is compiled has its constants in it
        monkeypatch.setattr(tokenizer, "MOST_KEPT", 40)
    builder = PostingsBuilder()
    for _ in range(3):
        one, other = analyse_in_pieces(article, False), analyse_in_pieces(article, False)
        assert written(tmp_path, builder, [one]) == plain
        assert written(tmp_path, builder, [other]) == plain


@given(st.lists(st.lists(st.text(max_size=3), max_size=8), max_size=5))
def test_new_terms_are_sorted_in(batches: list[list[str]]) -> None:
    vocabulary = Vocabulary()
    for batch in batches:
        for word in batch:
            vocabulary.number(word)
        words = vocabulary.words
        assert [words[number] for number in vocabulary.order()] == sorted(words)
        assert vocabulary.hashes().tolist() == list(map(word_hash, words))
