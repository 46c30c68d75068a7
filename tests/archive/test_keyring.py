"""Secrets of an archive that the keyring of the system keeps."""

import sys
from types import SimpleNamespace

import pytest

from index.engine.opensearch import access_to

pytest.importorskip("opensearchpy", reason="the extra opensearch is not installed")

ADDRESS = "https://desk.example:9200/news"
SERVICE = "pressmark:desk.example:9200"


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """The secrets of a keyring, by service and user."""
    secrets: dict[tuple[str, str], str] = {}

    def get_password(service: str, user: str) -> str | None:
        return secrets.get((service, user))

    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=get_password))
    return secrets


def test_an_api_key_comes_from_the_keyring(kept: dict[tuple[str, str], str]) -> None:
    assert access_to(ADDRESS, {}, {}).api_key is None
    kept[SERVICE, "api_key"] = "one-line-key"
    access = access_to(ADDRESS, {}, {})
    assert access.api_key == "one-line-key"
    assert "one-line-key" not in repr(access)


def test_the_password_of_a_user_comes_from_the_keyring(kept: dict[tuple[str, str], str]) -> None:
    kept[SERVICE, "ann"] = "river"
    access = access_to(ADDRESS, {}, {"PRESSMARK_ARCHIVE_USER": "ann"})
    assert (access.user, access.password, access.api_key) == ("ann", "river", None)


def test_the_environment_comes_before_the_keyring(kept: dict[tuple[str, str], str]) -> None:
    kept[SERVICE, "api_key"] = "of-the-keyring"
    given = {"PRESSMARK_ARCHIVE_API_KEY": "of-the-environment"}
    assert access_to(ADDRESS, {}, given).api_key == "of-the-environment"


def test_a_keyring_that_fails_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(service: str, user: str) -> str:
        raise RuntimeError("the keyring is locked")

    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=locked))
    assert access_to(ADDRESS, {}, {}).api_key is None
