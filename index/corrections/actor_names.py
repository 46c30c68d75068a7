"""Corrections of actor names, from a TOML file that the reader may edit.

    [[same]]
    kind = "person"
    name = "Barack Obama"
    also = ["Obama", "President Obama"]

    [[split]]                               # one name, two people: these articles mean the other
    kind = "person"
    name = "Ivan Petrov"
    as = "Ivan Petrov, footballer"
    articles = ["sport/*", "2004-05-12.txt"]

    [[apart]]                               # similar names, different actors
    kind = "person"
    names = ["Andrei Petrov", "Andrey Petrov"]

    [ignored]
    person = ["However"]

They apply when a library is opened, without a rebuild. Writing keeps comments and order.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, field

from index.checked_input import read_input
from index.corrections.splits import Split
from index.errors import PressmarkError
from index.locations import data_folder
from index.model import ACTOR_KINDS, ActorKind, actor_key
from index.whole_files import make_private, write_output

# What identifies an actor: kind, and key of the name.
Identity = tuple[str, str]
_LARGEST = 16 << 20
KeyT = TypeVar("KeyT")


class Corrections(Struct, frozen=True):
    """The corrections of a library."""

    # from a name to the actor that it means
    same: Mapping[Identity, Identity] = field(default_factory=dict)
    # the display name of an actor
    names: Mapping[Identity, str] = field(default_factory=dict)
    # names that are no actors
    ignored: frozenset[Identity] = frozenset()
    # articles in which a name means another actor
    splits: tuple[Split, ...] = ()
    # sets of names that are never merged
    apart: tuple[frozenset[Identity], ...] = ()


NO_CORRECTIONS = Corrections()


def corrections_file() -> Path:
    """The path of the file of corrections in the data folder."""
    return data_folder() / "actors.toml"


def read_corrections(path: Path) -> Corrections:
    """The corrections in the file, if there is one. Raises PressmarkError if it is invalid."""
    if not path.exists():
        return NO_CORRECTIONS
    document = _read(path)
    same: dict[Identity, Identity] = {}
    names: dict[Identity, str] = {}
    for entry in _tables(path, document, "same"):
        kind, name, also = entry.get("kind"), entry.get("name"), entry.get("also", [])
        _check(path, kind in ACTOR_KINDS and _text(name) and _texts(also), "same")
        target = (kind, actor_key(name, kind))
        names[target] = str(name)
        same.update({(kind, actor_key(other, kind)): target for other in also})
    splits = []
    for entry in _tables(path, document, "split"):
        kind, name, called, articles = (
            entry.get(part) for part in ("kind", "name", "as", "articles")
        )
        _check(
            path,
            kind in ACTOR_KINDS and _text(name) and _text(called) and _texts(articles),
            "split",
        )
        splits.append(Split(kind, actor_key(name, kind), str(called), tuple(map(str, articles))))
    apart = []
    for entry in _tables(path, document, "apart"):
        kind, listed = entry.get("kind"), entry.get("names")
        _check(path, kind in ACTOR_KINDS and _texts(listed), "apart")
        apart.append(frozenset((kind, actor_key(name, kind)) for name in listed))
    ignored = document.get("ignored", {})
    _check(path, isinstance(ignored, dict), "ignored")
    for kind, listed in ignored.items():
        _check(path, kind in ACTOR_KINDS and _texts(listed), "ignored")
    return Corrections(
        ends(same),
        names,
        frozenset(
            (kind, actor_key(name, kind)) for kind, listed in ignored.items() for name in listed
        ),
        tuple(splits),
        tuple(apart),
    )


def ends(same: Mapping[KeyT, KeyT]) -> dict[KeyT, KeyT]:
    """The end of each chain in `same`. A name in a cycle maps to itself."""
    found: dict[KeyT, KeyT] = {}
    endless: set[KeyT] = set()  # names that are in a cycle or lead to one
    for one in same:
        passed: dict[KeyT, None] = {}
        at = one
        while at in same and not (at in found or at in endless or at in passed):
            passed[at] = None
            at = same[at]
        if at in passed or at in endless:
            endless.update(passed)
        else:
            found.update(dict.fromkeys(passed, found.get(at, at)))
    return found


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_text, value))


# The fields of each part of the file.
_TAKES = {
    "same": "[[same]] takes kind ({kinds}), name, and also = [other names]",
    "split": '[[split]] takes kind ({kinds}), name, as = "the other one",'
    " and articles = [ends of paths]",
    "apart": "[[apart]] takes kind ({kinds}) and names = [names]",
    "ignored": "[ignored] takes a list of names for each kind ({kinds})",
}


def _check(path: Path, right: bool, part: str) -> None:
    if not right:
        takes = _TAKES[part].format(kinds=", ".join(ACTOR_KINDS))
        raise PressmarkError(f"{path}: {takes}; correct it, or move it away.")


def _tables(path: Path, document: Any, part: str) -> list[Any]:
    tables = document.get(part, [])
    _check(
        path, isinstance(tables, list) and all(isinstance(entry, dict) for entry in tables), part
    )
    return list(tables)


def _read(path: Path) -> Any:
    import tomlkit  # for a person who has corrected something
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(read_input(path, f"The file {path}", _LARGEST).decode("utf-8"))
    except FileNotFoundError:
        return tomlkit.document()
    except (OSError, UnicodeDecodeError) as error:
        raise PressmarkError(
            f"{path} cannot be read ({error}). Correct it, or move it away."
        ) from error
    except TOMLKitError as error:
        raise PressmarkError(
            f"{path} is not TOML: {error}. Correct it, or move it away."
        ) from error


def _change(path: Path, change: Callable[[Any], bool]) -> bool:
    """Apply `change` to the present content of the file, under a lock, and return its result.

    Raises PressmarkError, OSError.
    """
    import tomlkit
    from filelock import FileLock  # brings asyncio, and no search needs it

    make_private(path.parent)
    with FileLock(path.with_suffix(".lock"), timeout=10, mode=0o600):
        read_corrections(path)  # an invalid file is not overwritten
        document = _read(path)
        result = change(document)
        write_output(path, tomlkit.dumps(document).encode("utf-8"))
    return result


def toggle_same(path: Path, kind: ActorKind, name: str, other: str) -> bool:
    """Make `other` a name of the actor `name`, or undo that; returns whether it is one now."""
    import tomlkit

    def change(document: Any) -> bool:
        tables = document.setdefault("same", tomlkit.aot())
        table = next((one for one in tables if one["kind"] == kind and one["name"] == name), None)
        if table is None:
            table = tomlkit.table()
            table.add("kind", kind)
            table.add("name", name)
            table.add("also", tomlkit.array())
            tables.append(table)
        names = table.setdefault("also", tomlkit.array())
        merged = _toggle(names, other)
        if not names and _uncommented(table):  # an undone merge leaves nothing behind
            tables.remove(table)
        if not tables:
            del document["same"]
        return merged

    return _change(path, change)


def toggle_ignored(path: Path, kind: ActorKind, name: str) -> bool:
    """Ignore `name` as an actor, or undo that; returns whether it is ignored now."""
    import tomlkit

    def change(document: Any) -> bool:
        table = document.setdefault("ignored", tomlkit.table())
        ignored = _toggle(table.setdefault(kind, tomlkit.array()), name)
        if not table[kind] and _uncommented(table):
            del table[kind]
        if not table:
            del document["ignored"]
        return ignored

    return _change(path, change)


def _uncommented(table: Any) -> bool:
    """Whether a table can go without a comment, which tomlkit keeps in the table before it."""
    return "#" not in table.as_string()


def _toggle(names: Any, name: str) -> bool:
    if name in names:
        names.remove(name)
        return False
    names.append(name)
    return True
