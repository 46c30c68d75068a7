"""Limits and column names from the config file and the command line."""

import pytest

from index.errors import PressmarkError
from index.settings import Limits, Settings, columns_from, limits_from, unpacked


def test_limits_and_columns_of_the_config_file() -> None:
    assert limits_from({"seconds": 5}).seconds == 5
    for table in ({"second": 5}, {"seconds": 0}, {"seconds": "5"}, {"seconds": True}):
        with pytest.raises(PressmarkError):
            limits_from(table)
    assert columns_from({"text": "body"}) == {"text": "body"}
    with pytest.raises(PressmarkError):
        columns_from({"body": "text"})


def test_settings_survive_the_way_to_a_reading_process() -> None:
    own = Settings(Limits(seconds=5), {"text": "body"}, True, "light", {"a": {"b": "n"}})
    assert unpacked(own.packed()) == own


def test_columns_of_an_option_go_before_those_of_the_file() -> None:
    own = Settings(columns={"text": "body", "title": "head"}).with_columns("text=story, date=day")
    assert own.columns == {"text": "story", "title": "head", "date": "day"}
    with pytest.raises(PressmarkError):
        own.with_columns("story")
