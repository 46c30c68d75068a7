"""Networks of actors, read back by networkx."""

import csv
import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corrections import corrections_file
from index.desk import (
    NETWORK_FORMATS,
    Network,
    NetworkEdge,
    NetworkNode,
    NetworkRequest,
    make_network,
    write_network,
)
from index.library import Library
from tests.desk.conftest import Command, Desk


def graph(command: Command, target: Path, *words: object) -> Any:
    """The graph that a command writes, by names of actors."""
    done = command("network", "--output", target, *words)
    assert done.status == 0, done.err
    if target.suffix == ".graphml":
        read = networkx.read_graphml(target)
        return networkx.relabel_nodes(read, dict(read.nodes(data="name")))
    read = networkx.read_gexf(target, version="1.3")
    return networkx.relabel_nodes(read, dict(read.nodes(data="label")))


@pytest.mark.parametrize("ending", ["gexf", "graphml"])
def test_who_speaks_about_whom_has_a_direction(
    ending: str, command: Command, tmp_path: Path
) -> None:
    found = graph(command, tmp_path / f"n.{ending}")
    assert found.is_directed()
    edges = {(one, other): int(weight) for one, other, weight in found.edges(data="weight")}
    assert edges["Anna Bell", "Carl Dorn"] == 1
    assert edges["Carl Dorn", "Anna Bell"] == 2
    assert edges["Maria Quist", "Carl Dorn"] == 1
    assert ("Carl Dorn", "Maria Quist") not in edges
    assert found.nodes["Anna Bell"]["kind"] == "person"
    assert int(found.nodes["Anna Bell"]["articles"]) == 3


@pytest.mark.parametrize("kind", ["quoted-beside", "appears-with"])
def test_other_networks_have_none(kind: str, command: Command, tmp_path: Path) -> None:
    found = graph(command, tmp_path / "n.gexf", "--kind", kind)
    assert not found.is_directed()
    together = 2 if kind == "appears-with" else 1
    assert found.edges["Anna Bell", "Carl Dorn"]["weight"] == together
    assert found.has_edge("Carl Dorn", "Maria Quist")


def test_edges_have_the_days_of_their_periods(command: Command, tmp_path: Path) -> None:
    target = tmp_path / "n.gexf"
    found = graph(command, target, "--by", "month")
    assert found.edges["Carl Dorn", "Anna Bell"]["spells"] == [("2004-05-01", "2004-06-30")]
    assert found.edges["Maria Quist", "Carl Dorn"]["spells"] == [("2006-04-01", "2006-04-30")]
    weights = [
        (one.get("value"), one.get("start"), one.get("end"))
        for one in ElementTree.parse(target).iter("{http://gexf.net/1.3}attvalue")
        if one.get("for") == "by_period"
    ]
    assert ("1", "2004-06-01", "2004-06-30") in weights
    found = graph(command, tmp_path / "n.graphml", "--by", "year")
    assert found.edges["Carl Dorn", "Anna Bell"]["periods"] == "2004:2"
    assert found.edges["Carl Dorn", "Anna Bell"]["last"] == "2004-12-31"


