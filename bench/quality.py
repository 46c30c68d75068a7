"""All rows of docs/quality.md: extract the texts of public corpora, and run the scorers on them.

    python bench/quality.py DATA SCORERS [--train] [--keep FOLDER]

DATA holds a folder for each corpus, SCORERS the scripts `score_statements.py`, `score_quotes.py`,
`score_prose.py` and `score_actors.py`; neither is part of the project. The rows are those that
`pressmark quotes --json` and `pressmark actors --json` print, made without an index. `--train`
measures quotations and reported speech on every second training article too. `--keep` leaves the
rows in FOLDER, for the scorers' own lists of errors.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from index.extract import analyse
from index.model import Analysis, Statement
from index.readers import read_file

NOISE = re.compile(r"^\{.*\}$|^offset errors 0$")


def main() -> None:
    """Print one block a corpus: a heading, then the lines that its scorer prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("scorers", type=Path)
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = args.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        measure(args.data, args.scorers, folder, args.train)


def measure(data: Path, scorers: Path, out: Path, train: bool) -> None:
    """Extract each corpus into `out`, and print what the scorers say."""
    cues = data / "statements" / "cues_of_saying.txt"
    for part in ("dev", "train") if train else ("dev",):
        texts = data / "polnear" / part / "text"
        rows = extracted(texts, every=2 if part == "train" else 1)
        quoted = written(
            out / f"quotes-{part}", [quote for one in rows for quote in quotations(one)]
        )
        said = written(out / f"said-{part}", [row for one in rows for row in statements(one)])
        names = {Path(one.article.path).name for one in rows}
        gold = kept(data / "polnear" / part / "gold.jsonl", names, out / f"gold-quotes-{part}")
        speech = kept(data / "statements" / f"{part}.jsonl", names, out / f"gold-said-{part}")
        score(f"quotations, {part}", scorers / "score_quotes.py", gold, quoted, texts)
        indirect = ["--kind", "indirect"]
        run = scorers / "score_statements.py"
        score(f"cues of saying, {part}", run, speech, said, texts, *indirect, "--cues", cues)
        score(f"all reported speech, {part}", run, speech, said, texts, *indirect)
    prose = data / "prose"
    marked = [quote for one in extracted(prose / "text") for quote in quotations(one, scare=True)]
    out_prose = written(out / "prose", marked)
    score("prose", scorers / "score_prose.py", prose / "gold.jsonl", out_prose, prose / "text")
    for corpus in ("gum/gum-news", "gum/gum-interview", "crossner/dev"):
        texts = data / corpus / "text"
        named = [row for one in extracted(texts) for row in actors(one)]
        rows_of = written(out / corpus.replace("/", "-"), named)
        score(corpus, scorers / "score_actors.py", data / corpus / "gold.jsonl", rows_of, texts)


def extracted(folder: Path, every: int = 1) -> list[Analysis]:
    """The analyses of each file of `folder`, or of every second."""
    return [
        analyse(article)
        for path in sorted(folder.iterdir())[::every]
        for article in read_file(path)[0]
    ]


def quotations(found: Analysis, scare: bool = False) -> list[dict[str, Any]]:
    """The rows of `pressmark quotes`, with `scare` those of `--all`."""
    return [statement_row(found, q) for q in found.quotations if scare or q.kind != "scare"]


def statements(found: Analysis) -> list[dict[str, Any]]:
    """The rows of `pressmark quotes --kind direct,mixed,indirect`."""
    return [statement_row(found, one) for one in found.statements if one.kind != "scare"]


def statement_row(found: Analysis, one: Statement) -> dict[str, Any]:
    """The fields of a row of `pressmark quotes --json` that the scorers read."""
    span, cue = one.speaker_span, one.cue_span
    return {
        "path": found.article.path,
        "start": one.start,
        "end": one.end,
        "text": found.article.text[one.start : one.end],
        "kind": one.kind,
        "speaker": found.actors[one.speaker].name if one.speaker is not None else None,
        "speaker_start": span.start if span else None,
        "speaker_end": span.end if span else None,
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "content": [list(piece) for piece in one.content],
        "outlet": one.outlet,
        "basis": {"speaker": one.speaker_basis},
    }


def actors(found: Analysis) -> list[dict[str, Any]]:
    """The rows of `pressmark actors --json` of one article."""
    mentions: list[list[dict[str, Any]]] = [[] for _ in found.actors]
    for one in found.mentions:
        place = {"start": one.start, "end": one.end, "surface": one.surface}
        mentions[one.actor].append({"path": found.article.path, **place})
    return [
        {"name": actor.name, "kind": actor.kind, "mentions": places}
        for actor, places in zip(found.actors, mentions, strict=True)
    ]


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    """Write `rows` as JSON Lines."""
    path = path.with_suffix(".jsonl")
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def kept(gold: Path, names: set[str], path: Path) -> Path:
    """The gold lines of the files in `names`, as a file."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    return written(path, [row for row in rows if row["file"] in names])


def score(heading: str, *command: object) -> None:
    """Run a scorer and print its lines under `heading`."""
    run = subprocess.run(
        [sys.executable, *map(str, command)], capture_output=True, text=True, check=False
    )
    print(f"== {heading}")
    for line in (run.stdout + run.stderr).splitlines():
        if not NOISE.match(line) and not line.startswith("strict"):
            print("  ", line)


if __name__ == "__main__":
    main()
