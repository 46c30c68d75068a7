"""The state document of an archive."""

from msgspec import Struct

from index.engine.opensearch.answer_shape import check_state
from index.engine.opensearch.archive_errors import ArchiveError
from index.engine.opensearch.cluster import Cluster, Json, path_of
from index.engine.opensearch.mapping import names_alias


class ArchiveState(Struct, frozen=True):
    """The state of an archive: version of its documents, revision, whether finished."""

    version: int
    revision: int
    finished: bool
    shards: int = 1


def read_archive_state(cluster: Cluster) -> ArchiveState:
    """The current state of an archive. Raises ArchiveError if there is none."""
    path = path_of(names_alias(cluster.access.name), "_search")
    body: Json = {"query": {"term": {"what": "state"}}, "size": 1}
    answer = cluster.ask("POST", path, body)
    check_state(answer, cluster.access.shown)
    hits = answer["hits"]["hits"]
    if not hits:
        raise ArchiveError(
            f"{cluster.access.name} on {cluster.access.shown} is no archive of Pressmark, or its"
            " first loading was broken off. Load it with `pressmark index PATH… --into`."
        )
    found = hits[0]["_source"]
    return ArchiveState(
        found["version"], found["revision"], found["finished"], found.get("shards", 1)
    )


__all__ = ["ArchiveState", "read_archive_state"]
