"""The catalogue: what is known of every file and article, in SQLite.

It is the truth about articles; the Whoosh index beside it can be made anew from it. Texts and what
extraction found in them are stored compressed, as JSON and never as pickles.
"""

import os
import sqlite3
import sys
import threading
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from index.actor_table import NO_ACTORS, ActorTable, pack_actors, unpack_actors
from index.article import ACTOR_KINDS, Actor, ActorKind, Analysis
from index.corrections import NO_CORRECTIONS, Corrections, Identity, ends
from index.days import Days
from index.doubles import groups
from index.entry import Entry, EntryActor, actor_key, fold_words
from index.errors import IndexDamaged
from index.extract.lexicon import canonical_outlet
from index.judgements import FIELDS, Field, Judgement, settled
from index.packing import unpack
from index.references import Reference, names_publication
from index.romanise import are_spellings, spelling
from index.speech import pack_pairs, speech_pairs
from index.splits import with_splits

# Raised whenever what is stored, or what extraction finds, changes: an older library is built anew.
VERSION = 14

# When a surname alone means a person (see `_surnames_alone`).
_KNOWN, _FAMOUS = 3, 10

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (path BLOB PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, problem TEXT) WITHOUT ROWID;
CREATE TABLE articles (
    num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, path BLOB NOT NULL, title TEXT NOT NULL,
    publication TEXT, volume TEXT, issue TEXT, author TEXT, date TEXT, first_day INTEGER, last_day INTEGER,
    digest TEXT NOT NULL);