def test_edges_as_lines_add_up(command: Command) -> None:
    done = command("network", "--by", "month", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    bell = [row for row in rows if row["source"] == "Carl Dorn" and row["target"] == "Anna Bell"]
    assert [(row["weight"], row["period"]) for row in bell] == [("1", "2004-05"), ("1", "2004-06")]
    assert command("network", "--json").rows[0]["weight"] == 2


def test_a_search_a_limit_and_a_least_weight_narrow_it(command: Command) -> None:
    assert len(command("network", "--json", "--least", "2").rows) == 1
    pairs = command("network", "--json", "-q", "bridge OR quist").rows
    assert {row["source"] for row in pairs} == {"Maria Quist"}
    assert len(command("network", "--json", "--kind", "appears-with", "--limit", "2").rows) == 1
    done = command("network", "-q", "bridge")
    assert (done.status, done.out, len(done.err.splitlines())) == (1, "", 1)


def test_networks_follow_the_corrections_of_actors(command: Command, desk: Desk) -> None:
    path = corrections_file()
    path.parent.mkdir(parents=True)
    path.write_text(
        '[[same]]\nkind = "person"\nname = "Anna Bell"\nalso = ["Maria Quist"]\n', encoding="utf-8"
    )
    done = command("network", "--json")
    weights = {(row["source"], row["target"]): row["weight"] for row in done.rows}
    assert weights["Anna Bell", "Carl Dorn"] == 2
    path.write_text('[ignored]\nperson = ["Maria Quist"]\n', encoding="utf-8")
    rows = command("network", "--json").rows
    assert rows
    assert "Maria Quist" not in {row[end] for row in rows for end in ("source", "target")}


@given(
    st.lists(st.text(max_size=6), min_size=2, max_size=5),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 9)), max_size=6),
)
def test_any_name_is_read_back(names: list[str], made: list[tuple[int, int, int]]) -> None:
    nodes = tuple(NetworkNode(at, name, "person", at) for at, name in enumerate(names))
    two = {(a, b): n for a, b, n in made if a != b and max(a, b) < len(names)}
    edges = tuple(NetworkEdge(*ends, weight) for ends, weight in two.items())
    network = Network("speaks-about", "q", nodes, edges)
    for form, read in (("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)):
        found = read(io.BytesIO("".join(write_network(network, form)).encode()))
        assert len(found) == len(names)
        assert {(int(a), int(b)): w for a, b, w in found.edges(data="weight")} == two
    assert NETWORK_FORMATS[:2] == ("gexf", "graphml")


def test_a_full_disk_leaves_the_older_file(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "n.gexf"
    target.write_text("older", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("os.fsync", full)
    done = command("network", "--output", target)
    assert (done.status, len(done.err.splitlines())) == (2, 1)
    assert target.read_text(encoding="utf-8") == "older"


def test_periods_count_what_the_whole_counts(desk: Desk) -> None:
    library = Library.open([desk.articles], desk.library)
    found = library.search("")
    for kind in ("speaks-about", "quoted-beside", "appears-with"):
        network = make_network(library, found, NetworkRequest(kind, "year"))
        assert network.edges
        for edge in network.edges:
            assert sum(weight for _, weight in edge.periods) == edge.weight
    library.close()


SAID = {
    "s1": "Carl Dorn told Interfax that Anna Bell had counted badly (Interfax, May 30).",
    "s2": "Anna Bell said on June 1 that Carl Dorn was tired.\n\n“Anna Bell is wrong,” Dorn said.",
}


def test_statements_count_in_the_period_that_they_were_said_in(tmp_path: Path) -> None:
    folder = tmp_path / "press"
    folder.mkdir()
    for name, body in SAID.items():
        head = "Harbour plans\n\nPublication: Port Herald\nDate: June 2, 2004\n\n"
        (folder / f"{name}.txt").write_text(f"{head}{body}\n", encoding="utf-8")
    library = Library.open([folder], tmp_path / "library")
    library.refresh(jobs=1)
    found = library.search("")
    made = make_network(library, found, NetworkRequest("speaks-about", "month", by_said=True))
    names = {node.actor: node.name for node in made.nodes}
    weights = {
        (names[edge.source], names[edge.target]): {
            made.periods[place].name: weight for place, weight in edge.periods
        }
        for edge in made.edges
    }
    assert weights["Carl Dorn", "Anna Bell"] == {"2004-05": 1, "2004-06": 1}
    assert weights["Anna Bell", "Carl Dorn"] == {"2004-06": 1}
    own = make_network(library, found, NetworkRequest("speaks-about", "month"))
    assert [period.name for period in own.periods] == ["2004-06"]
    in_a_row = make_network(library, found, NetworkRequest("quoted-beside", by_said=True))
    assert [period.name for period in in_a_row.periods] == ["2004-06"]
    library.close()


@pytest.mark.parametrize("kind", ["speaks-about", "quoted-beside"])
def test_every_format_has_the_periods_of_statements(kind: str, command: Command) -> None:
    rows = command("network", "--json", "--kind", kind, "--by", "said-year").rows
    assert {row["period"] for row in rows} == {"2004", "2006"}
    lines = command("network", "--format", "csv", "--kind", kind, "--by", "said").out.splitlines()
    assert any(line.endswith(",2004-05") for line in lines)
    for form in ("gexf", "graphml"):
        done = command("network", "--format", form, "--kind", kind, "--by", "said-month")
        assert "2004-05" in done.out


def test_common_mentions_are_not_said_on_a_day(command: Command) -> None:
    done = command("network", "--kind", "appears-with", "--by", "said")
    assert (done.status, done.out, len(done.err.splitlines())) == (2, "", 1)
