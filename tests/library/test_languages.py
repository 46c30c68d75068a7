"""Languages and scripts: recognised, and searched by their own stems and letters."""

from pathlib import Path

import pytest

from index.text import language_of
from index.text.languages import UNSTEMMED


def test_languages_are_searched_by_their_own_stems(articles: Path, opened: object) -> None:
    turkish = (
        "Bakanlar bu kitapları ve bir daha olarak çok gibi için kadar sonra okudular, ama "
        "kitap değil."
    )
    german = (
        "Die Häuser und der Garten in dem Dorf sind nicht mit den anderen zu vergleichen, das "
        "ist auch ein Haus."
    )
    russian = "Министры говорили о реках и переговорах в Ташкенте."
    for name, body in {
        "tr": turkish,
        "de": german,
        "ru": russian,
        "en": "The ministers talked about rivers in Tashkent.",
    }.items():
        (articles / f"{name}.txt").write_text(f"{name}\n\n{body}\n", encoding="utf-8")
    library = opened(articles)  # type: ignore[operator]

    def found(text: str) -> list[str]:
        return sorted(Path(row.card.path).stem for row in library.rows(library.search(text), 0, 9))

    assert found("kitaplar") == ["tr"]
    assert found("gärten") == ["de"]
    assert found("переговоры") == ["ru"]
    assert found("minister river") == ["en"]
    (row,) = library.rows(library.search("kitaplar"), 0, 9)
    analysis = library.analysis(row.card.num)
    assert {analysis.article.text[slice(*span)] for span in row.matches} == {"kitapları", "kitap"}


def test_single_letters_of_scripts_without_blanks_are_found(articles: Path, opened: object) -> None:
    bodies = {
        "zh": "北京大学今天开会。水很高。",
        "th": "กรุงเทพมีฝนตกหนัก",
        "ja": "東京の大学が開いた。",
    }
    for name, body in bodies.items():
        (articles / f"{name}.txt").write_text(f"{name}\n\n{body}\n", encoding="utf-8")
    library = opened(articles)  # type: ignore[operator]
    for text, names, marked in (
        ("京", ["ja", "zh"], {"京"}), ('"京"', ["ja", "zh"], {"京"}), ("学", ["ja", "zh"], {"学"}),
        ("会", ["zh"], {"会"}),
        ("水", ["zh"], {"水"}), ("大学", ["ja", "zh"], {"大学"}),
        ('"北京大学"', ["zh"], {"北京大学"}), ("ฝ", ["th"], {"ฝ"}),
        ("ก", ["th"], {"ก"}), ("京大会", [], set()),
    ):  # fmt: skip
        rows = library.rows(library.search(text), 0, 9)
        assert sorted(Path(row.card.path).stem for row in rows) == names, text
        for row in rows:
            body = library.analysis(row.card.num).article.text
            assert {body[slice(*span)] for span in row.matches} == marked, text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("uk", "Президент України заявив, що уряд готовий до переговорів, і подякував громадянам."),
        ("uk", "Міністр сказав про це на зустрічі в Києві"),
        ("uk", "Уряд готовий до переговорів."),
        ("bg", "Министърът каза, че правителството ще приеме закона след изборите в страната."),
        ("bg", "Той заяви, че България ще се присъедини към еврозоната."),
        ("ru", "Министр сказал, что правительство примет закон после выборов в стране."),
        ("ru", "Объём поставок в Киев вырос, объявил съезд."),
        ("ru", "На встрече говорили о мире."),
    ],
)
def test_languages_in_cyrillic_letters_are_told_apart(code: str, text: str) -> None:
    assert language_of(text) == code
    assert (language_of(text) in UNSTEMMED) == (code != "ru")


def test_arabic_and_hebrew_letters_are_found_with_or_without_their_marks(
    articles: Path, opened: object
) -> None:
    (articles / "ar.txt").write_text(
        "خبر\n\nقال الوزير إن المفاوضات في طشقند كانت مُفيدة للبلدين.\n", encoding="utf-8"
    )
    library = opened(articles)  # type: ignore[operator]
    for text in ("المفاوضات", "مفيدة", "طشقند"):
        assert len(library.search(text).hits) == 1, text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "de",
            "Straßen und Plätze in Nürnberg; Museen. Publication: City Walks, Vienna",
        ),
        ("en", "Erdoğan met Moravia in Köln, Strasbourg, Vienna, Rome, Geneva again"),
    ],
)
def test_a_list_with_few_function_words_is_of_the_language_of_a_sure_one(
    code: str, text: str
) -> None:
    assert language_of(text) == code
