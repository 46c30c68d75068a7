"""The address of an archive, and the credentials for its server.

An address is `https://host:9200/name`; so is a name of [archives] in the config file.
Credentials come from the config file, from the environment or from the keyring: never from the
address or the command line, where others can read them. They are in no message and no log.
"""

import os
import re
from base64 import b64encode
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from index.errors import PressmarkError

# Valid names of archives: the names of its indices, which add a suffix, have to be valid too.
_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,100}")
# What a header may contain.
_KEY = re.compile(r"[!-~]+")
_KEYRING = "pressmark"
_SECRETS = ("password", "api_key")
# Connections that are kept open: a loader sends four requests in parallel, a room has threads.
_CONNECTIONS = 8


class Access(Struct, frozen=True):
    """Server, name and credentials of an archive. `repr` omits secrets.

    `verify` may be switched off for a server on this machine alone.
    """

    server: str
    name: str
    user: str | None = None
    password: str | None = None
    api_key: str | None = None
    ca: str | None = None
    client_cert: str | None = None
    client_key: str | None = None
    verify: bool = True
    shards: int = 1
    replicas: int | None = None

    def __repr__(self) -> str:
        return f"Access({', '.join(f'{name}={value!r}' for name, value in self.__rich_repr__())})"

    def __rich_repr__(self) -> list[tuple[str, object]]:
        """The fields that a log may show."""
        shown = (name for name in self.__struct_fields__ if name not in _SECRETS)
        return [(name, getattr(self, name)) for name in shown]

    @property
    def address(self) -> str:
        """The archive's address, without credentials."""
        return f"{self.server}/{self.name}"

    @property
    def shown(self) -> str:
        """The server as messages name it."""
        return urlsplit(self.server).netloc

    def options(self) -> dict[str, Any]:
        """The options of the client."""
        found: dict[str, Any] = {
            "http_compress": not _is_local(self.server),
            "pool_maxsize": _CONNECTIONS,
        }
        if self.server.startswith("https"):
            found |= {"use_ssl": True, "verify_certs": self.verify, "ssl_show_warn": False}
            if self.ca:
                found["ca_certs"] = self.ca
            if self.client_cert:
                found["client_cert"] = self.client_cert
                found["client_key"] = self.client_key
        if self.api_key:
            found["headers"] = {"authorization": f"ApiKey {self.api_key}"}
        elif self.user is not None:
            # the client writes Latin-1, which not every name is; servers read UTF-8 (RFC 7617)
            pair = f"{self.user}:{self.password or ''}".encode()
            found["headers"] = {"authorization": f"Basic {b64encode(pair).decode()}"}
        return found


def access_to(
    address: str,
    archives: Mapping[str, Mapping[str, object]],
    environment: Mapping[str, str] = os.environ,
) -> Access:
    """The access to an archive, by its address or its name in [archives].

    Raises PressmarkError for an invalid address, and for credentials in it.
    """
    named = archives.get(address)
    url = str(named.get("url", "")) if named is not None else address
    server, name = _split(url)
    if named is None:
        named = next(
            (
                own
                for own in archives.values()
                if str(own.get("url", "")).rstrip("/") == url.rstrip("/")
            ),
            {},
        )
    text = {key: str(value) for key, value in named.items() if isinstance(value, str)}
    user = text.get("user") or environment.get("PRESSMARK_ARCHIVE_USER")
    password = text.get("password") or environment.get("PRESSMARK_ARCHIVE_PASSWORD")
    key = text.get("api_key") or environment.get("PRESSMARK_ARCHIVE_API_KEY")
    host = urlsplit(server).netloc
    if not key and not password:
        key = None if user else _from_keyring(host, "api_key")
        password = _from_keyring(host, user) if user else None
    if key and not _KEY.fullmatch(key):
        raise PressmarkError(
            f"The api_key for {host} has a character that no key has: it is one line of letters,"
            " digits and signs, as the server gave it."
        )
    verify = named.get("verify", True) is not False
    if not verify and not _is_local(server):
        raise PressmarkError(
            f"verify = false is for servers on this machine: name the authority's file of {host}"
            " as ca."
        )
    if (key or password) and server.startswith("http:") and not _is_local(server):
        raise PressmarkError(
            f"The address of {host} begins with http: a password would be readable on its way."
            " Write https."
        )
    shards, replicas = named.get("shards"), named.get("replicas")
    return Access(
        server,
        name,
        user,
        password,
        key,
        _file(text.get("ca")),
        _file(text.get("client_cert")),
        _file(text.get("client_key")),
        verify,
        shards if isinstance(shards, int) else 1,
        replicas if isinstance(replicas, int) else None,
    )


def sign_in_problem(access: Access) -> str:
    """The line for a server that refuses these credentials, or asks for some (status 401)."""
    places = "in [archives] of the config file, in the environment or in the keyring"
    if find_spec("keyring") is None:
        places += " (the package keyring is not installed)"
    if access.api_key:
        return f"{access.shown} does not accept the api_key in use: set another one {places}."
    if access.user and access.password:
        return (
            f"{access.shown} does not accept the password of {access.user}: correct user and"
            f" password {places}."
        )
    if access.user:
        return (
            f"{access.shown} asks for the password of {access.user}, and there is none: set it"
            f" {places}."
        )
    return f"{access.shown} asks who you are: set user and password, or api_key, for it {places}."


def _file(name: str | None) -> str | None:
    """The path of a file; `~` is the home folder."""
    return str(Path(name).expanduser()) if name else None


def _split(url: str) -> tuple[str, str]:
    """The server and the name of the archive in a URL."""
    try:
        parts = urlsplit(url)
        port = parts.port
        (parts.hostname or "").encode("idna")  # refuses labels that no host has
        if re.search(r"[\x00-\x20\x7f]", parts.hostname or ""):
            raise ValueError
    except ValueError:
        raise PressmarkError(f"{url} is no address: write https://host:9200/name.") from None
    name = parts.path.strip("/")
    if parts.username or parts.password:
        raise PressmarkError(
            "Leave user and password out of the address: set them in [archives] of the config file,"
            " as PRESSMARK_ARCHIVE_USER and PRESSMARK_ARCHIVE_PASSWORD, or in the keyring."
        )
    if parts.scheme not in {"http", "https"} or not parts.hostname or not _NAME.fullmatch(name):
        raise PressmarkError(
            f"{url} names no archive: write https://host:9200/name, the name in small letters."
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    standard = 443 if parts.scheme == "https" else 80
    return f"{parts.scheme}://{host}:{port or standard}", name


def _is_local(server: str) -> bool:
    return urlsplit(server).hostname in {"localhost", "127.0.0.1", "::1"}


def _from_keyring(host: str, user: str) -> str | None:
    """A secret that the keyring of the system keeps for a host; None where there is none."""
    try:
        keyring = import_module("keyring")  # used where it is installed
    except ImportError:
        return None
    try:
        found: str | None = keyring.get_password(f"{_KEYRING}:{host}", user)
    except Exception:  # a backend may raise anything; we continue without a keyring
        return None
    return found


__all__ = ["Access", "access_to"]
