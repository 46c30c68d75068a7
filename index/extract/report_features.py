"""Features of a candidate report, and the decision whether it is a statement.

`reported_speech` finds candidates by rules. A logistic regression rejects those that report no
speech: "added 300 jobs", "the figures suggest", "wrote to investors". A feature is a string that
names one property: cue, complement, subject, shape. The weights are in data/reports.tsv;
tools/train_reports.py fits them on articles with annotated reports.
"""

from collections.abc import Sequence
from typing import Final

from index.extract import clauses, lexicon
from index.extract.clauses import NOMINATIVE, PREPOSITIONS, TIMES
from index.extract.cue_subjects import Subject, SubjectReader
from index.extract.report_content import Reported
from index.extract.token_kinds import kind_of, kind_of_content
from index.extract.tokenizer import Sentence

_BUCKETS: Final = (2, 4, 7, 12, 25)
_THINGS: Final = frozenset("it this that which these those there what".split())


def is_statement(
    reader: SubjectReader, report: Reported, sentence: Sentence, earlier: Sequence[Reported]
) -> bool:
    """Whether a candidate reports speech; `earlier` are those before it in its sentence."""
    weights = lexicon.report_weights()
    score = 0.0
    for feature in features_of_report(reader, report, sentence, earlier):
        score += weights.get(feature, 0.0)
    return score > 0


def features_of_report(
    reader: SubjectReader, report: Reported, sentence: Sentence, earlier: Sequence[Reported]
) -> list[str]:
    """The properties of a candidate, by name; "always" is the constant."""
    tokens = reader.tokens
    cue, begin = report.cue_first, report.content[0][0]
    end = report.content[-1][1]
    word = tokens[cue]
    said = word.lower
    shape = "before" if begin < cue else "after"
    if len(report.content) > 1:
        shape = "around"
    kind = kind_of_content(reader, begin)
    subject = _kind_of_subject(reader, report.subject)
    length = _bucket(sum(last - first for first, last in report.content))
    before = kind_of(reader, cue - 1) if cue > sentence.first else "nothing"
    behind = kind_of(reader, cue + 1)
    verb = clauses.has_verb(reader, begin - 1, end)
    seen = [
        "always",
        f"cue={said}",
        f"shape={shape}",
        f"cue={said},shape={shape}",
        f"cue={said},content={kind}",
        f"cue={said},subject={subject}",
        f"cue={said},behind={behind}",
        f"shape={shape},content={kind}",
        f"shape={shape},content={kind},subject={subject}",
        f"shape={shape},subject={subject}",
        f"shape={shape},length={length}",
        f"shape={shape},verb={verb}",
        f"cue={said},verb={verb}",
        f"content={kind},verb={verb},length={length}",
        f"before={before}",
        f"before={before},form={_form(said)}",
        f"behind={behind},shape={shape}",
        f"subject={subject},form={_form(said)}",
        f"first={tokens[begin].lower}",
        f"word behind={tokens[cue + 1].lower}" if cue + 1 < len(tokens) else "word behind=none",
        f"word before={tokens[cue - 1].lower}" if cue > sentence.first else "word before=none",
    ]
    if shape == "after":
        gap = begin - report.cue_last
        seen.append(f"gap={_bucket(gap) if gap else 'none'},content={kind}")
        if report.addressee[1] > report.addressee[0]:
            seen += ["addressee", f"addressee,content={kind}"]
    if report.subject is not None:
        seen.append(f"speaker={report.subject.text.rpartition(' ')[2].lower()}")
        first = reader.token_from(report.subject.span.start)
        if first > sentence.first:
            seen.append(f"before the subject={kind_of(reader, first - 1)}")
            seen.append(f"word before the subject={tokens[first - 1].lower}")
            clause = clauses.has_verb(reader, sentence.first - 1, first)
            seen.append(f"shape={shape},verb before the subject={clause}")
        else:
            seen.append("subject opens the sentence")
        distance = abs(cue - first)
        seen.append(f"shape={shape},distance={_bucket(distance)}")
    seen += _company(reader, report, sentence, earlier, shape)
    return seen


def _company(
    reader: SubjectReader,
    report: Reported,
    sentence: Sentence,
    earlier: Sequence[Reported],
    shape: str,
) -> list[str]:
    """What else the sentence has: other reports, quotation marks, an opening "if"."""
    seen = []
    cue = report.cue_first
    inside = any(first <= cue < last for one in earlier for first, last in one.content)
    if inside:
        seen += ["inside another report", f"inside another report,cue={reader.tokens[cue].lower}"]
        seen.append(f"inside another report,shape={shape}")
    holds = any(first <= one.cue_first < last for one in earlier for first, last in report.content)
    if holds:
        seen.append("holds another report")
    begin, end = report.content[0][0], report.content[-1][1]
    if any(reader.inside[begin:end]):
        seen.append(f"quoted piece,shape={shape}")
    if any(reader.inside[sentence.first : sentence.last]):
        seen.append(f"quotation in the sentence,shape={shape}")
    opening = reader.tokens[sentence.first].lower
    if opening in {"if", "when", "while", "as", "although", "though", "after", "what", "how"}:
        seen.append(f"opening={opening}")
    if opening in PREPOSITIONS:
        seen.append(f"opening=preposition,shape={shape}")
    if reader.tokens[min(sentence.last, len(reader.tokens)) - 1].text == "?":
        seen.append("question")
    if begin < len(reader.tokens) and reader.tokens[begin].lower in TIMES:
        seen.append("content begins with a time")
    return seen


def _kind_of_subject(reader: SubjectReader, subject: Subject | None) -> str:
    """The class of a subject's words."""
    if subject is None:
        return "none"
    if subject.mention is not None:
        return reader.actors[subject.mention.actor].kind
    lower = subject.text.lower()
    if lower in _THINGS:
        return "thing"
    if lower in {"who", "i", "we", "you", "they"}:
        return lower
    if lower in NOMINATIVE:
        return "pronoun"
    at = reader.token_from(subject.span.end) - 1
    head = reader.tokens[max(0, at)]
    if any(character.isdigit() for character in lower):
        return "number"
    if head.is_human_noun or head.is_title:
        return "person's noun"
    if head.is_speaker_noun:
        return "body's noun"
    if head.is_reporting_noun or lower.endswith(("report", "poll", "survey", "letter", "memo")):
        return "document"
    if head.is_cap:
        return "capital"
    return "plural" if head.lower.endswith("s") else "noun"


def _form(said: str) -> str:
    """The form of a verb: "ing", "ed", "s" or another."""
    return next((suffix for suffix in ("ing", "ed", "s") if said.endswith(suffix)), "other")


def _bucket(count: int) -> int:
    """A length as one of few classes."""
    for number, most in enumerate(_BUCKETS):
        if count <= most:
            return number
    return len(_BUCKETS)
