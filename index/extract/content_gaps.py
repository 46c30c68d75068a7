"""Where the words behind a verb of saying are no content of it, and asides that part the content.

"what Bell said about the plan we have", "urge my friends, when it rains, to stay".
"""

from typing import Final

from index.extract import clauses
from index.extract.clauses import NOMINATIVE
from index.extract.content_ends import content_end
from index.extract.cue_subjects import Subject, SubjectReader
from index.extract.report_content import first_comma

_LONGEST_ASIDE: Final = 25


def over_aside(reader: SubjectReader, at: int, begin: int, end: int, last: int) -> int:
    """The end of content that an aside parts; `end` where none does.

    "urge my friends, when it rains, to stay", "said that the dam, as Bell has said, leaks".
    """
    tokens = reader.tokens
    wish = "v" in tokens[at].frame
    comma = first_comma(reader, begin, min(end + 1, last)) if wish else end
    if comma + 2 >= last or tokens[comma].text != ",":
        return end
    cited = tokens[comma + 1].lower == "as"
    if not cited and (not wish or clauses.has_verb(reader, begin, comma)):
        return end
    for index in range(comma + 2, min(last - 1, comma + _LONGEST_ASIDE)):
        if tokens[index].text != ",":
            continue
        if cited:
            said = any(tokens[one].frame for one in range(comma + 2, index))
            return content_end(reader, index + 1, last, at) if said else end
        if tokens[index + 1].lower in {"to", "that", "not"}:
            return max(end, content_end(reader, index + 1, last, at))
    return end


def has_gap(reader: SubjectReader, at: int, begin: int, subject: Subject | None) -> bool:
    """Whether what begins after adjuncts at token `begin` is no content of the verb at token `at`.

    "what Bell said about the plan we have", "the gates inspected under the law have rusted".
    """
    tokens = reader.tokens
    if tokens[begin].lower in clauses.VERBS and tokens[at].lower.endswith("ed"):
        return subject is None or subject.text.lower() not in NOMINATIVE
    if tokens[begin].lower == "that" or tokens[begin - 1].text == ":" or subject is None:
        return False
    first = reader.token_from(subject.span.start)
    opening = first - 1
    while opening > 0 and tokens[opening].is_title:
        opening -= 1
    return first > 0 and "what" in {tokens[first].lower, tokens[opening].lower}
