"""Briefings: numbered endnotes in three formats, templates, and checking a finished one."""

import errno
import html
import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from index import PressmarkError
from index.desk import (
    Brief,
    make_brief,
    read_briefing,
    render_brief,
    verify_briefing,
    write_docx,
)
from index.kept import (
    Mark,
    Passage,
    PassageSource,
    Queue,
    Review,
    make_passage,
    source_of,
    words_hash,
)
from index.library import Library
from index.model import Span
from tui.cli import main
from tui.cli.report_output import write_report

FORMATS = ("md", "html", "docx")
HOSTILE = (
    "<b>1. *x*</b> | [^9] `{{ 7*7 }}` {% raw %} =1+1 $x$ \\ & ~a~ ^b^ <script>alert(1)</script>"
)


def passage(words: str, number: int = 1, speaker: str | None = "Anna Bell", **more: str) -> Mark:
    """A mark on words of an article that is nowhere."""
    from index.corrections import Anchor

    source = PassageSource(
        f"{number:012x}", f"/a/{number}.txt", more.get("title", f"Title {number}"), "The Monitor",
        date=more.get("date", "2004-05-12"), paragraph=2,
    )  # fmt: skip
    kind = more.get("statement", "direct")
    anchor = Anchor(0, len(words), words, "", "")
    made = Passage(anchor, source, "quotation", speaker, statement=kind, said_basis="article")
    return Mark(str(number), made, more.get("note", ""), ("gas",))


def written(brief: Brief, form: str, folder: Path) -> Path:
    target = folder / f"brief.{form}"
    if form == "docx":
        target.write_bytes(write_docx(brief))
    else:
        target.write_text(render_brief(brief, form), encoding="utf-8")
    return target


@pytest.fixture
def river(library: Library, articles: Path) -> Path:
    """The folder of eleven articles, indexed."""
    return articles


