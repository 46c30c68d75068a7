"""The quotations and statements of articles, limited to speakers and to words that are said."""

from collections.abc import Iterable, Iterator

import msgspec

from index import query
from index.catalog import ArticleCatalog
from index.library.actor_entries import identity_of
from index.library.results import StatementRow
from index.model import Actor, Analysis, StatementKind, actor_key
from index.query import Filter, Node, matches, required


def quotations_in(
    catalog: ArticleCatalog,
    analyses: Iterable[tuple[int, Analysis]],
    node: Node | None,
    speaker: str | None,
    scare: bool,
    kinds: frozenset[StatementKind] | None,
) -> Iterator[StatementRow]:
    """The quotations of some articles, in their order; see `Library.quotations`."""
    same = catalog.same_actors()
    wanted = [speakers_named(catalog, speaker)] if speaker else []
    wanted += [
        speakers_named(catalog, leaf.value, leaf.exact)
        for leaf in required(node, Filter)
        if leaf.field == "speaker"
    ]
    said = [leaf for leaf in query.leaves(node) if getattr(leaf, "field", None) == "said"]
    for _, analysis in analyses:
        heard = [span for leaf in said for span in matches(leaf, analysis)]
        for quotation in analysis.quotations if kinds is None else analysis.statements:
            if kinds is not None and quotation.kind not in (*kinds, "scare"):
                continue
            actor = (
                None
                if quotation.speaker is None
                else _as_called(catalog, analysis.actors[quotation.speaker])
            )
            if quotation.kind == "scare" and not (scare and not wanted):
                continue
            if any(actor is None or identity_of(actor, same) not in names for names in wanted):
                continue
            if said and not any(
                span.touches(spoken) for span in heard for spoken in quotation.content
            ):
                continue
            yield StatementRow(analysis, quotation, actor)


def speakers_named(catalog: ArticleCatalog, name: str, exact: bool = False) -> set[tuple[str, str]]:
    """Kind and key of the actors that `name` can mean."""
    numbers = catalog.find_actors(name, exact)
    names = catalog.actor_names()
    return {(names[number][1], actor_key(*names[number])) for number in numbers if number in names}


def _as_called(catalog: ArticleCatalog, actor: Actor) -> Actor | None:
    """An actor under its name in the library; None where a reader says that it is no actor."""
    name = catalog.canonical_name(actor)
    return None if name is None else msgspec.structs.replace(actor, name=name)


__all__ = ["quotations_in", "speakers_named"]
