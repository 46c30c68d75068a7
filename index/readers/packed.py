"""Documents that are zip files of XML: their unpacked size is checked, errors are one line."""

import contextlib
import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from index.errors import ReadFailure
from index.readers.source import Source

_BROKEN = (
    zipfile.BadZipFile,
    KeyError,
    ParseError,
    DefusedXmlException,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


@contextlib.contextmanager
def reading(kind: str) -> Iterator[None]:
    """Turn errors about a broken document into a ReadFailure: "not `kind` that can be read"."""
    try:
        yield
    except _BROKEN as error:
        raise ReadFailure(f"not {kind} that can be read ({type(error).__name__})") from error


def check_zip(source: Source) -> None:
    """Check the unpacked size of a zip file before it is unpacked. Raises ReadFailure."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.raw)) as packed:
            for info in packed.infolist():
                source.budget.take(info.file_size)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ReadFailure(f"not a document that can be read ({error})") from error


__all__ = ["check_zip", "reading"]
