"""A message forwarded inside another: its own header and text, as mail programs write them."""

import re

_FORWARD = re.compile(
    r"^(?:-+ ?(?:forwarded message|original message|weitergeleitete nachricht|message transféré"
    r"|message d'origine|messaggio inoltrato|mensaje reenviado|doorgestuurd bericht"
    r"|пересылаемое сообщение|пересланное сообщение|ursprüngliche nachricht) ?-+"
    r"|begin forwarded message:)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FORWARD_FIELD = re.compile(
    r"\*?(From|Von|De|Da|Van|От|Date|Datum|Sent|Gesendet|Envoyé|Data|Fecha|Дата|Subject|Betreff"
    r"|Objet|Oggetto|Asunto|Onderwerp|Тема|To|An|À|A|Cc|Кому|Para|Aan|Reply-To)"
    r"\*?:\*?[ \t]*(.*)$",
    re.IGNORECASE,
)
_FIELD_OF = {
    **dict.fromkeys(("from", "von", "de", "da", "van", "от"), "from"),
    **dict.fromkeys(
        ("date", "datum", "sent", "gesendet", "envoyé", "data", "fecha", "дата"), "date"
    ),
    **dict.fromkeys(
        ("subject", "betreff", "objet", "oggetto", "asunto", "onderwerp", "тема"), "subject"
    ),
}


def forwarded_in(body: str) -> tuple[str, dict[str, str], str] | None:
    """The text before a forwarded message, its header by name, and its text; None without one."""
    match = _FORWARD.search(body)
    if match is None or match.start() > 3000:
        return None
    head: dict[str, str] = {}
    lines = body[match.end() :].lstrip("\r\n").split("\n")
    at = last = 0
    name = ""
    while at < len(lines) and at < 14:
        line = lines[at].strip().removeprefix("> ").strip()
        field = _FORWARD_FIELD.match(line)
        if field:
            name = _FIELD_OF.get(field[1].casefold(), "")
            if name:
                head.setdefault(name, field[2].strip())
            last = at + 1
        elif line and lines[at][:1] in " \t" and name:
            head[name] += " " + line
            last = at + 1
        elif line or (last and at > last):
            break
        at += 1
    if "subject" not in head and "from" not in head:
        return None
    return body[: match.start()].strip(), head, "\n".join(lines[last:]).strip()


__all__ = ["forwarded_in"]
