"""The desk on a collection of news: each command in a terminal, as a person runs it.

The collection is outside the repository; see `tests/support/news.py`.
"""

import csv
import html
import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx
import pytest

from tests.support.news import News, shown
from tests.support.plugins import install_example, write_metadata
from tests.support.terminal import COMMAND, Terminal

pytestmark = [
    pytest.mark.long,
    pytest.mark.xdist_group("news"),  # one worker builds the library
]

NEAR = '"immigration @person"~8'
SENTENCE = "voters worry that trade deals cost factory jobs"
SANDERS = 'speaker:"Bernie Sanders" trade'
SHELLS = {
    "bash": (("--norc", "--noprofile", "-i"), "bind 'set bell-style none'; ", "source <({})"),
    "zsh": (("-f", "-i"), "autoload -Uz compinit; compinit -D -u; unsetopt beep; ", "source <({})"),
    "fish": (("--no-config", "-i"), "", "{} | source"),
}


def objects(text: str) -> list[dict[str, Any]]:
    """The lines that `--json` printed."""
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


# --- 1: watches ---


def test_a_watch_tells_news_once(news: News, articles: Path) -> None:
    named = [path for path in sorted(news.texts.glob("nyt*.txt")) if "Sanders" in path.read_text()]
    *some, late = named[:9]
    for path in some:
        shutil.copy(path, articles)
    words = ("watch", "run", "--commit")
    assert shown("watch", "add", "sanders", "Sanders", articles).status == 0
    first = shown(*words)
    assert first.status == 0
    assert first.text.count("sanders") >= 1
    assert shown(*words).status == 1
    shutil.copy(late, articles)
    again = shown(*words, "--format", "json")
    assert again.status == 0
    assert [Path(row["path"]).name for row in objects(again.text)] == [late.name]
    shutil.rmtree(articles)
    gone = shown(*words)
    assert gone.status == 2
    assert gone.text.count("\n") == 1
    assert "sanders" in gone.text


# --- 2: batches ---


def test_a_batch_runs_to_its_end_past_a_bad_row(news: News, tmp_path: Path) -> None:
    names = ["Donald Trump", "Hillary Clinton", "Bernie Sanders", "Ted Cruz", "Nadezhda Nemova"]
    lines = [
        "name,query,after",
        *(f"{name},," for name in names),
        ",nofield:x,",
        "Marco Rubio,,2016",
    ]
    table, found = tmp_path / "names.csv", tmp_path / "found.csv"
    table.write_text("\n".join(lines), encoding="utf-8-sig")
    done = shown("batch", table, *news.words, "--output", found)
    assert done.status == 0
    assert "7 rows: 5 found something." in done.text
    assert "row 7: the query fails" in done.text
    with found.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [bool(int(row["hits"] or 0)) for row in rows] == [True] * 4 + [False] * 2 + [True]
    trump = rows[0]
    assert min(int(trump["statements_by"]), int(trump["statements_about"])) > 100
    assert "Trump" in trump["passage"]
    cited = shown("cite", trump["locator"], *news.words)
    assert cited.status == 0
    assert trump["title"] in cited.text


# --- 3: near an actor ---


def test_words_near_an_actor_in_hits_concordance_and_reader(news: News) -> None:
    hits = objects(shown("search", NEAR, *news.words, "--json", "--limit", 0).text)
    lines = objects(shown("kwic", NEAR, *news.words, "--json", "--limit", 0).text)
    assert {row["path"] for row in lines} == {row["path"] for row in hits}
    assert all("immigration" in row["match"].casefold() for row in lines)
    with Terminal("-q", NEAR, *news.words) as terminal:
        terminal.wait_for(f"{len(hits)} of 840", "match 1 of")
        terminal.press("q")
        assert terminal.end() == 0
    both = objects(shown("search", '"@Trump @Clinton"~20', *news.words, "--json").text)
    assert both


# --- 4: briefings ---


def test_a_briefing_opens_in_word_and_browser_and_is_verified(news: News, tmp_path: Path) -> None:
    for form in ("docx", "html", "md"):
        target = tmp_path / f"trade.{form}"
        made = shown("brief", "-q", SANDERS, *news.words, "--limit", 6, "--output", target)
        assert made.status == 0
        checked = objects(shown("verify", target, *news.words, "--json").text)
        assert {row["status"] for row in checked} <= {"stands", "moved"}
        assert len(checked) > 5
    quoted = checked[0]["text"]
    if office := shutil.which("soffice"):
        folder = f"-env:UserInstallation=file://{tmp_path}/office"
        subprocess.run(
            [office, folder, "--headless", "--convert-to", "fodt", "--outdir", tmp_path,
             tmp_path / "trade.docx"], check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        page = html.unescape((tmp_path / "trade.fodt").read_text(encoding="utf-8"))
        assert page.count("<text:note-body>") == len(checked)
        assert quoted in page
    if browser := shutil.which("chromium"):
        done = subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
             f"--user-data-dir={tmp_path}/chromium", (tmp_path / "trade.html").as_uri()],
            check=True, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.stdout.count("<blockquote") == len(checked)
    changed = tmp_path / "trade.md"
    text = changed.read_text(encoding="utf-8")
    words = re.findall(r"[a-z]{6,}", " ".join(row["text"] for row in checked))
    word = next(one for one in words if text.count(one) == 1)
    changed.write_text(text.replace(word, "elephants", 1), encoding="utf-8")
    assert shown("verify", changed, *news.words).status == 1


# --- 5: networks and tables ---


