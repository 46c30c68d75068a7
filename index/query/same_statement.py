"""Conditions on statements: `said:` and `speaker:` in an AND apply to one and the same statement.

    said:(sanctions AND lift) speaker:ivanov

finds the articles with a statement by Ivanov that has both words. In an AND, also through brackets
that hold nothing but another AND:

- children that test nothing but statements form one condition, which one statement has to match;
- `-said:` excludes statements with these words, where there is such a condition; alone it excludes
  articles; so does `-date:` with `by:said`, which makes dates days that statements were said;
- `-speaker:` always excludes articles: those in which the actor speaks.
"""

from collections.abc import Iterator

from index.query.nodes import And, DateRange, Filter, Leaf, Node, Not, Or


def is_of_statement(leaf: Leaf) -> bool:
    """Whether a leaf is a condition on statements: words said, speaker, day said."""
    match leaf:
        case Filter(field):
            return field == "speaker"
        case DateRange():
            return leaf.said
    return leaf.field == "said"


def asks_of_statement(node: Node) -> bool:
    """Whether all leaves of the tree, also under a Not, are conditions on statements."""
    match node:
        case And(children) | Or(children):
            return all(map(asks_of_statement, children))
        case Not(child):
            return asks_of_statement(child)
    return is_of_statement(node)


def split_statement(node: And) -> tuple[Node | None, tuple[Node, ...]]:
    """The condition that one statement has to match, and the other children of an And.

    The condition is None where no child asks of statements alone.
    """
    children = tuple(_flat(node))
    wanted: list[Node] = []
    excluded: list[Node] = []
    rest: list[Node] = []
    for one in children:
        if isinstance(one, Not):
            (excluded if _is_of_one(one.child) else rest).append(one)
        else:
            (wanted if asks_of_statement(one) else rest).append(one)
    if not wanted:
        return None, children
    own = (*wanted, *excluded)
    return own[0] if len(own) == 1 else And(own), tuple(rest)


def statement_conditions(node: Node | None) -> Iterator[Node]:
    """The conditions on statements, without those under a Not."""
    match node:
        case None | Not():
            return
        case And():
            own, rest = split_statement(node)
            if own is not None:
                yield own
            for child in rest:
                yield from statement_conditions(child)
        case Or(children):
            for child in children:
                yield from statement_conditions(child)
        case _:
            if is_of_statement(node):
                yield node


def other_leaves(node: Node | None) -> Iterator[Leaf]:
    """The leaves that are no conditions on statements, without those under a Not."""
    match node:
        case None | Not():
            return
        case And(children) | Or(children):
            for child in children:
                yield from other_leaves(child)
        case _:
            if not is_of_statement(node):
                yield node


def _flat(node: And) -> Iterator[Node]:
    """The children, those of an And in it in its place."""
    for child in node.children:
        if isinstance(child, And):
            yield from _flat(child)
        else:
            yield child


def _is_of_one(node: Node) -> bool:
    """Whether all leaves of a tree are words said or days said."""
    match node:
        case And(children) | Or(children):
            return all(map(_is_of_one, children))
        case Not(child):
            return _is_of_one(child)
        case Filter():
            return False
        case DateRange():
            return node.said
    return node.field == "said"


__all__ = [
    "asks_of_statement",
    "is_of_statement",
    "other_leaves",
    "split_statement",
    "statement_conditions",
]
