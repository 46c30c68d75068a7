"""The query language: syntax, errors, and printing a query without loss."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QueryError
from index.model import ACTOR_KINDS
from index.query.edit import loosened, with_dates, with_filter, without_dates
from index.query.explanation import explain
from index.query.lexer import OPERATORS
from index.query.nodes import (
    And,
    DateRange,
    Filter,
    Fuzzy,
    NearActor,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Wild,
    Word,
    leaves,
)
from index.query.parser import _Parser, parse


@given(st.text("aB7z ", max_size=12) | st.text("ANDORT ", max_size=9), st.booleans())
def test_plain_words_are_parsed_as_the_grammar_says(text: str, typing: bool) -> None:
    if text.strip() and OPERATORS.isdisjoint(text.split()):
        assert parse(text, typing) == Query(_Parser(text, typing).parse())


SERGEI = Filter("actor", "Sergei Ivanov", exact=True)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("russia uzbekistan", And((Word("russia"), Word("uzbekistan")))),
        ("russia AND uzbekistan", And((Word("russia"), Word("uzbekistan")))),
        ("a OR b", Or((Word("a"), Word("b")))),
        ("a -b", And((Word("a"), Not(Word("b"))))),
        ("NOT b", Not(Word("b"))),
        ('"military technical"', Phrase("military technical")),
        ("“military technical”", Phrase("military technical")),
        ("«military technical»", Phrase("military technical")),
        ('"putin bush"~5', Phrase("putin bush", 5)),
        ('"sanctions @person"~8', NearActor(("sanctions", Filter("kind", "person")), 8)),
        ('"@Organization visit"', NearActor((Filter("kind", "organisation"), "visit"), 10)),
        (
            '"sanctions @\\"Sergei Ivanov\\""~8 gas',
            And((NearActor(("sanctions", SERGEI), 8), Word("gas"))),
        ),
        ('"sanctions @"Sergei Ivanov""~8', NearActor(("sanctions", SERGEI), 8)),
        ("title:“sanctions @«Sergei Ivanov»”", NearActor(("sanctions", SERGEI), 10, "title")),
        ('"sanctions @"Sergei Ivanov', NearActor(("sanctions", SERGEI), 10)),
        (
            '"@Ivanov @Trubnikov"~20',
            NearActor((Filter("actor", "Ivanov"), Filter("actor", "Trubnikov")), 20),
        ),
        ('"sanctions @"~8', Phrase("sanctions @", 8)),
        ('gas "@', Word("gas")),
        ('"to a@b.org"', Phrase("to a@b.org")),
        ("cooperat*", Wild("cooperat*")),
        ("w?rd", Wild("w?rd")),
        ("gulomov~", Fuzzy("gulomov")),
        ("title:visit", Word("visit", "title")),
        ("said:(a b)", And((Word("a", "said"), Word("b", "said")))),
        ("speaker:ivanov", Filter("speaker", "ivanov")),
        ('actor:"Islam Karimov"', Filter("actor", "Islam Karimov", exact=True)),
        ("T-80", Word("T-80")),
        ("(a OR b) c", And((Or((Word("a"), Word("b"))), Word("c")))),
        ("what?", Word("what?")),
        ("?", Wild("?")),
        ("title:??", Wild("??", "title")),
        ("que faire ?", And((Word("que"), Word("faire")))),
    ],
)  # fmt: skip
def test_understood(text: str, node: Node) -> None:
    assert parse(text).node == node


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("date:2004", "2004-01-01", "2004-12-31"),
        ("date:2004-02", "2004-02-01", "2004-02-29"),
        ("date:2004-05-12", "2004-05-12", "2004-05-12"),
        ("date:2004-04..2004-06", "2004-04-01", "2004-06-30"),
        ("after:2004-05", "2004-05-01", "None"),
        ("before:2004-06", "None", "2004-05-31"),
    ],
)
def test_dates(text: str, first: str, last: str) -> None:
    node = parse(text).node
    assert isinstance(node, DateRange)
    assert (str(node.first), str(node.last)) == (first, last)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ('"unclosed', '"unclosed"'),
        ("a AND", "a"),
        ("a OR", "a"),
        ("date:", ""),
        ("date:20", ""),
        ("speaker:", ""),
        ("(a", "a"),
        ("a)", "a"),
        ("-", ""),
        ("", ""),
        ("   ", ""),
        ("sort:", ""),
        ("is:", ""),
    ],
)
def test_half_a_query_is_no_error(text: str, understood: str) -> None:
    assert str(parse(text, typing=True)) == understood


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        ("spaeker:ivanov", 0, "no field spaeker"),
        ("a sort:up b", 7, "sort: takes"),
        ("is:green a", 3, "is: takes"),
        ("date:may a", 5, "date: takes"),
    ],
)
def test_errors_say_where_in_one_line(text: str, position: int, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert caught.value.position == position
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_last_word_is_a_prefix_while_it_is_typed() -> None:
    assert parse("russia uzb", typing=True).node == And((Word("russia"), Word("uzb", prefix=True)))
    assert parse("russia uzb ", typing=True).node == And((Word("russia"), Word("uzb")))
    assert parse("uzb").node == Word("uzb")


words = st.text("abcdefghijklmnopqrstuvwxyzéя0123456789", min_size=2, max_size=8).filter(
    lambda w: w not in {"or", "and", "not"}
)
fields = st.sampled_from([None, "title", "text", "said"])
leaf = st.one_of(
    st.builds(Word, words, fields),
    st.builds(
        Phrase, st.lists(words, min_size=1, max_size=3).map(" ".join), st.integers(0, 9), fields
    ),
    st.builds(lambda w, f: Wild(w + "*", f), words, fields),
    st.builds(Fuzzy, words, fields),
    st.builds(Filter, st.sampled_from(["actor", "speaker", "source", "author"]), words),
    st.builds(
        lambda v: Filter("actor", v, exact=True),
        st.lists(words, min_size=1, max_size=3).map(" ".join),
    ),
    st.builds(
        lambda parts, name, slop, field: NearActor((*parts, name), slop, field),
        st.lists(words, max_size=2),
        st.one_of(
            st.builds(lambda kind: Filter("kind", kind), st.sampled_from(ACTOR_KINDS)),
            st.builds(lambda name: Filter("actor", name), words.filter(lambda w: w != "state")),
            st.builds(lambda name: Filter("actor", name, exact=True), words),
        ),
        st.integers(1, 99),
        st.sampled_from([None, "title", "text"]),
    ),
)
plain = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.lists(inner.filter(lambda n: not isinstance(n, And)), min_size=2, max_size=3).map(
            lambda c: And(tuple(c))
        ),
        st.lists(inner.filter(lambda n: not isinstance(n, Or)), min_size=2, max_size=3).map(
            lambda c: Or(tuple(c))
        ),
        inner.filter(lambda n: not isinstance(n, Not)).map(Not),
    ),
    max_leaves=8,
)


@given(plain, st.sampled_from(["relevance", "date", "-date"]))
def test_printing_and_parsing_again_gives_the_same_query(node: Node, sort: str) -> None:
    wanted = Query(node, sort)
    assert parse(str(wanted)) == wanted


@given(st.text(max_size=60))
def test_any_text_is_a_query_or_a_query_error(text: str) -> None:
    for typing in (False, True):
        try:
            parsed = parse(text, typing)
        except QueryError as error:
            assert "\n" not in str(error) or "\n" in text
            assert 0 <= error.position <= len(text)
        else:
            assert explain(parsed)


def test_by_said_turns_every_date_of_the_query() -> None:
    wanted = parse("(date:2004 OR war) by:said -after:2005")
    assert wanted.by_said
    assert str(wanted) == "(date:2004 OR war) -after:2005 by:said"
    assert parse(str(wanted)) == wanted
    assert parse("by:sai", typing=True) == parse("")
    narrowed = with_dates(parse("by:said"), datetime.date(2004, 5, 1), datetime.date(2004, 5, 31))
    assert narrowed == parse("date:2004-05 by:said")
    may = datetime.date(2004, 5, 1), datetime.date(2004, 5, 31)
    said = with_dates(parse("war date:2004-05"), *may, said=True)
    assert said == parse("war date:2004-05 by:said")
    assert with_dates(said, *may) == without_dates(said) == parse("war")
    assert with_dates(said, *may, said=False) == parse("war date:2004-05")
    assert without_dates(parse("(date:2004 OR war) after:2003 by:said")).by_said
    with pytest.raises(QueryError, match="by: takes article, said"):
        parse("by:other word")


def test_a_filter_is_put_in_and_taken_out_by_the_same_call() -> None:
    start = parse("cooperation")
    once = with_filter(start, "actor", "Islam Karimov")
    assert str(once) == 'cooperation actor:"Islam Karimov"'
    assert with_filter(once, "actor", "Islam Karimov") == start
    without = with_filter(start, "actor", "Islam Karimov", negated=True)
    assert str(without) == 'cooperation -actor:"Islam Karimov"'
    assert with_filter(without, "actor", "Islam Karimov", negated=True) == start


def test_words_can_be_loosened_but_filters_stay() -> None:
    assert loosened(parse("a b speaker:ivanov").node) == And(
        (Filter("speaker", "ivanov"), Or((Word("a"), Word("b"))))
    )
    assert loosened(parse("a").node) is None
    assert loosened(parse("a OR b").node) is None


def test_leaves_leave_out_what_must_not_stand_there() -> None:
    assert list(leaves(parse("a -b").node)) == [Word("a")]


@pytest.mark.parametrize(
    ("text", "says", "fault_while_typing"),
    [
        ("speaker:(", "speaker: needs a value", False),
        ("gas speaker:", "speaker: needs a value", False),
        ("said:()", "said: needs a value", False),
        ("title:OR visit", "title: needs a value", False),
        ('actor:""', "actor: needs a value", False),
        ("sort:", "sort: needs a value", False),
        ("date:20", "date: takes", False),
        ("is:mar", "is: takes", False),
        ("by:sa", "by: takes", False),
        ("date:(2004 OR may)", "date: takes", True),
        ("speaker:-ivanov", "comes before the field: -speaker:", True),
        ("title:NOT visit", "comes before the field: NOT title:", True),
        ("gas NOT", "NOT needs a word", False),
        ("(gas OR oil date:2004", "bracket is not closed", False),
        ('"wall street date:2016', "date: is in the phrase", False),
        ('""', "no word in", False),
        ("( )", "no word in", False),
        ("...", "no word in", False),
    ],
)
def test_a_part_that_would_be_dropped_is_a_fault_of_a_finished_query(
    text: str, says: str, fault_while_typing: bool
) -> None:
    with pytest.raises(QueryError, match=says) as caught:
        parse(text)
    assert 0 <= caught.value.position <= len(text)
    if not fault_while_typing:
        parse(text, typing=True)  # it may be on its way to become a query


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("speaker:(ivanov OR petrov)", "speaker:ivanov OR speaker:petrov"),
        ('actor:(bell "Carl Dorn")', 'actor:bell actor:"Carl Dorn"'),
        ("date:(2004 OR 2006) gas", "(date:2004 OR date:2006) gas"),
        ("-is:(read OR later)", "-(is:read OR is:later)"),
        ('"wall street', '"wall street"'),
        ("(gas OR oil", "gas OR oil"),
        ("he left -- at once", "he left at once"),
        ("1) gas", "1 gas"),
    ],
)
def test_forms_of_one_query(text: str, same: str) -> None:
    assert parse(text) == parse(same)
