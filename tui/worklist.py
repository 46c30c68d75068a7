"""Articles to read: the queue of a review, and saved searches with what is new in each."""

from typing import TYPE_CHECKING, cast

from index import UNLIMITED, Library, PressmarkError, QueryError, SearchResult, library_folder
from index.kept import Queue, Review, reading_states

if TYPE_CHECKING:
    from index import ArchiveLibrary  # loads the client of a cluster


class Worklist:
    """The queue and the saved searches of one library, stored in `review`. Its methods block."""

    def __init__(self, library: Library, review: Review, name: str) -> None:
        """`name` identifies the library in the store."""
        self.library, self.review, self.name = library, review, name

    def begin_queue(self, text: str, found: SearchResult) -> Queue:
        """Start a review of the unread articles of a result, in its order."""
        states = reading_states(self.review, self.library)
        nums = [
            num
            for num in found.hits.ordered_nums()
            if states.get(num, "unread") in {"unread", "later"}
        ]
        queue = Queue(text, tuple(card.id for card in self.library.cards(nums)))
        self.review.set_queue(self.name, queue)
        return queue

    def extend_queue(self) -> None:
        """Append the articles that the queue's search has found since."""
        queue = self.review.queue(self.name)
        if queue is None:
            return
        try:
            found = self.library.search(queue.query, budget=UNLIMITED)
        except QueryError:  # an earlier version understood it
            return
        known = set(queue.articles)
        states = reading_states(self.review, self.library)
        nums = [num for num in found.hits.ordered_nums() if num not in states]
        fresh = [card.id for card in self.library.cards(nums) if card.id not in known]
        if fresh:
            self.review.set_queue(self.name, Queue(queue.query, (*queue.articles, *fresh)))

    def search_counts(self) -> list[tuple[str, int, int]]:
        """Saved searches: (query, articles found, of those new since it was last opened)."""
        counts = []
        for saved in self.review.searches():
            try:
                nums = self.library.search(saved.query, budget=UNLIMITED).hits.ordered_nums()
            except PressmarkError:
                nums = []
            ids = [card.id for card in self.library.cards(nums)]
            counts.append((saved.query, len(ids), sum(ident not in saved.seen for ident in ids)))
        return counts

    def save_search(self, text: str) -> None:
        """Save a search, or mark its present result as seen."""
        nums = self.library.search(text, budget=UNLIMITED).hits.ordered_nums()
        library = self.library
        ids = [card.id for card in library.cards(nums)]
        if not library.is_local:
            archive = cast("ArchiveLibrary", library)
            self.review.save_search(text, ids, [archive.access.address])
        else:
            own = library.folder != library_folder(library.roots)
            roots = map(str, library.roots)
            self.review.save_search(text, ids, roots, str(library.folder) if own else None)

    def saved(self, text: str) -> bool:
        """Whether a search is saved."""
        return any(search.query == text for search in self.review.searches())
