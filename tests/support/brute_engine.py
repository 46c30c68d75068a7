"""A brute-force engine over plain lists: what every engine is held against.

It implements `Engine`, `Answer` and `Ingest` by walking over all articles for each question, with
the scores of `tests.support.brute_scores`. What only a whole library knows of an article (the
keys, the numbers of actors, groups of duplicates) is taken from the archive under test.
"""

import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import log, sqrt
from typing import Protocol

from msgspec.structs import replace

from index import query
from index.engine import (
    UNLIMITED,
    AlikeArticle,
    AlikeClue,
    Archive,
    Budget,
    Condition,
    HasActor,
    ReadFile,
    Revision,
    Search,
    Statistics,
    WordCount,
    WordForm,
)
from index.engine.feedback import AddedWord, added_words, can_be_widened, new_words
from index.model import ActorKind, Analysis, Article, Span, Statement, said_statements
from index.query import (
    And,
    ArticleFields,
    DateRange,
    Filter,
    Leaf,
    NearActor,
    Node,
    Not,
    Or,
    Query,
    Wild,
    Word,
    is_said_between,
    matches,
    near_parts,
    split_statement,
)
from index.text import tokenise
from tests.support.brute_answer import BruteAnswer, BruteArticle, fulfils, newest_first
from tests.support.brute_scores import WordStatistics, edits, part_of, score_of

# The limits of `index.engine.api` for long queries, and for spelling suggestions.
FEW, MANY_WORDS, SHORTEST, MOST_EDITS = 5, 4, 4, 2


class Facts(Protocol):
    """What only a whole library knows of its articles."""

    def actor_numbers(self, analysis: Analysis) -> list[int | None]:
        """The number of each of the actors of an article, in the order of `analysis.actors`."""

    def actor_names(self) -> Mapping[int, tuple[str, ActorKind]]:
        """Name and kind of each actor."""

    def tie(self, path: str, key: int) -> tuple[str, int]:
        """Orders articles of one day."""

    @property
    def archive(self) -> Archive:
        """Gives the keys of articles, and the groups of duplicates."""


