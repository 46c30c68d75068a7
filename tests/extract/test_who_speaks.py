"""Who speaks where another name, clause or phrase is nearer to the words."""

import pytest

from tests.support.extraction import analysed, direct, speaker_words, study

FIRST = "Anna Bell met Carl Dorn in May. “The dam is very old and must go,” Bell said.\n\n"


@pytest.mark.parametrize(
    ("body", "who"),
    [
        # the main clause behind an opening one
        ("As the crowd began to chant, Dorn came on stage and joked, “You are all loud.”", "Dorn"),
        (
            "As if speaking to Bell, the town’s commission was clear in its findings: “More talk"
            " on this is not needed.”",
            "commission",
        ),
        ("As Dorn puts it, Bell is making the town “an offer it cannot well refuse.”", "Dorn"),
        # asides
        ("Bell said that the delay, which some have argued was late, was “an insult.”", "Bell"),
        (
            "Bell, says Carl Dorn, was “one of the most powerful people of the town,” not for her"
            " office (think Roth and Quist) but for her will.",
            "Dorn",
        ),
        # a phrase between the subject and its verb
        ("Bell in her first speech called the whole plan of the town “a ruin.”", "Bell"),
        ("Dorn’s email to his supporters notes that the dam “is much too old.”", "email"),
        ("When someone in the audience shouted, “Go home and stay there,” Bell left.", "someone"),
        # documents that somebody issues
        ("Dorn released a new video that said, “We are going to have a dam here.”", "Dorn"),
        # participles behind "with"
        (
            "The town was quick to answer, with Dorn tweeting that it was a “disaster” for all"
            " and asking, “How can she be our next mayor?”",
            "Dorn",
        ),
        # numbers of people
        ("Asked about the dam, 21 percent said “it is not at all likely to hold.”", "21 percent"),
        # agents
        ("They spoke of a new dam, an option seen by farmers as “a lifeboat for us.”", "farmers"),
        # a colon after more words of the same speaker
        (
            "Dorn said he hoped with his “whole heart” that Bell wins the vote: “That way I can"
            " watch this comedy for years.”",
            "Dorn",
        ),
        # a name that the words are about
        (
            "“She knew it was late,” said Dorn, who wrote a book. Bell “kind of misspoke. This is"
            " not something to say in public.”",
            "Dorn",
        ),
        # a nearer verb with a named subject
        ("Bell said the dam was old, and Dorn called it “a ruin that nobody needs.”", "Dorn"),
        # views
        ("“It is late for us, and it is sad,” from the dam to the mill, in Dorn’s view.", "Dorn"),
        ("To Dorn, Bell is the “kind-hearted and caring woman” who saved the mill.", "Dorn"),
        # behind a preposition, a title and a list
        ("A spokesman for Mr. Dorn said the plan was “old and sad.”", "A spokesman for Mr. Dorn"),
        ("The envoys of Ruritania and Chile expressed “deep sorrow” at it.", "The envoys"),
        ("A memo obtained by Reuters warned of “ruin for the whole valley.”", "memo"),
        ("Nurses led by Dr. Dorn of Salem College said it was “a great risk.”", "Nurses"),
        ("Farmers like Carl Dorn say they are “tired of it all.”", "Farmers like Carl Dorn"),
        ("The report, written by the inspector general, faults “a culture of silence.”", "report"),
        ("Insp Hal Roth, of Salem Police, described the plan as “a great risk”.", "Insp Hal Roth"),
        # the subject of a clause that a participle goes on with
        (
            "Bell spoke close to the old mill, where about 50 farmers had gathered, chanting “no"
            " dam for us.”",
            "50 farmers",
        ),
        ("Critics attacked Mayor Dorn for calling the farmers “a nuisance.”", "Dorn"),
        (
            "A lawsuit was filed in May challenging Dorn’s plan and alleging that it was a “theft"
            " of land.”",
            "A lawsuit",
        ),
        (
            "Last month, when I asked Bell about it, she looked at me and said, “You will see it"
            " soon.”",
            "she",
        ),
        # a nearer verb of naming
        ("In a film that Judge Dorn called “distasteful,” Bell expressed a wish to go.", "Dorn"),
        ("Bell said it was time, but the farmers rejected her idea as “a joke.”", "the farmers"),
        ("It was “a careless act” in all of its parts – as described by Dorn – to go.", "Dorn"),
        ("Bell wrote back to a man who promised a mill: “Your plan is old.”", "Bell"),
        # the verb that brought the words before
        ("It made Bell sad - Dorn called her “weak” and said she had “no plan at all.”", "Dorn"),
        # what people do as they begin to speak
        ("“It is late,” said Dorn. Bell shrugged. “I have seen worse.”", "Bell"),
        ("“It is late,” said Dorn. For Bell it was no comfort. “I have lost it all.”", "Bell"),
        # chants
        ("Dorn came on stage, and the crowd took up the chant “No dam! No dam!”", "the crowd"),
        ("The farmers were loud, but their chants of “No dam! No dam!” soon died.", "their"),
        # views
        ("To her fans, Bell is “the voice of the whole valley.”", "her fans"),
        ("Dorn was called “a coward” by the widow of a miner.", "the widow"),
        # verbs and adverbs
        ("Dorn fought for the dam, at one point calling Bell “a liar in all she does.”", "Dorn"),
        ("“We like it very much!” Dorn, the head of the club, Tweeted on Friday.", "Dorn"),
        ("Dorn had at last described the plan as “much too late for the valley.”", "Dorn"),
        ("The town was late, but Dorn was quick to add: “It is not all of it lost.”", "Dorn"),
    ],
)
def test_the_speaker_is_the_subject_of_the_right_clause(body: str, who: str) -> None:
    words = speaker_words(FIRST + body)[-1]
    assert words is not None
    assert who in words


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("Finance Minister Hugo Vann rose to reply. “It is safe,” he said.", "Hugo Vann"),
        ("Her chief of staff, Hugo Vann, sat down. “It is safe,” he said.", "Hugo Vann"),
        ("The expert, former minister Hugo Vann, sat down. “It is safe,” he said.", "Hugo Vann"),
        # "Mr." counts more than a given name
        ("Mr. Anna Vann, a clerk, sat down. “It is safe,” he said.", "Anna Vann"),
        # not who the description means where the pronoun is another's
        ("Dorn came to town. His rival, Jane Vann, won it. He said: “It is not safe.”", None),
    ],
)
def test_a_pronoun_means_the_person_named_with_a_description(body: str, who: str | None) -> None:
    found = study(FIRST + body)
    last = direct(found)[-1]
    assert (None if last.speaker is None else found.actors[last.speaker].name) in {
        who,
        "Carl Dorn" if who is None else who,
    }


