"""Addresses of archives, credentials, and one line for each answer that is none."""

import json
from base64 import b64decode
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from index.engine.opensearch import ArchiveAway, ArchiveError, Cluster, access_to
from index.errors import PressmarkError
from index.settings import Settings, settings_from, unpacked
from tests.support.cli import run
from tests.support.http_servers import running_servers

pytest.importorskip("opensearchpy", reason="the extra opensearch is not installed")

Reply = tuple[int, bytes]
Serve = Callable[[Callable[[str], Reply]], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve replies by path on loopback; gives the address of an archive there."""

    def start(reply: Callable[[str], Reply]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, body = reply(self.path)
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_PUT = do_GET

            def log_message(self, *_: object) -> None:
                pass

        return f"http://127.0.0.1:{run(HTTPServer(('127.0.0.1', 0), Handler))}/desk"

    with running_servers() as run:
        yield start


@pytest.mark.parametrize(
    ("address", "server", "name"),
    [
        ("https://host:9200/desk", "https://host:9200", "desk"),
        ("https://host/press-2004/", "https://host:443", "press-2004"),
        ("http://127.0.0.1:9200/d", "http://127.0.0.1:9200", "d"),
        ("https://[::1]:9200/desk", "https://[::1]:9200", "desk"),
    ],
)
def test_an_address_is_server_and_name(address: str, server: str, name: str) -> None:
    access = access_to(address, {}, {})
    assert (access.server, access.name) == (server, name)


@pytest.mark.parametrize(
    "address",
    ["https://host:9200", "https://host:9200/Desk", "https://host:x/desk", "https://host:9200/a,b",
     "https://host:9200/_all", "https://host/a/b", "ftp://host/desk"],
)  # fmt: skip
def test_what_names_no_archive_is_refused_in_one_line(address: str) -> None:
    with pytest.raises(PressmarkError, match="https://host:9200/name") as caught:
        access_to(address, {}, {})
    assert "\n" not in str(caught.value)


def test_credentials_in_an_address_are_refused_and_not_repeated() -> None:
    with pytest.raises(PressmarkError) as caught:
        access_to("https://ann:secret@host/desk", {}, {})
    assert "secret" not in str(caught.value)


def test_credentials_come_from_config_or_environment_and_are_not_shown() -> None:
    archives = {"desk": {"url": "https://host/desk", "user": "ann", "password": "secret"}}
    for asked in ("desk", "https://host/desk"):
        access = access_to(asked, archives, {})
        assert (access.user, access.password) == ("ann", "secret")
        assert "secret" not in repr(access)
    from_environment = access_to("https://host/desk", {}, {"PRESSMARK_ARCHIVE_API_KEY": "key"})
    assert from_environment.options()["headers"] == {"authorization": "ApiKey key"}


def test_a_password_is_not_sent_in_clear_text_over_a_network() -> None:
    with pytest.raises(PressmarkError, match="Write https"):
        access_to("http://host/desk", {}, {"PRESSMARK_ARCHIVE_PASSWORD": "secret"})
    with pytest.raises(PressmarkError, match="as ca"):
        access_to("d", {"d": {"url": "https://host/desk", "verify": False}}, {})
    assert access_to("https://host/desk", {}, {}).options()["verify_certs"] is True


def test_archives_of_the_config_file_never_reach_the_arguments_of_a_process() -> None:
    settings = settings_from({"archives": {"desk": {"url": "https://h/d", "password": "secret"}}})
    assert settings.archives["desk"]["password"] == "secret"
    assert "secret" not in settings.packed()
    assert "secret" not in repr(settings)
    assert unpacked(settings.packed()) == Settings()


@pytest.mark.parametrize(
    "table", [{"desk": 3}, {"desk": {"user": "ann"}}, {"desk": {"url": "https://h/d", "pass": "x"}},
              {"desk": {"url": "https://h/d", "shards": "4"}}]
)  # fmt: skip
def test_a_wrong_table_of_archives_is_named(table: dict[str, object]) -> None:
    with pytest.raises(PressmarkError, match=r"\[archives\.desk\]"):
        settings_from({"archives": table})


@pytest.mark.parametrize(
    ("status", "says", "kind"),
    [
        (401, "asks who you are", ArchiveError),
        (403, "does not allow this", ArchiveError),
        (404, "There is no archive desk", ArchiveError),
        (429, "too busy", ArchiveAway),
        (503, "too busy or not ready", ArchiveAway),
        (400, "refused a request: no such field", ArchiveError),
    ],
)
def test_each_answer_that_is_none_is_one_line(
    serve: Serve, status: int, says: str, kind: type[Exception]
) -> None:
    body = json.dumps({"error": {"root_cause": [{"type": "t", "reason": "no such\nfield"}]}})
    cluster = Cluster(access_to(serve(lambda _: (status, body.encode())), {}, {}))
    with pytest.raises(kind, match=says) as caught:
        cluster.ask("GET", "/desk/_search")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "asks who you are"),
        ({"USER": "ann"}, "asks for the password of ann, and there is none"),
        ({"USER": "ann", "PASSWORD": "river"}, "does not accept the password of ann"),
        ({"API_KEY": "river"}, "does not accept the api_key"),
    ],
)
def test_what_is_wrong_with_credentials_is_said_without_them(
    serve: Serve, given: dict[str, str], says: str
) -> None:
    environment = {f"PRESSMARK_ARCHIVE_{name}": value for name, value in given.items()}
    cluster = Cluster(access_to(serve(lambda _: (401, b"{}")), {}, environment))
    with pytest.raises(ArchiveError, match=says) as caught:
        cluster.ask("GET", "/")
    assert "river" not in str(caught.value)
    assert "or in the keyring" in str(caught.value)


@pytest.mark.parametrize(
    ("version", "old"),
    [({"distribution": "opensearch", "number": "2.19.1"}, True), ({"number": "7.17.0"}, True),
     ({"distribution": "opensearch", "number": "3.2.0"}, False), ({"number": "8.15.0"}, False)],
)  # fmt: skip
def test_an_old_server_is_refused(serve: Serve, version: dict[str, str], old: bool) -> None:
    body = json.dumps({"version": version}).encode()
    cluster = Cluster(access_to(serve(lambda _: (200, body)), {}, {}))
    if not old:
        assert cluster.flavour().elastic == ("distribution" not in version)
        return
    with pytest.raises(ArchiveError, match="needs OpenSearch 3"):
        cluster.flavour()


def test_a_server_that_is_none_of_these_is_said_so(serve: Serve) -> None:
    cluster = Cluster(access_to(serve(lambda _: (200, b'"hello"')), {}, {}))
    with pytest.raises(ArchiveError, match="no OpenSearch server"):
        cluster.ask("GET", "/")


def test_a_certificate_that_is_not_trusted_is_said_so(serve: Serve, tmp_path: Path) -> None:
    address = serve(lambda _: (200, b"{}")).replace("http:", "https:")
    with pytest.raises(ArchiveError, match="No secure connection"):
        Cluster(access_to(address, {}, {})).ask("GET", "/")


def test_a_name_and_a_password_in_any_script_are_sent_as_utf_8(serve: Serve) -> None:
    archives: dict[str, dict[str, object]] = {
        "desk": {"url": "http://127.0.0.1:9/desk", "user": "änn€", "password": "schlüssel"}
    }
    sent = access_to("desk", archives, {}).options()["headers"]["authorization"]
    assert b64decode(sent.removeprefix("Basic ")).decode() == "änn€:schlüssel"
    Cluster(access_to("desk", archives, {}))  # the client takes it


@pytest.mark.parametrize("key", ["secret\nx: y", "secrét", "sec ret"])
def test_a_key_that_no_header_can_hold_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(PressmarkError, match="no key has") as caught:
        access_to("https://host/desk", {}, {"PRESSMARK_ARCHIVE_API_KEY": key})
    assert key not in str(caught.value)


def test_an_archive_without_into_is_told_apart_from_a_folder() -> None:
    done = run("index", "articles", "https://host:9200/desk")
    assert done.returncode == 2
    assert "write --into before its address https://host:9200/desk" in done.stderr
