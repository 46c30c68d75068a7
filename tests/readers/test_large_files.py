"""Large files of every form: read whole; cut short, read as far as they go or refused in one line.

`PRESSMARK_LARGE=50 pytest tests/readers/test_large_files.py` tries files of 50 MB.
"""

import os
from pathlib import Path

import pytest
from made_forms import FORMS, PARAGRAPHS, WHOLE

from index.errors import ReadFailure
from index.readers import read_bytes

SIZE = int(float(os.environ.get("PRESSMARK_LARGE", "0.4")) * 1_000_000)


@pytest.mark.parametrize("name", FORMS)
def test_a_large_file_is_read_whole(name: str) -> None:
    raw = FORMS[name](SIZE)
    articles, problem = read_bytes(Path("/nowhere") / name, raw)
    assert problem is None
    last = articles[-1].text
    assert all(paragraph in last for paragraph in PARAGRAPHS)
    repeated = raw.count(PARAGRAPHS[-1].encode())
    if name in WHOLE:
        assert len(articles) == WHOLE[name]
        # main text extraction leaves out what a page repeats
        assert (
            name in {"page.html", "page.mht", "attached.eml"}
            or last.count(PARAGRAPHS[-1]) == repeated
        )
    else:
        assert len(articles) == repeated


@pytest.mark.parametrize("name", FORMS)
def test_a_large_file_cut_short_is_read_as_far_as_it_goes_or_refused(name: str) -> None:
    raw = FORMS[name](SIZE)
    try:
        articles, problem = read_bytes(Path("/nowhere") / name, raw[: len(raw) * 2 // 3])
    except ReadFailure as error:
        assert "\n" not in str(error)
    else:
        assert articles
        assert "\n" not in (problem or "")
