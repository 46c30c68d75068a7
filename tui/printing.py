"""What the command line prints: Rich for people, JSON lines for programs. No article text is ever read as markup."""

import contextlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from index.corrections import Tally
from index.engine.local import Timeline
from index.explore import Collocate, Dossier, KwicRow, offices
from index.ingest import OnProgress, Summary
from index.ingest import Progress as BuildProgress
from index.library import ActorEntry, Quoted, Row, Status
from index.model import Analysis, Article, Basis, Card, PartialDate, Span, Statement, basis_of_date
from index.text import one_line, safe


def stdout() -> Console:
    """Results go here; colours only where a person looks on."""
    return Console(markup=False, highlight=False, emoji=False, soft_wrap=True)


def stderr() -> Console:
    """Progress, notes and errors go here."""
    return Console(stderr=True, markup=False, highlight=False, emoji=False, soft_wrap=True)


def say(message: str) -> None:
    """A note or an error, in one line."""
    stderr().print(Text(f"pressmark: {one_line(message)}"))


def emit(row: dict[str, Any]) -> None:
    """One JSON object on a line of its own, in UTF-8 whatever the locale."""
    line = json.dumps(row, ensure_ascii=False)
    try:
        raw = line.encode("utf-8")
    except UnicodeEncodeError:  # a path with bytes that are no text: escaped, it stays what it is
        raw = json.dumps(row).encode("ascii")
    sys.stdout.buffer.write(raw + b"\n")


@contextlib.contextmanager
def build_progress(label: str) -> Iterator[OnProgress]:
    """A progress bar with rate and time left on the error stream, from the first file on; none where no one looks on."""
    console = stderr()
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=console, transient=True)
    task = bar.add_task(label, rate="", start=True)

    def show(now: BuildProgress) -> None:
        if now.total:
            bar.start()
            bar.update(
                task,
                completed=now.done,
                total=now.total,
                rate=f"{now.rate:.0f}/s" if now.done else "",
            )

    try:
        yield show
    finally:
        bar.stop()


def size(count: int) -> str:
    """Bytes as a person reads them."""
    amount = float(count)
    for unit in ("B", "KiB", "MiB", "GiB"):
        if amount < 1024 or unit == "GiB":
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1024
    raise AssertionError


def summary_json(summary: Summary) -> dict[str, Any]:
    names = ("articles", "added", "changed", "removed", "failed", "seconds", "bytes")
    return {name: getattr(summary, name) for name in names}


def summary_line(summary: Summary) -> str:
    """What a build did, in one line."""
    parts = [
        f"{getattr(summary, name):,} {name}"
        for name in ("added", "changed", "removed", "failed")
        if getattr(summary, name)
    ]
    did = ", ".join(parts) or "nothing new"
    return f"{summary.articles:,} articles ({did}) in {summary.seconds:.1f} s, {size(summary.bytes)} on disk"


def spans_json(spans: tuple[Span, ...]) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]


def _card_json(card: Card) -> dict[str, Any]:
    """What every row about an article begins with."""
    return {name: getattr(card, name) for name in ("id", "path", "title", "publication", "date")}


def hit_json(row: Row) -> dict[str, Any]:
    return _card_json(row.card) | {
        "score": round(row.score, 4),
        "matches": spans_json(row.matches),
        "snippet": row.snippet.text,
    }


def print_hit(console: Console, row: Row) -> None:
    card = row.card
    console.print(Text(one_line(card.title), style="bold"))
    where = " · ".join(filter(None, (card.date, card.publication, card.id, shown_path(card.path))))
    console.print(Text(one_line(where), style="dim"))
    snippet = Text(one_line(row.snippet.text))
    for span in row.snippet.matches:
        snippet.stylize("bold underline", span.start, span.end)
    console.print(Text("  ") + snippet)


def shown_path(path: str) -> str:
    """The path from here, where that is shorter, with undecodable bytes made visible."""
    with contextlib.suppress(ValueError):
        near = os.path.relpath(path)
        path = near if len(near) < len(path) else path
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def actor_json(entry: ActorEntry) -> dict[str, Any]:
    return {
        "name": entry.actor.name,
        "kind": entry.actor.kind,
        "aliases": list(entry.actor.aliases),
        "roles": [{"title": role.title, "date": role.date} for role in entry.actor.roles],
        "articles": entry.articles,
        "mentions": [
            {"id": card.id, "path": card.path, "start": m.start, "end": m.end, "surface": m.surface}
            for card, m in entry.mentions
        ],
    }


