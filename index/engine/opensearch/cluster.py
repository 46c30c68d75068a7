"""Requests to a cluster: JSON over HTTP with time-outs, and one-line errors."""

import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from index.engine.opensearch.access import Access, sign_in_problem
from index.engine.opensearch.archive_errors import (
    ArchiveAway,
    ArchiveError,
    ArchiveGone,
    ArchiveRefused,
    PartsAway,
    refusal,
)
from index.engine.opensearch.tls import check_files, tls_problem, was_cut_off

Json = dict[str, Any]

# Seconds that a request may take: one that a reader waits for, and one of a loader.
READING, WRITING = 20.0, 120.0
# Tries of a patient request: with growing pauses some two minutes, the requests not counted.
_PATIENT_TRIES = 9
# Seconds of a request after a person has interrupted a load.
_IN_A_HURRY = 5.0
# Seconds that a farewell may take.
_PARTING = 1.0
# The oldest OpenSearch that works: it has `combined_fields` queries.
OLDEST = (3, 2)
_OLDEST_ELASTIC = (8, 0)


class Flavour(Struct, frozen=True):
    """Which server answers: OpenSearch and Elasticsearch differ in points in time."""

    elastic: bool = False
    number: str = ""


class Cluster:
    """The servers of one archive. Safe to share between threads."""

    def __init__(
        self,
        access: Access,
        *,
        patient: bool = False,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        """Connect to nothing yet.

        A `patient` one gives each request the time that writing has, and repeats it while the
        server is away or busy: a loader keeps the server busy itself, and no reader waits for it.
        """
        try:
            from opensearchpy import OpenSearch

            from index.engine.opensearch.bounded_connection import BoundedConnection
        except ImportError:
            raise ArchiveError(
                "Archives need the extra `opensearch`: pip install 'pressmark[opensearch]'."
            ) from None
        problem = check_files(access)
        if problem:
            raise ArchiveError(problem)
        self.access = access
        self.patient, self._wait = patient, wait
        self.seconds = WRITING if patient else READING
        self._client = OpenSearch(
            hosts=[access.server],
            max_retries=0,
            timeout=READING,
            connection_class=BoundedConnection,
            **access.options(),
        )
        self._flavour: Flavour | None = None
        self._lock = threading.Lock()
        self._counting = threading.Lock()
        self._waiting = 0  # requests on their way
        self._is_heard = True  # whether the server answered the last request that ended
        self._is_left = False

    def flavour(self) -> Flavour:
        """Which server answers. Raises ArchiveError for one that is too old."""
        with self._lock:
            if self._flavour is None:
                self._flavour = self._look()
            return self._flavour

    def _look(self) -> Flavour:
        try:
            version = self.ask("GET", "/").get("version")
        except ArchiveRefused as error:
            if error.kind != "security_exception":
                raise self._is_none() from error
            return Flavour()  # no permission to ask: assume OpenSearch
        except ArchiveGone as error:
            raise self._is_none() from error
        if not isinstance(version, dict):
            raise self._is_none()
        number = str(version.get("number", ""))
        elastic = version.get("distribution") != "opensearch"
        parts = tuple(int(part) for part in number[:40].split(".")[:2] if part.isdecimal())
        if parts and parts < (_OLDEST_ELASTIC if elastic else OLDEST):
            raise ArchiveError(
                f"{self.access.shown} runs {'Elasticsearch' if elastic else 'OpenSearch'} {number}:"
                " an archive needs OpenSearch 3.2 or Elasticsearch 8, or later."
            )
        return Flavour(elastic, number)

    def ask(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        *,
        seconds: float | None = None,
        **parameters: object,
    ) -> Json:
        """The answer to a request: within `seconds`, or the time that the cluster has.

        Raises ArchiveAway, ArchiveGone, ArchiveRefused, ArchiveError.
        """
        # a wrong address fails immediately: only a server that has answered before is waited for
        again = self.patient and self._flavour is not None
        tries = _PATIENT_TRIES if again else 1
        for attempt in range(tries - 1):
            try:
                return self._send(method, path, body, seconds or self.seconds, parameters)
            except ArchiveAway as error:
                if isinstance(error, PartsAway) and "pit" in (body or ()):
                    raise  # the caller opens another point in time
            self._wait(min(0.5 * 2**attempt, 30.0))
        return self._send(method, path, body, seconds or self.seconds, parameters)

    def hang_up(self, for_good: bool = False) -> None:
        """Break off the requests that are on their way: each ends with ArchiveAway.

        `for_good`: so does each further one.
        """
        for connection in self._client.transport.connection_pool.connections:
            connection.hang_up(for_good)

    def hurry(self) -> None:
        """Break off the requests that are on their way; give each further one a few seconds."""
        self.patient, self.seconds = False, _IN_A_HURRY
        self.hang_up()

    def leave(self) -> None:
        """Break off the requests that are on their way, and send no further one but `release`."""
        with self._counting:
            self._is_left = True
            is_waiting = self._waiting > 0
            self._is_heard = self._is_heard and not is_waiting
        if is_waiting:
            self.hang_up(for_good=True)

    def release(self, path: str, body: Json) -> None:
        """Delete what the server keeps for this reader; nothing where it did not answer last."""
        if self._is_heard:
            with suppress(ArchiveError):
                self._transfer("DELETE", path, body, _PARTING, {})

    def send_lines(self, path: str, lines: Iterable[bytes], seconds: float = WRITING) -> Json:
        """The answer to a request of JSON lines, each without its end. Raises as `ask`."""
        return self._send("POST", path, b"\n".join([*lines, b""]), seconds, {})

    def many(self, searches: Sequence[tuple[Json, Json]], path: str) -> list[Json]:
        """The answers to several searches in one request. Raises as `ask`."""
        lines = [json.dumps(part).encode() for search in searches for part in search]
        answers: list[Json] = self.send_lines(path, lines, self.seconds)["responses"]
        for one in answers:
            if "error" in one:
                raise refusal(int(one.get("status", 500)), one, self.access.shown, self.access.name)
        return answers

    def _send(
        self,
        method: str,
        path: str,
        body: Json | bytes | None,
        seconds: float,
        parameters: Mapping[str, object],
    ) -> Json:
        """The answer to a request, unless this reader has left. Raises as `ask`."""
        with self._counting:
            if self._is_left:
                raise self._closed()
            self._waiting += 1
        is_heard = False
        try:
            answer = self._transfer(method, path, body, seconds, parameters)
            is_heard = True
        except (ArchiveGone, ArchiveRefused):
            is_heard = True
            raise
        except ArchiveError as error:
            if self._is_left:  # an answer that was broken off can look like an invalid one
                raise self._closed() from error
            raise
        finally:
            with self._counting:
                self._waiting -= 1
                if not self._is_left:
                    self._is_heard = is_heard
        return answer

    def _transfer(
        self,
        method: str,
        path: str,
        body: Json | bytes | None,
        seconds: float,
        parameters: Mapping[str, object],
    ) -> Json:
        from opensearchpy import exceptions as wrong

        from index.engine.opensearch.bounded_connection import MOST_BYTES, AnswerTooLarge

        given: Json = {name: _written(value) for name, value in parameters.items()}
        try:
            answer = self._client.transport.perform_request(
                method, path, params={**given, "request_timeout": seconds}, body=body
            )
        except wrong.SSLError as error:
            if self._flavour is not None and was_cut_off(error):
                raise self._unreachable() from error
            raise ArchiveError(tls_problem(error, access=self.access)) from error
        except wrong.ConnectionTimeout as error:
            raise ArchiveAway(
                f"{self.access.shown} does not answer within {seconds:.0f} s. Try again."
            ) from error
        except wrong.ConnectionError as error:
            if isinstance(error.info, AnswerTooLarge):
                raise ArchiveError(
                    f"{self.access.shown} gives an answer of more than {MOST_BYTES >> 20} MiB,"
                    " which is refused: check the address, or narrow the search."
                ) from error
            if isinstance(error.info, UnicodeError):
                raise self._is_none() from error
            raise self._unreachable() from error
        except wrong.TransportError as error:
            info = error.info if isinstance(error.info, dict) else {}
            status = error.status_code if isinstance(error.status_code, int) else 0
            if status == 401:
                raise ArchiveError(sign_in_problem(self.access)) from error
            raise refusal(status, info, self.access.shown, self.access.name) from error
        except (wrong.SerializationError, RecursionError, UnicodeError) as error:
            raise self._is_none() from error
        if isinstance(answer, bool):
            return {"found": answer}
        if not isinstance(answer, dict):
            raise self._is_none()
        return answer

    def _closed(self) -> ArchiveAway:
        return ArchiveAway(f"The connection to {self.access.shown} was closed.")

    def _unreachable(self) -> ArchiveAway:
        return ArchiveAway(
            f"{self.access.shown} cannot be reached. Check the address and the network;"
            " articles that are open and marks stay usable."
        )

    def _is_none(self) -> ArchiveError:
        if self._flavour is not None:  # a gateway before it, or its page of maintenance
            return ArchiveAway(
                f"{self.access.shown} gives an answer that is not OpenSearch's; perhaps it is"
                " being maintained. Try again."
            )
        return ArchiveError(f"{self.access.shown} is no OpenSearch server: check the address.")


def _written(value: object) -> str:
    """A parameter as a URL has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def path_of(*parts: str) -> str:
    """A path of a request; parts are quoted."""
    return "/" + "/".join(quote(part, safe=",*_-") for part in parts)


__all__ = [
    "OLDEST",
    "READING",
    "WRITING",
    "Cluster",
    "Flavour",
    "Json",
    "path_of",
]
