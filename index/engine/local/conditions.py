"""The articles that match a condition, from the catalogue and the actor table."""

from collections.abc import Collection

import numpy as np

from index.catalog import Catalog
from index.engine.api import CitesOutlet, Condition, HasActor, HasPath, HasValue, IsAmong
from index.engine.local.actor_facets import ActorFacets
from index.engine.local.array_files import Array
from index.engine.local.field_facets import FieldFacets
from index.engine.local.snapshot import Snapshot


class Conditions:
    """Answers conditions for one catalogue."""

    def __init__(self, catalog: Catalog, actors: ActorFacets, fields: FieldFacets) -> None:
        self._catalog, self._actors, self._fields = catalog, actors, fields

    def nums_of(self, condition: Condition, snapshot: Snapshot) -> Array:
        """The numbers of the articles that match a condition, ascending."""
        match condition:
            case HasActor(actors, speaking):
                return self._actors.articles_of(actors, speaking)
            case CitesOutlet(outlets):
                return _ascending(self._catalog.articles_citing(outlets))
            case HasValue(field, values):
                return self._fields.articles_with(field, values)
            case HasPath(text):
                return _ascending(self._catalog.articles_by_path(text))
            case IsAmong(keys, negated):
                among = _ascending(keys)
                if not negated:
                    return among
                return np.setdiff1d(snapshot.live_nums(), among, assume_unique=True)


def _ascending(nums: Collection[int]) -> Array:
    found = np.fromiter(nums, np.uint32, len(nums))
    found.sort()
    return found


__all__ = ["Conditions"]
