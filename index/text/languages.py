"""Detects the language of a text, to choose the stemmer of its words.

The file's own statement comes first, then the script, then for Latin letters the function words:
a count of them tells the languages that Snowball stems from one another in a hundred words.
"""

from collections import Counter
from collections.abc import Sequence

# Languages in Latin letters with a Snowball stemmer, besides English: ISO 639-1, Snowball's name.
STEMMED = {
    "da": "danish", "de": "german", "es": "spanish", "fi": "finnish", "fr": "french",
    "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
# Languages in Cyrillic letters, other than Russian, without a Snowball stemmer: not stemmed.
UNSTEMMED = frozenset({"uk", "bg", "be", "sr", "mk", "kk"})
# Languages whose stems are kept apart from English, Russian and Arabic ones.
MARKED = frozenset(STEMMED) | UNSTEMMED
_ALIKE = {"nb": "no", "nn": "no"}

_FUNCTION_WORDS = {
    "en": "the of and to in that is for on was with he by as at from his it not be have are but"
    " they which",
    "da": "og i at det er en til på som for den af de ikke der var med har et ham han blev men ud",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch"
    " es an werden",
    "es": "de la que el en y los se del las por un con no una su para es al lo como más pero sus",
    "fi": "ja on oli hän että ei se joka mutta sen kun myös ovat hänen mukaan ole kuin jo tai",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce"
    " il",
    "hu": "a az és hogy nem is egy ez volt meg csak már még van de ki mint kell szerint",
    "it": "di e che la il un a per in una sono mi ho si lo ha le non con del da al come alla nel",
    "nl": "de van het een en in is dat op te zijn met voor niet die aan er om ook als dan maar bij",
    "no": "og i det er på til som en av for at har med de ikke den han om et var fra seg blir",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas ao",
    "ro": "de și în a la cu pe care nu o că un din este mai pentru au fi sau să fost ca sunt",
    "sv": "och i att det som en på är av för den med till inte har om ett de han var men sig från",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ise ama değil var olduğu"
    " en",
}
# The languages that a function word is of.
_LANGUAGES: dict[str, list[str]] = {}
for _code, _words in _FUNCTION_WORDS.items():
    for _word in set(_words.split()):
        _LANGUAGES.setdefault(_word, []).append(_code)
_ENGLISH = frozenset(_FUNCTION_WORDS["en"].split())
_FOREIGN = frozenset(word for word, codes in _LANGUAGES.items() if codes != ["en"])
# A few foreign words, or a list of names, do not outweigh English.
_OUTWEIGHS = 1.3
_SAMPLE = 2000
# A text of more than `_SHORTEST` words is of another language by more than `_FEWEST` of its words,
# or by one that is neither an English word nor part of a name.
_SHORTEST, _FEWEST = 7, 2
_UNMISTAKABLE = frozenset(
    "und ist nicht für mit sich auf auch och är att inte og ikke les une dans est qui pour"
    " los las por para che sono het zijn voor niet uma não como ve bir için hogy és și în"
    " că että".split()
)


def language_of(text: str, said: str | None = None) -> str:
    """The ISO 639-1 code of a text's language: as the file `said`, else by its words, else "en"."""
    if said:
        return _ALIKE.get(said, said)
    sample = text[:_SAMPLE].lower()
    words = sample.split()
    # a word in another script has more bytes than letters
    more = len(sample.encode("utf-8", "replace")) - len(sample)
    if more > len(words) / 2 and sum([word > "\u0250" for word in words]) > len(words) / 2:
        return _by_script(words)
    known = [word for word in words if word in _LANGUAGES]
    english = len([word for word in known if word in _ENGLISH])
    if len([word for word in known if word in _FOREIGN]) <= _OUTWEIGHS * english:
        return "en"  # no other language can have more words than all of them together
    scores = dict.fromkeys(_FUNCTION_WORDS, 0)
    for word, count in Counter(known).items():
        for code in _LANGUAGES[word]:
            scores[code] += count
    best = max(scores, key=scores.__getitem__)
    # two words in a sentence prove nothing: "met" and "in" are Dutch too
    mistakable = len(words) > _SHORTEST and _UNMISTAKABLE.isdisjoint(known)
    fewest = max(_FEWEST if mistakable else 0, len(words) / 12)
    if scores[best] > _OUTWEIGHS * english and scores[best] > fewest:
        return best
    return "en"


# The commonest language in a range of letters.
_SCRIPTS = (
    ("el", "\u0370", "\u03ff"), ("el", "\u1f00", "\u1fff"), ("ru", "\u0400", "\u052f"),
    ("hy", "\u0530", "\u058f"), ("he", "\u0590", "\u05ff"), ("ar", "\u0600", "\u06ff"),
    ("hi", "\u0900", "\u097f"), ("th", "\u0e00", "\u0e7f"), ("ka", "\u10a0", "\u10ff"),
    ("ko", "\u1100", "\u11ff"), ("ja", "\u3040", "\u30ff"), ("ko", "\u3130", "\u318f"),
    ("zh", "\u3400", "\u9fff"), ("ko", "\uac00", "\ud7af"),
)  # fmt: skip


def _by_script(words: Sequence[str]) -> str:
    """The commonest language of the script that most words are in."""
    script = Counter(map(_script, words)).most_common(1)[0][0]
    if script == "ru":
        return _cyrillic(words)
    if script == "zh" and any("\u3040" <= c <= "\u30ff" for word in words for c in word):
        return "ja"
    return script or "en"


def _script(word: str) -> str:
    """The commonest language in the script of a word's first letter; empty for most scripts."""
    first = next((c for c in word if c.isalpha()), "")
    return next((code for code, low, high in _SCRIPTS if low <= first <= high), "")


# Letters that only one of the languages has, other than Russian, which has none of these.
_OWN_LETTERS = {"be": "ў", "uk": "їєґ", "kk": "әғқңөұүһ", "mk": "ѓќѕ", "sr": "ђћ"}
_BULGARIAN = frozenset("на да се от че са ще е със през като след бе или които който това".split())
_RUSSIAN_LETTERS = frozenset("ыэё")


def _cyrillic(words: Sequence[str]) -> str:
    """The language of words in Cyrillic letters, by letters that others do not have."""
    letters = Counter("".join(words))
    for code, own in _OWN_LETTERS.items():
        if sum(letters[c] for c in own) * 12 > len(words):
            return code
    if letters["і"] * 8 > len(words):
        return "uk"
    if sum(letters[c] for c in "јљњџ") * 8 > len(words):
        return "sr"
    russian = sum(letters[c] for c in _RUSSIAN_LETTERS)
    common = sum(word.strip(".,") in _BULGARIAN for word in words)
    if letters["ъ"] * 20 > len(words) and russian * 60 < len(words):
        return "bg"
    return "bg" if russian == 0 and common * 6 > len(words) and len(words) > 8 else "ru"


__all__ = ["MARKED", "STEMMED", "UNSTEMMED", "language_of"]