CREATE INDEX articles_path ON articles (path);
CREATE INDEX articles_digest ON articles (digest);
CREATE INDEX articles_day ON articles (first_day, last_day);
CREATE TABLE texts (num INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE actors (actor INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (kind, key));
CREATE TABLE actor_names (folded TEXT NOT NULL, actor INTEGER NOT NULL, PRIMARY KEY (folded, actor)) WITHOUT ROWID;
CREATE TABLE actor_lists (num INTEGER PRIMARY KEY, actors BLOB NOT NULL);
CREATE TABLE signatures (num INTEGER PRIMARY KEY, signature BLOB NOT NULL);
CREATE TABLE doubles (num INTEGER PRIMARY KEY, of INTEGER NOT NULL);
CREATE TABLE same_actors (actor INTEGER PRIMARY KEY, of INTEGER NOT NULL);
CREATE TABLE speech (num INTEGER PRIMARY KEY, pairs BLOB NOT NULL);
CREATE TABLE refs (
    num INTEGER NOT NULL, start INTEGER NOT NULL, publication TEXT NOT NULL, written TEXT NOT NULL,
    first_day INTEGER NOT NULL, last_day INTEGER NOT NULL);
CREATE INDEX refs_num ON refs (num);
CREATE INDEX refs_day ON refs (first_day, last_day);
CREATE TABLE outlets (outlet INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, folded TEXT NOT NULL);
CREATE TABLE source_articles (outlet INTEGER NOT NULL, num INTEGER NOT NULL, PRIMARY KEY (outlet, num)) WITHOUT ROWID;
CREATE INDEX source_articles_num ON source_articles (num);
CREATE TABLE inferred (num INTEGER PRIMARY KEY, speaker INTEGER NOT NULL, outlet INTEGER NOT NULL, date INTEGER NOT NULL);
"""


# A file's size in bytes and the time of its last change in nanoseconds.
Stamp = tuple[int, int]
_PATHS = sys.getfilesystemencoding()


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was when it was last read; `problem` says why it could not be read."""

    size: int
    mtime_ns: int
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of an article, without its text."""

    num: int
    id: str
    path: str
    title: str
    publication: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor of the library, with the number of articles that mention it and in how many of them it speaks."""

    actor: int
    name: str
    kind: ActorKind
    articles: int
    speaks: int = 0


class Catalog:
    """One library's catalogue. Safe to share between threads; one process writes, any number reads."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._lock = threading.RLock()
        self.path = path
        # what a builder has seen of actors and their names, so that it need not ask for each mention
        self._actors: dict[tuple[str, str], tuple[int, str]] = {}
        self._named: set[tuple[str, int]] = set()
        self._outlets: dict[str, int] = {}
        self.corrections = NO_CORRECTIONS
        self._corrected = 0
        self._called: tuple[tuple[int, int], dict[Identity, str | None]] = (-1, 0), {}
        self._right: tuple[tuple[int, int], tuple[dict[int, int], frozenset[int]]] = (-1, 0), ({}, frozenset())
        self._judgements: tuple[Judgement, ...] = ()
        self._judged: tuple[tuple[int, int], dict[int, list[Judgement]]] = (-1, 0), {}

    @classmethod
    def create(cls, path: Path) -> "Catalog":
        """Open the catalogue for writing; made anew where there is none.

        Raises IndexDamaged for one that is broken or of another version, OSError for a folder that
        cannot be written.
        """
        new = not path.exists() or path.stat().st_size == 0
        if new:
            path.touch(mode=0o600)
        try:
            db = sqlite3.connect(path, timeout=30, check_same_thread=False, isolation_level=None)
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")  # a lost last commit is read again from the files
            if new:
                db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version={VERSION}; COMMIT;")
        except sqlite3.OperationalError as error:
            raise _as_os_error(error, path) from error
        except sqlite3.DatabaseError as error:
            raise IndexDamaged(f"The catalogue {path} is damaged ({error}).") from error
        return cls._checked(db, path)

    @classmethod
    def open(cls, path: Path) -> "Catalog":
        """Open an existing catalogue for reading, on a read-only disk too. Raises IndexDamaged."""
        try:
            if not path.is_file() or path.stat().st_size == 0:
                raise IndexDamaged(f"There is no catalogue at {path}.")
            return cls._checked(cls._connect(path, "mode=ro"), path)
        except (sqlite3.DatabaseError, OSError) as error:
            raise IndexDamaged(f"The catalogue {path} cannot be opened ({error}).") from error

    @staticmethod
    def _connect(path: Path, how: str) -> sqlite3.Connection:
        db = sqlite3.connect(
            f"{path.absolute().as_uri()}?{how}", uri=True, timeout=30, check_same_thread=False, isolation_level=None
        )
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            db.close()
            # where nothing can be written beside it, nobody is writing to it either
            if "unable to open" in str(error) and "immutable" not in how:
                return Catalog._connect(path, f"{how}&immutable=1")
            raise
        return db

    @classmethod
    def _checked(cls, db: sqlite3.Connection, path: Path) -> "Catalog":
        try:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            db.execute("SELECT count(*) FROM meta").fetchone()
        except sqlite3.DatabaseError as error:
            db.close()
            raise IndexDamaged(f"The catalogue {path} is damaged ({error}).") from error
        if version != VERSION:
            db.close()
            raise IndexDamaged(f"The catalogue {path} was made by another version of Pressmark.")
        return cls(db, path)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def _all(self, statement: str, values: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock:
            try:
                return self._db.execute(statement, values).fetchall()
            except sqlite3.OperationalError as error:
                if "malformed" in str(error) or "no such table" in str(error) or "disk I/O" in str(error):
                    raise IndexDamaged(f"The catalogue {self.path} is damaged ({error}).") from error
                raise
            except sqlite3.DatabaseError as error:
                raise IndexDamaged(f"The catalogue {self.path} is damaged ({error}).") from error

    # --- writing ---

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what happens inside, or nothing. Raises OSError where the disk is full."""
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                try:
                    yield
                except BaseException:
                    self._db.execute("ROLLBACK")
                    self._forget_actors()
                    raise
                self._db.execute("COMMIT")
            except sqlite3.OperationalError as error:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                self._forget_actors()
                raise _as_os_error(error, self.path) from error
            except sqlite3.DatabaseError as error:
                raise IndexDamaged(f"The catalogue {self.path} is damaged ({error}).") from error

    def _forget_actors(self) -> None:
        self._actors.clear()
        self._named.clear()
        self._outlets.clear()

    def reserve(self, count: int) -> int:
        """The first of `count` article numbers that were never used before, not even by a build that died."""
        with self.transaction():
            first = int(self.meta("next_num") or 1)
            self._set_meta("next_num", str(first + count))
        return first

    def _set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def set_meta(self, key: str, value: str) -> None:
        """Keep a fact about the library as a whole."""
        with self.transaction():
            self._set_meta(key, value)

    def put_file(self, path: str, state: FileState, articles: Sequence[tuple[int, Entry]]) -> None:
        """Replace what `path` held before by `articles`, each with its number. Call inside `transaction`."""
        self.drop_file(path)
        raw = os.fsencode(path)
        self._db.execute("INSERT INTO files VALUES (?, ?, ?, ?)", (raw, state.size, state.mtime_ns, state.problem))
        for num, entry in articles:
            self._put_article(raw, num, entry)

    def _put_article(self, raw: bytes, num: int, entry: Entry) -> None:
        self._db.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                num,
                entry.id,
                raw,
                entry.title,
                entry.publication,
                entry.volume,
                entry.issue,
                entry.author,
                entry.date,
                entry.first_day,
                entry.last_day,
                entry.digest,
            ),
        )
        self._db.execute("INSERT INTO texts VALUES (?, ?)", (num, entry.packed))
        self._db.execute("INSERT INTO signatures VALUES (?, ?)", (num, entry.signature))
        numbers = [self._actor_number(actor) for actor in entry.actors]
        actors = zip(numbers, (actor.quotations > 0 for actor in entry.actors), strict=True)
        self._db.execute("INSERT INTO actor_lists VALUES (?, ?)", (num, pack_actors(actors)))
        if entry.speech:
            pairs = [pair._replace(actor=numbers[pair.actor], other=numbers[pair.other]) for pair in entry.speech]
            self._db.execute("INSERT INTO speech VALUES (?, ?)", (num, pack_pairs(pairs)))
        if any(entry.inferred):
            self._db.execute("INSERT INTO inferred VALUES (?, ?, ?, ?)", (num, *entry.inferred))
        self._db.executemany("INSERT INTO refs VALUES (?, ?, ?, ?, ?, ?)", [(num, *reference) for reference in entry.references])
        self._db.executemany(
            "INSERT OR IGNORE INTO source_articles VALUES (?, ?)", [(self._outlet_number(name), num) for name in entry.outlets]
        )

    def _outlet_number(self, name: str) -> int:
        """The library's number of a cited outlet, a new one for one that is new."""
        if name not in self._outlets:
            self._db.execute("INSERT OR IGNORE INTO outlets (name, folded) VALUES (?, ?)", (name, fold_words(name)))
            self._outlets[name] = self._db.execute("SELECT outlet FROM outlets WHERE name = ?", (name,)).fetchone()[0]
        return self._outlets[name]

    def _actor_number(self, actor: EntryActor) -> int:
        """The library's number of an actor, a new one for one that is new."""
        known = self._actors.get((actor.kind, actor.key)) or self._actor_known(actor)
        if known is None:
            inserted = self._db.execute(
                "INSERT INTO actors (kind, key, name) VALUES (?, ?, ?)", (actor.kind, actor.key, actor.name)
            )
            assert inserted.lastrowid is not None
            known = inserted.lastrowid, actor.name
        number, name = known
        if len(actor.name) > len(name):
            self._db.execute("UPDATE actors SET name = ? WHERE actor = ?", (actor.name, number))
            name = actor.name
        self._actors[actor.kind, actor.key] = number, name
        for folded in actor.names:
            if (folded, number) not in self._named:
                self._db.execute("INSERT OR IGNORE INTO actor_names VALUES (?, ?)", (folded, number))
                self._named.add((folded, number))
        return number

    def _actor_known(self, actor: EntryActor) -> tuple[int, str] | None:
        row: tuple[int, str] | None = self._db.execute(
            "SELECT actor, name FROM actors WHERE kind = ? AND key = ?", (actor.kind, actor.key)
        ).fetchone()
        return row

    def drop_file(self, path: str) -> list[int]:
        """Forget a file and its articles; returns their numbers. Call inside `transaction`."""
        raw = os.fsencode(path)
        nums = [num for (num,) in self._db.execute("SELECT num FROM articles WHERE path = ?", (raw,))]
        for num in nums:
            for table in (
                "articles",
                "texts",
                "actor_lists",
                "speech",
                "refs",
                "source_articles",
                "signatures",
                "doubles",
                "inferred",
            ):
                self._db.execute(f"DELETE FROM {table} WHERE num = ?", (num,))
        self._db.execute("DELETE FROM files WHERE path = ?", (raw,))
        return nums

    def count_change(self) -> None:
        """Make `revision` differ, so that readers know there is something new. Call inside `transaction`."""
        self._set_meta("revision", str(self.revision() + 1))

    def revision(self) -> int:
        """A number that grows with every change of the articles."""
        return int(self.meta("revision") or 0)

    def forget_file_states(self) -> None:
        """Make every file count as changed, while its articles stay until they are read anew."""
        with self.transaction():
            self._db.execute("UPDATE files SET mtime_ns = -1")

    def finish(self) -> None:
        """Put together what belongs together: doubles, surnames alone; drop actors that no article mentions any more."""
        with self.transaction():
            counts = self._actor_counts()
            gone = [(actor,) for (actor,) in self._db.execute("SELECT actor FROM actors") if not counts[actor]]
            self._db.executemany("DELETE FROM actors WHERE actor = ?", gone)
            if gone:
                self._db.execute("DELETE FROM actor_names WHERE actor NOT IN (SELECT actor FROM actors)")
            self._db.execute("DELETE FROM same_actors")
            spellings = self._spellings(counts)
            self._db.executemany("INSERT INTO same_actors VALUES (?, ?)", spellings.items())
            self._db.executemany("INSERT INTO same_actors VALUES (?, ?)", self._surnames_alone(counts, spellings))
            rows = self._db.execute(
                "SELECT num, signature, digest FROM articles JOIN signatures USING (num) ORDER BY num"
            ).fetchall()
            self._db.execute("DELETE FROM doubles")
            self._db.executemany("INSERT INTO doubles VALUES (?, ?)", groups(rows).items())
            self.count_change()
            self._forget_actors()
        with self._lock:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _actor_counts(self) -> list[int]:
        """How many articles have each actor, by its number."""
        most = self._db.execute("SELECT ifnull(max(actor), 0) FROM actors").fetchone()[0]
        return ActorTable.of(self.actor_lists()).counts(most + 1).tolist()  # type: ignore[no-any-return]

    def _spellings(self, counts: Sequence[int]) -> dict[int, int]:
        """Each person whose name is another romanisation of a name in more articles, to that one.

        Two that one article has both of are two persons.
        """
        alike: dict[str, list[tuple[int, int, str]]] = {}
        for actor, key in self._db.execute("SELECT actor, key FROM actors WHERE kind = 'person' ORDER BY actor"):
            if " " in key:
                alike.setdefault(spelling(key), []).append((-counts[actor], actor, key))
        several = [sorted(group) for group in alike.values() if len(group) > 1]
        table = ActorTable.of(self.actor_lists()) if several else NO_ACTORS
        same: dict[int, int] = {}
        for (_, most, name), *others in several:
            known = set(table.articles_of([most], False).tolist())
            for _, actor, key in others:
                own = set(table.articles_of([actor], False).tolist())
                if are_spellings(name, key) and known.isdisjoint(own):
                    same[actor] = most
                    known |= own
        return same

    def _surnames_alone(self, counts: Sequence[int], spellings: Mapping[int, int]) -> list[tuple[int, int]]:
        """(surname alone, full name) where articles that only have the surname can hardly mean anybody else.

        That is so where one bearer of the name, in whatever romanisation, is in at least _KNOWN articles,
        and in _FAMOUS times as many as the next.
        """
        alone: list[tuple[str, int]] = []
        bearers: dict[str, dict[int, int]] = {}
        for actor, key in self._db.execute("SELECT actor, key FROM actors WHERE kind = 'person' ORDER BY actor"):
            words = key.split()
            if len(words) == 1:
                alone.append((spelling(key), actor))
            elif words[-1] not in {"jr", "sr", "ii", "iii", "iv"}:
                of, articles = spellings.get(actor, actor), bearers.setdefault(spelling(words[-1]), {})
                articles[of] = articles.get(of, 0) + counts[actor]
        same = []
        for surname, actor in alone:
            found = sorted(((count, bearer) for bearer, count in bearers.get(surname, {}).items()), reverse=True)
            if found and found[0][0] >= _KNOWN and (len(found) == 1 or found[0][0] >= _FAMOUS * found[1][0]):
                same.append((actor, found[0][1]))
        return same

    # --- reading ---

    def meta(self, key: str) -> str | None:
        """A fact about the library as a whole."""
        rows = self._all("SELECT value FROM meta WHERE key = ?", (key,))
        return rows[0][0] if rows else None

    def files(self) -> dict[str, Stamp]:
        """Every file that was read or failed to be read, by path, as it was then."""
        rows = self._all("SELECT path, size, mtime_ns FROM files")
        return {path.decode(_PATHS, "surrogateescape"): (size, mtime_ns) for path, size, mtime_ns in rows}

    def problems(self) -> list[tuple[str, str]]:
        """Files that could not be read, with the reason."""
        rows = self._all("SELECT path, problem FROM files WHERE problem IS NOT NULL ORDER BY path")
        return [(os.fsdecode(path), problem) for path, problem in rows]

    def count(self) -> int:
        """How many articles there are."""
        return int(self._all("SELECT count(*) FROM articles")[0][0])

    def nums(self) -> list[int]:
        """The numbers of all articles, in order."""
        return [num for (num,) in self._all("SELECT num FROM articles ORDER BY num")]

    def nums_at(self, paths: Iterable[str]) -> list[int]:
        """The numbers of the articles in these files."""
        found = []
        for path in paths:
            found += [num for (num,) in self._all("SELECT num FROM articles WHERE path = ?", (os.fsencode(path),))]
        return found

    def days(self) -> Days:
        """The articles and what their dates can mean, for searching."""
        flat = array(
            "q",
            chain.from_iterable(self._all("SELECT num, ifnull(first_day, 0), ifnull(last_day, 0) FROM articles ORDER BY num")),
        )
        table = np.frombuffer(flat, np.int64).reshape(-1, 3)
        return Days(table[:, 0].astype(np.uint32), table[:, 1].copy(), table[:, 2].copy())

    def cards(self, nums: Iterable[int]) -> list[Card]:
        """What lists show of these articles, in the order asked for; unknown numbers are left out."""
        wanted = list(nums)
        found: dict[int, Card] = {}
        for begin in range(0, len(wanted), 500):
            part = wanted[begin : begin + 500]
            marks = ",".join("?" * len(part))
            for num, ident, path, title, publication, date in self._all(
                f"SELECT num, id, path, title, publication, date FROM articles WHERE num IN ({marks})", part
            ):
                found[num] = Card(num, ident, os.fsdecode(path), title, publication, date)
        return [found[num] for num in wanted if num in found]

    def analysis(self, num: int) -> Analysis | None:
        """The article with all that extraction found in it; None where it is gone."""
        rows = self._all(
            "SELECT id, path, title, publication, volume, issue, author, date, packed FROM articles JOIN texts USING (num) WHERE num = ?",
            (num,),
        )
        if not rows:
            return None
        ident, path, title, publication, volume, issue, author, date, packed = rows[0]
        try:
            found = unpack(
                packed,
                id=ident,
                path=os.fsdecode(path),
                title=title,
                publication=publication,
                volume=volume,
                issue=issue,
                author=author,
                date=date,
            )
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise IndexDamaged(f"The catalogue {self.path} is damaged (article {ident}).") from error
        own = self._judged_articles().get(num) if self._judgements else None
        found = with_splits(found, self.corrections.splits)
        return settled(found, own) if own else found

    def num_of(self, ident: str) -> int | None:
        """The number of the article with this id, or at this path."""
        rows = self._all("SELECT num FROM articles WHERE id = ?", (ident,)) if ident.isascii() else []
        rows = rows or self._all("SELECT num FROM articles WHERE path = ? ORDER BY num", (os.fsencode(ident),))
        return rows[0][0] if rows else None

    def ids(self) -> dict[str, int]:
        """The number of every article by its id, and by the digest of its text where that is its alone."""
        found: dict[str, int] = {}
        for num, ident, digest in self._all("SELECT num, id, digest FROM articles"):
            found.setdefault(digest, num)
            found[ident] = num
        return found

    def nums_of_digest(self, digest: str) -> list[int]:
        """Articles with just this text."""
        return [num for (num,) in self._all("SELECT num FROM articles WHERE digest = ? ORDER BY num", (digest,))]

    def nums_of_title(self, title: str) -> list[int]:
        """Articles with just this title."""
        return [num for (num,) in self._all("SELECT num FROM articles WHERE title = ? ORDER BY num", (title,))]

    def actor_lists(self, after: int = 0) -> list[tuple[int, bytes]]:
        """The articles with higher numbers than `after`, in order: each with what `pack_actors` gave."""
        return self._all("SELECT num, actors FROM actor_lists WHERE num > ? ORDER BY num", (after,))

    def speech_after(self, after: int = 0) -> list[tuple[int, bytes]]:
        """The articles with higher numbers than `after`, in order, in which somebody speaks: each with what `pack_pairs` gave."""
        return self._all("SELECT num, pairs FROM speech WHERE num > ? ORDER BY num", (after,))

    def facts_after(self, after: int = 0) -> list[tuple[int, str | None, str | None]]:
        """The articles with higher numbers than `after`, in order: number, publication, author."""
        return self._all("SELECT num, publication, author FROM articles WHERE num > ? ORDER BY num", (after,))

    def cited_after(self, after: int = 0) -> list[tuple[int, int]]:
        """The articles with higher numbers than `after` that cite outlets: article and outlet, both by number."""
        return self._all("SELECT num, outlet FROM source_articles WHERE num > ? ORDER BY num, outlet", (after,))

    def references(self) -> list[Reference]:
        """Every reference to another article."""
        return [Reference(*row) for row in self._all("SELECT * FROM refs ORDER BY num, start")]

    def references_to(self, num: int) -> list[Reference]:
        """The references of other articles that can mean this one: its publication, on its day."""
        rows = self._all(
            # no date means more than a year, so that only the references of the year before are looked through
            "SELECT refs.*, articles.publication FROM articles"
            " JOIN refs ON refs.first_day BETWEEN articles.first_day - 366 AND articles.first_day"
            " AND refs.last_day >= articles.last_day AND refs.num != articles.num WHERE articles.num = ? ORDER BY refs.num",
            (num,),
        )
        return [Reference(*row) for *row, publication in rows if publication and names_publication(row[2], publication)]

    def outlet_names(self) -> dict[int, str]:
        """The name of every outlet that was ever cited, by its number."""
        return dict(self._all("SELECT outlet, name FROM outlets"))

    def correct(self, corrections: Corrections) -> None:
        """Read actors as a person has put them right."""
        self.corrections = corrections
        self._corrected += 1

    def judge(self, judgements: Sequence[Judgement]) -> None:
        """Take quotations as a person has settled them."""
        self._judgements = tuple(judgements)
        self._corrected += 1

    def _judged_articles(self) -> dict[int, list[Judgement]]:
        """The judgements on each article that is here, by its number: by its id, or by its text where its file has moved."""
        revision = self.actors_revision()
        if self._judged[0] != revision:
            found: dict[int, list[Judgement]] = {}
            for one in self._judgements:
                num = self.num_of(one.article)
                for known in [num] if num is not None else self.nums_of_digest(one.digest):
                    found.setdefault(known, []).append(one)
            self._judged = revision, found
        return self._judged[1]

    def judged(self) -> list[tuple[int, bytes, bytes]]:
        """The articles that were judged or have a name that is split, in order: number, what `pack_actors` and what `pack_pairs` gives for them as settled."""
        found = []
        judged = self._judged_articles() if self._judgements else {}
        for num in sorted(judged.keys() | self._split_articles()):
            analysis = self.analysis(num)
            if analysis is not None:
                found.append((num, *self._packed_again(analysis)))
        return found

    def _split_articles(self) -> set[int]:
        """The articles in which a name can be another's, by their paths."""
        splits = self.corrections.splits
        rows = self._all("SELECT num, path FROM articles") if splits else []
        return {num for num, path in rows if any(split.is_in(os.fsdecode(path)) for split in splits)}

    def _packed_again(self, analysis: Analysis) -> tuple[bytes, bytes]:
        identities = [(actor.kind, actor_key(actor.name, actor.kind)) for actor in analysis.actors]
        numbers = {identity: self._number(identity) for identity in identities}
        speaking = {numbers[identities[q.speaker]] for q in analysis.quotations if q.speaker is not None}
        pairs = [
            pair._replace(actor=one, other=other)
            for pair in speech_pairs(analysis, range(len(identities)))
            for one, other in [(numbers[identities[pair.actor]], numbers[identities[pair.other]])]
            if one is not None and other is not None and one != other
        ]
        listed = dict.fromkeys(number for number in numbers.values() if number is not None)
        return pack_actors((number, number in speaking) for number in listed), pack_pairs(pairs)

    def inferred(self, field: Field) -> tuple[list[int], list[int]]:
        """The articles in which something is inferred of a field of quotations, in order, and of how many quotations."""
        if field not in FIELDS:
            raise ValueError(field)
        rows = self._all(f"SELECT num, {field} FROM inferred WHERE {field} > 0 ORDER BY num")
        return [num for num, _ in rows], [count for _, count in rows]

    def actors_revision(self) -> tuple[int, int]:
        """Differs after every change of the articles, and of what a person has put right or settled."""
        return self.revision(), self._corrected

    def _number(self, identity: Identity) -> int | None:
        """The number of an actor by kind and key."""
        rows = self._all("SELECT actor FROM actors WHERE kind = ? AND key = ?", identity)
        return rows[0][0] if rows else self._of_splits().get(identity)

    def _of_splits(self) -> dict[Identity, int]:
        """Numbers, above all others, for those whom splits tell apart and whom no article names so itself."""
        if not self.corrections.splits:
            return {}
        above = 1 + int(self._all("SELECT ifnull(max(actor), 0) FROM actors")[0][0])
        return {
            identity: above + place
            for place, identity in enumerate(dict.fromkeys(one.identity for one in self.corrections.splits))
        }

    def _names_of_splits(self) -> list[tuple[int, str]]:
        numbers = self._of_splits()
        return [(numbers[one.identity], one.called) for one in self.corrections.splits if one.identity in numbers]

    def meant(self) -> dict[int, int]:
        """The number of an actor that is another by its name, a surname alone or put right by a person, to that of whom it means."""
        return self._put_right()[0]

    def ignored(self) -> frozenset[int]:
        """The numbers of those that a person says are no actors."""
        return self._put_right()[1]

    def _put_right(self) -> tuple[dict[int, int], frozenset[int]]:
        """What `meant` and `ignored` answer, worked out once for each revision: they are asked for every article that is opened."""
        revision = self.actors_revision()
        if self._right[0] != revision:
            numbers = map(self._number, self.corrections.ignored)
            self._right = revision, (self._meant_now(), frozenset(number for number in numbers if number is not None))
        return self._right[1]

    def _meant_now(self) -> dict[int, int]:
        of: dict[int, int] = dict(self._all("SELECT actor, of FROM same_actors"))
        for apart in self.corrections.apart:
            numbers = {self._number(identity) for identity in apart}
            of = {actor: other for actor, other in of.items() if actor not in numbers or other not in numbers}
        for first, *others in self._said_to_be_one().values():
            of.pop(first, None)
            of.update(dict.fromkeys(others, first))
        return ends(of)

    def _said_to_be_one(self) -> dict[Identity, list[int]]:
        """The numbers of the names that a person says are one actor, that of the name it goes by first; those that are not here left out."""
        groups: dict[Identity, list[Identity]] = {target: [target] for target in self.corrections.names}
        for one, target in self.corrections.same.items():
            groups[target].append(one)
        numbered = {
            target: [number for number in map(self._number, members) if number is not None] for target, members in groups.items()
        }
        return {target: numbers for target, numbers in numbered.items() if numbers}

    def doubles(self) -> dict[int, int]:
        """For each article that has doubles, the number that they share."""
        return dict(self._all("SELECT num, of FROM doubles"))

    def doubles_of(self, num: int) -> list[Card]:
        """The other articles that are nearly the same."""
        rows = self._all(
            "SELECT num FROM doubles WHERE of = (SELECT of FROM doubles WHERE num = ?) AND num != ? ORDER BY num", (num, num)
        )
        return self.cards(num for (num,) in rows)

    def actor_names(self) -> dict[int, tuple[str, ActorKind]]:
        """Name and kind of every actor by its number; without those that are others by their names, or none."""
        left_out = self.meant().keys() | self.ignored()
        rows = self._all("SELECT actor, name, kind FROM actors")
        names = {number: (name, kind) for number, name, kind in rows if number not in left_out}
        new = self._of_splits()
        for split in self.corrections.splits:
            if (number := new.get(split.identity)) is not None and number not in left_out:
                names[number] = split.called, split.kind
        for target, (number, *_) in self._said_to_be_one().items():
            if number in names:
                names[number] = self.corrections.names[target], names[number][1]
        return names

    def same_actors(self) -> dict[tuple[str, str], tuple[str, str]]:
        """(kind, key) of a name that means another actor to (kind, key) of that one."""
        rows = self._all(
            "SELECT one.kind, one.key, other.kind, other.key FROM same_actors"
            " JOIN actors AS one USING (actor) JOIN actors AS other ON other.actor = same_actors.of"
        )
        right, apart = self.corrections.same, self.corrections.apart
        found: dict[tuple[str, str], tuple[str, str]] = {
            (kind, key): right.get((of_kind, of_key), (of_kind, of_key))
            for kind, key, of_kind, of_key in rows
            if not any({(kind, key), (of_kind, of_key)} <= names for names in apart)
        }
        return {one: other for one, other in {**found, **right}.items() if one not in self.corrections.names}

    def called(self, actor: Actor) -> str | None:
        """How an actor of an article is called in the library: as whom its name means; None for one that is none."""
        revision = self.actors_revision()
        if self._called[0] != revision:
            names: dict[Identity, str] = {(kind, actor_key(name, kind)): name for name, kind in self.actor_names().values()}
            right = self.corrections.names
            found: dict[Identity, str | None] = {
                one: right.get(other) or names.get(other) for one, other in self.same_actors().items()
            }
            found = {one: name for one, name in found.items() if name is not None}
            found.update(right)
            found.update(dict.fromkeys(self.corrections.ignored))
            self._called = revision, found
        return self._called[1].get((actor.kind, actor_key(actor.name, actor.kind)), actor.name)

    def _whole(self, actors: Iterable[int]) -> set[int]:
        """The actors as they count: those that are others by their names as these, without those that are none."""
        of = self.meant()
        return {of.get(actor, actor) for actor in actors} - self.ignored()

    def actors_of(self, num: int) -> dict[tuple[str, str], int]:
        """The actors of one article: (kind, key) to the library's number for it."""
        numbers = [
            actor
            for (packed,) in self._all("SELECT actors FROM actor_lists WHERE num = ?", (num,))
            for actor in unpack_actors(packed)
        ]
        new = self._of_splits()
        marks = ",".join("?" * len(numbers))
        rows = self._all(
            f"SELECT kind, key, actor FROM actors WHERE actor IN ({marks})",
            numbers,
        )
        of, ignored = self.meant(), self.ignored()
        listed = [((kind, key), actor) for kind, key, actor in rows] + list(new.items())
        return {identity: of.get(actor, actor) for identity, actor in listed if of.get(actor, actor) not in ignored}

    def find_actors(self, value: str, exact: bool = False) -> set[int]:
        """Actors that `value` can name.

        With `exact` those of just that name, or where there is none, that alias. Else those with
        the words of `value` side by side in a name; failing that, with the last of them begun.
        """
        wanted = fold_words(value)
        if not wanted:
            return set()
        if exact:
            keys = {(kind, actor_key(value, kind)) for kind in ACTOR_KINDS}
            named = {
                number
                for kind, key in keys
                for number, name in self._all("SELECT actor, name FROM actors WHERE kind = ? AND key = ?", (kind, key))
            }
            named |= {number for identity, number in self._of_splits().items() if identity in keys}
            if named:
                return self._whole(named)
            if rows := self._all("SELECT actor FROM actor_names WHERE folded = ?", (wanted,)):
                return self._whole(number for (number,) in rows)
        for pattern in ("% {} %", "% {}%"):
            like = pattern.format(wanted.replace("%", "").replace("_", ""))
            rows = self._all("SELECT DISTINCT actor FROM actor_names WHERE ' ' || folded || ' ' LIKE ?", (like,))
            words = f" {wanted} " if pattern.endswith(" %") else f" {wanted}"
            new = [number for number, name in self._names_of_splits() if words in f" {fold_words(name)} "]
            if rows or new:
                return self._whole([*(number for (number,) in rows), *new])
        return set()

    def articles_of_source(self, value: str, exact: bool = False) -> set[int]:
        """The articles that cite an outlet whose name has the words of `value`; with `exact`, of just that name where there is one."""
        names = {fold_words(value), fold_words(canonical_outlet(value))} - {""}
        known = self._all("SELECT outlet, folded FROM outlets")
        fitting = [outlet for outlet, folded in known if exact and folded in names] or [
            outlet for outlet, folded in known if any(f" {name}" in f" {folded}" for name in names)
        ]
        return {num for outlet in fitting for (num,) in self._all("SELECT num FROM source_articles WHERE outlet = ?", (outlet,))}

    def articles_by_text(self, column: str, value: str, exact: bool = False) -> set[int]:
        """The articles whose `publication`, `author` or `path` has the words of `value`.

        With `exact` those whose publication or author is just that, where there are any.
        """
        if column == "path":
            wanted = value.casefold()
            return {num for num, path in self._all("SELECT num, path FROM articles") if wanted in os.fsdecode(path).casefold()}
        if column not in {"publication", "author"}:
            raise ValueError(column)
        wanted = fold_words(value)
        known = [text for (text,) in self._all(f"SELECT DISTINCT {column} FROM articles WHERE {column} IS NOT NULL")]
        fitting = [text for text in known if exact and fold_words(text) == wanted] or [
            text for text in known if names_publication(wanted, text)
        ]
        return {num for text in fitting for (num,) in self._all(f"SELECT num FROM articles WHERE {column} = ?", (text,))}

    def issues_of(self, publication: str, first: int, last: int) -> list[Card]:
        """The articles of a publication (a name, or its initials) dated between two days."""
        nums = self.articles_by_text("publication", publication) & {
            num for (num,) in self._all("SELECT num FROM articles WHERE first_day >= ? AND last_day <= ?", (first, last))
        }
        return self.cards(sorted(nums))


def _as_os_error(error: sqlite3.OperationalError, path: Path) -> Exception:
    """A full or read-only disk as the OSError it is; anything else that the file is at fault for as damage."""
    text = str(error)
    if "full" in text or "disk I/O" in text:
        return OSError(28, "no space left on the disk", str(path))
    if "readonly" in text or "unable to open" in text:
        return OSError(30, "the folder cannot be written", str(path))
    return IndexDamaged(f"The catalogue {path} is damaged ({text}).")
