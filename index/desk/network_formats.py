"""Networks as GEXF 1.3 (Gephi), GraphML, a CSV of edges, or JSON Lines."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from index.desk.network import Network, NetworkEdge, NetworkNode, Period
from index.kept import csv_line
from index.text import one_line, to_json, xml_text

_COLUMNS = ("source", "target", "source_kind", "target_kind", "type", "weight", "period")


def write_network(network: Network, form: str) -> Iterator[str]:
    """The network in one of NETWORK_FORMATS, line by line.

    CSV and JSON have a line for each edge; with periods a line for each edge and period, and one
    without a period for less exact dates.
    """
    return _WRITERS[form](network)


# --- XML ---


def _attribute(text: str) -> str:
    return quoteattr(xml_text(one_line(text)))


def _spells(network: Network, places: Iterable[int]) -> list[tuple[str, str]]:
    """First and last days of the periods at some places; adjacent periods are joined."""
    found: list[tuple[str, str]] = []
    for place in sorted(set(places)):
        period = network.periods[place]
        if found and _day_after(found[-1][1]) == period.first:
            found[-1] = found[-1][0], period.last
        else:
            found.append((period.first, period.last))
    return found


def _day_after(day: str) -> str:
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()


def _gexf(network: Network) -> Iterator[str]:
    mode = "dynamic" if network.periods else "static"
    kind = "directed" if network.directed else "undirected"
    dates = ' timeformat="date" timerepresentation="interval"' if network.periods else ""
    about = _attribute(f"{network.kind}: {network.query or 'all articles'}")[1:-1]
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield f"<meta><creator>Pressmark</creator><description>{about}</description></meta>\n"
    yield f'<graph mode="{mode}" defaultedgetype="{kind}"{dates}>\n'
    yield '<attributes class="node" mode="static">\n'
    yield '<attribute id="kind" title="kind" type="string"/>\n'
    yield '<attribute id="articles" title="articles" type="integer"/>\n</attributes>\n'
    if network.periods:
        yield '<attributes class="edge" mode="dynamic">\n'
        yield '<attribute id="by_period" title="weight" type="integer"/>\n</attributes>\n'
    yield "<nodes>\n"
    places = _places_of_nodes(network) if network.periods else {}
    for node in network.nodes:
        yield _gexf_node(network, node, places.get(node.actor, ()))
    yield "</nodes>\n<edges>\n"
    for number, edge in enumerate(network.edges):
        yield _gexf_edge(network, edge, number)
    yield "</edges>\n</graph>\n</gexf>\n"


def _places_of_nodes(network: Network) -> dict[int, set[int]]:
    """The places of the periods in which each actor has an edge."""
    found: dict[int, set[int]] = {}
    for edge in network.edges:
        for actor in (edge.source, edge.target):
            found.setdefault(actor, set()).update(place for place, _ in edge.periods)
    return found


def _gexf_node(network: Network, node: NetworkNode, places: Iterable[int]) -> str:
    values = f'<attvalue for="kind" value="{node.kind}"/>'
    if node.articles is not None:
        values += f'<attvalue for="articles" value="{node.articles}"/>'
    return (
        f'<node id="{node.actor}" label={_attribute(node.name)}>'
        f"<attvalues>{values}</attvalues>{_gexf_spells(_spells(network, places))}</node>\n"
    )


def _gexf_edge(network: Network, edge: NetworkEdge, number: int) -> str:
    ends = f'source="{edge.source}" target="{edge.target}" weight="{edge.weight}"'
    if not edge.periods:
        return f'<edge id="{number}" {ends}/>\n'
    values = "".join(
        f'<attvalue for="by_period" value="{weight}"'
        f' start="{network.periods[place].first}" end="{network.periods[place].last}"/>'
        for place, weight in edge.periods
    )
    spells = _gexf_spells(_spells(network, (place for place, _ in edge.periods)))
    return f'<edge id="{number}" {ends}><attvalues>{values}</attvalues>{spells}</edge>\n'


def _gexf_spells(spells: Sequence[tuple[str, str]]) -> str:
    if not spells:
        return ""
    each = "".join(f'<spell start="{first}" end="{last}"/>' for first, last in spells)
    return f"<spells>{each}</spells>"


def _graphml(network: Network) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for where, name, kind in (
        ("node", "name", "string"),
        ("node", "kind", "string"),
        ("node", "articles", "int"),
        ("edge", "weight", "int"),
        *((("edge", name, "string") for name in ("first", "last", "periods"))
          if network.periods else ()),
    ):  # fmt: skip
        yield f'<key id="{where}_{name}" for="{where}" attr.name="{name}" attr.type="{kind}"/>\n'
    direction = "directed" if network.directed else "undirected"
    yield f'<graph id="network" edgedefault="{direction}">\n'
    for node in network.nodes:
        facts = {"name": node.name, "kind": node.kind, "articles": node.articles}
        yield f'<node id="{node.actor}">{_graphml_data("node", facts)}</node>\n'
    for edge in network.edges:
        weights = [(network.periods[place], weight) for place, weight in edge.periods]
        facts = {"weight": edge.weight}
        if weights:
            facts |= {"first": weights[0][0].first, "last": weights[-1][0].last}
            facts["periods"] = ";".join(f"{period.name}:{weight}" for period, weight in weights)
        data = _graphml_data("edge", facts)
        yield f'<edge source="{edge.source}" target="{edge.target}">{data}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _graphml_data(where: str, facts: dict[str, Any]) -> str:
    return "".join(
        f'<data key="{where}_{name}">{escape(xml_text(one_line(str(value))))}</data>'
        for name, value in facts.items()
        if value is not None
    )


# --- lines ---


def _edge_rows(network: Network) -> Iterator[dict[str, Any]]:
    nodes = {node.actor: node for node in network.nodes}
    direction = "directed" if network.directed else "undirected"
    for edge in network.edges:
        source, target = nodes[edge.source], nodes[edge.target]
        row = {
            "source": source.name,
            "target": target.name,
            "source_kind": source.kind,
            "target_kind": target.kind,
            "type": direction,
        }
        for period, weight in _weights_of(network, edge):
            yield {**row, "weight": weight, "period": period.name if period else None}


def _weights_of(network: Network, edge: NetworkEdge) -> Iterator[tuple[Period | None, int]]:
    """The weights of an edge by period; None for the rest, or for all where there are none."""
    for place, weight in edge.periods:
        yield network.periods[place], weight
    rest = edge.weight - sum(weight for _, weight in edge.periods)
    if rest:
        yield None, rest


def _csv(network: Network) -> Iterator[str]:
    yield csv_line(_COLUMNS)
    for row in _edge_rows(network):
        yield csv_line(row[name] for name in _COLUMNS)


def _json(network: Network) -> Iterator[str]:
    return (to_json(row) + "\n" for row in _edge_rows(network))


_WRITERS: dict[str, Callable[[Network], Iterator[str]]] = {
    "gexf": _gexf,
    "graphml": _graphml,
    "csv": _csv,
    "json": _json,
}

__all__ = ["write_network"]
