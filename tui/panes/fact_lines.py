"""The lines above the text of an article: title, date, publication, author, citations."""

from pathlib import Path

from tui.draw import glyphs, shown
from tui.session_records import Opened


def fact_lines(opened: Opened) -> list[str]:
    """Lines above the text: title where the text lacks it, date, publication, author, citations."""
    article = opened.analysis.article
    date = article.shown_date or "undated"
    facts = filter(None, (date, article.publication, article.author))
    lines = [f" {glyphs().separator} ".join(facts)]
    if article.title_span.end == 0 and not article.text.startswith(article.title):
        lines.insert(0, article.title)
    if article.member:
        lines.append(shown(f"{article.member} in {Path(article.path).name}"))
    if opened.cited_by:
        times = "time" if opened.cited_by == 1 else "times"
        lines.append(f"cited {opened.cited_by:,} {times} by other articles (C)")
    if article.stripped:
        lines.append(f"{article.stripped:,} control characters were taken out of this text")
    if article.omitted:
        lines.append(shown(f"left out: {article.omitted}"))
    return lines


__all__ = ["fact_lines"]
