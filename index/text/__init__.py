"""Functions over plain strings: tokens, languages, transliteration, word diff, sanitizing."""

from typing import TYPE_CHECKING

from index.lazy_exports import lazy_exports

if TYPE_CHECKING:
    from index.text.json_output import to_json
    from index.text.languages import MARKED, STEMMED, language_of
    from index.text.markdown_escape import escape_markdown
    from index.text.sanitize import (
        escaped_path,
        one_line,
        safe,
        strip_controls,
        strip_with_places,
        xml_text,
    )
    from index.text.shortening import shortened
    from index.text.tokens import (
        TOKENS_VERSION,
        Part,
        SplitPiece,
        Token,
        WantedParts,
        fold,
        parts_in,
        stems_begin,
        tokenise,
        tokenise_on,
    )
    from index.text.transliteration import are_spellings, spelling
    from index.text.word_diff import DiffRun, differences
else:
    __getattr__ = lazy_exports(
        globals(),
        {
            "index.text.json_output": ("to_json",),
            "index.text.languages": ("MARKED", "STEMMED", "language_of"),
            "index.text.sanitize": (
                "escaped_path",
                "one_line",
                "safe",
                "strip_controls",
                "strip_with_places",
                "xml_text",
            ),
            "index.text.tokens": (
                "TOKENS_VERSION",
                "Part",
                "SplitPiece",
                "Token",
                "WantedParts",
                "fold",
                "parts_in",
                "stems_begin",
                "tokenise",
                "tokenise_on",
            ),
            "index.text.markdown_escape": ("escape_markdown",),
            "index.text.shortening": ("shortened",),
            "index.text.transliteration": ("are_spellings", "spelling"),
            "index.text.word_diff": ("DiffRun", "differences"),
        },
    )

__all__ = [
    "MARKED",
    "STEMMED",
    "TOKENS_VERSION",
    "DiffRun",
    "Part",
    "SplitPiece",
    "Token",
    "WantedParts",
    "are_spellings",
    "differences",
    "escape_markdown",
    "escaped_path",
    "fold",
    "language_of",
    "one_line",
    "parts_in",
    "safe",
    "shortened",
    "spelling",
    "stems_begin",
    "strip_controls",
    "strip_with_places",
    "to_json",
    "tokenise",
    "tokenise_on",
    "xml_text",
]
