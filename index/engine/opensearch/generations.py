"""The generations of an archive's indices: create, find, and replace older ones."""

import time
from contextlib import suppress

from msgspec import Struct

from index.engine.opensearch.archive_errors import ArchiveError, ArchiveGone, ArchiveRefused
from index.engine.opensearch.cluster import Cluster, Json, path_of
from index.engine.opensearch.mapping import (
    ARTICLES,
    NAMES,
    REFRESHED,
    VERSION,
    copies_of,
    index_body,
    index_name,
    loading_alias,
    mapped_fields,
    names_alias,
)

_PARTS = ("articles", "names")


class Generation(Struct, frozen=True):
    """The generation that is read (0: none yet), and the one that is loaded."""

    read: int
    loaded: int


def alias_of(name: str, part: str) -> str:
    """The alias by which readers know a part of an archive."""
    return name if part == "articles" else names_alias(name)


def find_generation(cluster: Cluster) -> Generation:
    """The generations behind the aliases of an archive. Raises ArchiveError."""
    name = cluster.access.name
    return Generation(_behind(cluster, name), _behind(cluster, loading_alias(name)))


def _behind(cluster: Cluster, alias: str) -> int:
    try:
        found = cluster.ask("GET", path_of("_alias", alias))
    except ArchiveGone:
        return 0
    numbers = [int(index.rpartition("-")[2]) for index in found if index[-1:].isdigit()]
    return max(numbers, default=0)


def begin_loading(cluster: Cluster, rebuild: bool) -> Generation:
    """The generations. Starts one to load into where there is none of this version.

    With `rebuild` it starts a new one, unless another loader has just started it. Raises
    ArchiveError.
    """
    cluster.flavour()
    found = find_generation(cluster)
    outdated = bool(found.loaded) and _version(cluster, found.loaded) != VERSION
    if found.loaded and not outdated and not (rebuild and found.loaded == found.read):
        check_mapping(cluster, found.loaded)
        return found
    number = max(found.read, found.loaded) + 1
    _create(cluster, number, read_too=not found.read)
    return Generation(found.read or number, number)


def _create(cluster: Cluster, number: int, read_too: bool) -> None:
    name, access = cluster.access.name, cluster.access
    actions: list[Json] = []
    for part, mapping in zip(_PARTS, (ARTICLES, NAMES), strict=True):
        index = index_name(name, part, number)
        shards = access.shards if part == "articles" else 1
        try:
            cluster.ask("PUT", path_of(index), index_body(mapping, shards))
        except ArchiveRefused as error:
            if error.kind != "resource_already_exists_exception":
                raise
        alias = alias_of(name, part)
        loading = loading_alias(alias)
        everything = index_name(name, part, 0)[:-1] + "*"
        actions.append({"remove": {"index": everything, "alias": loading, "must_exist": False}})
        actions.append({"add": {"index": index, "alias": loading, "is_write_index": True}})
        if read_too:
            actions.append({"add": {"index": index, "alias": alias}})
    cluster.ask("POST", "/_aliases", {"actions": actions})
    put_state(cluster, finished=False, number=number)


def _version(cluster: Cluster, number: int) -> int:
    """The version of the documents of a generation; 0 where it does not say."""
    index = index_name(cluster.access.name, "articles", number)
    meta = cluster.ask("GET", path_of(index, "_mapping"))[index]["mappings"].get("_meta", {})
    return int(meta.get("pressmark", {}).get("version", 0))


def check_mapping(cluster: Cluster, number: int) -> None:
    """Raise ArchiveError where a field of an index is not as this version has it."""
    for part, mapping in zip(_PARTS, (ARTICLES, NAMES), strict=True):
        index = index_name(cluster.access.name, part, number)
        held = mapped_fields(cluster.ask("GET", path_of(index, "_mapping"))[index]["mappings"])
        wanted = mapped_fields(mapping)
        for field in sorted(wanted.keys() | held.keys()):
            if wanted.get(field) != held.get(field):
                raise ArchiveError(
                    f"The mapping of {index} has changed (field {field}): load the archive"
                    " again with --rebuild; what is there stays readable meanwhile."
                )


def put_state(cluster: Cluster, finished: bool, number: int) -> None:
    """Write the state of a generation: readers follow its revision. Raises ArchiveError."""
    name = cluster.access.name
    document = {
        "what": "state",
        "version": VERSION,
        "revision": time.time_ns(),
        "finished": finished,
        "shards": _shards(cluster, number),
    }
    path = path_of(index_name(name, "names", number), "_doc", "state")
    cluster.ask("PUT", path, document, refresh=True)


def _shards(cluster: Cluster, number: int) -> int:
    index = index_name(cluster.access.name, "articles", number)
    settings = cluster.ask("GET", path_of(index, "_settings"))[index]["settings"]["index"]
    return int(settings["number_of_shards"])


def set_for_loading(cluster: Cluster, number: int) -> None:
    """Let a generation take many documents fast: they are findable after `refresh` only."""
    _set(cluster, number, {"refresh_interval": "-1"})


def set_for_reading(cluster: Cluster, number: int) -> None:
    """Give a loaded generation its copies, and let the server refresh it again."""
    _set(cluster, number, {"refresh_interval": REFRESHED, **copies_of(cluster.access.replicas)})


def _set(cluster: Cluster, number: int, settings: Json) -> None:
    for part in _PARTS:
        index = index_name(cluster.access.name, part, number)
        cluster.ask("PUT", path_of(index, "_settings"), {"index": settings})


def refresh(cluster: Cluster, number: int) -> None:
    """Make all written documents searchable. Raises ArchiveError."""
    for part in _PARTS:
        index = index_name(cluster.access.name, part, number)
        cluster.ask("POST", path_of(index, "_refresh"))


def read_generation(cluster: Cluster, number: int) -> None:
    """Let readers read a generation, and remove the older ones. Raises ArchiveError."""
    name = cluster.access.name
    actions: list[Json] = []
    old: list[str] = []
    for part in _PARTS:
        index, alias = index_name(name, part, number), alias_of(name, part)
        with suppress(ArchiveGone):
            old += [one for one in cluster.ask("GET", path_of("_alias", alias)) if one != index]
        actions.append({"add": {"index": index, "alias": alias}})
    actions += [{"remove_index": {"index": one}} for one in old]
    cluster.ask("POST", "/_aliases", {"actions": actions})


__all__ = [
    "Generation",
    "begin_loading",
    "check_mapping",
    "find_generation",
    "put_state",
    "read_generation",
    "refresh",
    "set_for_loading",
    "set_for_reading",
]
