"""Plug-ins: found without being imported, used for what is not built in, left out when broken."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.desk import plugin_report
from index.plugins import READERS_GROUP, installed_plugins
from tests.support.articles import Write
from tests.support.cli import Done, run
from tests.support.plugins import forget_plugins, install_example, write_metadata

MINUTES = (
    "Meeting: Harbour board\nCouncil: Port Town\nDate: 2004-05-12\n\n"
    "Minister Anna Bell said: “The harbour will grow.”\n----\n"
    "Meeting: River board\n\nThe river is <high>\x1b[31m.\n"
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for packages, of this process and of those that read."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield folder
    forget_plugins(folder)


@pytest.fixture
def folder(articles: Path, write: Write) -> Path:
    """An article, and the minutes of two meetings."""
    write("a.txt", "Harbour plans", "Carl Dorn said: “No.”")
    (articles / "b.minutes").write_text(MINUTES, encoding="utf-8")
    return articles


def call(site: Path, *words: object) -> Done:
    forget_plugins(site)
    return run(*words)


def json_rows(site: Path, *words: object) -> list[dict[str, Any]]:
    done = call(site, *words, "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_example_reads_exports_and_runs(site: Path, folder: Path, tmp_path: Path) -> None:
    install_example(site)
    titles = {row["title"]: row for row in json_rows(site, "search", "", folder)}
    assert set(titles) == {"Harbour plans", "Harbour board", "River board"}
    assert titles["Harbour board"]["publication"] == "Port Town"
    assert titles["Harbour board"]["date"] == "2004-05-12"
    assert json_rows(site, "longest", "-n", "1", folder) == [
        {"speaker": "Anna Bell", "text": "The harbour will grow."}
    ]
    org = call(site, "export", "--format", "org", "-q", "speaker:bell", folder).stdout
    assert org.startswith("* Harbour board\n#+begin_quote\nThe harbour will grow.\n#+end_quote\n")
    (status,) = json_rows(site, "status", folder)
    assert [(row["kind"], row["name"], row["problem"]) for row in status["plugins"]] == [
        ("reader", "minutes", None), ("exporter", "org", None), ("command", "longest", None),
    ]  # fmt: skip
    assert not status["failed"]


def test_an_upgraded_plugin_reads_its_files_again_and_a_removed_one_leaves(
    site: Path, folder: Path
) -> None:
    def built() -> dict[str, Any]:
        (row,) = json_rows(site, "index", folder)
        return {name: row[name] for name in ("articles", "added", "changed", "removed")}

    assert built() == {"articles": 1, "added": 1, "changed": 0, "removed": 0}
    install_example(site)
    assert built() == {"articles": 3, "added": 2, "changed": 0, "removed": 0}
    assert built() == {"articles": 3, "added": 0, "changed": 0, "removed": 0}
    module = site / "pressmark_example" / "minutes.py"
    code = module.read_text(encoding="utf-8")
    module.write_text(code.replace('values.get("Council")', '"Council"'), encoding="utf-8")
    write_metadata(
        site, "pressmark_example", "1.1",
        {"pressmark.readers": {"minutes": "pressmark_example.minutes:read"}},
    )  # fmt: skip
    assert built()["changed"]
    publications = {row["publication"] for row in json_rows(site, "search", "", folder)}
    assert publications == {"Regional Monitor", "Council"}
    for path in site.glob("*.dist-info"):
        (path / "entry_points.txt").unlink()
    assert built()["articles"] == 1


def test_a_broken_plugin_is_named_and_left_out(site: Path, folder: Path) -> None:
    write_metadata(
        site, "press_broken", "0.1",
        {
            "pressmark.readers": {"minutes": "no_such_module:read", "txt": "json:loads"},
            "pressmark.exporters": {"org": "json:loads"},
            "pressmark.commands": {"leave": "leaving:command", "search": "json:loads"},
        },
    )  # fmt: skip
    (site / "leaving.py").write_text("import sys\nsys.exit(3)\n")
    (status,) = json_rows(site, "status", folder)
    assert status["articles"] == 1
    (failed,) = status["failed"]
    assert "reader minutes of press-broken 0.1" in failed["reason"]
    assert "no_such_module" in failed["reason"]
    problems = {row["name"]: row["problem"] for row in status["plugins"]}
    assert set(problems) == {"minutes", "txt", "org", "leave", "search"}
    assert all(problems.values())
    assert "Pressmark has a reader txt itself" in problems["txt"]
    assert "lacks endings or write" in problems["org"]
    for words in (
        ["leave", folder],
        ["export", "--format", "org", "-q", "said:no", folder],
        ["export", "--format", "pdf", folder],
    ):
        done = call(site, *words)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), done
    version = call(site, "--version").stdout
    assert "reader minutes of press-broken 0.1 (left out)" in version
    assert len(version.splitlines()) == 1


def test_a_plugin_whose_import_does_not_end_is_named(
    site: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugin_report, "_PATIENCE", 0.01)
    write_metadata(site, "press_slow", "0.1", {"pressmark.exporters": {"slow": "sleeping:it"}})
    (site / "sleeping.py").write_text("import threading\nthreading.Event().wait()\n")
    (status,) = json_rows(site, "status", folder)
    ((name, problem),) = {row["name"]: row["problem"] for row in status["plugins"]}.items()
    assert name == "slow" and problem.endswith("its import does not end.")


def test_what_a_plugin_raises_names_it(site: Path, folder: Path) -> None:
    write_metadata(
        site, "press_failing", "2",
        {
            "pressmark.readers": {"minutes": "failing:read"},
            "pressmark.exporters": {"org": "failing:exporter"},
            "pressmark.commands": {"fail": "failing:command"},
        },
    )  # fmt: skip
    (site / "failing.py").write_text(
        "class Exporter:\n    endings = ('org',)\n    def write(self, passages): return 1 / 0\n"
        "class Command:\n    summary = 'x'\n    def add_arguments(self, parser): pass\n"
        "    def run(self, args, library): raise ValueError('a\\nb')\n"
        "def read(file): yield 'text'\nexporter, command = Exporter(), Command()\n"
    )
    (status,) = json_rows(site, "status", folder)
    assert "no PluginArticle" in status["failed"][0]["reason"]
    for words in (["fail", folder], ["export", "--format", "org", "-q", "said:no", folder]):
        done = call(site, *words)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), done
        assert "press-failing 2 failed" in done.stderr


ODD = """
import os, sys
from index.plugins import PluginArticle

