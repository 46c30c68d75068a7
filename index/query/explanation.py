"""A parsed query explained in plain words."""

from index.query.nodes import (
    And,
    DateRange,
    Filter,
    Fuzzy,
    NearActor,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Wild,
    Word,
)
from index.query.same_statement import split_statement


def explain(query: Query) -> str:
    """The meaning of a parsed query in words."""
    text = "every article" if query.node is None else "articles " + _with(query.node)
    order = {"date": ", oldest first", "-date": ", newest first"}.get(
        query.sort, ", best match first"
    )
    return text + order


def _with(node: Node) -> str:
    """A condition after "articles": "with a statement by …", "without a statement by …"."""
    said = _explain(node)
    return said if said.startswith("without ") else f"with {said}"


def _explain(node: Node) -> str:
    match node:
        case Word(text, field, prefix):
            one = f"a word beginning with “{text}”" if prefix else f"“{text}” in any form"
            return one + _where(field)
        case Phrase(text, slop, field):
            where = _where(field)
            return (
                f"the words “{text}” within {slop} of each other{where}"
                if slop
                else f"exactly “{text}”{where}, possessive or not"
            )
        case NearActor(parts, slop, field):
            return _near(parts, slop) + _where(field)
        case Wild(pattern, field):
            return f"a word like {pattern}{_where(field)}"
        case Fuzzy(text, field):
            return f"“{text}” or nearly so{_where(field)}"
        case Filter("is", value, _):
            return f"the state {value}"
        case Filter(field, value, _):
            names = {
                "actor": "a mention of",
                "speaker": "a statement by",
                "source": "a citation of",
            }
            return f"{names.get(field, field)} “{value}”"
        case DateRange(_, _, written, said):
            return f"a {'statement of a day' if said else 'date'} that fits {written}"
        case Not(child):
            return f"without {_explain(child)}"
        case And():
            return _explain_and(node)
        case Or(children):
            return "(" + " or ".join(_explain(child) for child in children) + ")"


_KINDS = {
    "person": "a person",
    "organisation": "an organisation",
    "state": "a state or government",
    "outlet": "a media outlet",
}


def _near(parts: tuple[str | Filter, ...], slop: int) -> str:
    """The words and mentions that are near each other."""
    named = [
        (_KINDS[one.value] if one.field == "kind" else f"“{one.value}” by any name")
        for one in parts
        if isinstance(one, Filter)
    ]
    words = " ".join(one for one in parts if isinstance(one, str))
    said = ([f"“{words}”"] if words else []) + [f"a mention of {one}" for one in named]
    return " and ".join(said) + (f" within {slop} words of each other" if len(parts) > 1 else "")


def _explain_and(node: And) -> str:
    """The conditions on one and the same statement, then the others."""
    own, rest = split_statement(node)
    rest = tuple(sorted(rest, key=lambda child: isinstance(child, Not)))
    parts = [_explain(child) for child in rest]
    if isinstance(own, And):
        said = ", ".join(_explain(child) for child in own.children)
        parts.insert(0, f"one and the same statement with: {said}")
    elif own is not None:
        parts.insert(0, _explain(own))
    return " and ".join(parts)


def _where(field: str | None) -> str:
    return {"title": " in the title", "said": " in a statement", "text": " in the body"}.get(
        field or "", ""
    )
