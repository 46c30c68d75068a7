"""Reports in speeches and histories: where their words begin and end, and who speaks."""

import pytest

from tests.support.extraction import study

FIRST = "Anna Bell met Carl Dorn in May. "


def rows(body: str) -> list[tuple[str, str | None]]:
    """The words of each report and the speaker: the actor's name, else the words for them."""
    found = study(FIRST + body)
    text = found.article.text
    return [
        (
            text[one.start : one.end],
            found.actors[one.speaker].name
            if one.speaker is not None
            else text[slice(*one.speaker_span)]
            if one.speaker_span is not None
            else None,
        )
        for one in found.statements
        if one.kind != "scare"
    ]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        # an aside about the speaker's view
        ("The dam, in my opinion, needs a new gate.", "The dam, in my opinion, needs a new gate"),
        ("The poll has two men who, in his view, lie about the dam.", "lie about the dam"),
        ("I want to thank them for it, in my view, as well.", "I want to thank them for it"),
        # a source behind a conjunction
        ("The work went on and, according to aides, he sold the grain.", "he sold the grain"),
        (
            "It is sad because according to the council, the mills are shut.",
            "the mills are shut",
        ),
        (
            "But according to the July 9, 2008, edition of the Northern Post, the plan was cut.",
            "the plan was cut",
        ),
        (
            "According to a report from the Works Institute, known as WI, there were 40 floods.",
            "there were 40 floods",
        ),
        # abbreviations and numbers
        ("We urge you to pass H. Res. 106 without delay.", "you to pass H. Res. 106 without delay"),
        (
            "I agree with the claim that the limit of 1,550 gates cannot be proved.",
            "that the limit of 1,550 gates cannot be proved",
        ),
        # speech without marks
        (
            "So I say: Gordon, we had our quarrels, but I liked your stance.",
            "Gordon, we had our quarrels, but I liked your stance",
        ),
        (
            "The farmers said, well, don’t worry about that, that is only a leak.",
            "well, don’t worry about that, that is only a leak",
        ),
        (
            "When he was asked, Did you ever think of home, he said, I never lost faith in it.",
            "I never lost faith in it",
        ),
        # clauses around the report
        ("So when our friends say the dam leaks, the answer is that it does.", "the dam leaks"),
        (
            "Since Anna Bell, however, has said that she will send men, I am worried.",
            "that she will send men",
        ),
        (
            "The other side, which says the farmers are to blame, might as well blame the rain.",
            "the farmers are to blame",
        ),
        (
            "It is sad that a town who claims to be our friend would flood our fields.",
            "to be our friend",
        ),
        (
            "As the council noted in its plan, which passed in June, the dam could leak.",
            "the dam could leak",
        ),
        ("As I noted, Mr. President, the dam could leak.", "the dam could leak"),
        (
            "She recalled how when both of them were young, they swam in the lake.",
            "how when both of them were young, they swam in the lake",
        ),
        (
            "I urge my friends, when it rains next week, to stay at home.",
            "my friends, when it rains next week, to stay at home",
        ),
        (
            "She said that the dam, as I have said, leaks.",
            "that the dam, as I have said, leaks",
        ),
        (
            "I mentioned in a talk I had with Carl Dorn that the dam leaks.",
            "that the dam leaks",
        ),
        ("The board announced two days earlier that it was late.", "that it was late"),
        (
            "Ruritania’s repeated threats to close the river have had no effect.",
            "to close the river",
        ),
    ],
)
def test_where_the_words_begin_and_end(body: str, words: str) -> None:
    found = [one for one, _ in rows(body)]
    assert found == [words]


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("Mr. President, I thank the town and suggest that the dam is old.", "I"),
        ("Madam Speaker and colleagues, I praise the plan and urge you to back it.", "I"),
        ("When I saw Carl Dorn in May, I thanked him and explained that the dam is old.", "I"),
        (
            "The leaders of Georgia and Ukraine have stated that they back it.",
            "The leaders of Georgia and Ukraine",
        ),
        ("Yesterday a senator on the other side of the aisle said that it leaks.", "a senator"),
        (
            "When the commandant of the Marine Corps said it leaks, he was ignored.",
            "the commandant of the Marine Corps",
        ),
        (
            "I regret the statements by officials of the mill alleging that it leaks.",
            "officials of the mill",
        ),
        ("However, increasingly I see reports indicating that the dam leaks.", "reports"),
        (
            "I keep hearing farmers from the valley saying that the dam leaks.",
            "farmers from the valley",
        ),
        ("The council continues to claim that the dam is safe.", "The council"),
        ("We heard of last month’s announcement that the dam leaks.", None),
        ("I like my talks with Carl Dorn. He said that the dam leaks.", "Carl Dorn"),
        (
            "Jane Roth, director of the works, spoke to us. She said that the dam leaks.",
            "Jane Roth",
        ),
    ],
)
def test_who_speaks(body: str, who: str | None) -> None:
    assert [speaker for _, speaker in rows(body)] == [who]


def test_a_quotation_said_best_is_no_report() -> None:
    assert rows(
        "Anna Bell said it best while quoting Carl Dorn, “The dam should hold for years.”"
    ) == [("The dam should hold for years.", "Anna Bell")]
