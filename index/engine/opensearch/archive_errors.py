"""The errors of archives, and explanations of the error answers of a server."""

from collections.abc import Mapping
from typing import Any

from index.errors import LibraryAway, PressmarkError

# What shards that do not answer are called.
_AWAY_KINDS = frozenset(
    {
        "illegal_state_exception",  # the node of a point in time is gone
        "node_not_connected_exception",
        "node_disconnected_exception",
        "node_closed_exception",
        "no_shard_available_action_exception",
        "search_context_missing_exception",
        "index_shard_closed_exception",
        "shard_not_found_exception",
        "receive_timeout_transport_exception",
    }
)
# The kind of a refusal of requests that are too large.
TOO_LARGE = "request_too_large"


class ArchiveError(PressmarkError):
    """The archive cannot answer now; the message says what to do."""


class ArchiveAway(ArchiveError, LibraryAway):
    """No node of the archive answers, or it is too busy; the same request may succeed later."""


class PartsAway(ArchiveAway):
    """The cluster answers, but no part of the archive; a lost point in time looks like that."""


class ArchiveGone(ArchiveError):
    """What a request refers to is not there (any more): an index, or a point in time."""


class ArchiveRefused(ArchiveError):
    """The cluster refuses a request as invalid; `kind` is its word for the fault."""

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


def refusal(status: int, info: Mapping[str, Any], shown: str, name: str) -> ArchiveError:
    """The error for an answer with this status of the server `shown` about the archive `name`."""
    cause = _cause(info)
    kind = str(cause.get("type", ""))
    reason = " ".join(str(cause.get("reason", "")).split())[:160]
    if is_blocked(status, cause):
        return takes_no_changes(shown, reason)
    if status == 413:
        return ArchiveRefused(
            f"{shown} takes no request of this size: its administrator has to allow it"
            " (http.max_content_length, or the limit of a proxy before it).",
            TOO_LARGE,
        )
    if status >= 500 and kind in _AWAY_KINDS and _is_search(info):
        return PartsAway(
            f"No part of the archive {name} answers: its servers are starting or"
            " gone. Try again in a moment."
        )
    if status == 403:
        return ArchiveRefused(
            f"{shown} does not allow this to the account in use. Ask its administrator"
            f" for rights on the indices {name}*.",
            "security_exception",
        )
    if status == 404:
        return ArchiveGone(
            f"There is no archive {name} on {shown}."
            " Load it with `pressmark index PATH… --into` its address, or check the name."
        )
    if status in {429, 502, 503, 504}:
        return ArchiveAway(f"{shown} is too busy or not ready (status {status}). Try again.")
    return ArchiveRefused(f"{shown} refused a request: {reason or status}.", kind)


def is_blocked(status: int, cause: Mapping[str, Any]) -> bool:
    """Whether an index takes no changes for a reason that does not pass by waiting."""
    return status in {403, 429} and cause.get("type") == "cluster_block_exception"


def takes_no_changes(shown: str, reason: str) -> ArchiveError:
    """The error of an index that is blocked, as where its disk is full."""
    return ArchiveError(
        f"{shown} takes no changes now ({reason}). Its administrator has to free space or to"
        " unblock it; then the same command goes on."
    )


def _cause(info: Mapping[str, Any]) -> Mapping[str, Any]:
    """The innermost cause in an error's answer."""
    error = info.get("error")
    if not isinstance(error, dict):
        return {"reason": error or ""}
    roots = error.get("failed_shards") or []
    if roots and isinstance(roots[0], dict) and isinstance(roots[0].get("reason"), dict):
        return dict(roots[0]["reason"])
    roots = error.get("root_cause") or []
    return dict(roots[0]) if roots and isinstance(roots[0], dict) else error


def _is_search(info: Mapping[str, Any]) -> bool:
    error = info.get("error")
    return isinstance(error, dict) and error.get("type") == "search_phase_execution_exception"


__all__ = [
    "TOO_LARGE",
    "ArchiveAway",
    "ArchiveError",
    "ArchiveGone",
    "ArchiveRefused",
    "PartsAway",
    "is_blocked",
    "refusal",
    "takes_no_changes",
]
