"""Names of actors after articles are gone: the fullest form in the articles that are left."""

from collections.abc import Iterable

from index.catalog import Catalog, fuller_name, names_by_key
from index.engine.local import ActorTable


def names_left(catalog: Catalog, table: ActorTable, actors: Iterable[int]) -> dict[int, str]:
    """The new names of those of `actors` whose name no article has any more.

    It reads the newest articles first, each once, until every name is found:
    most names occur in many articles.
    """
    keys = catalog.identities_of(actors)
    open_names = {number: name for number, _, _, name in keys}
    numbers = {(kind, key): number for number, kind, key, _ in keys}
    best: dict[int, str] = {}
    nums, mentioned = table.pairs_of(open_names)
    by_article: dict[int, list[int]] = {}
    for num, actor in zip(nums.tolist(), mentioned.tolist(), strict=True):
        by_article.setdefault(num, []).append(actor)
    for num in sorted(by_article, reverse=True):
        if not any(actor in open_names for actor in by_article[num]):
            continue
        analysis = catalog.analysis(num)
        for identity, name in names_by_key(analysis).items() if analysis else ():
            number = numbers.get(identity)
            if number is None or number not in open_names:
                continue
            if name == open_names[number]:
                del open_names[number]
                best.pop(number, None)
            else:
                best[number] = fuller_name(best.get(number, ""), name)
    return best


__all__ = ["names_left"]
