"""An Elasticsearch server for tests by hand, from artefacts of Maven Central.

    python tools/opensearch/elasticsearch_server.py [VERSION]     # prints its address
    PRESSMARK_OPENSEARCH_URL=ADDRESS pytest -n0 tests/engine/test_engine_contract.py tests/archive

The server is Elasticsearch's own; HTTP and two parts of analysis are of `elastic/` (see there). It
needs a JDK of version 21 or later, Maven, a C compiler and the library of Zstandard. It ends when
its standard input does.
"""

import ctypes.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from opensearch_server import folder, java_home

HERE = Path(__file__).parent / "elastic"
DEFAULT = "8.18.2"
# Elasticsearch takes its faster arithmetic from a library that only its distribution has.
_NO_VECTORS = "int vec_caps(void) { return 0; }"
_LOGGING = """\
status = error
appender.err.type = Console
appender.err.name = err
appender.err.target = SYSTEM_ERR
appender.err.layout.type = PatternLayout
appender.err.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n
rootLogger.level = error
rootLogger.appenderRef.err.ref = err
"""


def made(version: str, home: Path) -> Path:
    """The folder with artefacts, classes and native libraries of a version; made on first use."""
    place = folder() / f"elastic-{version}"
    if (place / "ready").exists():
        return place
    shutil.rmtree(place, ignore_errors=True)
    native = place / "native"
    native.mkdir(parents=True, mode=0o700)
    environment = {**os.environ, "JAVA_HOME": str(home)}
    artefacts = [
        *("mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), f"-Delasticsearch={version}"),
        *("dependency:copy-dependencies", "-DincludeScope=runtime"),
        *(f"-DoutputDirectory={place / 'lib'}", f"-DbuildDirectory={place}"),
    ]
    subprocess.run(artefacts, env=environment, check=True, timeout=540)
    sources = [str(HERE / name) for name in ("ElasticTestNode.java", "OnePlugin.java")]
    compiled = [str(home / "bin" / "javac"), "-proc:none", "-nowarn", "-Xlint:-deprecation"]
    subprocess.run([*compiled, "-cp", f"{place}/lib/*", "-d", str(place), *sources], check=True)
    shared = ["cc", "-shared", "-fPIC", "-x", "c", "-", "-o", str(native / "libvec.so")]
    subprocess.run(shared, input=_NO_VECTORS, text=True, check=True)
    zstd = ctypes.util.find_library("zstd") or "libzstd.so.1"
    found = next(Path("/usr/lib").rglob(zstd))
    shutil.copy(found, native / "libzstd.so")
    (place / "ready").touch()
    return place


def main() -> int:
    """Run a server until standard input ends."""
    home = java_home()
    if home is None or shutil.which("mvn") is None or shutil.which("cc") is None:
        print("A JDK of version 21 or later, Maven and cc are needed.", file=sys.stderr)
        return 2
    place = made(sys.argv[1] if len(sys.argv) > 1 else DEFAULT, home)
    with tempfile.TemporaryDirectory(dir=place) as data:
        (Path(data) / "config").mkdir()
        logging = Path(data) / "config" / "log4j2.properties"
        logging.write_text(_LOGGING, "utf-8")
        settings = {
            "path.home": data,
            "path.data": f"{data}/data",
            "path.logs": f"{data}/logs",
            "cluster.name": f"pressmark-tests-{os.getpid()}",
            "node.name": "node-1",
            "discovery.type": "single-node",
            "cluster.routing.allocation.disk.threshold_enabled": "false",
        }
        command = [
            *(str(home / "bin" / "java"), "-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"),
            *("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"),
            *(f"-Des.nativelibs.path={place / 'native'}", f"-Djava.io.tmpdir={data}"),
            f"-Dlog4j2.configurationFile={logging}",
            *("-cp", f"{place}{os.pathsep}{place}/lib/*"),
            "org.elasticsearch.node.ElasticTestNode",
            *(f"{key}={value}" for key, value in settings.items()),
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            print(f"http://127.0.0.1:{server.stdout.readline().strip()}", flush=True)
            return server.wait()


if __name__ == "__main__":
    sys.exit(main())
