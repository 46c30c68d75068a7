"""TLS of archives: certificates that are trusted or not, and certificates of clients."""

import datetime
import json
import ssl
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from index.engine.opensearch import ArchiveError, Cluster, access_to
from tests.support.http_servers import running_servers

pytest.importorskip("opensearchpy", reason="the extra opensearch is not installed")

ANSWER = json.dumps({"version": {"distribution": "opensearch", "number": "3.2.0"}}).encode()
Serve = Callable[..., str]


class Handler(BaseHTTPRequestHandler):
    """Answers as OpenSearch does at its root."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """A server whose refused handshakes stay out of the output."""

    def handle_error(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def serve(authority: trustme.CA) -> Iterator[Serve]:
    """Serve on loopback with a certificate for a host; gives the address of an archive there."""

    def start(
        host: str = "127.0.0.1",
        asks_for_certificate: bool = False,
        not_after: datetime.datetime | None = None,
    ) -> str:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(host, not_after=not_after).configure_cert(context)
        if asks_for_certificate:
            authority.configure_trust(context)
            context.verify_mode = ssl.CERT_REQUIRED
        server = Server(("127.0.0.1", 0), Handler)
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        return f"https://127.0.0.1:{run(server)}/desk"

    with running_servers() as run:
        yield start


@pytest.fixture
def ca(authority: trustme.CA, tmp_path: Path) -> str:
    """The file of the authority that issues the certificates here."""
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


def ask(url: str, **entries: str) -> Cluster:
    """A cluster that was asked which version it is."""
    cluster = Cluster(access_to("desk", {"desk": {"url": url, **entries}}, {}))
    cluster.flavour()
    return cluster


def test_a_certificate_of_an_unknown_authority_is_refused(serve: Serve) -> None:
    with pytest.raises(ArchiveError, match=r"is not trusted\. Name the authority's file") as caught:
        ask(serve())
    assert "\n" not in str(caught.value)


def test_a_certificate_of_the_named_authority_is_taken(serve: Serve, ca: str) -> None:
    assert ask(serve(), ca=ca).flavour().number == "3.2.0"


def test_a_certificate_for_another_host_is_refused(serve: Serve, ca: str) -> None:
    with pytest.raises(ArchiveError, match="is for another host"):
        ask(serve("search.example.org"), ca=ca)


def test_a_client_certificate_lets_a_reader_in(
    serve: Serve, ca: str, authority: trustme.CA, tmp_path: Path
) -> None:
    own = authority.issue_cert("ann@example.org")
    cert, key = tmp_path / "ann.pem", tmp_path / "ann.key"
    own.cert_chain_pems[0].write_to_path(str(cert))
    own.private_key_pem.write_to_path(str(key))
    url = serve(asks_for_certificate=True)
    assert ask(url, ca=ca, client_cert=str(cert), client_key=str(key)).flavour().number == "3.2.0"


def test_a_server_that_wants_a_client_certificate_says_so(serve: Serve, ca: str) -> None:
    with pytest.raises(ArchiveError, match="client_cert and client_key"):
        ask(serve(asks_for_certificate=True), ca=ca)


@pytest.mark.parametrize("entry", ["ca", "client_cert"])
def test_a_file_of_certificates_that_is_not_there_is_named(
    serve: Serve, ca: str, entry: str, tmp_path: Path
) -> None:
    missing = str(tmp_path / "none.pem")
    with pytest.raises(ArchiveError, match=r"none\.pem cannot be read"):
        ask(serve(), **({"ca": ca} | {entry: missing}))


def test_a_file_that_holds_no_certificate_is_named(serve: Serve, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    other.write_text("no certificate")
    with pytest.raises(ArchiveError, match=r"other\.pem holds no"):
        ask(serve(), ca=str(other))


def test_a_certificate_that_ran_out_is_refused(
    serve: Serve, ca: str, authority: trustme.CA
) -> None:
    with pytest.raises(ArchiveError, match="not valid at this time"):
        ask(serve(not_after=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)), ca=ca)


def test_a_file_in_the_home_folder(
    serve: Serve, ca: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert ask(serve(), ca="~/ca.pem").flavour().number == "3.2.0"
