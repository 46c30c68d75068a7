"""JSON that is safe to print on a terminal."""

import json

from index.lazy_pattern import lazy_pattern

# Characters that a terminal or an editor could act on and that JSON leaves unescaped: DEL, C1,
# bidirectional controls, zero-width characters, line and paragraph separators, lone surrogates.
_ESCAPED = lazy_pattern(
    "[\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def to_json(value: object, indent: int | None = None) -> str:
    """`value` as JSON, with every control character escaped: the value stays the same.

    Other characters stay readable. The result can always be encoded as UTF-8.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
