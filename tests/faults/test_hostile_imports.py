"""Hostile imports: what is taken in stays harmless in every export, and hides no other mark.

PRESSMARK_FAULTS is the number of imports tried.
"""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from index.kept import Mark, Review, from_jsonl, write
from index.kept.records import mark_body
from index.model import EXPORT_FORMATS
from tests.support.marks import make_passage_of

EXAMPLES = int(os.environ.get("PRESSMARK_FAULTS", "40"))
GOOD = Mark("good", make_passage_of(1), "good note", ("t",), "2026-01-01T00:00:00", "")
_HOSTILE = (
    "\x1b]0;title\x07", "\x9b31m", "\u202eabc", "\x7f", "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1",
    "}} @article{x,", "{{{", "\\input{/etc/passwd}", "%", "TY  - JOUR\nER  - ", "\r\nER  - ",
    '"\n"',
    "../../../etc/passwd", "/etc/passwd", "[red]x[/red]", "<script>", "\ud800", "\0", "\u2028",
    "a" * 20_000,
    "2004-05-12", "", " ", "None", "https://x/?a=\x1b[2J",
)  # fmt: skip
values = st.one_of(
    st.sampled_from(_HOSTILE),
    st.text(max_size=20),
    st.none() | st.booleans() | st.integers() | st.floats(),
    st.lists(st.sampled_from(_HOSTILE), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


def paths_in(body: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The paths of all fields of a JSON object."""
    found: list[tuple[str, ...]] = []
    for name, value in body.items():
        found += [
            (*path, name),
            *(paths_in(value, (*path, name)) if isinstance(value, dict) else []),
        ]
    return found


FIELDS = paths_in(json.loads(json.dumps(mark_body(GOOD))))


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), values, min_size=1, max_size=4))
def test_a_hostile_import_is_refused_or_harmless(changes: dict[tuple[str, ...], Any]) -> None:
    other = Mark("other", make_passage_of(2), "another note", (), GOOD.created, GOOD.created)
    body: Any = json.loads(json.dumps(mark_body(other)))
    for path, value in changes.items():
        inner = body
        for name in path[:-1]:
            inner = inner[name] if isinstance(inner.get(name), dict) else {}
        inner[path[-1]] = value
    lines = [json.dumps(body), json.dumps(mark_body(GOOD))]
    found = from_jsonl([line.encode() for line in lines])
    assert GOOD in found.marks
    assert all(row.reason.isprintable() and len(row.reason) < 300 for row in found.refused)
    with tempfile.TemporaryDirectory() as folder:
        review = Review(Path(folder) / "review.sqlite")
        review.merge(found.marks)
        assert review.damaged() == ()
        stored = review.marks()
        assert GOOD in stored
        for form in EXPORT_FORMATS:
            text = write(stored, form)
            assert "good note" in text
            assert not any(code in text for code in ("\x1b", "\x9b", "\x7f", "\u202e", "\0"))
        for line in write(stored, "bibtex").splitlines():
            if line.startswith("@"):
                assert line.partition("{")[2].rstrip(",").replace("-", "").isalnum()
                assert line.isascii()
        review.close()