def read(file):
    os.write(1, b"garbage for whoever listens" * 9)
    os.close(0)
    yield PluginArticle("The harbour will grow.", "Harbour board")

class Command:
    summary = "x\\x1b[31m"
    def add_arguments(self, parser): pass
    def run(self, args, library): raise BaseException("\\x1b[31m" + "x" * 9999)

class Raising:
    @property
    def summary(self): raise RuntimeError("no")
    endings = summary
    run = write = add_arguments = None

class Exporter:
    endings = 5
    def write(self, passages): return None

class Leaving(Exporter):
    endings = ("lv",)
    def write(self, passages): sys.exit(0)

command, raising, exporter, leaving, status = Command(), Raising(), Exporter(), Leaving(), Command()
status.run = lambda args, library: 10**30
"""


def test_whatever_a_plugin_is_one_line_names_it(site: Path, folder: Path, tmp_path: Path) -> None:
    write_metadata(
        site, "press_odd", "3",
        {
            "pressmark.readers": {"minutes": "odd:read"},
            "pressmark.exporters": {
                "org": "odd:exporter", "orh": "odd:raising", "lv": "odd:leaving",
            },
            "pressmark.commands": {
                "fail": "odd:command", "rise": "odd:raising", "st": "odd:status",
            },
        },
    )  # fmt: skip
    (site / "odd.py").write_text(ODD)
    # a worker's messages go by pipes that a plug-in does not meet as 0 and 1
    (status,) = json_rows(site, "status", folder)
    assert (status["articles"], status["failed"]) == (2, [])
    for form in ("org", "orh", "lv"):
        done = call(site, "export", "--format", form, "-q", "said:no", folder)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), done
        assert "press-odd 3" in done.stderr
    for name in ("fail", "rise", "st"):
        done = call(site, name, folder)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), done
        assert "press-odd 3" in done.stderr
        assert "\x1b" not in done.stderr
        assert len(done.stderr) < 400
    assert "\x1b" not in call(site, "fail", "--help").stdout


def test_damaged_metadata_is_no_plugin(site: Path) -> None:
    for number, raw in enumerate(
        (b"[pressmark.readers\nx", b"\xff[pressmark.readers]\nx = y", b"")
    ):
        (site / f"bad{number}-1.dist-info").mkdir()
        (site / f"bad{number}-1.dist-info" / "entry_points.txt").write_bytes(raw)
    (site / "none-1.dist-info").mkdir()
    install_example(site)
    forget_plugins(site)
    assert [one.name for one in installed_plugins(READERS_GROUP)] == ["minutes"]


def test_a_search_looks_for_no_plugins(site: Path, folder: Path) -> None:
    (folder / "b.minutes").unlink()
    assert call(site, "search", "harbour", folder).returncode == 0
    assert call(site, "search", "harbour", folder).returncode == 0
    assert installed_plugins.cache_info().currsize == 0
