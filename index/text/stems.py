"""Snowball stems of words, in the language of their text or that of their script."""

import threading
from collections.abc import Sequence
from functools import cache
from typing import Any

import Stemmer

from index.text.languages import STEMMED, UNSTEMMED

# The stemmers keep the word under work in themselves: two threads would stem each other's words.
_stemming = threading.Lock()
_english, _russian, _arabic = (Stemmer.Stemmer(name) for name in ("english", "russian", "arabic"))
# Separates a language code from a stem. No word contains it, so languages do not mix.
STEM_MARK = "·"


@cache
def _stemmer(language: str) -> Any:
    return Stemmer.Stemmer(STEMMED[language])


@cache
def _stemmer_of_many(language: str) -> Any:
    """A stemmer without a cache, for words that come once."""
    return Stemmer.Stemmer(STEMMED.get(language, "english"), 0)


def stem(folded: str, language: str = "") -> str:
    """The Snowball stem of a case-folded word.

    Without `language`, Cyrillic words are Russian, Arabic ones Arabic, all others English. With a
    code of `languages.MARKED`, the stem is that language's and prefixed with its code.
    """
    if language in UNSTEMMED:
        return f"{language}{STEM_MARK}{folded}"
    first = folded[:1]
    with _stemming:
        if "а" <= first <= "я":
            return str(_russian.stemWord(folded))
        if "\u0600" <= first <= "\u06ff":
            return str(_arabic.stemWord(folded))
        if language:
            return f"{language}{STEM_MARK}{_stemmer(language).stemWord(folded)}"
        return str(_english.stemWord(folded))


def stem_all(folded: Sequence[str], language: str = "") -> list[str]:
    """The stems of case-folded words of ASCII letters, as `stem` gives them one at a time."""
    begin = stems_begin(language) if language else ""
    if language in UNSTEMMED:
        return [begin + word for word in folded]
    with _stemming:
        stems: list[str] = _stemmer_of_many(language).stemWords(folded)
    return [begin + word for word in stems] if begin else stems


def stems_begin(language: str) -> str:
    """The prefix that `stem` gives to the stems of a language."""
    return f"{language}{STEM_MARK}"


__all__ = ["STEM_MARK", "stem", "stem_all", "stems_begin"]
