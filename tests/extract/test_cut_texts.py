"""A text that ends anywhere, or is made of words of saying in any order, is analysed."""

from hypothesis import example, given
from hypothesis import strategies as st

from index.extract import analyse
from index.model import Analysis, Article, Span

TEXT = (
    "Three of 10 said the dam would hold, and in the end Petrov said: The council, he claimed, had"
    " lost. Citizens for a Clean River, the mayor, who denied a leak, and told CNN that “we” will"
    " stay, but Bell, the farmer whose field, said no. According to Anna Bell, defense contractors,"
    " and so on. Executives for Mondelez said. In May April Ryan warned of floods; as reported in"
    " today's Daily Planet by C. Dorn, they didn't. Q: Why? A: Because he said so, and but"
)
WORDS = sorted({*TEXT.split(), ",", ".", ":", ";", "“", "”", "‘", "’", "(", ")", "—"})


def analysed(text: str) -> Analysis:
    """What is found in an article of one paragraph; nothing follows its last character."""
    return analyse(Article("a", "/a.txt", "", text, paragraphs=(Span(0, len(text)),)))


def check_spans(found: Analysis) -> None:
    """Every statement and every mention is a part of the text."""
    spans = [(one.start, one.end) for one in (*found.quotations, *found.reported)]
    spans += [(one.start, one.end) for one in found.mentions]
    assert all(0 <= start < end <= len(found.article.text) for start, end in spans)


@given(st.integers(0, len(TEXT)), st.integers(0, 160))
@example(TEXT.index("Petrov"), len("Petrov said: The "))
def test_every_cut_of_a_text_is_analysed(begin: int, length: int) -> None:
    check_spans(analysed(TEXT[begin : begin + length]))


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
@example("large number of people--says they didn't tabulate the results, but ")
@example("rs, defense contractors, and so on. Citizens")
@example("( reported to")
@example("nato email . A. Endorses cfo feels")
@example("Bell said it ")
@example("The town council According to boast memoir")
@example(". , the name it 2004 11, ) they winning. ( : Muslims")
def test_words_of_saying_in_any_order_are_analysed(text: str) -> None:
    check_spans(analysed(text))
