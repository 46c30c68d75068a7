"""Brings the words of a batch of articles into the order of an inverted file, field by field."""

import numpy as np
from msgspec import Struct

from index.engine.local.array_files import Array
from index.engine.local.field_postings import FieldPostings, Forms
from index.engine.local.piece_codes import NO_TERM, Vocabulary
from index.engine.local.ragged import counted
from index.engine.local.segments import join_words, narrow

# Field lengths by Whoosh's one-byte code: each about 3.3 % above the one before it.
LENGTHS = np.round((1.033 ** np.arange(256) - 1) * 27).astype(np.int64)


def length_bytes(lengths: Array) -> Array:
    """Field lengths as Whoosh keeps them: the byte whose meaning is not below the length."""
    return np.minimum(np.searchsorted(LENGTHS, lengths), 255).astype(np.uint8)


class BatchWords(Struct, frozen=True):
    """The tokens of a batch as parallel arrays; `bases` are the first slots of documents.

    `piece_slots` are the first slots of pieces; document `d` has those from `pieces[d]` on. The
    word `form_exact[i]` as written, a possessive without its ending included, occurs with the stem
    `form_stems[i]`. The stems in `doubled` occur twice in one slot.
    """

    documents: Array
    slots: Array
    exact: Array
    stems: Array
    bare: Array
    bases: Array
    piece_slots: Array
    pieces: Array
    form_exact: Array
    form_stems: Array
    doubled: Array

    def invert_exact(self, vocabulary: Vocabulary) -> FieldPostings:
        """The postings of exact forms; a possessive has a second one, without its ending.

        Both have the same slot: "Clinton's" is found as `clintons` and as `clinton`.
        """
        possessive = self.bare != NO_TERM
        numbers, documents, slots = self.exact, self.documents, self.slots
        if possessive.any():
            places = np.repeat(np.arange(len(possessive)), 1 + possessive)
            second = np.flatnonzero(places[1:] == places[:-1]) + 1
            numbers = numbers[places]
            numbers[second] = self.bare[places[second]]
            documents, slots = documents[places], slots[places]
        found = _Inverted.of(numbers, documents, vocabulary)
        return self._field(found, found.frequencies, slots[found.order], len(numbers))

    def invert_stems(self, vocabulary: Vocabulary, written: Vocabulary) -> FieldPostings:
        """The postings of stems, whose slots are those of the words `written` as their forms.

        A stem keeps its own slots if one of its forms has another stem too, as "die" in English
        and in German, or if it occurs twice in one slot.
        """
        found = _Inverted.of(self.stems, self.documents, vocabulary)
        keys = np.unique((self.form_exact.astype(np.uint64) << 32) | self.form_stems)
        exact, stems = (keys >> 32).astype(np.intp), (keys & 0xFFFFFFFF).astype(np.intp)
        own = np.zeros(len(vocabulary.words), bool)
        own[self.doubled] = True
        own[stems[np.bincount(exact, minlength=len(written.words))[exact] > 1]] = True
        by_forms = ~own[stems]
        present = _present(exact, written)
        ranks = np.zeros(len(written.words), np.int64)
        ranks[present] = np.arange(len(present))
        terms, forms = found.ranks[stems[by_forms]], ranks[exact[by_forms]]
        order = np.lexsort((forms, terms))
        listed = Forms(np.bincount(terms, minlength=len(found.present)), forms[order], len(present))
        kept = np.flatnonzero(own[self.stems])
        terms = found.ranks[self.stems[kept]]
        slots = self.slots[kept[np.argsort(terms, kind="stable")]]
        times = np.bincount(terms, minlength=len(found.present))
        return self._field(found, times, slots, len(self.stems), listed)

    def _field(
        self,
        found: "_Inverted",
        times: Array,
        slots: Array,
        total: int,
        forms: Forms | None = None,
    ) -> FieldPostings:
        lengths = np.bincount(found.documents, minlength=len(self.bases) - 1)
        return FieldPostings(
            *join_words(map(found.vocabulary.words.__getitem__, found.present.tolist())),
            counted(found.counts),
            counted(times),
            found.docs,
            found.freqs,
            slots,
            self.bases.astype(np.uint32),
            length_bytes(lengths),
            total,
            forms,
        )


class _Inverted(Struct, frozen=True):
    """Tokens sorted by term: the terms `present` in byte order, and the postings of each.

    `order` sorts the tokens, `ranks` maps numbers of the vocabulary to places in `present`.
    """

    vocabulary: Vocabulary
    documents: Array
    present: Array
    ranks: Array
    order: Array
    frequencies: Array
    counts: Array
    docs: Array
    freqs: Array

    @classmethod
    def of(cls, numbers: Array, documents: Array, vocabulary: Vocabulary) -> "_Inverted":
        """The postings of terms: `numbers`, one for each token, in `vocabulary`."""
        present = _present(numbers, vocabulary)
        ranks = np.zeros(len(vocabulary.words), np.uint16 if len(present) <= 1 << 16 else np.uint32)
        ranks[present] = np.arange(len(present))
        terms = ranks[numbers]
        order = np.argsort(terms, kind="stable")
        terms, sorted_documents = terms[order], documents[order]
        begins = np.ones(len(order), bool)
        begins[1:] = (terms[1:] != terms[:-1]) | (sorted_documents[1:] != sorted_documents[:-1])
        postings = np.flatnonzero(begins)
        return cls(
            vocabulary,
            documents,
            present,
            ranks,
            order,
            np.bincount(terms, minlength=len(present)),
            np.bincount(terms[postings], minlength=len(present)),
            sorted_documents[postings],
            narrow(np.diff(postings, append=len(order))),
        )


def _present(numbers: Array, vocabulary: Vocabulary) -> Array:
    """The numbers that occur, in the byte order of their terms."""
    occurs = np.zeros(len(vocabulary.words), bool)
    occurs[numbers] = True
    order = vocabulary.order()
    return order[occurs[order]]


__all__ = ["LENGTHS", "BatchWords", "length_bytes"]