def print_actors(console: Console, entries: list[ActorEntry]) -> None:
    console.print(Text("articles mentions  kind          name", style="dim"))
    width = console.width if console.is_terminal else None
    for entry in entries:
        line = Text(f"{entry.articles:8,} {len(entry.mentions):8,}  {entry.actor.kind:13} ")
        line.append(one_line(entry.actor.name), style="bold")
        if entry.actor.roles:
            line.append(f"  {one_line(entry.actor.roles[-1].title)}", style="dim")
        if width:
            line.truncate(width, overflow="ellipsis")
        console.print(line)


def quotation_json(quoted: Quoted) -> dict[str, Any]:
    article, quotation = quoted.analysis.article, quoted.quotation
    span, cue = quotation.speaker_span, quotation.cue_span
    return {
        "id": article.id,
        "path": article.path,
        "start": quotation.start,
        "end": quotation.end,
        "text": article.text[quotation.start : quotation.end],
        "kind": quotation.kind,
        "speaker": quoted.speaker.name if quoted.speaker else None,
        "speaker_start": span.start if span else None,
        "speaker_end": span.end if span else None,
        "cue": quotation.cue,
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "content": [list(piece) for piece in quotation.content],
        "addressee": quotation.addressee,
        "outlet": quotation.outlet,
        "source_date": str(quotation.source_date) if quotation.source_date else None,
        "basis": {
            "speaker": quotation.speaker_basis,
            "outlet": quotation.outlet_basis,
            "source_date": quotation.date_basis,
        },
        "date": str(article.date) if article.date else None,
        "said_date": str(quotation.said_date) if quotation.said_date else None,
        "said_basis": quotation.said_basis,
    }


def _with_basis(text: str | None, basis: Basis | None) -> str | None:
    """What is not stated says so."""
    return f"{text} [{basis}]" if text and basis in {"inferred", "set"} else text


def _said_on(quotation: Statement) -> str:
    """The day of a statement with what it rests on, and a separator; empty where there is none."""
    if quotation.said_date is None:
        return ""
    basis = quotation.said_basis
    note = {"article": " (article’s date)", "file": " (file’s date)"}.get(basis or "", "")
    return f"{quotation.said_date}{' [inferred]' if basis == 'inferred' else note} · "


def print_quotation(console: Console, quoted: Quoted) -> None:
    article, quotation = quoted.analysis.article, quoted.quotation
    who = quoted.speaker.name if quoted.speaker else None
    if who is None and quotation.speaker_span:
        who = article.text[quotation.speaker_span.start : quotation.speaker_span.end]
    outlet = _with_basis(quotation.outlet, quotation.outlet_basis)
    said_to = ", ".join(
        filter(None, (outlet, _with_basis(str(quotation.source_date or ""), quotation.date_basis)))
    )
    who = _with_basis(who, quotation.speaker_basis)
    head = Text(
        one_line(
            who
            or ("nobody: marks of distance" if quotation.kind == "scare" else "speaker not settled")
        ),
        style="bold",
    )
    console.print(head + Text(one_line(f"  ({said_to})" if said_to else ""), style="dim"))
    words = " … ".join(one_line(article.text[a:b]) for a, b in quotation.content)
    reported = quotation.kind in {"mixed", "indirect"}
    console.print(Text(f"  » {words}" if reported else f"  “{words}”"))
    console.print(
        Text(
            f"  {one_line(article.title)} · {_said_on(quotation)}{article.id}:{quotation.start}",
            style="dim",
        )
    )


def timeline_rows(line: Timeline) -> Iterator[dict[str, Any]]:
    """The counts of one or two searches by period, those of no certain period last."""
    names = ("articles", "over")[: len(line.counts)]
    for place in range(len(line)):
        counts = zip(names, line.counts[:, place].tolist(), strict=True)
        yield {"period": line.name(place), **dict(counts)}
    if any(line.unsettled):
        yield {"period": None, **dict(zip(names, line.unsettled, strict=True))}


