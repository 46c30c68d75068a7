"""Analysis of one article whose failure costs its actors and statements, not the article."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from index.extract import analyse_in_pieces
from index.model import Analysis, Article

if TYPE_CHECKING:
    from index.engine.local import Analysed  # loads numpy


def analysed_carefully(article: Article, doubled_apostrophes: bool) -> "Analysed":
    """As `analyse_in_pieces`; a failure of the extractors leaves out what they find.

    `Article.omitted` then says so, and the text can be read and searched. One bad article of a
    file with thousands does not take the others with it. Raises MemoryError.
    """
    try:
        return analyse_in_pieces(article, doubled_apostrophes)
    except MemoryError:
        raise
    except Exception as error:
        failed = f"actors and statements (the extraction failed: {type(error).__name__})"
        omitted = "; ".join(filter(None, (article.omitted, failed)))
        return Analysis(replace(article, omitted=omitted)), None
