"""Measure how often a pronoun or an office is resolved to the right actor.

    python bench/speakers.py FOLDER

FOLDER holds the texts of PolNeAR's training part. bench/speakers.tsv labels random places in them
with the actor that the speaker's words refer to, by our own reading. A wrong actor is worse than
none: precision counts the places that got an actor, recall those whose actor the text names.
"""

import sys
from collections import Counter
from pathlib import Path

from index.extract import article_parts
from index.extract.attribution import attributed
from index.extract.cue_subjects import SubjectReader
from index.extract.speaker_resolution import Resolver
from index.readers import read_file
from index.text.tokens import fold

CASES = Path(__file__).with_name("speakers.tsv")


def same(name: str, label: str) -> bool:
    """Whether `name` matches `label`, which is a surname or a given name and a surname."""
    have, want = fold(name).split(), fold(label).split()
    return bool(set(want) <= set(have)) or have[-1:] == want[-1:] == have


def main() -> None:
    """Print precision and recall for pronouns and offices; --all also prints each error."""
    folder = Path(sys.argv[1])
    counts: Counter[tuple[str, str]] = Counter()
    rows = [
        line.split("\t")
        for line in CASES.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    for name in sorted({row[0] for row in rows}):
        article = next(iter(read_file(folder / name)[0]))
        parts = article_parts(article)
        actors = parts.actors
        reader = SubjectReader(
            article.text, parts.tokenized, actors.actors, actors.mentions, parts.quoted
        )
        resolver = Resolver(reader, actors.actors, actors.mentions)
        subjects = {
            one.subject.span.start: one for one in attributed(reader, parts.quoted) if one.subject
        }
        for _, start, kind, label in (row for row in rows if row[0] == name):
            one = subjects.get(int(start))
            found = resolver.resolve(one) if one else None
            counts[kind, "cases"] += 1
            counts[kind, "named"] += label != "-"
            counts[kind, "not taken for a speaker"] += one is None
            if found is not None:
                counts[kind, "given"] += 1
                counts[kind, "right"] += label != "-" and same(actors.actors[found].name, label)
            answer = actors.actors[found].name if found is not None else "-"
            if "--all" in sys.argv and not (answer == label == "-" or same(answer, label)):
                print(f"{name}\t{start}\t{kind}\t{answer}\t(means {label})")
    for kind in ("pronoun", "office"):
        right, given, named = (counts[kind, what] for what in ("right", "given", "named"))
        print(
            f"{kind}: {counts[kind, 'cases']} cases, precision "
            f"{right / max(1, given):.3f} ({right} of {given}), "
            f"recall {right / max(1, named):.3f}, not taken for a speaker "
            f"{counts[kind, 'not taken for a speaker']}"
        )


if __name__ == "__main__":
    main()
