"""Who speaks in a dialogue told as a scene: each paragraph is a turn, and turns alternate.

Stories, features and reports from a court name a speaker now and then: "“Where is it?” asked
Bell.", then "“In the mill.”" In news such a paragraph goes on with the speaker before it. What
tells the two apart is in `dialogue_signs`.
"""

from collections.abc import Sequence
from typing import Final

from index.extract.beats import beat_in, is_one_person
from index.extract.cue_subjects import Subject, SubjectReader, subject_of
from index.extract.dialogue_signs import is_dialogue
from index.extract.dialogue_turns import Turn, first_sentence, turns_of
from index.extract.speaker_resolution import Resolver
from index.extract.spoken import Said
from index.model import Mention

_GENDERS: Final = {"he": "m", "she": "f"}
_MEN: Final = frozenset(
    "man boy father husband son brother uncle nephew grandfather grandson gentleman king prince"
    " lord butler priest vicar curate waiter fellow lad widower monk bridegroom".split()
)
_WOMEN: Final = frozenset(
    "woman girl mother wife daughter sister aunt niece grandmother granddaughter lady queen"
    " princess actress midwife waitress maid widow nun bride housekeeper landlady".split()
)
_DETERMINERS: Final = frozenset("the a an my his her our their your this that".split())
_FEWEST: Final = 2
# So many paragraphs after their last words people still take part in a scene.
_REACH: Final = 12
# Paragraphs without speech before a turn that can name who takes part in it.
_MOST_BEFORE: Final = 3
_LOOK_AHEAD: Final = 6


def take_turns(reader: SubjectReader, resolver: Resolver, said: Sequence[Said]) -> None:
    """Give the untagged words of a dialogue to who speaks in turn, and its pronouns persons."""
    turns = turns_of(reader, said)
    for turn in turns:
        turn.take_beats()
    if len(turns) >= _FEWEST:
        _Scenes(reader, resolver, turns).play()


