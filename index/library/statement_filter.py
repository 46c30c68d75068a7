"""The quotations and statements of articles, limited to speakers and to words that are said."""

from collections.abc import Iterable, Iterator

import msgspec

from index.catalog import ArticleCatalog
from index.library.meanings import Meanings
from index.library.results import StatementRow
from index.model import SAID_KINDS, Actor, Analysis, Statement, StatementKind, named_together
from index.query import (
    And,
    ArticleFields,
    Filter,
    Node,
    StatementMatcher,
    statement_conditions,
    wanted_parts,
)


def quotations_in(
    catalog: ArticleCatalog,
    analyses: Iterable[tuple[int, Analysis]],
    node: Node | None,
    speaker: str | None,
    scare: bool,
    kinds: frozenset[StatementKind] | None,
) -> Iterator[StatementRow]:
    """The quotations of some articles, in their order; see `Library.quotations`."""
    meanings = Meanings(catalog)
    asked = [*statement_conditions(node)]
    if speaker:
        asked = [And((one, Filter("speaker", speaker))) for one in asked] or [
            Filter("speaker", speaker)
        ]
    for _, analysis in analyses:
        take = wanted_parts(node, analysis.article.language)
        matcher = StatementMatcher(analysis, ArticleFields(analysis, take), meanings)
        for quotation in analysis.quotations if kinds is None else analysis.statements:
            if quotation.kind == "scare":
                if not scare or asked:
                    continue
            elif (kinds is not None and quotation.kind not in kinds) or (
                asked and not any(matcher.fulfils(one, quotation) for one in asked)
            ):
                continue
            actor = (
                None
                if quotation.speaker is None
                else _as_called(catalog, analysis.actors[quotation.speaker])
            )
            yield StatementRow(analysis, quotation, actor)


def numbered_statements(
    catalog: ArticleCatalog, analyses: Iterable[tuple[int, Analysis]], node: Node | None
) -> Iterator[tuple[int, StatementRow]]:
    """The statements that a query asks for in some articles, each with its article's number."""
    num = 0

    def read() -> Iterator[tuple[int, Analysis]]:
        nonlocal num
        for one, analysis in analyses:
            num = one
            yield one, analysis

    for row in quotations_in(catalog, read(), node, None, False, SAID_KINDS):
        yield num, row


def _as_called(catalog: ArticleCatalog, actor: Actor) -> Actor | None:
    """An actor under its name in the library; None if the reader ignores it."""
    name = catalog.canonical_name(actor)
    return None if name is None else msgspec.structs.replace(actor, name=name)


def speakers_called(
    catalog: ArticleCatalog, analysis: Analysis, statement: Statement
) -> str | None:
    """The library's names of all who make a statement, without those that the reader ignores."""
    speaking = (analysis.actors[place] for place in statement.speakers)
    names = list(filter(None, map(catalog.canonical_name, speaking)))
    return named_together(names) if names else None


__all__ = ["numbered_statements", "quotations_in", "speakers_called"]