@pytest.mark.parametrize(
    ("body", "spoken"),
    [
        ("Dorn paused. “Rain’s rain.” He went in.", "Rain’s rain."),
        ("Bell has been silent, save for one line: “Truth will out.”", "Truth will out."),
    ],
)
def test_a_short_sentence_between_marks_is_said(body: str, spoken: str) -> None:
    found = study(FIRST + body)
    assert spoken in [found.article.text[one.start : one.end] for one in direct(found)]


@pytest.mark.parametrize(
    "body",
    [
        "Roth’s tale is telling in its own right, “a long one for all of us.”",
        "The mayor struck a softer note “for the sake of the valley.”",
    ],
)
def test_adjectives_and_nouns_that_look_like_verbs_bring_no_words(body: str) -> None:
    found = study(FIRST + body)
    assert not {"telling", "note"} & {one.cue for one in found.statements}


@pytest.mark.parametrize(
    "body",
    [
        # asked by another person
        "Bell then went to Salem. In a talk there, Dorn was asked, “What is the next plan?”",
        # where the words were heard
        "Later that month on CNN: “I never said that we made a mistake by going.”",
    ],
)
def test_who_is_asked_and_where_are_no_speakers(body: str) -> None:
    found = study(FIRST + body)
    spoken = [found.actors[one.speaker].name for one in direct(found)[1:] if one.speaker]
    assert not {"Carl Dorn", "CNN"} & set(spoken)


def test_the_issuer_of_a_document_is_inferred() -> None:
    found = study(FIRST + "Dorn released a video that said, “We are going to have a dam here.”")
    last = direct(found)[-1]
    assert last.speaker is not None
    assert found.actors[last.speaker].name == "Carl Dorn"
    assert last.speaker_basis == "inferred"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        # who issued it, who wrote it
        ("Dorn is releasing a new ad that urges voters to come to the vote.", "Carl Dorn"),
        ("An email by Dorn to his supporters notes that the dam is old.", "Carl Dorn"),
        # a noun of the body's name
        (
            "The Ministry of Works met on Monday. The ministry said it was late.",
            "Ministry of Works",
        ),
        ("Nordmet Corporation met in May. The company said it was late.", "Nordmet Corporation"),
        # the owner of a plain noun does not speak
        ("Ruritania took the chair. Its OSCE chairmanship reveals that it is weak.", None),
    ],
)
def test_documents_and_nouns_of_bodies_mean_who_speaks(body: str, name: str | None) -> None:
    found = study(FIRST + body)
    last = found.statements[-1]
    assert (None if last.speaker is None else found.actors[last.speaker].name) == name
    assert last.speaker_basis in {None, "inferred"}


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("An op-ed by Anna Bell in the Salem Courier argues that dams are failing.", "Anna Bell"),
        ("An essay by Anna Bell in the journal Tides argues that dams fail.", "Anna Bell"),
        ("The report blames the mayor and recommends that the board be replaced.", "The report"),
        ("The dam is closed, state television reported.", "state television"),
        ("The dam is closed, Norwegian state media said.", "Norwegian state media"),
        ("Dorn, 54, denies that the dam was sold.", "Dorn"),
        ("Dorn, aged 54, of Salem, denies that the dam was sold.", "Dorn"),
        ("The driver, from Salem, said the dam was old.", "The driver"),
    ],
)
def test_who_reports(body: str, who: str) -> None:
    found = analysed(body)
    (one,) = found.reported
    assert one.speaker_span is not None
    assert found.article.text[slice(*one.speaker_span)] == who


def test_a_capital_that_has_long_said_so_is_its_government() -> None:
    found = analysed("Tehran has long insisted that its programme is peaceful.")
    (one,) = found.reported
    assert one.speaker is not None and found.actors[one.speaker].name == "Iran"


def test_there_have_been_reports_names_nobody() -> None:
    found = analysed("There have been numerous media reports that the dam is old.")
    assert all(one.speaker_span is None for one in found.reported)


@pytest.mark.parametrize(
    "who", ["Sources close to the president", "Officials loyal to the mayor", "A source near him"]
)
def test_what_people_are_close_to_is_part_of_their_description(who: str) -> None:
    (one,) = analysed(f"{who} said that a deal was near.").reported
    assert one.speaker_span is not None
    assert one.speaker_span.end - one.speaker_span.start == len(who)
