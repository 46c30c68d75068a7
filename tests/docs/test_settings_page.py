"""The examples of docs/settings.md are files that the program reads."""

import re
from pathlib import Path

from index import read_settings
from index.corrections import read_corrections
from tests.support.paths import ROOT
from tui.config import config_of


def test_the_examples_are_valid(tmp_path: Path) -> None:
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    settings_text, corrections_text = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    path = tmp_path / "config.toml"
    path.write_text(settings_text, encoding="utf-8")
    settings = read_settings(path)
    assert config_of(settings, path).theme == "light"
    assert set(settings.archives) == {"desk"}
    path = tmp_path / "actors.toml"
    path.write_text(corrections_text, encoding="utf-8")
    corrections = read_corrections(path)
    assert len(corrections.same) == 2
    assert corrections.ignored