class _Scenes:
    """The turns of an article with the people who speak in them."""

    def __init__(self, reader: SubjectReader, resolver: Resolver, turns: list[Turn]) -> None:
        self._reader = reader
        self._resolver = resolver
        self._turns = turns
        self._keys: list[str] = []  # who speaks in each turn; empty where nobody is known
        self._subjects: dict[str, Subject] = {}
        self._spoke: dict[str, int] = {}  # the sentence in which somebody spoke last
        self._last: dict[str, int] = {}  # the sentence in which somebody spoke or acted last

    def play(self) -> None:
        """Go through the turns in order."""
        for turn in self._turns:
            turn.key = self._tagged(turn)
            turn.gender = self._gender(turn)
        scenes = is_dialogue(self._turns)
        if not any(scenes):
            return
        for index, turn in enumerate(self._turns):
            if not turn.is_next:
                self._look_before(turn)
            counts = scenes[index] and not (turn.subject is None and turn.stays_open)
            key = self._in_scene(index) if counts else self._elsewhere(turn)
            self._keys.append(key)
            self._spoke[key] = turn.quotes[-1].sentence
            self._took_part(key, turn.subject or turn.inherited_subject(), turn.quotes[-1].sentence)

    def _took_part(self, key: str, subject: Subject | None, sentence: int) -> None:
        """Keep who spoke or acted in a sentence."""
        if not key or subject is None or not is_one_person(self._reader, subject):
            return
        known = self._subjects.get(key)
        better = known is None or (known.mention is None and subject.mention is not None)
        if better and subject.text.lower() not in _GENDERS:
            self._subjects[key] = subject
        self._last[key] = sentence

    def _look_before(self, turn: Turn) -> None:
        """Keep who acts in the paragraphs without speech before a turn."""
        reader = self._reader
        first = first_sentence(reader, max(0, turn.paragraph - _MOST_BEFORE))
        for number in range(first, first_sentence(reader, turn.paragraph)):
            own = reader.sentences[number]
            if reader.inside[min(own.first + 1, own.last - 1)]:
                continue
            subject = beat_in(reader, own.first, own.last)
            self._took_part(self._named(subject), subject, number)

    def _elsewhere(self, turn: Turn) -> str:
        """Who speaks a turn outside of dialogues, as found without this module."""
        subject = turn.subject or turn.inherited_subject()
        if subject is None:
            return ""
        actor = self._resolver.actor_of(subject)
        return self._named(subject) if actor is None else f"#{actor}"

    def _in_scene(self, index: int) -> str:
        """Who speaks a turn of a dialogue; gives its words to them."""
        turn = self._turns[index]
        key = self._speaker(index)
        if turn.subject is None:
            turn.subject = self._subjects.get(key)
        if turn.subject is None:
            turn.leave_open()
        turn.share(self._resolver)
        last = self._named(turn.quotes[-1].subject)
        if not last or last == key:
            return key
        self._took_part(key, turn.subject, turn.quotes[0].sentence)
        self._took_part(last, turn.quotes[-1].subject, turn.quotes[-1].sentence)
        return last

    def _named(self, subject: Subject | None) -> str:
        """A key for the person that a subject names; empty for a pronoun.

        "The man" is the tall man who was there before.
        """
        if subject is None:
            return ""
        word = subject.text.lower()
        if word in _GENDERS and subject.mention is None:
            return ""
        actor = self._resolver.actor_of(subject)
        if actor is None:
            actor = self._resolver.holders.meant(subject)
        if actor is not None:
            return f"#{actor}"
        first, _, rest = word.partition(" ")
        key = rest if rest and first in _DETERMINERS else word
        for known in self._subjects:
            if known.endswith(f" {key}") or key.endswith(f" {known}"):
                return known
        return key

    def _tagged(self, turn: Turn) -> str:
        """The person named in a turn, also before its pronoun: "Bell sat down. “…,” she said."."""
        key = self._named(turn.subject)
        if key or turn.subject is None or turn.beats[0] is None:
            return key
        key = self._named(turn.beats[0])
        return key if key and self._fits(key, _GENDERS[turn.subject.text.lower()]) else ""

    def _speaker(self, index: int) -> str:
        """The key of who speaks in a turn."""
        turn = self._turns[index]
        if turn.subject is not None:
            key = self._named(turn.subject)
            if not key:
                return self._pronoun(index, turn.subject, self._before(index))
            if turn.subject.mention is None and key.startswith("#"):
                subject = turn.subject  # "the captain" is Captain Vane
                turn.replace_subject(Subject(subject.span, subject.text, self._mention_of(key)))
            return key
        before = self._before(index)
        if turn.goes_on and before:
            return before
        return self._in_turn(index, before)

    def _mention_of(self, key: str) -> Mention | None:
        """A mention of the actor of `key`."""
        number = int(key[1:])
        return next((one for one in self._resolver.mentions if one.actor == number), None)

    def _before(self, index: int) -> str:
        """Who spoke in the paragraph before; empty where it has no turn."""
        return self._keys[index - 1] if index and self._turns[index].is_next else ""

    def _pronoun(self, index: int, subject: Subject, before: str) -> str:
        """Who "he" or "she" is: in a dialogue not who spoke in the paragraph before."""
        turn = self._turns[index]
        gender = _GENDERS[subject.text.lower()]
        addressed = self._addressed(turn)
        actor = self._resolver.actor_of(subject)
        key = "" if actor is None else f"#{actor}"
        if before and turn.adds(self._reader):
            return self._meant(turn, subject, before)
        beat = turn.beats[0]
        acting = self._named(beat)
        if beat is not None and acting and self._fits(acting, gender):
            if acting.startswith("#") or not key or _gender_of_words(acting):
                self._took_part(acting, beat, turn.quotes[0].sentence)
                return self._meant(turn, subject, acting)
            return key
        out = {*addressed, before}
        for other in self._spoken_to(index):
            if other not in out and self._fits(other, gender):
                return self._meant(turn, subject, other)
        near = [other for other in self._recent(turn) if other not in out]
        near = [other for other in near if self._fits(other, gender)]
        if not turn.is_next:
            first = first_sentence(self._reader, max(0, turn.paragraph - 1))
            near = [other for other in near if self._last[other] >= first] or near
        if key and key not in out and (key in near[:2] or not near):
            return key
        return self._meant(turn, subject, near[0]) if near else key

    def _meant(self, turn: Turn, subject: Subject, key: str) -> str:
        """Let the pronoun of a turn mean the person of `key`."""
        known = self._subjects.get(key)
        if known is not None:
            if known.mention is not None:
                known = Subject(subject.span, subject.text, known.mention)
            turn.replace_subject(known)
        return key

    def _in_turn(self, index: int, before: str) -> str:
        """Who speaks untagged words: not who spoke before them, nor who is addressed in them."""
        turn = self._turns[index]
        out = {*self._addressed(turn), before}
        after, distance = self._tagged_after(index)
        if after and distance == 1:
            out.add(after)
        for key in self._spoken_to(index):
            if key not in out:
                return key
        back = ""
        if turn.is_next and index > 1 and self._turns[index - 1].is_next:
            back = self._keys[index - 2]
        if after in self._last and distance % 2 == 0 and after not in out:
            # behind a sentence of the story somebody else can begin to speak
            told = self._turns[index + distance].beats[0] is not None
            if not (told and back and back not in out):
                return after
        if back and back not in out:
            return back
        near = self._recent(turn)
        if len(out) > 1 and not turn.is_next:
            near.sort(key=lambda key: -self._spoke.get(key, -1))  # who spoke, before who acted
        recent = next((key for key in near if key not in out), "")
        if recent or not after or distance % 2 or after in out:
            return recent
        named = self._turns[index + distance].subject
        if named is not None:
            self._subjects.setdefault(after, named)
        return after

    def _tagged_after(self, index: int) -> tuple[str, int]:
        """Who is named in the next tagged turn without a gap, and how many turns further it is."""
        for other in range(index + 1, min(len(self._turns), index + _LOOK_AHEAD)):
            turn = self._turns[other]
            if not turn.is_next:
                break
            if turn.subject is not None:
                return self._tagged(turn), other - index
        return "", 0

    def _recent(self, turn: Turn) -> list[str]:
        """Who spoke or acted lately, newest first."""
        first = first_sentence(self._reader, max(0, turn.paragraph - _REACH))
        near = sorted(((at, key) for key, at in self._last.items() if at >= first), reverse=True)
        return [key for _, key in near if key in self._subjects]

    def _spoken_to(self, index: int) -> list[str]:
        """To whom the turn before was said."""
        return self._addressed(self._turns[index - 1]) if self._turns[index].is_next else []

    def _addressed(self, turn: Turn) -> list[str]:
        """To whom a turn is said: a name among the words, or in "he said to Bell"."""
        found: dict[str, None] = {}
        told = turn.told(self._reader)
        people = [subject_of(mention) for mention in turn.addressed(self._reader)]
        for subject in people if told is None else [*people, told]:
            key = self._named(subject)
            if key:
                self._subjects.setdefault(key, subject)
                found[key] = None
        return list(found)

    def _gender(self, turn: Turn) -> str:
        """The gender of who is named in a turn, "m" or "f"; empty where it is not known."""
        if turn.subject is None:
            return ""
        if turn.subject.text.lower() in _GENDERS:
            return _GENDERS[turn.subject.text.lower()]
        if turn.key.startswith("#"):
            return self._resolver.gender_of(int(turn.key[1:])) or ""
        return _gender_of_words(turn.key)

    def _fits(self, key: str, gender: str) -> bool:
        """Whether the person of `key` can be of that gender."""
        if key.startswith("#"):
            return self._resolver.gender_of(int(key[1:])) in {None, gender}
        if key in {"i", "we", "you"}:
            return False
        return _gender_of_words(key) in {"", gender}


def _gender_of_words(words: str) -> str:
    """The gender that a description tells, "m" or "f": "the old man", "my mother"."""
    for word in words.split():
        if word in _WOMEN or word.endswith("woman"):
            return "f"
        if word in _MEN or word.endswith("man"):
            return "m"
    return ""
