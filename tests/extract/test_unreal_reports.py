"""Verbs of saying that are wished, planned, asked or general, and acts with such verbs."""

import pytest

from tests.support.extraction import study

FIRST = "Anna Bell met Carl Dorn in May. "


@pytest.mark.parametrize(
    "body",
    [
        # asides of a speaker
        "Let me say that the dam leaks badly.",
        "It is worth noting that the dam has no gate.",
        "I say this to my friends in the valley.",
        "I acknowledge the support of Anna Bell for this dam.",
        # wished, planned, feared
        "I wish to thank Anna Bell and repeat that the dam is safe.",
        "Some day a group of farmers will walk to the town hall and say the dam must go.",
        "Rather than deny the town its dam, Anna Bell should pay for it.",
        "The town might as well blame the river for the flood.",
        "I can almost predict that the dam will leak.",
        "We do not need to be saying that the dam leaks.",
        # asked
        "Could you briefly explain what the dam is?",
        "Did the mayor hear them, or did they say that the dam leaks?",
        # nobody in particular
        "I know of no study that has concluded the dam leaks.",
        "And then you say the dam is old.",
        "I want assurances that the dam will hold.",
        # relative clauses and verbs behind a noun of saying
        "The town does not face a threat that even remotely compares to the flood.",
        "I do not call that the freedom which the town was given.",
        "From all the reports that I have seen, the dam was sound.",
        # acts
        "The committee reported the bill by a vote of nine to two.",
        "The senate confirmed 40 judges in May.",
        "The town has added funds to the plan so that farmers are paid.",
        "We share an interest in maintaining lines of trade that are based on the treaty.",
        "The dam was closed in May, when President Dorn announced the decision in a speech.",
        "The people of Ruritania have shown that they want a dam.",
        "Anna Bell read that, and it stuck with her.",
        # wished and weighed
        "His job is to do the sums and predict what the dam will hold.",
        "The plan must name an office, specify goals for it, and be sent to the town.",
        "It is time for the town to take the lead in urging its friends to pay.",
        "We must honor the farmers by vowing to never allow a flood again.",
        "To ask for more is similar to contending that the dam leaks.",
        "Silencing her and saying she cannot speak of the dam is no help.",
        "Why don’t they boast about it if that is what they want?",
        "How are you saying, no, we are not going to help?",
        "It can thus be said that the treaty puts trust above proof.",
        "I don’t think anybody blamed the farmers for the flood.",
        "Our best friends are often those who criticize us most openly.",
        "The town will soon say farewell to one of its officers.",
        "We are told that the dam will hold. We’re told that it will hold.",
        # things that tell, deeds that show
        "The visit reminds us that the two towns have been linked for years.",
        "It tells us we are not safe.",
        "Recent events suggest that we need a dam.",
        "Senator Roth and others of the valley have shown that their work goes on.",
        # relative clauses and participles
        "It is good to hear what Anna Bell has said about the way we took.",
        "We need a treaty to verify what Anna Bell tells us, to make sure of it.",
        "The number of gates inspected under this plan has increased.",
        "Other plans called for in the budget include a bridge.",
        "My vote came after informed study of this dam as a member of the board.",
        "Few of them like the plan, and rest assured that they will be slow to pay.",
        "We must plan for the threats that our town will face.",
        "Smuggling is such a threat that the town has spent much on it.",
        "There have been many thank-you notes sent from the farmers.",
        "I can only contrast such statements with the step that the town took in May.",
        "These are serious allegations that we read about time after time.",
        "The plan goes on despite a lack of assurance that the dam will hold.",
        "The council heard several reports that touched off debates.",
        "How can one conclude then that the dam would hold?",
        "The town opened a new page by showing that it is ready to talk.",
        # acts and other senses
        "I yield the floor and note the absence of Anna Bell.",
        "I also acknowledge the great gifts they have made to our town.",
        "Since declaring independence in 1992, the town has made its own laws.",
        "While taxes and transport add to the cost of bread, most of it is that of grain.",
        "The expert, it seems, said it best.",
        "So said the secretary, Mr. Quist.",
        "They choose who goes first according to age.",
        # laws
        "H.R. 24 and S. 12 emphasize the need for trade.",
        "I support House Resolution 24 which reaffirms the aid of the House for it.",
        "The act has a provision clarifying that nothing in it allows a flood.",
        "The bill calls for a study of the dam.",
        "The treaty says that the river is open to all.",
    ],
)
def test_nothing_is_said(body: str) -> None:
    rows = [one for one in study(FIRST + body).statements if one.kind != "scare"]
    assert not rows


@pytest.mark.parametrize(
    ("body", "content"),
    [
        ("The farmers met in the hall and said the dam must go.", "the dam must go"),
        ("Some farmers are said to be urging the town to pay.", "the town to pay"),
        ("Not only did Anna Bell say that the dam leaks.", "that the dam leaks"),
        ("The poll showed that voters want a dam.", "that voters want a dam"),
        ("Opponents of the bill, however, say the dam will leak.", "the dam will leak"),
        ("Anna Bell announced a plan to close the dam.", "a plan to close the dam"),
        ("Anna Bell reported a loss of 40 sheep.", "a loss of 40 sheep"),
        # speech without marks
        ("He looked up at me, and he said, Oh, the dam will hold.", "Oh, the dam will hold"),
        ("For a while, some of the farmers said, Well, we are not sure.", "Well, we are not sure"),
        (
            "The first gate was old, and his letters confirmed, that the dam leaked.",
            "that the dam leaked",
        ),
    ],
)
def test_something_is_said(body: str, content: str) -> None:
    found = study(FIRST + body)
    rows = [one for one in found.statements if one.kind != "scare"]
    assert [found.article.text[one.start : one.end] for one in rows] == [content]
