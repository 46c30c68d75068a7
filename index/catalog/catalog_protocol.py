"""The catalogue interface of a library. SQLite and an archive's cluster implement it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, Protocol

from index.catalog.stored_references import Reference
from index.corrections import Corrections, Judgement
from index.model import Actor, ActorKind, Analysis, Card


class ArticleCatalog(Protocol):
    """Articles, actors and fields. Numbers of articles and actors are those of `Card.num`."""

    corrections: Corrections

    def correct(self, corrections: Corrections) -> None:
        """Apply a reader's corrections of actors."""

    def judge(self, judgements: Sequence[Judgement]) -> None:
        """Apply a reader's judgements of quotations."""

    def close(self) -> None:
        """Close files and connections."""

    def actors_revision(self) -> tuple[int, int]:
        """Differs after every change of the articles, of corrections and of judgements."""

    # --- articles ---

    def count(self) -> int:
        """The number of articles."""

    def nums(self) -> list[int]:
        """The numbers of all articles, in order."""

    def cards(self, nums: Iterable[int]) -> list[Card]:
        """The metadata of articles, in the order asked for; unknown numbers are left out."""

    def analysis(self, num: int) -> Analysis | None:
        """The article with its analysis; None where it is gone."""

    def num_of(self, ident: str) -> int | None:
        """The number of the article with this id, or at this path."""

    def nums_of(self, idents: Iterable[str]) -> dict[str, int]:
        """The numbers of articles by their ids or the digests of their texts; those there are."""

    def nums_of_digest(self, digest: str) -> list[int]:
        """Articles with just this text."""

    def nums_of_titles(self, titles: Iterable[str]) -> dict[str, list[int]]:
        """The articles with just one of these titles, by title."""

    def duplicates_of(self, num: int) -> list[Card]:
        """The other articles that are nearly the same as this one."""

    def issues_of(self, publication: str, first: int, last: int) -> list[Card]:
        """The articles of a publication (a name, or its initials) dated between two days."""

    def references_to(self, num: int) -> list[Reference]:
        """The references of other articles that can mean this one."""

    # --- names ---

    def actors_of(self, num: int) -> dict[tuple[str, str], int]:
        """The actors of one article: (kind, key) to number."""

    def actor_names(self) -> Mapping[int, tuple[str, ActorKind]]:
        """Name and kind of actors by number."""

    def hold_names(self) -> None:
        """Prepare to look up many names: a catalogue on this machine keeps them in memory."""

    def find_actors(self, value: str, exact: bool = False) -> set[int]:
        """The numbers of the actors that a name can mean."""

    def same_actors(self) -> Mapping[tuple[str, str], tuple[str, str]]:
        """(kind, key) of a name that means another actor to (kind, key) of that one."""

    def canonical_name(self, actor: Actor) -> str | None:
        """The name of an article's actor in the library; None for one that is ignored."""

    def outlets_called(self, value: str, exact: bool = False) -> set[str]:
        """The names of the cited outlets that a text can mean."""

    def values_called(
        self, column: Literal["publication", "author"], value: str, exact: bool = False
    ) -> set[str]:
        """The publications or authors that a text can mean."""

    # --- files ---

    def problems(self) -> list[tuple[str, str]]:
        """Files that could not be read, with the reason."""

    def passed_over(self) -> list[tuple[str, str]]:
        """Files of kinds that are not read, with the reason."""

    def built(self) -> str | None:
        """When the articles were last checked; None before the first time."""


__all__ = ["ArticleCatalog"]