def test_networks_timelines_and_statements_are_read_back(news: News, tmp_path: Path) -> None:
    gexf, csv_file = tmp_path / "who.gexf", tmp_path / "who.csv"
    words = ("network", *news.words, "--by", "month", "--limit", 60, "--output")
    assert shown(*words, gexf).status == shown(*words, csv_file).status == 0
    graph = networkx.read_gexf(gexf)
    assert {"Donald J. Trump", "Bernie Sanders"} <= {
        one["label"] for _, one in graph.nodes(data=True)
    }
    with csv_file.open(encoding="utf-8-sig", newline="") as file:
        edges = {(row["source"], row["target"]) for row in csv.DictReader(file)}
    assert len(edges) == graph.number_of_edges() > 60
    line, said = tmp_path / "line.svg", tmp_path / "said.parquet"
    assert shown("search", "sanctions", *news.words, "--by", "month", "--output", line).status == 0
    assert ET.parse(line).getroot().tag.endswith("svg")
    assert shown("quotes", *news.words, "-q", SANDERS, "--output", said).status == 0
    parquet = pytest.importorskip("pyarrow.parquet")
    assert parquet.read_table(said).num_rows == len(
        objects(shown("quotes", *news.words, "-q", SANDERS, "--json").text)
    )


# --- 6: a text from outside ---


def test_a_text_from_outside_is_looked_up_and_not_stored(news: News, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "A draft\n\n“We will tax Wall Street quorvexly,” said Bernie Sanders. Ilza Quorvanen, the"
        " governor, told the New York Times that she would not.\n", encoding="utf-8"
    )  # fmt: skip
    by_name = shown("screen", draft, *news.words)
    assert by_name.status == 0
    actors = by_name.text[by_name.text.index("Actors") : by_name.text.index("Statements")]
    assert "not known" in next(one for one in actors.splitlines() if "Quorvanen" in one)
    assert "not known" not in next(one for one in actors.splitlines() if "Sanders" in one)
    command = " ".join(["pressmark", "screen", "-", *news.words, "--json"])
    path = f"PATH={Path(COMMAND).parent}:$PATH"
    (row,) = objects(shown("-c", f"{path}; {command} <{draft}", command="sh").text)
    (text,) = row["texts"]
    assert any("quorvexly" in one["text"] for one in text["statements"])
    assert shown("search", "quorvexly", *news.words).status == 1


# --- 7: scripts ---


def test_a_trail_is_written_and_runs_again(news: News, tmp_path: Path) -> None:
    script, trail = tmp_path / "session.txt", tmp_path / "trail.txt"
    script.write_text("# trade\n\nsearch trade factory\nfilter date:2016\n", encoding="utf-8")
    with Terminal("--start-with", str(script), *news.words) as terminal:
        terminal.wait_for("trade factory date:2016", "match 1 of")
        terminal.press("B")
        terminal.wait_for("Trail: ")
        terminal.press("e")
        terminal.wait_for("as a script")
        terminal.press("ctrl+u", str(trail), "enter")
        terminal.wait_until(trail.exists)
        terminal.press("q")
        terminal.end()
    ran = shown("run", trail, *news.words)
    assert ran.status == 0
    assert ran.text.count("2016-") > 5
    trail.write_text(f"{trail.read_text()}\nfrobnicate\n", encoding="utf-8")
    wrong = shown("run", trail, *news.words)
    number = len(trail.read_text().splitlines())
    assert wrong.status == 2
    assert f"line {number}: " in wrong.text
    assert wrong.text.count("\n") == 1


# --- 8: plug-ins ---


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for packages, on the path of the commands."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    yield folder


def test_the_example_plugin_runs_and_a_broken_one_is_named(news: News, site: Path) -> None:
    install_example(site)
    write_metadata(site, "press_broken", "0.1", {"pressmark.commands": {"leave": "no_such:one"}})
    done = shown("longest", "-n", 3, *news.words, "--json")
    assert done.status == 0
    assert len(objects(done.text)) == 3
    broken = shown("leave", *news.words)
    assert broken.status == 2
    assert broken.text.count("\n") == 1
    assert "leave" in broken.text


# --- 9: at home in the shell ---


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_commands_and_actors(shell: str, news: News) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    assert shown("search", "trade", *news.words, "--limit", 1).status == 0  # the library used last
    words, before, load = SHELLS[shell]
    path = f"{Path(COMMAND).parent}{os.pathsep}{os.environ['PATH']}"
    with Terminal(*words, command=shell, env={"PATH": path, "PS1": "ready "}) as terminal:
        loading = load.format(f"pressmark completion {shell}")
        terminal.press(f"{before}{loading}; clear; echo lo''aded", "enter")
        terminal.wait_for("loaded")
        for typed, completed in (
            ("pressmark netw", "pressmark network"),
            ("pressmark actors --dossier 'Bernie Sa", "Bernie Sanders"),
        ):
            terminal.press(typed, "tab")
            terminal.wait_for(completed)
            terminal.press("ctrl+u")


def test_the_version_says_engine_extras_and_compilation() -> None:
    told = shown("--version").text
    assert all(word in told for word in ("engine: local", "extras:", "compiled"))


# --- 10: finding with more words than one ---


def test_a_sentence_is_widened_and_one_key_takes_the_words_out(news: News) -> None:
    with Terminal("-q", SENTENCE, *news.words) as terminal:
        terminal.wait_for("of 840", "also: ")
        terminal.press("E")
        terminal.wait_until(lambda: "also: " not in terminal.text)
        terminal.press("q")
        assert terminal.end() == 0
    told = shown("search", SENTENCE, *news.words, "--limit", 1).text
    assert "also: " in told
