"""The lines above a body: what they say of outlet, author and date, and where the body begins."""

from pathlib import Path

import pytest

from index.model.article import Article
from index.readers import read_file

BODY = (
    "\n\nDockers in Salem turned down an offer on Tuesday, Anna Bell said.\n\n“No,” Bell added.\n"
)
TITLE = "Port workers reject pay offer"
COURIER = "The Salem Courier"


def read(path: Path, raw: bytes) -> Article:
    path.write_bytes(raw)
    (article,), _ = read_file(path)
    return article


@pytest.mark.parametrize(
    ("line", "publication"),
    [
        ("Salemer Allgemeine Zeitung, 14. März 2019, S. 3", "Salemer Allgemeine Zeitung"),
        ("Donnerstag, 14. März 2019", None),
        ("Le Courrier, 14 mars 2019", None),
        ("El Correo, 14 de marzo de 2019", None),
        ("Вестник, 14 марта 2019 г.", None),
        ("Kurier Salemski, 14 marca 2019", None),
    ],
)
def test_lines_with_dates_in_other_languages(
    tmp_path: Path, line: str, publication: str | None
) -> None:
    article = read(tmp_path / "a.txt", f"{TITLE}\n\n{line}{BODY}".encode())
    assert (str(article.date), article.date_basis) == ("2019-03-14", "stated")
    assert article.publication == publication
    assert article.text[article.body_start :].startswith("Dockers in Salem")


@pytest.mark.parametrize(
    ("head", "publication", "author"),
    [
        (f"{TITLE}\nBy Mia Holt\n{COURIER}, March 14, 2019", COURIER, "Mia Holt"),
        (f"{TITLE}\n\nMia Holt in Salem\nThu 14 Mar 2019 06.00 GMT", None, "Mia Holt"),
        (
            f"{TITLE}\nBy Mia Holt, Salem Courier Staff Writer\nPublished 5:00 a.m. ET March 14, "
            "2019 | Updated 6:12 p.m. ET March 15, 2019",
            None,
            "Mia Holt",
        ),
        (f"{TITLE}\nPosted on March 14, 2019 by Mia Holt", None, "Mia Holt"),
        (f"{TITLE}\nBy MIA HOLT | {COURIER} | March 14, 2019", COURIER, "Mia Holt"),
        (f"{COURIER}\nMarch 14, 2019\n{TITLE}\nBy Mia Holt", COURIER, "Mia Holt"),
        (f"{TITLE}\n\n14 March 2019, {COURIER}", COURIER, None),
        (f"{TITLE}\nBy Mia Holt, March 14, 2019", None, "Mia Holt"),
        (f"{TITLE}\nSalem Courier (London), 14/03/2019", "Salem Courier", None),
        (f"{TITLE}\nLast modified on Thu 14 Mar 2019 06.00 GMT", None, None),
        (
            f"{TITLE}\nSunday Salem Courier; London (UK), 14 Mar 2019: 7.",
            "Sunday Salem Courier",
            None,
        ),
        (f"{TITLE}\n{COURIER}\nMia Holt\n2019-03-14", COURIER, "Mia Holt"),
        (f"{TITLE}\nStory by Mia Holt • Mar 14, 2019 • 3 min read", None, "Mia Holt"),
        (f"{COURIER}, March 14, 2019, p. A7\n{TITLE}", COURIER, None),
        (f"Source: {COURIER}, March 14, 2019\n\n{TITLE}", COURIER, None),
        (f"{TITLE}\nUpdated March 15, 2019, first published March 14, 2019", None, None),
        (f"{TITLE}\nThe Sun Courier, March 14, 2019", "The Sun Courier", None),
    ],
)
def test_lines_with_dates_and_names(
    tmp_path: Path, head: str, publication: str | None, author: str | None
) -> None:
    article = read(tmp_path / "a.txt", (head + BODY).encode())
    assert article.title == TITLE
    assert (article.publication, article.author) == (publication, author)
    assert (str(article.date), article.date_basis) == ("2019-03-14", "stated")
    assert article.text[article.body_start :].startswith("Dockers")


@pytest.mark.parametrize(
    ("opening", "publication"),
    [
        ("SALEM, Ohio, March 14, 2019 (Reuters) - ", None),
        ("Salem, 14 March 2019 – ", None),
        ("SALEM, Thursday, March 14, 2019 — ", None),
        (f"({COURIER}, March 14, 2019) ", None),
    ],
)
def test_datelines(tmp_path: Path, opening: str, publication: str | None) -> None:
    article = read(
        tmp_path / "a.txt", (TITLE + BODY.replace("Dockers", opening + "Dockers")).encode()
    )
    assert (str(article.date), article.date_basis) == ("2019-03-14", "dateline")
    assert article.text[article.body_start :].startswith(opening)


@pytest.mark.parametrize(
    "line",
    [
        "March 14, 2019 was a cold day in Salem.",
        "By 2019 the port had closed.",
        "By Anna Bell's own count, it had not.",
        "On March 14, 2019, Anna Bell resigned",
        "Anna Bell, March 14, 2019: “We stay.”",
        "Anna Bell, who said in May 2004 - against advice - that she stays",
    ],
)
def test_lines_of_a_body_stay_in_it(tmp_path: Path, line: str) -> None:
    article = read(tmp_path / "a.txt", f"{TITLE}\n{line}{BODY}".encode())
    assert article.text[article.body_start :].startswith(line)
    assert article.date_basis == "file time"


def test_a_text_without_a_title_is_all_body(tmp_path: Path) -> None:
    paragraph = "Anna Bell said that the dam is old. " * 6
    wrapped = (
        "In 1853 a fleet came to the bay of Salem and demanded that the town open its\n"
        "port. The council met for three days and most of its members asked for some\n"
        "delay. Nobody in the town believed that the ships would leave it at that, or\n"
        "so a clerk of the council wrote.\n"
    )
    for text in (paragraph, wrapped):
        article = read(tmp_path / "a.txt", (text + BODY).encode())
        assert article.body_start == 0
        assert article.title.split() == text.split()[: len(article.title.split())]


def test_a_title_of_two_lines(tmp_path: Path) -> None:
    title = (
        "Port workers of the northern harbours reject the pay offer that their union\nhad made with"
    )
    wrapped = "Dockers in Salem and in all of the smaller towns on the coast have turned\n" * 5
    article = read(tmp_path / "a.txt", f"{title}\n\n{wrapped}".encode())
    assert article.title == title.replace("\n", " ")
    assert article.text[article.body_start :].startswith("Dockers")


def test_blank_lines_above_a_text_without_a_title(tmp_path: Path) -> None:
    paragraph = "Anna Bell said that the dam is old. " * 6
    article = read(tmp_path / "a.txt", f"\n\n{paragraph}{BODY}".encode())
    assert article.text[article.body_start :].startswith("Anna Bell said")
    assert article.title.startswith("Anna Bell said")


def test_lines_below_a_title_of_two_lines(tmp_path: Path) -> None:
    title = (
        "Port workers of the northern harbours reject the pay offer that their union\nhad made with"
    )
    wrapped = "Dockers in Salem and in all of the smaller towns on the coast have turned\n" * 5
    article = read(
        tmp_path / "a.txt", f"{title}\n\n{COURIER}, March 14, 2019\n\n{wrapped}".encode()
    )
    assert (article.publication, str(article.date)) == (COURIER, "2019-03-14")
    assert article.text[article.body_start :].startswith("Dockers")
