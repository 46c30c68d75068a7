"""A message forwarded inside another: its own header and text, as mail programs write them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

# A line that mail programs put above a forwarded message.
_MARK = re.compile(
    r"^(?:> ?)?(?:-+ ?(?:forwarded message|original message|weitergeleitete nachricht"
    r"|ursprüngliche nachricht|urspr\. nachricht|originalnachricht|message transféré"
    r"|message transmis"
    r"|message d'origine|messaggio inoltrato|messaggio originale|mensaje reenviado|mensaje original"
    r"|mensagem encaminhada|mensagem original|doorgestuurd bericht|oorspronkelijk bericht"
    r"|vidarebefordrat meddelande|wiadomość przekazana|пересылаемое сообщение|пересланное сообщение"
    r"|исходное сообщение) ?-+"
    r"|begin forwarded message:|anfang der weitergeleiteten nachricht:"
    r"|début du message réexpédié ?:"
    r"|inizio messaggio inoltrato:|inicio del mensaje reenviado:"
    r"|начало переадресованного сообщения:)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_NAMES = {
    "from": "from von de da van från fra od от",
    "date": "date datum sent gesendet envoyé data fecha enviado enviada inviato verzonden"
    " skickat sendt wysłano дата отправлено",
    "subject": "subject betreff objet oggetto asunto assunto onderwerp ämne emne temat тема",
    "": "to an à a cc kopie copie para aan till til do кому копия reply-to antwort an répondre à",
}
_FIELD_OF = {name: kind for kind, names in _NAMES.items() for name in names.split()}
_ANY_NAME = "|".join(sorted(map(re.escape, _FIELD_OF), key=len, reverse=True))
_FIELD = re.compile(
    rf"\*?({_ANY_NAME})\s?\*?:\*?[ \t]*(.*)$",
    re.IGNORECASE,
)
# Subjects of messages that forward another, and of those that answer one.
_FORWARDS = re.compile(r"\s*(?:fwd?|wg|tr|rv|enc|doorst|vb|pd|i|пересл)\s*:", re.IGNORECASE)
_ANSWERS = re.compile(r"\s*(?:re|aw|sv|antw|odp|r|res|отв)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_FURTHEST = 3000
_MOST_LINES = 14


class Forwarded(NamedTuple):
    """A forwarded message: the text above it, its header fields by name, and its own text."""

    before: str
    head: dict[str, str]
    body: str


def forwarded_in(body: str, subject: str | None = None) -> Forwarded | None:
    """The message that a text forwards; None if it forwards none.

    `subject` is that of the message with this text: an answer quotes what it answers and forwards
    nothing, and without a mark above it only a message that says so ("Fwd:") forwards another.
    """
    body = body.replace("\r\n", "\n")
    if subject and _ANSWERS.match(subject) and not _FORWARDS.match(subject):
        return None
    match = _MARK.search(body[:_FURTHEST])
    if match is not None:
        begin, end = match.span()
    elif subject and _FORWARDS.match(subject):
        begin = end = _header_start(body[:_FURTHEST])
        if begin < 0:
            return None
    else:
        return None
    lines = _unquoted(body[end:].lstrip("\r\n").split("\n"))
    head, count = _header(lines)
    if "subject" not in head and "from" not in head:
        return None
    before = re.sub(r"[\s_-]{10,}\Z", "", body[:begin])
    return Forwarded(before.strip(), head, "\n".join(lines[count:]).strip())


def _header_start(text: str) -> int:
    """The offset of three header lines with sender and subject; -1 if there are none."""
    kinds: list[str | None] = []
    starts: list[int] = []
    at = 0
    for line in text.split("\n"):
        field = _FIELD.match(line.strip())
        kinds.append(_FIELD_OF[field[1].casefold()] if field else None)
        starts.append(at)
        at += len(line) + 1
    for place, kind in enumerate(kinds):
        if kind == "from":
            own = kinds[place : place + 6]
            if "subject" in own and sum(one is not None for one in own) >= 3:
                return starts[place]
    return -1


def _unquoted(lines: Sequence[str]) -> list[str]:
    """The lines without the marks of a quotation, where all of them have one."""
    filled = [line for line in lines if line.strip()]
    if filled and all(line.lstrip().startswith(">") for line in filled):
        return [re.sub(r"^\s*> ?", "", line) for line in lines]
    return list(lines)


def _header(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The header fields at the begin of a text, and how many lines they take."""
    head: dict[str, str] = {}
    last = 0
    name = ""
    for at, raw in enumerate(lines[:_MOST_LINES]):
        line = raw.strip().removeprefix("> ").strip()
        field = _FIELD.match(line)
        if field:
            name = _FIELD_OF[field[1].casefold()]
            if name:
                head.setdefault(name, field[2].strip())
            last = at + 1
        elif line and raw[:1] in " \t" and name:
            head[name] += " " + line
            last = at + 1
        elif line or (last and at > last):
            break
    return head, last


__all__ = ["Forwarded", "forwarded_in"]
