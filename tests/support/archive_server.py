"""A real OpenSearch server for tests, started once a session, and archives loaded into it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from opensearch_server import CannotStart, missing, start_server

from index.engine.opensearch import Access, Cluster, access_to
from index.ingest import OnProgress, Summary, load_archive
from index.library import ArchiveLibrary
from index.settings import Settings


@pytest.fixture(scope="session")
def archive_server() -> Iterator[str]:
    """The address of a server with one node.

    It is started where PRESSMARK_OPENSEARCH names a folder for it, and Java and Maven exist;
    elsewhere the tests that need it are skipped. PRESSMARK_OPENSEARCH_URL names one that runs.
    """
    running = os.environ.get("PRESSMARK_OPENSEARCH_URL")
    if running:
        yield running
        return
    pytest.importorskip("opensearchpy", reason="the extra opensearch is not installed")
    if "PRESSMARK_OPENSEARCH" not in os.environ:
        pytest.skip("no OpenSearch server: set PRESSMARK_OPENSEARCH to a folder for it (58 MB)")
    reason = missing()
    if reason:
        pytest.skip(f"no OpenSearch server here: {reason}")
    try:
        with start_server("512m") as server:
            yield server.url
    except CannotStart as error:
        pytest.skip(f"no OpenSearch server here: {error}")


class LoadedArchive(ArchiveLibrary):
    """An archive whose `refresh` loads folders first, as that of a library reads them."""

    def __init__(self, access: Access, folders: list[Path]) -> None:
        self._folders = folders
        load_archive(Cluster(access), folders, Settings(), jobs=1)
        super().__init__(access)

    @classmethod
    def at(cls, server: str, name: str, folders: list[Path]) -> "LoadedArchive":
        """The archive of that name on a server, loaded from folders."""
        return cls(access_to(f"{server}/{name}", {}), folders)

    def refresh(
        self,
        *,
        jobs: int | None = None,
        rebuild: bool = False,
        on_progress: OnProgress = lambda _: None,
    ) -> Summary:
        summary = load_archive(self._cluster, self._folders, Settings(), jobs=jobs, rebuild=rebuild)
        super().refresh()
        return summary

    def remove(self) -> None:
        """Close the archive and remove its indices from the server."""
        self.close()
        self.remove_from(self.access.server, self.access.name)

    @staticmethod
    def remove_from(server: str, name: str) -> None:
        """Remove the indices of an archive from a server."""
        cluster = Cluster(access_to(f"{server}/{name}", {}))
        for index in cluster.ask("GET", f"/{name}-*/_alias", allow_no_indices=True):
            cluster.ask("DELETE", f"/{index}")


__all__ = ["LoadedArchive", "archive_server"]
