"""Writing the catalogue: files with their articles, facts, groups of articles and actors."""

import json
import os
import sqlite3
import uuid
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from index.catalog.actor_codec import pack_actors, unpack_actors
from index.catalog.actor_register import ActorRegister
from index.catalog.catalog_schema import OF_ARTICLES
from index.catalog.pair_codec import pack_pairs
from index.catalog.statement_codec import pack_statements
from index.catalog.stored_article import StoredArticle
from index.catalog.text_store import TextStore
from index.model import FileState, Pair, fold_words

# Rows by table, each a value by column name.
_Rows = dict[str, list[dict[str, Any]]]
_MOST_PASSED_OVER = 10_000
_DOUBTFUL = "doubtful_names"
# Fields of `StoredArticle` that are columns of `articles` with the same name.
_COLUMNS = (
    "id",
    "title",
    "publication",
    "volume",
    "issue",
    "author",
    "date",
    "first_day",
    "last_day",
    "digest",
)


def _passed_over_rows(files: Mapping[str, str]) -> str:
    return json.dumps(
        [
            [os.fsencode(path).decode("utf-8", "backslashreplace"), files[path]]
            for path in sorted(files)[:_MOST_PASSED_OVER]
        ]
    )


class CatalogWriter(TextStore):
    """Write access, for the one process that builds."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        super().__init__(connection, path)
        self._register = ActorRegister(connection)
        self._outlets: dict[str, int] = {}
        self._doubtful: set[int] = set()  # actors of the articles dropped in this transaction

    def _undone(self) -> None:
        super()._undone()
        self._register.forget()
        self._outlets.clear()
        self._doubtful.clear()

    def reserve(self, count: int) -> int:
        """The first of `count` article numbers that no build has used, not even an aborted one."""
        with self.transaction():
            first = int(self.meta("next_num") or 1)
            self._set_meta("next_num", str(first + count))
        return first

    def _set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    def set_meta(self, key: str, value: str) -> None:
        """Store a fact about the library as a whole."""
        with self.transaction():
            self._set_meta(key, value)

    def set_passed_over(self, files: Mapping[str, str]) -> None:
        """Store the files that the last build passed over, with reasons: the first 10,000."""
        if not self.has_passed_over(files):
            self.set_meta("passed_over", _passed_over_rows(files))

    def has_passed_over(self, files: Mapping[str, str]) -> bool:
        """Whether these are the files that the last build passed over."""
        return self.meta("passed_over") == _passed_over_rows(files)

    def put_files(
        self, files: Iterable[tuple[str, FileState, Sequence[tuple[int, StoredArticle]]]]
    ) -> None:
        """Add files that are not there yet, each with its articles and their numbers.

        Call inside `transaction`.
        """
        rows: _Rows = {table: [] for table in ("files", *OF_ARTICLES)}
        files = list(files)
        self._train_if_due(
            [(num, stored.encoded) for _, _, articles in files for num, stored in articles]
        )
        for path, state, articles in files:
            raw = os.fsencode(path)
            rows["files"].append(
                {
                    "path": raw,
                    "size": state.size,
                    "mtime_ns": state.mtime_ns,
                    "ctime_ns": state.ctime_ns,
                    "problem": state.problem,
                }
            )
            for num, stored in articles:
                self._add_rows(rows, raw, num, stored)
        self._register.write()
        for table, added in rows.items():
            if added:
                names = list(added[0])
                columns, values = ", ".join(names), ", ".join(f":{name}" for name in names)
                self._db.executemany(f"INSERT INTO {table} ({columns}) VALUES ({values})", added)

    def _add_rows(self, rows: _Rows, raw: bytes, num: int, stored: StoredArticle) -> None:
        """Collect the rows of an article; assigns numbers to its actors and outlets."""
        columns = {name: getattr(stored, name) for name in _COLUMNS}
        rows["articles"].append({"num": num, "path": raw, **columns})
        rows["texts"].append({"num": num, "packed": self._packed_text(stored.encoded)})
        rows["signatures"].append({"num": num, "signature": stored.signature})
        numbers = [self._register.number(actor) for actor in stored.actors]
        speaks = [actor.speaks for actor in stored.actors]
        packed = pack_actors(zip(numbers, speaks, strict=True))
        rows["actor_lists"].append({"num": num, "actors": packed})
        if stored.speech:
            pairs = [
                Pair(numbers[one.actor], numbers[one.other], one.times, one.adjacent)
                for one in stored.speech
            ]
            rows["speech"].append({"num": num, "pairs": pack_pairs(pairs)})
        if stored.statements:
            said = [
                (None if speaker is None else numbers[speaker], first, days)
                for speaker, first, days in stored.statements
            ]
            rows["statements"].append({"num": num, "packed": pack_statements(said)})
        if any(stored.inferred):
            speaker, outlet, date = stored.inferred
            rows["inferred"].append(
                {"num": num, "speaker": speaker, "outlet": outlet, "date": date}
            )
        for start, publication, written, first_day, last_day in stored.references:
            rows["refs"].append(
                {
                    "num": num,
                    "start": start,
                    "publication": publication,
                    "written": written,
                    "first_day": first_day,
                    "last_day": last_day,
                }
            )
        rows["source_articles"] += [
            {"outlet": self._outlet_number(name), "num": num} for name in stored.outlets
        ]

    def _outlet_number(self, name: str) -> int:
        """The library's number of a cited outlet; the next free one for a new outlet."""
        if name not in self._outlets:
            self._db.execute(
                "INSERT OR IGNORE INTO outlets (name, folded) VALUES (?, ?)",
                (name, fold_words(name)),
            )
            self._outlets[name] = self._db.execute(
                "SELECT outlet FROM outlets WHERE name = ?", (name,)
            ).fetchone()[0]
        return self._outlets[name]

    def drop_file(self, path: str) -> list[int]:
        """Forget a file and its articles; returns their numbers. Call inside `transaction`."""
        raw = os.fsencode(path)
        nums = [
            num for (num,) in self._db.execute("SELECT num FROM articles WHERE path = ?", (raw,))
        ]
        for num in nums:
            for (packed,) in self._db.execute(
                "SELECT actors FROM actor_lists WHERE num = ?", (num,)
            ):
                self._doubtful.update(unpack_actors(packed))
            for table in (*OF_ARTICLES, "duplicates"):
                self._db.execute(f"DELETE FROM {table} WHERE num = ?", (num,))
        self._db.execute("DELETE FROM files WHERE path = ?", (raw,))
        return nums

    def count_change(self) -> None:
        """Change `revision`, so that readers see new content. Call inside `transaction`."""
        self._set_meta("revision", str(self.revision() + 1))
        if self._doubtful:
            self._set_meta(_DOUBTFUL, json.dumps(sorted(self._doubtful | self.doubtful_names())))
            self._doubtful.clear()

    def doubtful_names(self) -> set[int]:
        """Actors whose name may be that of an article that is gone: until `set_names`."""
        return self.meta_value(_DOUBTFUL, set[int], set())

    def set_names(self, names: Mapping[int, str]) -> None:
        """Replace names of actors; none is in doubt after this. Call inside `transaction`."""
        self._db.executemany(
            "UPDATE actors SET name = ? WHERE actor = ?", [(name, n) for n, name in names.items()]
        )
        self._db.execute("DELETE FROM meta WHERE key = ?", (_DOUBTFUL,))

    def forget_file_states(self) -> None:
        """Mark every file as changed; its articles stay until they are read again."""
        with self.transaction():
            self._db.execute("UPDATE files SET mtime_ns = -1")

    def set_groups(
        self, same_actors: Mapping[int, int], duplicates: Mapping[int, int], gone: Iterable[int]
    ) -> None:
        """Replace the data derived from all articles together: merged actors, duplicates.

        `same_actors` maps a name to its actor, `duplicates` an article to its group.
        Actors in `gone` are deleted: no article mentions them. Call inside `transaction`.
        """
        dropped = [(actor,) for actor in gone]
        self._db.executemany("DELETE FROM actors WHERE actor = ?", dropped)
        if dropped:
            self._db.execute(
                "DELETE FROM actor_names WHERE actor NOT IN (SELECT actor FROM actors)"
            )
        self._put_pairs("same_actors", "actor", same_actors)
        self._put_pairs("duplicates", "num", duplicates)
        self.count_change()
        self._set_meta("tables", uuid.uuid4().hex)
        self._undone()

    def _put_pairs(self, table: str, key: str, wanted: Mapping[int, int]) -> None:
        """Make these the rows of a table of two columns; only rows that differ are written."""
        held = dict(self._db.execute(f"SELECT {key}, of FROM {table}"))
        self._db.executemany(
            f"DELETE FROM {table} WHERE {key} = ?", [(one,) for one in held.keys() - wanted.keys()]
        )
        self._db.executemany(
            f"INSERT OR REPLACE INTO {table} ({key}, of) VALUES (?, ?)",
            sorted(wanted.items() - held.items()),
        )
