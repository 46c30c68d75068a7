"""Web archives by warcio: each page that was answered with success is an article."""

import io
from collections.abc import Iterator

from index.errors import ReadFailure
from index.model import Article
from index.readers import html, plain
from index.readers.source import Source

SUFFIXES = (".warc", ".warc.gz", ".arc", ".arc.gz")


def read(source: Source) -> Iterator[Article]:
    """The pages in the archive that have text. Raises ReadFailure where there are none."""
    from warcio.archiveiterator import ArchiveIterator  # imported late: slow, and few files need it
    from warcio.exceptions import ArchiveLoadFailed

    found = False
    problem = "no page with text in it"
    try:
        for record in ArchiveIterator(io.BytesIO(source.raw), arc2warc=True):
            if record.rec_type != "response" or record.http_headers is None:
                continue
            if not str(record.http_headers.get_statuscode()).startswith("2"):
                continue
            kind = (record.http_headers.get_header("Content-Type") or "").lower()
            if "html" not in kind and "text/plain" not in kind:
                continue
            raw = record.content_stream().read(source.budget.left + 1)
            source.budget.take(len(raw))
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            inner = Source(source.path, address, raw, source.budget, address, source.depth + 1)
            try:
                if "html" in kind:
                    yield html.article_of(inner, html.decode_page(raw), address or None)
                else:
                    yield from plain.read(inner)
                found = True
            except ReadFailure as error:
                problem = str(error)
    except (ArchiveLoadFailed, EOFError, ValueError, OSError) as error:
        problem = f"not a web archive that can be read ({type(error).__name__})"
    if not found:
        raise ReadFailure(problem)


__all__ = ["SUFFIXES", "read"]