def print_timeline(console: Console, line: Timeline, queries: Sequence[str]) -> None:
    """A bar for each period and search."""
    width = max(10, min(60, console.width // len(queries) - 22))
    if len(queries) > 1:
        console.print(Text(one_line("   ".join(queries)), style="bold"))
    for row, name in zip(
        timeline_rows(line), [*map(line.name, range(len(line))), "undated"], strict=False
    ):
        text = Text(f"{name:11}")
        for key, peak in zip(("articles", "over"), line.peaks, strict=False):
            text += Text(f"{row[key]:>8,} ")
            bar = "" if row["period"] is None else "█" * round(row[key] * width / (peak or 1))
            text += Text(f"{bar:{width}}", style="bold")
        console.print(Text(text.plain.rstrip()))


def kwic_json(row: KwicRow) -> dict[str, Any]:
    kwic = row.kwic
    return _card_json(row.card) | {
        "start": kwic.span.start,
        "end": kwic.span.end,
        "left": kwic.left,
        "match": kwic.match,
        "right": kwic.right,
        "speaker": row.speaker,
    }


def print_kwic(console: Console, row: KwicRow) -> None:
    """The match in one column, its context on both sides, the article it stands in."""
    kwic, side = row.kwic, max(10, (console.width - 40) // 2)
    line = (
        Text(kwic.left[-side:].rjust(side))
        + Text(kwic.match, style="bold")
        + Text(kwic.right[:side].ljust(side))
    )
    console.print(
        line
        + Text(one_line(f"  {row.card.date or ''} {row.card.id}:{kwic.span.start}"), style="dim")
    )


def collocate_json(one: Collocate) -> dict[str, Any]:
    names = ("word", "count", "left", "right", "everywhere")
    return {name: getattr(one, name) for name in names} | {"log_likelihood": round(one.score, 3)}


def print_collocate(console: Console, one: Collocate) -> None:
    figures = (
        f"{one.count:>8,} {one.left:>8,} {one.right:>8,} {one.everywhere:>9,} {one.score:>11,.1f}"
    )
    console.print(Text(one_line(f"{one.word:28}"), style="bold") + Text(figures))


def dossier_json(dossier: Dossier) -> dict[str, Any]:
    """As `actors --json` has the actor, with activity by month, company, outlets and quotations."""
    row = actor_json(dossier.entry)
    activity = [
        {"period": period["period"], "articles": period["articles"]}
        for period in timeline_rows(dossier.activity)
    ]
    return row | {
        "activity": activity,
        "company": [
            {"name": one.name, "kind": one.kind, "articles": one.articles}
            for one in dossier.company
        ],
        "outlets": [{"outlet": outlet, "quotations": count} for outlet, count in dossier.outlets],
        "quotations": [quotation_json(quoted) for quoted in dossier.quotations],
    }


def print_dossier(console: Console, dossier: Dossier) -> None:
    """Roles, activity, company, outlets, quotations, mentions."""
    actor = dossier.entry.actor
    console.print(
        Text(one_line(actor.name), style="bold")
        + Text(f"  {actor.kind}, in {dossier.articles:,} articles", style="dim")
    )
    if actor.aliases:
        console.print(Text(one_line("also " + "; ".join(actor.aliases))))
    for office in offices(actor.roles):
        until = f" until {office.last}" if office.last != office.first else ""
        console.print(Text(one_line(f"  {office.first or 'undated':10}  {office.title}{until}")))
    console.print(Text("\nArticles by month", style="bold"))
    print_timeline(console, dossier.activity, [actor.name])
    console.print(Text("\nNamed together with", style="bold"))
    for one in dossier.company:
        console.print(Text(one_line(f"{one.articles:>8,}  {one.name}")))
    if dossier.outlets:
        console.print(Text("\nQuoted by", style="bold"))
    for outlet, count in dossier.outlets:
        console.print(Text(one_line(f"{count:>8,}  {outlet}")))
    console.print(Text(f"\nSaid ({len(dossier.quotations):,})", style="bold"))
    for quoted in dossier.quotations:
        print_quotation(console, quoted)
    console.print(Text(f"\nNamed ({len(dossier.entry.mentions):,})", style="bold"))
    for card, mention in dossier.entry.mentions:
        console.print(
            Text(
                one_line(
                    f"  {card.date or '':10}  {mention.surface}  {card.title} · {card.id}:{mention.start}"
                )
            )
        )


def source_rows(analysis: Analysis, refers_to: list[str | None]) -> Iterator[dict[str, Any]]:
    """Citations and cross-references of one article in order of place; `refers_to` is for the latter."""
    article = analysis.article
    rows: list[tuple[int, int, str, str | None, PartialDate | None, str | None]]
    rows = [(c.start, c.end, c.outlet, c.date_text, c.date, None) for c in analysis.citations]
    rows += [
        (r.start, r.end, r.publication, r.date_text, r.date, ident)
        for r, ident in zip(analysis.references, refers_to, strict=True)
    ]
    for start, end, outlet, date_text, date, ident in sorted(rows, key=lambda row: row[:2]):
        yield {
            "id": article.id,
            "path": article.path,
            "start": start,
            "end": end,
            "outlet": outlet,
            "date_text": date_text,
            "date": str(date) if date else None,
            "refers_to": ident,
            "basis": {"date": basis_of_date(date, date_text)},
        }


def article_json(article: Article) -> dict[str, Any]:
    names = ("id", "path", "title", "publication", "volume", "issue", "author")
    return {name: getattr(article, name) for name in names} | {
        "date": str(article.date) if article.date else None,
        "text": article.text,
    }


def print_article(console: Console, article: Article) -> None:
    facts = [
        article.publication,
        article.volume and f"vol. {article.volume}",
        article.issue and f"issue {article.issue}",
    ]
    facts += [
        article.author,
        str(article.date) if article.date else None,
        article.id,
        shown_path(article.path),
    ]
    console.print(Text(one_line(article.title), style="bold"))
    console.print(Text(one_line(" · ".join(filter(None, facts))), style="dim"))
    console.print()
    console.print(Text(safe(article.text[article.body_start :])))


def status_json(status: Status) -> dict[str, Any]:
    return {
        "library": str(status.folder),
        "roots": [str(root) for root in status.roots],
        "articles": status.articles,
        "files": status.files,
        "bytes": status.bytes,
        "checked": status.built,
        "stale": {"new": status.new, "changed": status.changed, "removed": status.removed},
        "failed": [{"path": path, "reason": reason} for path, reason in status.problems],
    }


def print_status(console: Console, status: Status, kept: dict[str, Any]) -> None:
    stale = [
        f"{count:,} {word}"
        for count, word in (
            (status.new, "new"),
            (status.changed, "changed"),
            (status.removed, "removed"),
        )
        if count
    ]
    lines = [
        ("library", str(status.folder)),
        ("folders", ", ".join(shown_path(str(root)) for root in status.roots)),
        (
            "articles",
            f"{status.articles:,} in {status.files - len(status.problems):,} files, {size(status.bytes)} on disk",
        ),
        ("checked", status.built or "never"),
        ("fresh", "yes" if not stale else f"no: {', '.join(stale)} since"),
        ("audit", str(Tally(kept["checked"], kept["right"]))),
        (
            "kept",
            f"{kept['marks']} marks in {kept['file']}"
            + ("" if kept["sound"] else f": DAMAGED ({kept['problem']})"),
        ),
        ("failed", f"{len(status.problems):,}" if status.problems else "none"),
    ]
    for name, value in lines:
        console.print(Text(f"{name:9}", style="dim") + Text(one_line(value)))
    for path, reason in status.problems:
        console.print(Text(one_line(f"  {shown_path(path)}: {reason}")))


def print_source(console: Console, row: dict[str, Any], article: Article) -> None:
    """A citation or cross-reference with the article it stands in."""
    date = row["date"] or row["date_text"] or ""
    refers = f" → {row['refers_to']}" if row["refers_to"] else ""
    line = Text(one_line(f"{row['outlet']:32} {date:12}"), style="bold")
    console.print(
        line + Text(one_line(f"{refers} {article.title} · {row['id']}:{row['start']}"), style="dim")
    )


def print_verdict(console: Console, row: dict[str, Any]) -> None:
    """Whether a kept passage still stands."""
    console.print(
        Text(f"{row['status']:8}", style="bold")
        + Text(one_line(f"{row['locator']}  “{row['text']}”"))
    )
    if row["now"]:
        console.print(Text(one_line(f"     now {row['locator']}  “{row['now']}”"), style="dim"))