def verdicts(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    capsys.readouterr()
    main(["verify", *words, "--json"])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


# --- what is in it ---


@pytest.mark.parametrize("kind", ["sentence", "sentences", "paragraph"])
def test_a_marked_sentence_gets_no_marks_around_the_words_of_the_reporter(kind: str) -> None:
    mark = passage("“It grows,” Bell said.")
    wider = replace(mark, passage=replace(mark.passage, kind=kind))
    (shown,) = make_brief([wider], "T").statements
    assert shown.paragraphs == ("“It grows,” Bell said.",)
    (quoted,) = make_brief([passage("It grows,")], "T").statements
    assert quoted.paragraphs == ("“It grows,”",)


def test_statements_are_numbered_in_order_of_time_or_by_actor() -> None:
    marks = [
        passage("Later.", 1, date="2005-02-01"),
        passage("First.", 2, "Carl Dorn", date="2004-05-12"),
        passage("Undated.", 3, None, date="~2001-01-01"),
        passage("Again.", 4, date="2005-02-03"),
        passage("Later.", 1, date="2005-02-01"),
    ]
    by_time = make_brief(marks, "T")
    assert [(g.title, [s.words for s in g.statements]) for g in by_time.groups] == [
        ("May 2004", ["First."]),
        ("February 2005", ["Later.", "Again."]),
        ("Undated", ["Undated."]),
    ]
    by_actor = make_brief(marks, "T", "actor")
    assert [g.title for g in by_actor.groups] == ["Anna Bell", "Carl Dorn", "Speaker not settled"]
    assert [s.number for s in by_actor.statements] == [1, 2, 3, 4]
    assert [(row.name, row.notes) for row in by_actor.summary] == [
        ("Anna Bell", "1, 2"), ("Carl Dorn", "3"), ("(no speaker)", "4"),
    ]  # fmt: skip
    assert "file of 2001-01-01" in by_time.statements[-1].endnote
    assert by_time.statements[0].endnote == (
        f"“Title 2”, The Monitor, 2004-05-12, para. 2, [000000000002-p2-{words_hash('First.')}]"
    )


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_text_is_text_and_is_found_again(form: str, tmp_path: Path) -> None:
    words = [
        HOSTILE,
        "1. One\n\n# Two\n\n- three",
        "+ plus\x1b[31m\x00\u202e\ufffe end",
        "日本語 🙂",
    ]
    marks = [
        passage(text, at, HOSTILE, title=HOSTILE, note=HOSTILE) for at, text in enumerate(words)
    ]
    target = written(make_brief(marks, HOSTILE), form, tmp_path)
    cited = read_briefing(target)
    assert [str(one.locator) for one in cited] == [mark.passage.locator for mark in marks]
    known = {mark.passage.locator: mark.passage for mark in marks}
    states = [one.status for one in verify_briefing(cited, lambda one: known[str(one)])]
    # the words are in the briefing as they were kept; only characters that no format has are gone
    assert states == ["missing", "missing", "altered", "missing"]
    raw = target.read_bytes()
    if form == "docx":
        with zipfile.ZipFile(target) as packed:
            raw = packed.read("word/document.xml") + packed.read("word/endnotes.xml")
    assert not set(raw) & ({0, 27} | set(range(1, 9)))
    assert b"<script" not in raw.replace(b"\\<", b"")
    assert b"{{ 7*7 }}" in raw.replace(b"\\", b"")


def test_markdown_shows_the_words_as_they_are() -> None:
    marks = [passage(HOSTILE, 1), passage("1. One\n\n# Two\n\n- three", 2, date="2005")]
    shown = MarkdownIt().enable("table").render(render_brief(make_brief(marks, HOSTILE), "md"))
    plain = html.unescape(re.sub(r"<[^>]+>", "", shown))
    assert plain.count(HOSTILE) == 2
    assert "“1. One\n# Two\n- three”" in plain
    assert not re.search(r"<(script|em|strong>1|code|li>three|h1>Two)", shown)


def test_html_has_no_scripts_and_loads_nothing() -> None:
    page = render_brief(make_brief([passage("Words", 1)], "T"), "html")
    assert not re.search(r"<script|javascript:|src=|url\(|https?:", page)
    assert "@media print" in page
    assert "default-src 'none'" in page


def test_word_has_real_endnotes(tmp_path: Path) -> None:
    from docx import Document

    target = written(make_brief([passage("One.", 1), passage("Two.", 2)], "T"), "docx", tmp_path)
    assert [p.text for p in Document(str(target)).paragraphs if p.style.name == "Quote"] == [  # type: ignore[union-attr]
        "“One.”", "“Two.”",
    ]  # fmt: skip
    with zipfile.ZipFile(target) as packed:
        body, notes = packed.read("word/document.xml"), packed.read("word/endnotes.xml")
    assert body.count(b"<w:endnoteReference") == 2
    assert notes.count(b"<w:endnoteRef/>") == 2


# --- templates ---


def test_a_template_of_ones_own_extends_the_built_in_one() -> None:
    template = '{% extends "brief.html" %}{% block top %}<p>{{ brief.title }}</p>{% endblock %}'
    page = render_brief(make_brief([passage("Words", 1)], "A & B"), "html", template)
    assert "<p>A &amp; B</p>" in page
    assert "<h1>" not in page
    assert "“Words”" in page
    template = '{% extends "brief.md" %}{% block top %}\n# Desk: {{ brief.title }}\n{% endblock %}'
    page = render_brief(make_brief([passage("Words", 1)], "Title"), "md", template)
    assert page.startswith("# Desk: Title\n\n## Summary")
    assert ". Note 1." in page


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("x\n{% if %}", "mine.md, line 2"),
        (
            '{% extends "brief.md" %}\n{% block tpo %}x{% endblock %}',
            "line 2: brief.md has no block tpo, only top, summary, statements, sources, notes",
        ),
        ("x\n\n{{ brief.colour }}", "mine.md, line 3"),
        ("{{ brief.colour.x }}", "line 1: brief has no attribute 'colour'"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ brief.__class__.__mro__ }}", "mine.md"),
        ("{{ ''.__class__ }}", "mine.md"),
        ("{% include '/etc/passwd' %}", "no template /etc/passwd to use, only brief.md"),
        ("{% for one in range(10000000) %}{% endfor %}", "mine.md"),
        (f"{{% set a = 'x' %}}{'{% set a = a ~ a %}' * 60}{{{{ a }}}}", "more than 512 MiB"),
        ("{{ '%1999999999d' % 5 }}", "more than 512 MiB"),
        (
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            "line 1: OverflowError: its loops count further than",
        ),
        ("{{ 'a' * 10000000000 }}", "no small number"),
        ("{{ (9 ** 8) ** 8 ** 8 }}", "no small number"),
    ],
)
def test_a_template_that_fails_is_named_with_its_line(template: str, said: str) -> None:
    with pytest.raises(PressmarkError) as caught:
        render_brief(make_brief([passage("Words", 1)], "T"), "md", template, "mine.md")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_letterhead_in_word_keeps_its_text_and_notes(tmp_path: Path) -> None:
    base = written(make_brief([passage("Old.", 1)], "Letterhead"), "docx", tmp_path)
    target = tmp_path / "new.docx"
    target.write_bytes(write_docx(make_brief([passage("New.", 2)], "T"), base))
    assert [one.locator.article[-1] for one in read_briefing(target)] == ["1", "2"]


