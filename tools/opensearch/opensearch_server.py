"""An OpenSearch server for tests, from artefacts of Maven Central.

    with start_server() as server:
        print(server.url)

Needs a JDK of version 21 or later and Maven; `missing()` says what is not there. Artefacts and data
lie in the folder that PRESSMARK_OPENSEARCH names, by default one in the system's temporary folder.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from filelock import FileLock

HERE = Path(__file__).parent
# The oldest Java that runs OpenSearch 3.
_OLDEST_JAVA = 21
# Seconds until a node answers on HTTP; a cold one takes 5 to 20.
_START_SECONDS = 180
_LOGGING = """\
status = error
appender.err.type = Console
appender.err.name = err
appender.err.target = SYSTEM_ERR
appender.err.layout.type = PatternLayout
appender.err.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n
rootLogger.level = warn
rootLogger.appenderRef.err.ref = err
"""


class CannotStart(Exception):
    """The server did not start; the message says why."""


def folder() -> Path:
    """The folder of artefacts and data of test servers."""
    named = os.environ.get("PRESSMARK_OPENSEARCH")
    return Path(named or Path(tempfile.gettempdir()) / f"pressmark-opensearch-{os.getuid()}")


@cache
def java_home() -> Path | None:
    """The newest JDK of version 21 or later; None where there is none."""
    places = [Path(home) for home in [os.environ.get("JAVA_HOME")] if home]
    places += sorted(Path("/usr/lib/jvm").glob("*")) if Path("/usr/lib/jvm").is_dir() else []
    found = [(_version_of(place), place) for place in places if (place / "bin" / "javac").exists()]
    version, place = max(found, default=(0, None))
    return place if version >= _OLDEST_JAVA else None


def _version_of(home: Path) -> int:
    try:
        text = (home / "release").read_text(encoding="utf-8")
    except OSError:
        return 0
    match = re.search(r'JAVA_VERSION="(\d+)', text)
    return int(match[1]) if match else 0


def missing() -> str | None:
    """What keeps a server from starting here; None where nothing does."""
    if java_home() is None:
        return f"no JDK of version {_OLDEST_JAVA} or later"
    if shutil.which("mvn") is None:
        return "no Maven"
    return None


def classes() -> Path:
    """The folder with the artefacts in `lib` and the compiled launcher; made on first use.

    Raises CannotStart.
    """
    place = folder()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(place / "lock", timeout=_START_SECONDS * 3):
        return _compiled(place)


def _compiled(place: Path) -> Path:
    home = java_home()
    lib, ready = place / "lib", place / "ready"
    stamp = (HERE / "pom.xml").read_text("utf-8") + (HERE / "TestNode.java").read_text("utf-8")
    if ready.exists() and ready.read_text("utf-8") == stamp:
        return place
    if home is None:
        raise CannotStart(str(missing()))
    shutil.rmtree(lib, ignore_errors=True)
    lib.mkdir(parents=True, mode=0o700)
    copied = [
        *("mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"),
        *("-DincludeScope=runtime", f"-DoutputDirectory={lib}", f"-DbuildDirectory={place}"),
    ]
    _run(copied, {"JAVA_HOME": str(home)})
    _run(
        [
            *(str(home / "bin" / "javac"), "-proc:none", "-nowarn"),
            *("-cp", str(lib / "*"), "-d", str(place), str(HERE / "TestNode.java")),
        ],
        {},
    )
    ready.write_text(stamp, "utf-8")
    return place


def _run(command: Sequence[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        command,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=540,
        check=False,
    )
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[-3:]
        raise CannotStart(f"{command[0]} failed: {' '.join(last)}")


@dataclass
class Server:
    """A node that runs: its address, its process and its log."""

    url: str
    process: "subprocess.Popen[str]"
    log: Path

    def stop(self) -> None:
        """End the node by closing its input; kill it where that does not help."""
        with suppress(OSError):
            assert self.process.stdin is not None
            self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def kill(self) -> None:
        """Kill the node, as a crash does."""
        self.process.kill()
        self.process.wait()


@contextmanager
def start_server(heap: str = "768m", settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server with one node, its data in a folder that is removed. Raises CannotStart."""
    own = {"discovery.type": "single-node", "node.roles": "cluster_manager,data"}
    with _node("node-1", heap, own | dict(settings or {}), 0) as server:
        _wait_ready(server, 1)
        yield server


