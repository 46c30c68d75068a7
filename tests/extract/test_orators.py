"""Who says "I" in the record of an assembly, and how names in capitals are shown."""

import pytest

from index.extract.capitals import in_small_letters
from tests.support.extraction import analysed

_RECORD = """Mr. HOLLOWAY. Madam Speaker, I rise to speak about the river.

I urge my colleagues to support the dam. We said that the bridge was old.

The PRESIDING OFFICER. I note that the Senator has one minute.

Mrs. McADAMS of Ohio. I said that the bridge should be rebuilt.

Dear Mr. Bell, I write to you. I said that the harbour was closed.
"""


def test_who_makes_the_speech_says_i() -> None:
    found = analysed(_RECORD)
    speakers = {
        found.article.text[one.start : one.end].rstrip("."): None
        if one.speaker is None
        else (found.actors[one.speaker].name, one.speaker_basis)
        for one in found.reported
    }
    assert speakers["my colleagues to support the dam"] == ("Holloway", "inferred")
    assert speakers["that the bridge should be rebuilt"] == ("McAdams", "inferred")
    assert speakers["that the bridge was old"] is None
    assert speakers["that the Senator has one minute"] is None
    assert speakers["that the harbour was closed"] is None


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("Mr. KYL.", "Kyl"),
        ("Ms. FOXX.", "Foxx"),
        ("Mr. KING of Iowa.", "King"),
        ("Mr. LINCOLN DAVIS of Tennessee.", "Lincoln Davis"),
        ("Mr. BISHOP of Utah.", "Bishop"),
        ("Mr. McKEON.", "McKeon"),
    ],
)
def test_short_and_common_surnames_open_speeches(opening: str, name: str) -> None:
    found = analysed(f"{opening} Mr. President, I said that the bridge was old.\n")
    (one,) = found.reported
    assert one.speaker is not None and found.actors[one.speaker].name == name


def test_i_means_nobody_where_no_speech_opens() -> None:
    (one,) = analysed("Mr. Holloway met us at the dam. I said that the river was high.").reported
    assert one.speaker is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("CARDIN", "Cardin"),
        ("McCONNELL", "McConnell"),
        ("O'NEILL", "O'Neill"),
        ("VAN HOLLEN", "Van Hollen"),
        ("Anna BELL", "Anna Bell"),
        ("JFK", "JFK"),
        ("Henry VIII", "Henry VIII"),
        ("HENRY VIII", "Henry VIII"),
        ("MF BELL", "MF Bell"),
        ("JOSÉ MUÑOZ", "José Muñoz"),
        ("J.K. BELL", "J.K. Bell"),
        ("Anna Bell", "Anna Bell"),
    ],
)
def test_names_in_capitals_are_shown_in_small_letters(name: str, shown: str) -> None:
    assert in_small_letters(name) == shown
