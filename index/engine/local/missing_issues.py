"""References to issues of which a library holds no article."""

import numpy as np

from index.catalog import Catalog, Reference, names_publication
from index.engine.local.array_files import Array
from index.engine.local.article_tables import article_days


def missing_issues(catalog: Catalog) -> list[Reference]:
    """The references of all articles to issues of which the catalogue holds no article."""
    days = article_days(catalog)
    publications = {num: name for num, name, _ in catalog.facts_after(0)}
    names = sorted({name for name in publications.values() if name})
    places = {name: place for place, name in enumerate(names)}
    codes = np.array(
        [places.get(publications.get(num) or "", -1) for num in days.nums.tolist()], np.int64
    )
    fitting: dict[str, Array] = {}
    held: dict[tuple[str, int, int], bool] = {}
    unresolved = []
    for one in catalog.references():
        issue = one.publication, one.first_day, one.last_day
        if issue not in held:
            if one.publication not in fitting:
                meant = [at for at, n in enumerate(names) if names_publication(issue[0], n)]
                fitting[one.publication] = np.isin(codes, meant)
            inside = (days.first >= issue[1]) & (days.last <= issue[2]) & (days.first > 0)
            held[issue] = bool(issue[1]) and bool((fitting[issue[0]] & inside).any())
        if not held[issue]:
            unresolved.append(one)
    return unresolved


__all__ = ["missing_issues"]