# --- the command ---


@pytest.mark.parametrize("form", FORMATS)
def test_a_briefing_from_a_search_is_verified(
    form: str, river: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"river.{form}"
    words = ["brief", "-q", "speaker:bell", str(river), "--by", "actor", "--output", str(target)]
    assert main(words) == 0
    found = verdicts(capsys, str(target), str(river))
    assert len(found) == 9
    assert {row["status"] for row in found} == {"stands"}
    path = Path(found[0]["path"])
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("is high.”", "is higher.”"), encoding="utf-8")
    Path(found[1]["path"]).unlink()
    again = verdicts(capsys, str(target), str(river))
    assert [row["status"] for row in again] == ["changed", "missing", *["stands"] * 7]
    assert "is higher" in again[0]["now"]
    assert main(["verify", str(target), str(river)]) == 1


def test_a_briefing_that_was_edited_is_altered_but_may_leave_out_words(
    river: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "river.md"
    assert main(["brief", "-q", "speaker:bell", str(river), "--output", str(target)]) == 0
    text = target.read_text(encoding="utf-8")
    text = text.replace("“The river 3 is high.”", "“The river 3 is low.”")
    text = text.replace("“The river 4 is high.”", "“The river […] high.”")
    target.write_text(text, encoding="utf-8")
    found = {row["text"]: row["status"] for row in verdicts(capsys, str(target), str(river))}
    assert found["The river 3 is high."] == "altered"
    assert found["The river 4 is high."] == "stands"


def test_a_briefing_is_verified_without_the_store_of_its_writer(
    river: Path, tmp_path: Path, own_folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "river.html"
    assert main(["brief", "-q", "speaker:bell", str(river), "--output", str(target)]) == 0
    shutil.rmtree(own_folders / "data")
    path = river / "r3.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("is high.”", "is higher.”"), encoding="utf-8")
    found = verdicts(capsys, str(target), str(river))
    assert sorted(row["status"] for row in found) == ["changed", *["stands"] * 8]
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(river / "r1.txt", other)
    assert {row["status"] for row in verdicts(capsys, str(target), str(other))} == {"unknown"}


def test_marks_with_a_tag_a_review_and_a_dossier(
    library: Library, river: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review = Review()
    analyses = [analysis for _, analysis in library.analyses()]
    first, second, third = [one for one in analyses if "River" in one.article.title][:3]
    for analysis, tag in ((first, "gas"), (second, "oil")):
        said = analysis.statements[0]
        review.add_mark(make_passage(analysis, Span(said.start, said.end)), "A note", [tag])
    idents = tuple(one.article.id for one in (first, second, third))
    review.set_queue(library.ident, Queue("fall", idents))
    review.close()

    def quotes(*words: str) -> list[str]:
        capsys.readouterr()
        assert main(["brief", *words, str(river)]) == 0
        return re.findall(r"^> (.*)\[\^\d+\]$", capsys.readouterr().out, re.MULTILINE)

    assert len(quotes()) == 2
    assert quotes("--tag", "gas") == ["“The river 0 is high.”"]
    assert quotes("--queue")[-1] == "“It will fall,”", "an article without a mark: what it was for"
    assert len(quotes("--queue")) == 3
    review = Review()
    for one in (first, third):
        review.set_state(source_of(one.article), "skipped", "an agency copy")
    assert quotes("--queue") == ["“The river 1 is high.”"], "neither marks nor matches of skipped"
    review.undo()
    assert len(quotes("--queue")) == 2, "a skip that was undone"
    review.close()
    assert set(quotes("--dossier", "Carl Dorn")) == {"“It will fall,”"}
    assert main(["brief", "--tag", "coal", str(river)]) == 1
    assert main(["brief", "--dossier", "Nobody Such", str(river)]) == 1


def test_a_full_disk_leaves_the_old_briefing(
    river: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "river.html"
    target.write_text("old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert main(["brief", "-q", "speaker:bell", str(river), "--output", str(target)]) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said == f"pressmark: No space left on device: {target}."
    assert [path.read_text() for path in folder.iterdir()] == ["old"]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_report("A report.\n", str(pipe))
        assert os.read(reader, 100) == b"A report.\n"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_wrong_use_is_one_line(
    river: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK nothing")
    for words in (
        ["brief", "-q", "x", "--dossier", "y"],
        ["brief", "-q", "nofield:x", str(river)],
        ["brief", "-q", "river", str(river), "--output", str(tmp_path / "x.pdf")],
        ["brief", "-q", "river", str(river), "--template", str(tmp_path / "none.html")],
        ["brief", "-q", "river", str(river), "--template", str(broken)],
        ["brief", "-q", "river", str(river), "--template", "a.html", "--output", "a.md"],
        ["brief", "--queue", str(river)],
        ["verify", str(tmp_path / "none.md")],
        ["verify", str(broken)],
    ):
        capsys.readouterr()
        try:
            status = main(words)
        except SystemExit as ended:
            status = int(str(ended.code))
        output = capsys.readouterr()
        assert (status, output.out, len(output.err.splitlines())) == (2, "", 1), (words, output)


def test_notes_of_word_processors_belong_to_their_words(tmp_path: Path) -> None:
    marks = [passage("The river is high.", 1), passage("It will fall.", 2)]
    locators = [mark.passage.locator for mark in marks]
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><h2>May</h2>"
        '<p>“The river is high.”<a name="e1anc" href="#e1sym"><sup>1</sup></a></p>'
        '<p>“It will fall.”<a name="e2anc" href="#e2sym"><sup>2</sup></a></p>'
        f'<div id="e1"><p><a name="e1sym" href="#e1anc">1</a>A, [{locators[0]}]</p></div>'
        f'<div id="e2"><p><a name="e2sym" href="#e2anc">2</a>B, [{locators[1]}]</p></div>',
        encoding="utf-8",
    )
    cited = read_briefing(page)
    assert [str(one.locator) for one in cited] == locators
    assert [one.paragraph for one in cited] == ["“The river is high.”", "“It will fall.”"]


# --- in other programs ---


def test_libreoffice_opens_the_word_document(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    brief = make_brief([passage("The river is high.", 1), passage(HOSTILE, 2)], "Rivers")
    target = written(brief, "docx", tmp_path)
    command = [office, f"-env:UserInstallation=file://{tmp_path}/office", "--headless",
               "--convert-to", "fodt", "--outdir", str(tmp_path), str(target)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = html.unescape((tmp_path / "brief.fodt").read_text(encoding="utf-8"))
    assert text.count("<text:note-body>") == 2
    assert "“The river is high.”" in text
    assert HOSTILE in text
    assert all(one.endnote in text for one in brief.statements)


def test_chromium_prints_the_page(tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("Chromium is not installed")
    brief = make_brief([passage("The river is high.", 1), passage(HOSTILE, 2)], "Rivers")
    page = written(brief, "html", tmp_path)
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
               f"--user-data-dir={tmp_path}/chromium", page.as_uri()]  # fmt: skip
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    page.write_text(done.stdout, encoding="utf-8")
    assert done.stdout.count("<blockquote") == 2
    assert len(read_briefing(page)) == 2


def test_a_hostile_page_is_read_in_little_time_and_memory(tmp_path: Path) -> None:
    mark = passage("The river is high.", 1)
    nested = "".join(f'<div id="n{number}">' for number in range(3000))
    page = tmp_path / "page.html"
    page.write_text(
        f'<html><body>{nested}{"word " * 300_000}<p>“The river is low.”<a href="#x">1</a></p>'
        f'<p id="x">[{mark.passage.locator}]</p>',
        encoding="utf-8",
    )
    (cited,) = read_briefing(page)
    assert cited.paragraph.endswith("“The river is low.”")
    assert len(cited.before) <= 100_000
    (verdict,) = verify_briefing([cited], lambda _: mark.passage)
    assert verdict.status == "altered"