class BruteEngine:
    """Implements `Engine` and `Ingest` over a list of articles."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._files: dict[str, ReadFile] = {}
        self._changes = 0
        self.articles: list[BruteArticle] = []
        self.names: Mapping[int, tuple[str, ActorKind]] = {}

    # --- Ingest ---

    def write(self, files: Sequence[ReadFile]) -> None:
        for file in files:
            self._files[file.path] = file

    def drop(self, paths: Collection[str]) -> None:
        for path in paths:
            self._files.pop(path, None)

    def finish(self) -> None:
        self._changes += 1
        analyses = [one for file in self._files.values() for one in file.articles]
        keys = self._facts.archive.find(one.article.id for one in analyses)
        read = {keys[one.article.id]: one for one in analyses}
        groups = self._facts.archive.duplicates_of(read)
        articles = (
            BruteArticle(
                key,
                analysis,
                tuple(self._facts.actor_numbers(analysis)),
                groups.get(key),
                self._facts.actor_names(),
                self._facts.tie(analysis.article.path, key),
            )
            for key, analysis in read.items()
        )
        self.articles = sorted(articles, key=newest_first)
        self.names = self._facts.actor_names()
        self.statistics_of_words = WordStatistics(
            [one.words for one in self.articles],
            [one.analysis.article.language for one in self.articles],
        )

    # --- Engine ---

    def revision(self) -> Revision:
        return (self._changes,)

    def count(self) -> int:
        return len(self.articles)

    def answer(self, search: Search, budget: Budget = UNLIMITED) -> BruteAnswer:
        budget.check_cancelled()
        wanted = search.query
        hits = [one for one in self.articles if holds(one, wanted.node, search.conditions)]
        scores = self._scores(wanted.node, hits, search)
        note = suggested = None
        added: tuple[str, ...] = ()
        loose = query.loosened(wanted.node) if len(hits) < FEW else None
        if loose is not None and (not hits or len(loose_words(loose)[1]) >= MANY_WORDS):
            more = [one for one in self.articles if holds(one, loose, search.conditions)]
            note = "loosened" if len(more) > len(hits) else None
            if more:
                strict = {one.key for one in hits}
                scores, added = self._loose_scores(loose, strict, search)
                hits = more
        if not hits:
            suggested = self._suggestion(wanted)
        if wanted.sort == "date":
            hits.sort(key=lambda one: (one.date is None, -newest_first(one)[0], one.tie))
        elif wanted.sort == "-date" or not scored(wanted):
            hits.sort(key=newest_first)
        else:
            hits.sort(key=lambda one: (-scores[one.key], *newest_first(one)))
        asked = list(query.statement_conditions(wanted.node))
        found = BruteAnswer(
            tuple(hits),
            self.names,
            note,
            suggested,
            scores=scores,
            added_words=added,
            asks_for=lambda article, statement: (
                not asked
                or any(said_so(article, one, statement, search.conditions) for one in asked)
            ),
        )
        return found.narrowed(*search.narrowed_by)

    def _scores(
        self, node: Node | None, hits: Iterable[BruteArticle], search: Search
    ) -> dict[int, float]:
        """The score of each hit of a query; an empty query scores 0."""
        if node is None:
            return {one.key: 0.0 for one in hits}
        part = part_of(node, self.statistics_of_words.languages)
        scores: dict[int, float] = {}
        for one in hits:
            assert part is not None, node
            score = score_of(
                part,
                one.words,
                self.statistics_of_words,
                lambda leaf, one=one: holds(one, leaf, search.conditions),  # type: ignore[misc]
                lambda said, one=one: stretches_of(one, said, search.conditions),  # type: ignore[misc]
            )
            assert score is not None, node
            scores[one.key] = score
        return scores

    def _loose_scores(
        self, loose: Node, strict: set[int], search: Search
    ) -> tuple[dict[int, float], tuple[str, ...]]:
        """Scores by how many of some words an article has, and how rare those are; words added."""
        required, words = loose_words(loose)
        total: Counter[int] = Counter()
        covered: Counter[int] = Counter()
        everything = 0.0
        for word in words:
            node = And((*required, word)) if required else word
            having = [one for one in self.articles if holds(one, node, search.conditions)]
            rarity = log(1 + self.count() / (len(having) + 1))
            everything += rarity if having else 0.0
            for key, score in self._scores(node, having, search).items():
                total[key] += score * rarity  # type: ignore[assignment]
                covered[key] += rarity  # type: ignore[assignment]
        share = {key: covered[key] / (everything or 1.0) for key in covered}
        scores = {key: total[key] * sqrt(share[key]) for key in covered}
        added: tuple[AddedWord, ...] = ()
        if search.feedback and can_be_widened(words):
            added = self._added_words(scores)
        if added:
            worth: Counter[int] = Counter()
            for one, weight in added:
                for key, score in self._scores_of_word(Word(one)).items():
                    worth[key] += weight * score  # type: ignore[assignment]
            scores = {
                key: (score / everything + worth[key]) / 2 * sqrt(share[key])
                for key, score in scores.items()
            }
        best = max(scores.values(), default=0.0)
        lifted = {key: score + best * (key in strict) for key, score in scores.items()}
        return lifted, new_words(added, words)

    def _added_words(self, scores: Mapping[int, float]) -> tuple[AddedWord, ...]:
        """The words of the ten best articles."""
        ranked = sorted(
            (one for one in self.articles if one.key in scores),
            key=lambda one: (-scores[one.key], *newest_first(one)),
        )
        best = [(one.analysis.article, scores[one.key]) for one in ranked[:10]]
        return added_words(
            best,
            self.count(),
            lambda stems: {
                stem: self.statistics_of_words.frequencies["text", stem] for stem in stems
            },
        )

    def _scores_of_word(self, word: Word) -> dict[int, float]:
        having = [one for one in self.articles if holds(one, word, {})]
        return self._scores(word, having, Search(Query(word)))

    def _suggestion(self, wanted: Query) -> str | None:
        """The query with its unknown words replaced by the nearest known ones."""
        frequencies = self.statistics_of_words.frequencies
        text = str(wanted)
        words = [one for one in query.leaves(wanted.node) if isinstance(one, Word | query.Phrase)]
        for leaf in words:
            for token in tokenise(leaf.text):
                known = frequencies["exact", token.exact] or frequencies["text", token.stem]
                if token.joined or len(token.exact) < SHORTEST or known:
                    continue
                near = [
                    (edits(term, token.exact), -count, term)
                    for (field, term), count in frequencies.items()
                    if field in ("exact", "title_exact") and term[:1] == token.exact[:1]
                ]
                near = [one for one in near if one[0] <= MOST_EDITS]
                if near:
                    text = text.replace(leaf.text[token.start : token.end], min(near)[2], 1)
        return text if text != str(wanted) else None

    def statistics(self, words: Iterable[str], form: WordForm) -> Statistics:
        name = "exact" if form == "exact" else "text"
        bodies = [one.words.fields[name] for one in self.articles]
        counts = {
            word: WordCount(
                sum(body.frequency(word) > 0 for body in bodies),
                sum(body.frequency(word) for body in bodies),
            )
            for word in words
        }
        return Statistics(len(bodies), sum(body.length for body in bodies), counts)

    def vocabulary(self, prefix: str, most: int) -> tuple[str, ...]:
        words = {word for one in self.articles for word in one.words.fields["exact"].positions}
        return tuple(sorted(word for word in words if word.startswith(prefix))[:most])

    def alike(
        self,
        clues: Sequence[AlikeClue],
        without: Collection[int] = (),
        most: int = 100,
        budget: Budget = UNLIMITED,
    ) -> list[AlikeArticle]:
        budget.check_cancelled()
        worth: dict[int, list[tuple[float, int]]] = {}
        used = 0
        for place, clue in enumerate(clues):
            scores = self._scores_of_clue(clue)
            others = [key for key in scores if key not in without]
            telling = 0 < len(scores) < len(self.articles)
            used += bool(telling and others)
            for key in others if telling else ():
                worth.setdefault(key, []).append((-scores[key] * clue.weight, place))
        found = [
            AlikeArticle(
                key,
                -sum(own for own, _ in shares) * sqrt(len(shares) / used),
                tuple(place for _, place in sorted(shares)),
            )
            for key, shares in worth.items()
            if len(shares) >= min(2, used)
        ]
        return sorted(found, key=lambda one: (-one.score, one.key))[:most]

    def _scores_of_clue(self, clue: AlikeClue) -> dict[int, float]:
        """The articles that have a clue, each with the score that the clue gives it."""
        if isinstance(clue.what, Word | query.Phrase):
            node = clue.what
            having = [one for one in self.articles if holds(one, node, {})]
            return self._scores(node, having, Search(Query(node)))
        keys = [one.key for one in self.articles if fulfils(one, clue.what)]
        return {key: log(len(self.articles) / len(keys)) for key in keys}


def holds(article: BruteArticle, node: Node | None, conditions: Mapping[Filter, Condition]) -> bool:
    """Whether an article matches a query."""
    match node:
        case None:
            return True
        case And():
            statement, rest = split_statement(node)
            if statement is not None and not stretches_of(article, statement, conditions):
                return False
            return all(holds(article, child, conditions) for child in rest)
        case Or(children):
            return any(holds(article, child, conditions) for child in children)
        case Not(child):
            return not holds(article, child, conditions)
        case Filter():
            return fulfils(article, conditions[node])
        case DateRange(first, last, _, said):
            if said:
                return bool(stretches_of(article, node, conditions))
            date = article.date
            return (
                date is not None
                and (first is None or date.last() >= first)
                and (last is None or date.first() <= last)
            )
    if node.field == "said":
        return bool(stretches_of(article, node, conditions))
    if isinstance(node, NearActor):
        return named_near(article, node, conditions)
    return bool(matches(node, article.analysis))


def named_near(
    article: BruteArticle, node: NearActor, conditions: Mapping[Filter, Condition]
) -> bool:
    """Whether words and mentions are near each other, by trying all combinations of the parts."""
    fields = ArticleFields(article.analysis)
    for name, tokens in (("title", fields.title), ("text", fields.text)):
        if node.field not in (None, name):
            continue
        lists: list[list[tuple[int, int]]] = []
        for part in near_parts(node):
            if isinstance(part, str):
                lists.append([(t.position,) * 2 for t in tokens if part in (t.exact, t.bare)])
                continue
            held = []
            for mention in article.analysis.mentions:
                own = [t.position for t in tokens if mention.start <= t.start < mention.end]
                if own and article.means(mention.actor, part, conditions):
                    held.append((min(own), max(own)))
            lists.append(held)
        for chosen in itertools.product(*lists):
            low, high = chosen[0]
            for first, last in chosen[1:]:
                if not (0 < low - last <= node.slop or 0 < first - high <= node.slop):
                    break
                low, high = min(low, first), max(high, last)
            else:
                return True
    return False


def stretches_of(
    article: BruteArticle, node: Node, conditions: Mapping[Filter, Condition]
) -> list[Span]:
    """The stretches of the statements that match a condition on statements."""
    return [
        span
        for one in said_statements(article.analysis)
        if said_so(article, node, one, conditions)
        for span in one.content
    ]


def said_so(
    article: BruteArticle, node: Node, one: Statement, conditions: Mapping[Filter, Condition]
) -> bool:
    """Whether one statement matches a condition on statements."""
    match node:
        case And(children):
            return all(said_so(article, child, one, conditions) for child in children)
        case Or(children):
            return any(said_so(article, child, one, conditions) for child in children)
        case Not(child):
            return not said_so(article, child, one, conditions)
        case Filter():
            condition = conditions[node]
            assert isinstance(condition, HasActor)
            return any(article.actors[place] in condition.actors for place in one.speakers)
        case DateRange():
            return is_said_between(one, node)
        case Wild(pattern) if not pattern.strip("*"):
            return True
    text = article.analysis.article.text
    return any(words_match(node, text, span) for span in one.content)


def words_match(node: Leaf, text: str, span: Span) -> bool:
    """Whether a leaf matches the words of one span, treated as an article."""
    alone = Analysis(Article("x", "x", "", text[span.start : span.end]))
    return bool(matches(replace(node, field="text"), alone))


def scored(wanted: Query) -> bool:
    """Whether the order of a query's hits depends on scores."""
    return wanted.sort == "relevance" and any(
        not isinstance(leaf, Filter | DateRange) for leaf in query.leaves(wanted.node)
    )


def loose_words(loose: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """What a loosened query still requires, and its words."""
    *required, words = [loose] if isinstance(loose, Or) else loose.children  # type: ignore[union-attr]
    assert isinstance(words, Or)
    return tuple(required), words.children
