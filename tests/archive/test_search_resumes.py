"""A search that did not reach the archive is repeated until it does, without a key."""

from typing import Any

import pytest

pytest.importorskip("opensearchpy", reason="the extra opensearch is not installed")

from index.engine.opensearch import access_to
from index.library import ArchiveLibrary
from tests.support.hostile_archive import Json, hostile_server
from tests.support.http_servers import running_servers
from tests.support.room import reading, title
from tests.support.waiting import eventually_async
from tui.room.searching_controller import SearchController


class Archive:
    """One article; while it is `away`, no shard answers or a gateway sends a page."""

    def __init__(self, page: bool) -> None:
        self.page, self.away, self.asked = page, False, 0

    def change(self, path: str, answer: Json) -> Json | bytes:
        if not self.away or "_shards" not in answer:
            return answer
        self.asked += 1
        if self.page:
            return b"<html>We will be back soon.</html>"
        return {**answer, "_shards": {"total": 1, "successful": 0, "failed": 1}}


@pytest.mark.parametrize("opened", [True, False], ids=["an article open", "none"])
async def test_a_search_resumes_by_itself(opened: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SearchController, "first_pause", 0.02)
    archive = Archive(page=opened)
    with running_servers() as start:
        address = f"http://127.0.0.1:{start(hostile_server(archive.change))}/desk"
        library = ArchiveLibrary(access_to(address, {}, {}))
        archive.away = not opened
        async with reading(library, "dam") as (room, press):
            if opened:
                await eventually_async(lambda: title(room) == "River news")
                archive.away = True
                await press("/", "ctrl+u", *"river", "enter")
            await eventually_async(lambda: "ry again" in room.status.notice)
            tried = archive.asked
            await eventually_async(lambda: archive.asked > tried + 1)
            assert room.status.error  # said once, and still there
            if not opened:
                await press("T")
                assert "not counted by date yet" in room.status.notice
            archive.away = False
            await eventually_async(lambda: shown(room) == ("river" if opened else "dam"))
            await eventually_async(lambda: not room.status.error)
            await eventually_async(lambda: title(room) == "River news")
        library.close()


def shown(room: Any) -> str:
    """The query whose results the list shows."""
    return room.results.results.text if room.results.results else ""