@contextmanager
def start_cluster(count: int = 3, heap: str = "512m") -> Iterator[list[Server]]:
    """A cluster of `count` nodes on loopback. Raises CannotStart."""
    ports = _free_ports(count)
    shared = {
        "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in ports),
        "cluster.initial_cluster_manager_nodes": ",".join(
            f"node-{number}" for number in range(1, count + 1)
        ),
        "node.roles": "cluster_manager,data",
        "cluster.join.timeout": "30s",
    }
    with ExitStack() as stack:
        nodes = [_begin(f"node-{n}", heap, shared, port) for n, port in enumerate(ports, 1)]
        for node in nodes:
            stack.callback(_end, *node)
        servers = [_reached(process, data) for process, data in nodes]
        for server in servers:
            _wait_ready(server, count)
        yield servers


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@contextmanager
def _node(name: str, heap: str, settings: Mapping[str, str], port: int) -> Iterator[Server]:
    process, data = _begin(name, heap, settings, port)
    try:
        yield _reached(process, data)
    finally:
        _end(process, data)


def _begin(
    name: str, heap: str, settings: Mapping[str, str], port: int
) -> "tuple[subprocess.Popen[str], Path]":
    """Start a node's process; its data folder holds everything it writes."""
    home, place = java_home(), classes()
    assert home is not None
    data = Path(tempfile.mkdtemp(prefix="node-", dir=place))
    (data / "config").mkdir()
    (data / "config" / "log4j2.properties").write_text(_LOGGING, "utf-8")
    given = {
        "path.home": str(data),
        "path.data": str(data / "data"),
        "path.logs": str(data / "logs"),
        "cluster.name": f"pressmark-tests-{os.getpid()}",
        "node.name": name,
        "network.host": "127.0.0.1",
        "http.port": "0",
        "transport.port": str(port),
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        **settings,
    }
    with (data / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [
                *(str(home / "bin" / "java"), f"-Xms{heap}", f"-Xmx{heap}", "-XX:+UseSerialGC"),
                # the second compiler costs more in the minutes of a test run than it saves
                *("-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-Djava.awt.headless=true"),
                "--enable-native-access=ALL-UNNAMED",
                *("-cp", f"{place}{os.pathsep}{place / 'lib' / '*'}", "TestNode"),
                *(f"{key}={value}" for key, value in given.items()),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            cwd=data,
        )
    return process, data


def _reached(process: "subprocess.Popen[str]", data: Path) -> Server:
    """The server of a process, once it has said its port. Raises CannotStart."""
    assert process.stdout is not None
    heard: list[str] = []
    reader = threading.Thread(target=_hear, args=(process.stdout, heard), daemon=True)
    reader.start()
    reader.join(_START_SECONDS)
    if not heard:
        lines = (data / "log").read_text("utf-8", "replace").splitlines()
        raise CannotStart("the node did not start: " + " | ".join(lines[:4]))
    return Server(f"http://127.0.0.1:{heard[0]}", process, data / "log")


def _hear(stream: IO[str], heard: list[str]) -> None:
    for line in stream:
        if line.strip().isdigit():
            heard.append(line.strip())
            return


def _wait_ready(server: Server, nodes: int) -> None:
    until = time.monotonic() + _START_SECONDS
    address = f"{server.url}/_cluster/health?wait_for_nodes={nodes}&timeout=5s"
    while time.monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(address, timeout=20) as answer:
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise CannotStart(f"{server.url} has not {nodes} nodes after {_START_SECONDS} s")


def _end(process: "subprocess.Popen[str]", data: Path) -> None:
    Server("", process, data / "log").stop()
    shutil.rmtree(data, ignore_errors=True)


def main() -> int:
    """Start a server and keep it until standard input ends, when run as a script."""
    reason = missing()
    if reason:
        print(f"No OpenSearch server can be started here: {reason}.", file=sys.stderr)
        return 2
    heap = sys.argv[1] if len(sys.argv) > 1 else "768m"
    with start_server(heap) as server:
        print(server.url, flush=True)
        sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main())
