"""Reports by a participle that opens its sentence: "Noting that S, Bell left"."""

from index.extract import clauses
from index.extract.acts_of_saying import is_act
from index.extract.cue_subjects import SubjectReader
from index.extract.report_content import Reported, first_comma


def opening_participle(
    reader: SubjectReader, at: int, content: tuple[int, int], last: int, addressee: tuple[int, int]
) -> Reported | None:
    """The report of a participle that opens its sentence: "Noting that S, X left".

    The clause ends at its comma, and the subject follows.
    """
    tokens = reader.tokens
    begin, end = content[0], first_comma(reader, *content)
    subject = reader.subject_after(end + 1, last) if end + 1 < last else None
    behind = tokens[end + 1].lower if end + 1 < last else ""
    if tokens[at].lower == "asked" or is_act(reader, at, begin, end):
        return None
    if reader.first[at] and (end >= last or behind in clauses.VERBS or behind == "as"):
        return None  # "Promising the town a dam is absurd"
    return Reported([(begin, end)], at, at + 1, subject, addressee)
