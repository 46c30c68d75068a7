"""Marks over a changing library, and the commands that export, import, cite and verify them."""

import json
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from index.catalog import Catalog
from index.kept.answers import KeptAnswers
from index.kept.export.json_lines import to_jsonl
from index.kept.passages import hit_marks, make_passage, source_of
from index.kept.placing import place_marks, reading_states
from index.kept.records import Mark
from index.kept.review import Review
from index.kept.verification import verify_marks
from index.library import Library
from index.model import EXPORT_FORMATS
from index.model.article import Span
from tests.support.articles import Open, Write
from tests.support.cli import run
from tests.support.marks import make_passage_of as passage
from tests.support.paths import SEED


class TestWithALibrary:
    def test_marks_survive_edits_and_moves_and_what_is_lost_is_listed(
        self, write: Write, articles: Path, opened: Open, review: Review
    ) -> None:
        path = write(
            "a.txt",
            "Alpha",
            (
                "Minister Ivan Petrov said: “We will go there tomorrow with all we have.”\n\n"
                "A second paragraph follows here."
            ),
        )
        write("b.txt", "Beta", "Something that will be deleted altogether, for ever and ever.")
        library = opened(articles)
        for name in ("a.txt", "b.txt"):
            analysis = library.analysis(library.find_article(name))
            assert analysis is not None
            quotation = analysis.quotations[0] if analysis.quotations else None
            span = (
                Span(quotation.start, quotation.end)
                if quotation
                else analysis.article.paragraphs[0]
            )
            review.add_mark(make_passage(analysis, span, "quotation"))
        first = review.marks()[0]
        assert (first.passage.speaker, first.passage.source.paragraph) == ("Ivan Petrov", 1)

        def how() -> list[str | None]:
            library.refresh()
            return [placed.how for placed in place_marks(library, review.marks())]

        assert how() == ["stands", "stands"]
        assert [v.status for v in verify_marks(review.marks())] == ["stands", "stands"]
        path.write_text(
            path.read_text(encoding="utf-8").replace("Minister", "The well-known Minister"),
            encoding="utf-8",
        )
        assert how() == ["moved", "stands"]
        path.write_text(
            path.read_text(encoding="utf-8").replace("with all we have", "with everything we have"),
            encoding="utf-8",
        )
        assert how() == ["changed", "stands"]
        assert [v.status for v in verify_marks(review.marks())] == ["changed", "stands"]
        path.write_text(
            path.read_text(encoding="utf-8").replace("with everything we have", "with all we have"),
            encoding="utf-8",
        )
        (articles / "sub").mkdir()
        path.rename(articles / "sub" / "renamed.txt")
        assert how() == ["moved", "stands"]
        (articles / "b.txt").unlink()
        assert how() == ["moved", None]
        assert [v.status for v in verify_marks(review.marks())] == ["missing", "missing"], (
            "neither stands in the file that it was kept from"
        )
        assert len(review.marks()) == 2

    def test_queries_about_what_is_kept(
        self, write: Write, articles: Path, opened: Open, review: Review
    ) -> None:
        for name in ("a", "b", "c"):
            write(f"{name}.txt", f"Title {name}", f"The body of article {name} is here.")
        library = opened(articles)
        library.answer_from(KeptAnswers(review, library))

        def found(text: str) -> set[str]:
            hits = library.search(text).hits
            return {card.title[-1] for card in library.catalog.cards(hit.num for hit in hits)}

        analysis = library.analysis(library.find_article("a.txt"))
        other = library.analysis(library.find_article("b.txt"))
        assert analysis is not None
        assert other is not None
        review.add_mark(make_passage(analysis, analysis.article.paragraphs[0]), tags=["Policy"])
        review.set_state(source_of(other.article), "read")
        assert found("is:marked") == {"a"}
        assert found("tag:policy") == {"a"}
        assert found("is:read") == {"b"}
        assert found("is:unread body") == {"a", "c"}
        assert found("body -is:marked") == {"b", "c"}
        (articles / "b.txt").rename(articles / "moved.txt")
        library.refresh()
        assert found("is:read") == {"b"}
        assert set(reading_states(review, library).values()) == {"read"}

    def test_answers_are_kept_until_the_store_or_the_library_changes(
        self, write: Write, articles: Path, opened: Open, review: Review
    ) -> None:
        for name in ("a", "b"):
            write(f"{name}.txt", f"Title {name}", f"The body of article {name} is here.")
        library = opened(articles)
        answers = KeptAnswers(review, library)
        analysis = library.analysis(library.find_article("a.txt"))
        assert analysis is not None
        source = source_of(analysis.article)
        review.set_state(source, "read")
        first = answers.among("is", "read")
        assert answers.among("is", "read") is first
        num = library.find_article("a.txt")
        assert first.keys == {num}
        review.set_state(source, "later")
        assert not answers.among("is", "read").keys
        assert answers.among("is", "later").keys == {num}
        review.undo()
        assert answers.among("is", "read").keys == {num}
        with closing(Review(review.path)) as other:
            other.set_state(source, "skipped")
        assert not answers.among("is", "read").keys
        assert answers.among("is", "skipped").keys == {num}
        write("a.txt", "Title a", "The body of article a is quite another one now.")
        library.refresh()
        again = library.find_article("a.txt")
        assert again != num
        assert answers.among("is", "skipped").keys == {again}

    def test_articles_by_title_are_looked_up_once_for_all_marks(
        self,
        write: Write,
        articles: Path,
        opened: Open,
        review: Review,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for name in ("a", "b", "c"):
            write(f"{name}.txt", f"Title {name}", f"The body of article {name} is here.")
        library = opened(articles)
        for name in ("a", "b", "c"):
            analysis = library.analysis(library.find_article(f"{name}.txt"))
            assert analysis is not None
            kept = make_passage(analysis, analysis.article.paragraphs[0])
            if name != "c":  # as kept from another library
                source = replace(kept.source, article=f"other {name}", digest=f"other {name}")
                kept = replace(kept, source=source)
            review.add_mark(kept)
        asked: list[set[str]] = []
        look_up = Catalog.nums_of_titles

        def spy(catalog: Catalog, titles: Iterable[str]) -> dict[str, list[int]]:
            asked.append(set(titles))
            return look_up(catalog, titles)

        monkeypatch.setattr(Catalog, "nums_of_titles", spy)
        placed = place_marks(library, review.marks())
        assert [one.how for one in placed] == ["moved", "moved", "stands"]
        nums = [library.find_article(f"{name}.txt") for name in ("a", "b", "c")]
        assert [one.num for one in placed] == nums
        assert asked == [{"Title a", "Title b"}]

    def test_hits_are_handed_on_with_the_quotation_that_was_found(self, seed: Library) -> None:
        (mark,) = hit_marks(seed, seed.search("said:interests"))
        assert mark.passage.speaker == "Vyacheslav Trubnikov"
        assert mark.passage.anchor.exact.startswith("I think that the presence")


class TestCommands:
    @pytest.mark.parametrize("form", EXPORT_FORMATS)
    def test_export_of_a_search_and_a_dossier(self, form: str) -> None:
        done = run("export", "--format", form, "-q", "interests", SEED.parent)
        assert done.returncode == 0, done.stderr
        assert "Trubnikov" in done.stdout
        assert "vital interests" in done.stdout
        done = run("export", "--format", form, "--dossier", "ivanov", SEED.parent)
        assert "solvent partner" in done.stdout

    def test_nothing_to_export(self) -> None:
        done = run("export")
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
        assert run("export", "--format", "word").returncode == 2

    def test_export_import_cite_verify_backup_restore(
        self, seed: Library, review: Review, tmp_path: Path
    ) -> None:
        analysis = seed.analysis(seed.find_article(str(SEED)))
        assert analysis is not None
        quotation = analysis.quotations[0]
        mark = review.add_mark(
            make_passage(analysis, Span(quotation.start, quotation.end), "quotation"),
            "A note",
            ["tag"],
        )
        exported = run("export", "--format", "jsonl")
        (tmp_path / "marks.jsonl").write_text(exported.stdout, encoding="utf-8")
        assert json.loads(run("import", tmp_path / "marks.jsonl", "--json").stdout) == {
            "added": 0,
            "changed": 0,
            "same": 1,
            "refused": [],
        }
        assert run("export", SEED.parent, "--format", "md").stdout.count("A note") == 1
        done = run("cite", mark.passage.locator)
        assert "The annual military-technical cooperation" in done.stdout
        assert "Sergei Ivanov (Russian news agencies, 2004-05-12), in:" in done.stdout
        assert json.loads(run("cite", mark.passage.locator, "--json").stdout)["paragraph"] == 1
        assert run("cite", "no-such-locator").returncode == 2
        done = run("verify", "--json")
        assert (done.returncode, json.loads(done.stdout)["status"]) == (0, "stands")
        assert run("backup", tmp_path / "kept.sqlite").returncode == 0
        assert run("backup", tmp_path / "kept.sqlite").returncode == 2
        review.remove_marks([mark])
        assert run("restore", tmp_path / "kept.sqlite").returncode == 0
        assert [kept.note for kept in review.marks()] == ["A note"]
        assert run("restore", tmp_path / "marks.jsonl").returncode == 2
        status = json.loads(run("status", SEED.parent, "--json").stdout)
        assert (status["review"]["marks"], status["review"]["sound"]) == (1, True)

    def test_an_import_names_the_lines_that_it_refuses(self, tmp_path: Path) -> None:
        (tmp_path / "bad.jsonl").write_text(
            to_jsonl([Mark("m", passage())]) + "nonsense\n", encoding="utf-8"
        )
        done = run("import", tmp_path / "bad.jsonl")
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
        assert "line 2" in done.stderr
        assert run("import", tmp_path / "nowhere.jsonl").returncode == 2
        assert [mark.id for mark in Review().marks()] == ["m"]
