"""Whether anybody said the quoted words."""

import re

from index.extract.attribution import Said
from index.extract.phrases import Reader

_TITLE_CASE = re.compile(
    r"(?:[A-Z0-9][\w’'.&-]*|a|an|the|of|and|in|on|to|for|with|at|from|vs\.?|or|by)(?:[ :,!?-]+(?:[A-Z0-9][\w’'.&-]*|a|an|the|of|and|in|on|to|for|with|at|from|vs\.?|or|by))*[!?.,]?$"
)


def is_said(reader: Reader, one: Said) -> bool:
    """Whether somebody said or wrote the quoted words, or the marks only keep a distance.

    Short, unattributed stretches and titles of works and shows quote nobody.
    """
    words = reader.text[one.quoted.start : one.quoted.end].split()
    attributed = one.subject is not None and one.cue is not None
    begin, end = one.quoted.start, one.quoted.end
    before = reader.text[max(0, begin - 30) : begin - 1]
    if (
        len(words) == 1
        and re.search(r"[A-Z]\w+ $", before)
        and re.match(r".?.? ?[A-Z]", reader.text[end + 1 : end + 3])
        and words[0][0].isupper()
    ):
        return False  # a nickname between given name and surname
    if (
        _TITLE_CASE.match(" ".join(words))
        and 2 <= len(words) <= 8
        and sum(w[0].isupper() for w in words) > 1
        and reader.text[end - 1] not in ",.!?"
    ):
        return bool(
            attributed
            and one.strong
            and re.search(r"(?:said|says|told|asked|wrote|tweeted|chanted|chant(?:s|ing)|shouted|yelled)[,:]? $", before)
        )
    if (
        re.search(
            r"(?:so-called|known as|called|titled|entitled|dubbed|named|nicknamed|the term|the word|the phrase|book,?|song,?|film,?|movie,?|show,?|episode of|program,?) $",
            before,
        )
        and len(words) <= 6
        and not attributed
    ):
        return False
    if attributed:
        return True if one.strong or len(words) > 2 else not one.inherited
    return len(words) > 4
