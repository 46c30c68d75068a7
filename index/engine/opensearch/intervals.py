"""Rules of OpenSearch's `intervals` query: words and mentions near each other."""

from collections.abc import Collection, Sequence

from index.engine.opensearch.cluster import Json
from index.engine.opensearch.mention_tokens import FIRST, LAST, ONLY

# Words of a phrase with a distance that are matched in any order; each doubles the query.
_MOST_NEAR = 6

# Begins a token that no document has.
_NOWHERE = "nowhere:"


def interval(word: str, field: str | None = None) -> Json:
    """The rule for a token, of another field where `field` names one."""
    return {"match": {"query": word} | ({"use_field": field} if field else {})}


def told_apart(parts: Sequence[Json]) -> list[Json]:
    """The rules; a repeated rule gets an alternative that no document has.

    The server takes equal rules next to each other for one that is repeated, and then finds nothing
    where they match more than one word.
    """
    return [
        _one_rule([part, interval(f"{_NOWHERE}{place}")]) if part in parts[:place] else part
        for place, part in enumerate(parts)
    ]


def near_rule(parts: Sequence[Json], slop: int) -> Json:
    """The rule for intervals near each other in any order, as `Phrase.slop` says."""
    rule = parts[0]
    if len(parts) > _MOST_NEAR:
        gaps = (slop - 1) * (len(parts) - 1)
        return {"all_of": {"intervals": list(parts), "ordered": False, "max_gaps": gaps}}
    for part in parts[1:]:
        # each side of the span, since an unordered rule takes one word for two
        sides = ([rule, part], [part, rule])
        rule = _one_rule(
            [
                {"all_of": {"intervals": side, "ordered": True, "max_gaps": slop - 1}}
                for side in sides
            ]
        )
    return rule


def _one_rule(rules: Sequence[Json]) -> Json:
    """The intervals of any of some rules."""
    return rules[0] if len(rules) == 1 else {"any_of": {"intervals": list(rules)}}


def mention_rule(names: Sequence[str], field: str, ignored: Collection[str]) -> Json:
    """The rule for mentions of actors by their numbers, or of a kind less those `ignored`."""

    def begun(prefix: str) -> Json:
        return _one_rule([interval(prefix + name, field) for name in names])

    parts = [begun(FIRST), begun(LAST)]
    long: Json = {"all_of": {"intervals": parts, "ordered": True, "max_gaps": -1}}
    rule = _one_rule([begun(ONLY), long])
    if not ignored or names[0].isdigit():
        return rule
    others = mention_rule(sorted(ignored), field, ())
    return {"any_of": {"intervals": [rule], "filter": {"not_overlapping": others}}}


__all__ = ["interval", "mention_rule", "near_rule", "told_apart"]
