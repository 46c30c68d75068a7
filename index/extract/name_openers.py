"""Words with a capital that precede a name and are no part of it."""

from typing import Final

from index.extract import lexicon
from index.extract.context import COMPOUNDS, PORTFOLIO, Context
from index.extract.name_shapes import is_month
from index.extract.organisations import outlet_at
from index.extract.words import ACRONYM

# Given names that are common words too.
_GIVEN_TOO: Final = lexicon.word_list("names.given_too")
# Adjectives that begin names of bodies.
_OF_BODIES: Final = lexicon.word_list("names.of_bodies")


def skip_openers(context: Context, start: int, end: int) -> int:
    """Skip words in front of a run that are no part of a name."""
    while start < end and _is_opener(context, start, end):
        start += 1
    return start


def _is_opener(context: Context, at: int, end: int) -> bool:
    """Whether the word at token `at` precedes the name rather than belonging to it."""
    token, alone = context.tokens[at], end - at == 1
    following = None if alone else context.tokens[at + 1]
    if following is not None and "-" in token.text and token.lower.rpartition("-")[2] in COMPOUNDS:
        return True
    if is_month(context, at, end):
        return True  # "In May Anna Bell said"
    if token.lower == "said" and context.first[at] and not alone:
        stop = context.tokens[end].text if end < len(context.tokens) else ","
        return stop in {",", ":", "(", ";"}  # "Said Anna Bell, “…”"
    if (
        token.lower == "new"
        and end - at == 2
        and following is not None
        and ACRONYM.match(following.text)
    ):
        return True  # "the New START"
    if token.is_common:
        if following is not None and not following.is_word and not following.is_separator:
            return False  # "People's Army"
        # "Will Smith" in mid-sentence, "The Hill", "The New York Times"
        begins_person = (
            token.lower in _GIVEN_TOO
            and not context.first[at]
            and following is not None
            and following.is_cap
        )
        return not begins_person and not outlet_at(context, at, end)
    # a capital only because the sentence begins with it
    if not context.first[at] or alone or following is None:
        return False
    english = token.is_english and not (token.is_given or token.is_title or token.begins_body)
    plain = following.is_given and not (
        following.is_english or following.is_state or following.is_no_name
    )
    if english and plain and not outlet_at(context, at, end):
        return True  # "Follow Anna Bell on the way"
    if token.lower in _OF_BODIES and context.tokens[end - 1].is_body and end - at > 2:
        return False  # "Federal Election Commission rules"
    if token.lower in PORTFOLIO and context.tokens[end - 1].is_body:
        return False  # "Security Council resolutions"
    return (
        token.lower in context.lower_seen
        and not token.is_state
        and not token.is_title
        and not token.is_body
        and not token.is_given
        and not context.cap_seen.get(token.text, 0)
    )
