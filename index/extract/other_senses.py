"""Forms of verbs of saying that mean something else: "add to the cost", "stay informed"."""

from typing import Final

from index.extract.clauses import PREPOSITIONS
from index.extract.cue_subjects import SubjectReader
from index.extract.tokenizer import Sentence
from index.extract.words import Lexeme

_ADDING: Final = frozenset({"add", "adds", "added", "adding"})
_STAYING: Final = frozenset(
    "rest stay stays stayed staying keep keeps kept remain remained".split()
)
_NEAR: Final = 4


def is_adjective(lower: str, before: Lexeme) -> bool:
    """Whether a participle describes: "after informed study", "stay informed", "rest assured"."""
    if not lower.endswith("ed"):
        return False
    preposition = before.lower in PREPOSITIONS and before.lower != "since"  # "has since stressed"
    return preposition or before.lower in _STAYING


def has_other_sense(reader: SubjectReader, at: int, sentence: Sentence) -> bool:
    """Whether a verb has another sense: "taxes add to the cost", "so said Bell"."""
    tokens = reader.tokens
    lower, before = tokens[at].lower, tokens[at - 1].lower
    if before in {"so", "thus"} and at - 1 == sentence.first:
        return lower in {"said", "says"}
    if lower == "informed" and any(
        tokens[back].lower in _STAYING for back in range(max(sentence.first, at - _NEAR), at)
    ):
        return True  # "keep the farmers informed on it"
    return lower in _ADDING and at + 1 < sentence.last and tokens[at + 1].lower == "to"
