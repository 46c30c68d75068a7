"""Rows of cells: they fit every width, and what identifies a row is cut last."""

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from tui.panes.row_cells import Cell, draw_cells, widths

_TEXTS = st.text(st.sampled_from("ab 漢é…"), max_size=30)
_CELLS = st.lists(
    st.builds(Cell, _TEXTS, rank=st.integers(0, 8), wide=st.integers(0, 12), right=st.booleans()),
    max_size=5,
)


def drawn(cells: list[Cell], width: int) -> str:
    return "".join(segment.text for segment in draw_cells(cells, width, lambda _: Style()))


@settings(deadline=None)
@given(_TEXTS, _CELLS, st.integers(1, 90))
def test_a_row_has_its_width_and_keeps_its_name(name: str, others: list[Cell], width: int) -> None:
    cells = [Cell(name, rank=9, fills=True), *others]
    assert sum(widths(cells, width)) == width
    text = drawn(cells, width)
    assert cell_len(text) == width
    if cell_len(name) <= width:
        assert text.startswith(name)


def test_cells_of_low_rank_are_cut_first_and_then_left_out() -> None:
    cells = [Cell("Open the list", rank=9), Cell(" [lists.open]", rank=1), Cell(" Enter", rank=8)]
    assert drawn(cells, 40) == "Open the list [lists.open] Enter        "
    assert drawn(cells, 28) == "Open the list [lists.… Enter"
    assert drawn(cells, 20) == "Open the list Enter "
    assert drawn(cells, 13) == "Open the list"
    assert drawn(cells, 9) == "Open the…"


def test_a_figure_stands_at_the_right() -> None:
    cells = [Cell("name", rank=9, fills=True), Cell("7", wide=4, right=True)]
    assert drawn(cells, 12) == "name       7"


def test_a_whole_cell_is_left_out_rather_than_cut() -> None:
    cells = [Cell("Putin", rank=9, fills=True), Cell(" reported", rank=2, whole=True)]
    assert drawn(cells, 14) == "Putin reported"
    assert drawn(cells, 13) == "Putin        "
