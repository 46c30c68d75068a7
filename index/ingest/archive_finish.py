"""The batch step of an archive: everything that depends on all articles together.

Near duplicates, found by bands of MinHash signatures across all loaders; names that mean another
actor; and the change to a new generation where one was loaded.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np

from index.catalog import as_stored
from index.engine.local import Array
from index.engine.opensearch import (
    ANALYSIS_FIELDS,
    ArchiveGone,
    BulkSender,
    Cluster,
    DocumentWriter,
    Generation,
    Json,
    PointInTime,
    analysis_in,
    delete_line,
    find_generation,
    index_lines,
    loading_alias,
    names_alias,
    put_state,
    read_generation,
    refresh,
    requests_of,
    set_for_reading,
    terms,
)
from index.errors import PressmarkError
from index.ingest.aliases import find_aliases
from index.ingest.archive_duplicates import find_groups, read_columns
from index.ingest.archive_names import form_id, found_again, gone_forms, lost_actors

_MOST = 1_000_000_000
# Actors and articles that one request fetches.
_AT_ONCE = 1_000


def finish_archive(cluster: Cluster) -> None:
    """Recompute duplicates and aliases; show readers the loaded articles. Raises PressmarkError."""
    generation = find_generation(cluster)
    if not generation.loaded:
        raise PressmarkError(
            f"There is no archive {cluster.access.name} on {cluster.access.shown} to finish:"
            " load it with `pressmark index PATH… --into` its address."
        )
    with replaced_is_said(cluster):
        _finish(cluster, generation)


@contextmanager
def replaced_is_said(cluster: Cluster) -> Iterator[None]:
    """Say in one line that the indices that are written to are gone. Raises PressmarkError."""
    try:
        yield
    except ArchiveGone as error:
        raise PressmarkError(
            f"The indices of {cluster.access.name} on {cluster.access.shown} were replaced or"
            " deleted meanwhile, by another loader for example: run the command again, without"
            " --rebuild."
        ) from error


def _finish(cluster: Cluster, generation: Generation) -> None:
    refresh(cluster, generation.loaded)
    name = cluster.access.name
    articles = PointInTime(cluster, loading_alias(name))
    names = PointInTime(cluster, loading_alias(names_alias(name)))
    with BulkSender(cluster) as sender:
        columns = read_columns(articles)
        counts = columns.actors
        groups = find_groups(articles, columns)
        del columns
        _regroup(sender, articles, name, groups)
        _rename(sender, articles, names, name, counts)
    for moment in (articles, names):
        moment.close()
    set_for_reading(cluster, generation.loaded)
    refresh(cluster, generation.loaded)
    put_state(cluster, finished=True, number=generation.loaded)
    if generation.loaded != generation.read:
        read_generation(cluster, generation.loaded)


def _deliver(sender: BulkSender, lines: Iterable[bytes]) -> None:
    """Send lines, and wait for all. Raises PressmarkError where one is refused."""
    for sent in [sender.send(part) for part in requests_of(lines)]:
        rejected = sent.result()
        if rejected:
            raise PressmarkError(
                f"The archive refused {rejected[0].ident}: {rejected[0].reason}. Finish it again."
            )


# --- duplicates ---


def _regroup(
    sender: BulkSender, articles: PointInTime, name: str, groups: Mapping[int, int]
) -> None:
    """Write the articles again whose group of duplicates changed."""
    doubled = {"term": {"doubled": True}}
    held = {one["key"]: one["group"] for one in articles.sources(doubled, ("key", "group"), _MOST)}
    changed = [key for key in held.keys() | groups.keys() if held.get(key) != groups.get(key)]
    writer = DocumentWriter(name)
    _deliver(sender, _written_again(articles, writer, sorted(changed), groups))


def _written_again(
    articles: PointInTime, writer: DocumentWriter, keys: Sequence[int], groups: Mapping[int, int]
) -> Iterator[bytes]:
    # an update would lose the words, which the server does not keep: each is written as a whole,
    # but without the forms of its names, which the archive has
    for begin in range(0, len(keys), _AT_ONCE):
        part = list(keys[begin : begin + _AT_ONCE])
        for source in articles.sources(terms("key", part), ANALYSIS_FIELDS, len(part)):
            analysis = analysis_in(source)
            yield from writer.article(analysis, as_stored(analysis), groups.get(source["key"]))


# --- names ---


class _Mentions:
    """The articles of an actor, as `find_aliases` asks for them."""

    def __init__(self, articles: PointInTime) -> None:
        self._articles = articles

    def articles_of_each(self, actors: Iterable[int]) -> dict[int, Array]:
        """The keys of the articles that mention each of `actors`."""
        wanted = sorted(set(actors))
        found: dict[int, list[int]] = {actor: [] for actor in wanted}
        for begin in range(0, len(wanted), _AT_ONCE):
            part = {str(actor): actor for actor in wanted[begin : begin + _AT_ONCE]}
            query = terms("actor", list(part))
            for key, held in self._articles.columns(query, ("actor",), _MOST):
                for actor in held["actor"]:
                    if actor in part:
                        found[part[actor]].append(key)
        return {actor: np.array(keys, np.int64) for actor, keys in found.items()}


def _rename(
    sender: BulkSender,
    articles: PointInTime,
    names: PointInTime,
    name: str,
    counts: Mapping[int, int],
) -> None:
    """Write which names mean another actor; remove names that no article has any more.

    Forms that are not shown stay while an article mentions the actor: the name can be typed.
    """
    index = loading_alias(names_alias(name))
    noted = lost_actors(names)
    gone_names = gone_forms(articles, names, [one for one in noted if int(one) in counts])
    forms = names.sources_in_order(
        {"term": {"what": "actor"}},
        ("actor", "kind", "actor_key", "name", "folded"),
        ["actor", "name", "_doc"],
        _MOST,
    )
    persons: dict[int, str] = {}
    shown: dict[int, Json] = {}
    lost: list[bytes] = []
    for form in forms:
        number, ident = int(form["actor"]), form_id(form)
        if number not in counts or ident in gone_names:
            lost.append(delete_line(index, ident))
        elif form["kind"] == "person":
            persons[number] = form["actor_key"]
            best = shown.setdefault(number, form)
            if (len(form["name"]), form["name"]) > (len(best["name"]), best["name"]):
                shown[number] = form
    same = find_aliases(sorted(persons.items()), counts, _Mentions(articles))
    lines = list(lost)
    for actor, of in same.items():
        lines += index_lines(index, f"same-{actor}", _same_document(shown[actor], shown[of]))
    held = names.sources_in_order({"term": {"what": "same"}}, ("actor",), ["actor"], _MOST)
    gone = [int(one["actor"]) for one in held if int(one["actor"]) not in same]
    lines += [delete_line(index, f"same-{actor}") for actor in gone]
    _deliver(sender, lines)
    _deliver(sender, found_again(index, noted))


def _same_document(one: Json, of: Json) -> Json:
    return {
        "what": "same",
        "actor": one["actor"],
        "kind": one["kind"],
        "actor_key": one["actor_key"],
        "name": one["name"],
        "of": of["actor"],
        "of_kind": of["kind"],
        "of_key": of["actor_key"],
        "of_name": of["name"],
    }


__all__ = ["finish_archive", "replaced_is_said"]
