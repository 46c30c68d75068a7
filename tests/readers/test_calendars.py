"""Dates of other calendars, printed dates, and dates in the names of files and folders."""

from pathlib import Path

import pytest

from index.readers.metadata_date import metadata_date
from index.readers.path_date import date_in_path


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("12 พฤษภาคม 2547", "2004-05-12"), ("12 พ.ค. 2547", "2004-05-12"),
        ("12 พ.ค. 47", "2004-05-12"),
        ("วันพุธที่ ๑๒ พฤษภาคม พ.ศ. ๒๕๔๗", "2004-05-12"), ("พ.ศ. 2547", "2004"),
        ("พฤษภาคม 2547", "2004-05"),
        ("2547-05-12", "2004-05-12"), ("13/05/2547", "2004-05-13"), ("12 May 2547", "2004-05-12"),
        ("平成16年5月12日", "2004-05-12"), ("令和元年5月", "2019-05"),
        ("民國93年5月12日", "2004-05-12"),
        ("ngày 12 tháng 5 năm 2004", "2004-05-12"), ("2004. 05. 12.", "2004-05-12"),
        ("/Date(1084320000000+0200)/", "2004-05-12"),
        ("datetime.datetime(2004, 5, 12, 9, 0)", "2004-05-12"),
        ("Timestamp('2004-05-12 00:00:00')", "2004-05-12"),
        ("D:20040512090000+02'00'", "2004-05-12"),
        ("2004-05-12-0500", "2004-05-12"), ("Date unknown", "None"), ("3019", "None"),
    ],
)  # fmt: skip
def test_dates_of_other_calendars_and_printed_ones(value: str, date: str) -> None:
    assert str(metadata_date(value)) == date


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("talks 12.05.2004.txt", "2004-05-12"), ("talks_31-12-2004.txt", "2004-12-31"),
        ("talks 05-12-2004.txt", "2004"),
        ("12 May 2004 - talks.txt", "2004-05-12"), ("May 12, 2004.txt", "2004-05-12"),
        ("12Mai2004.txt", "2004-05-12"),
        ("Gazette May 2004/talks.txt", "2004-05"), ("press 2004/talks.txt", "2004"),
        ("2004/05/12/talks.txt", "2004-05-12"),
        ("2004/talks 12.05.2004.txt", "2004-05-12"), ("talks 99.99.2004.txt", "2004"),
        ("many talks.txt", "None"),
    ],
)  # fmt: skip
def test_dates_in_paths(path: str, date: str) -> None:
    assert str(date_in_path(Path("/articles") / path)) == date
