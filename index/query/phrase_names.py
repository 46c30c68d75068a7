r"""The names of actors in a phrase: `"sanctions @person"`, `"sanctions @\"Sergei Ivanov\""`."""

from collections.abc import Iterator

from index.lazy_pattern import lazy_pattern
from index.model import ACTOR_KINDS
from index.query.nodes import Filter, Leaf, NearActor
from index.query.terms import term_tokens

# Words apart where a query gives no distance: about the same sentence.
DEFAULT_DISTANCE = 10
_KINDS = {kind: kind for kind in ACTOR_KINDS} | {"organization": "organisation"}
_QUOTES = '["“”„«»]'
# A name in quotation marks: with a backslash before them, without, or not closed yet.
_QUOTED = rf"\\?{_QUOTES}(?=\w)(?P<quoted>[^\\" + _QUOTES[1:] + rf"*)(?:\\?{_QUOTES})?"
_NAME = lazy_pattern(rf"(?<!\S)@(?:{_QUOTED}|(?P<bare>\S*))")
# The content of a phrase in quotation marks; names in it can have quotation marks too.
PHRASE_BODY = lazy_pattern(rf'(?:(?<=[\s"“”„«»])@{_QUOTED}|[^"“”„«»])*')


def parts_of_phrase(text: str) -> tuple[str | Filter, ...] | None:
    """The words and names of a phrase; None where it names no actor."""
    parts: list[str | Filter] = []
    at = 0
    for found in _NAME.finditer(text):
        parts += text[at : found.start()].split()
        at = found.end()
        quoted, bare = found["quoted"], found["bare"]
        name = " ".join((quoted or bare or "").split())
        if not any(map(str.isalnum, name)):
            continue  # a name that is still being typed
        kind = None if quoted else _KINDS.get(name.casefold())
        parts.append(Filter("kind", kind) if kind else Filter("actor", name, bool(quoted)))
    parts += text[at:].split()
    has_word = [isinstance(one, Filter) or bool(term_tokens(one)[0]) for one in parts]
    kept = tuple(one for one, keep in zip(parts, has_word, strict=True) if keep)
    return kept if any(isinstance(one, Filter) for one in kept) else None


def near_parts(node: NearActor) -> tuple[str | Filter, ...]:
    """The parts of a node in order, its words folded as the index folds them."""
    found: list[str | Filter] = []
    for part in node.parts:
        found += [part] if isinstance(part, Filter) else (t.exact for t in term_tokens(part)[0])
    return tuple(found)


def named_filters(leaf: Leaf) -> Iterator[Filter]:
    """The filters whose names a leaf needs: itself, or the named actors of a NearActor."""
    if isinstance(leaf, Filter):
        yield leaf
    elif isinstance(leaf, NearActor):
        for part in leaf.parts:
            if isinstance(part, Filter) and part.field == "actor":
                yield part


__all__ = ["DEFAULT_DISTANCE", "PHRASE_BODY", "named_filters", "near_parts", "parts_of_phrase"]
