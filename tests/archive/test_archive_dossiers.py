"""Dossiers of an archive: from its newest articles, read many at a time, and a line says so."""

import pytest

pytest.importorskip("opensearchpy", reason="the extra opensearch is not installed")

from index.engine.opensearch import access_to
from index.library import ArchiveLibrary
from tests.support.cli import run
from tests.support.hostile_archive import Json, hostile_server
from tests.support.http_servers import running_servers


def test_a_dossier_reads_the_newest_articles_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def two_found(path: str, answer: Json) -> Json:
        """The archive's article is the newest of two."""
        if "_search" in path and "hits" in answer:
            return {**answer, "hits": {**answer["hits"], "total": {"value": 2, "relation": "eq"}}}
        return answer

    monkeypatch.setattr(ArchiveLibrary, "most_read", 1)
    with running_servers() as start:
        address = f"http://127.0.0.1:{start(hostile_server(two_found))}/desk"
        for command in ("actors --dossier Bell", "actors --dossier Bell --json -q river",
                        "export --dossier Bell", "brief --dossier Bell"):  # fmt: skip
            done = run(*command.split(), address)
            assert "is in 2 articles: the newest 1 were read" in done.stderr, command
            assert "The river is high." in done.stdout


def test_the_names_of_all_pairs_are_there_for_a_table() -> None:
    with running_servers() as start:
        address = f"http://127.0.0.1:{start(hostile_server(lambda _, answer: answer))}/desk"
        library = ArchiveLibrary(access_to(address, {}, {}))
        pairs = library.every().pairs()
        names = dict(library.actor_names())
        assert pairs
        assert all({pair.actor, pair.other} <= names.keys() for pair in pairs)
        library.close()
