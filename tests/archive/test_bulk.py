"""Bulk requests: cut by bytes, sent again where the cluster is busy, refused documents listed."""

import json
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engine.opensearch import (
    ArchiveAway,
    BulkSender,
    Cluster,
    Json,
    access_to,
    delete_line,
    index_lines,
    requests_of,
)
from index.engine.opensearch.word_counts import murmur3, shard_of
from index.errors import PressmarkError
from index.ingest import Share


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3000)), max_size=40), st.integers(1, 9000))
def test_requests_keep_every_line_and_their_bound(
    actions: list[tuple[bool, int]], most: int
) -> None:
    lines: list[bytes] = []
    for number, (is_delete, size) in enumerate(actions):
        if is_delete:
            lines.append(delete_line("desk", str(number)))
        else:
            lines += index_lines("desk", str(number), {"text": "x" * size})
    parts = list(requests_of(lines, most))
    assert [line for part in parts for line in part] == lines
    for part in parts:
        documents = sum(b'"_id"' in line and b'"_index"' in line for line in part)
        assert sum(len(line) + 1 for line in part) <= most or documents == 1


class FakeCluster(Cluster):
    """Answers bulk requests from a list: an error, or a status for each item."""

    def __init__(self, answers: Iterable[Exception | list[int]]) -> None:
        self.access = access_to("http://localhost:9200/desk", {}, {})
        self.answers = list(answers)
        self.sent: list[list[str]] = []

    def send_lines(self, path: str, lines: Iterable[bytes], seconds: float = 0) -> Json:
        idents = [
            json.loads(line)["index"]["_id"] for line in lines if line.startswith(b'{"index"')
        ]
        self.sent.append(idents)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        items = [
            {
                "index": {"status": status}
                | ({"error": {"reason": "bad\nfield"}} if status > 299 else {})
            }
            for status in answer
        ]
        return {"errors": any(status > 299 for status in answer), "items": items}


def lines_of(*idents: str) -> list[bytes]:
    return [line for ident in idents for line in index_lines("desk", ident, {"key": 1})]


def test_what_a_busy_cluster_did_not_take_is_sent_again() -> None:
    cluster = FakeCluster([ArchiveAway("busy"), [201, 429, 400], [503], [201]])
    pauses: list[float] = []
    with BulkSender(cluster, pauses.append) as sender:
        rejected = sender.send(lines_of("a", "b", "c")).result()
    assert cluster.sent == [["a", "b", "c"], ["a", "b", "c"], ["b"], ["b"]]
    assert [(one.ident, one.reason) for one in rejected] == [("c", "bad field")]
    assert pauses == sorted(pauses)
    assert len(pauses) == 3


def test_a_cluster_that_stays_away_ends_the_loading() -> None:
    cluster = FakeCluster([ArchiveAway("away")] * 20)
    with BulkSender(cluster, lambda _: None) as sender, pytest.raises(ArchiveAway):
        sender.send(lines_of("a")).result()
    assert len(cluster.sent) == 12


def test_a_cluster_that_stays_busy_refuses_no_document() -> None:
    cluster = FakeCluster([[429]] * 20)
    with BulkSender(cluster, lambda _: None) as sender:
        sent = sender.send(lines_of("a"))
        with pytest.raises(ArchiveAway, match="the same command goes on"):
            sent.result()
    assert len(cluster.sent) == 12


@given(st.text(max_size=30), st.integers(1, 40))
def test_the_shares_part_all_paths(path: str, count: int) -> None:
    assert sum(Share(number, count).has(path) for number in range(1, count + 1)) == 1


@pytest.mark.parametrize("text", ["", "3", "0/4", "5/4", "a/b", "1/0", "-1/2"])
def test_a_wrong_share_is_refused(text: str) -> None:
    with pytest.raises(PressmarkError, match="--share"):
        Share.read(text)


def test_hashes_are_those_of_the_reference() -> None:
    # the values that the authors of MurmurHash3 publish for seed 0
    assert murmur3(b"") == 0
    assert murmur3(b"test") == 0xBA6BD213
    assert murmur3(b"Hello, world!") == 0xC0363E43
    assert {shard_of(str(number), 3) for number in range(50)} == {0, 1, 2}
