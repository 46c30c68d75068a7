"""Briefings from templates: Markdown and HTML, by Jinja in its sandbox.

A template sees the records of a briefing and nothing else: no files, no private attributes. What
it prints is escaped for its format, unless it says `|safe`. A template can extend or include the
built-in ones, `brief.md` and `brief.html`.
"""

import re
import traceback
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.checked_input import read_input
from index.desk.brief.briefing import Brief
from index.errors import PressmarkError
from index.platform import bounded_memory
from index.text import escape_markdown, one_line

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

TEMPLATE_FORMATS = ("md", "html")
_FOLDER = Path(__file__).parent / "templates"
_BUILT_IN = tuple(f"brief.{form}" for form in TEMPLATE_FORMATS)
_LARGEST = 1 << 20
_MOST_MEMORY = 512 << 20
# Limits of what a template may print and count: characters, numbers of all its ranges, numbers that
# it multiplies. A downloaded template could exhaust memory or take all day.
_LONGEST = 200_000_000
_MOST_NUMBERS = 1_000_000
_LARGEST_NUMBER, _LARGEST_POWER = 1 << 32, 8
# How Jinja names an object of a class in messages: "brief" says more to the author of a template.
_OBJECT = re.compile(r"'[\w.]+\.(\w+) object'")


def built_in_template(form: str) -> str:
    """The template of one of TEMPLATE_FORMATS that comes with Pressmark."""
    return (_FOLDER / f"brief.{form}").read_text(encoding="utf-8")


def read_template(path: Path) -> str:
    """The text of a person's template. Raises PressmarkError."""
    try:
        return read_input(path, f"The template {path}", _LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PressmarkError(f"{path} is no template: it is not UTF-8 text.") from error
    except OSError as error:
        raise PressmarkError(f"The template {path} cannot be read: {error.strerror}.") from error


def render_brief(brief: Brief, form: str, template: str | None = None, name: str = "") -> str:
    """The briefing as Markdown or HTML, by the built-in template or the text of another.

    Raises PressmarkError, which names the line, for a template that fails; `name` is its file.
    """
    from jinja2 import TemplateError, TemplateNotFound

    environment = _environment(form)
    source = built_in_template(form) if template is None else template
    name = name or f"brief.{form}"
    code = None
    try:
        with bounded_memory(_MOST_MEMORY):  # `~`, `join` and `format` can make any text
            _check_blocks(environment, source)
            code = environment.from_string(source)
            return _joined(code.generate(brief=brief, range=_Ranges()))
    except KeyboardInterrupt:
        raise
    except MemoryError as error:
        raise PressmarkError(
            f"The template {name} needs more than {_MOST_MEMORY >> 20} MiB of memory."
        ) from error
    except Exception as error:  # a template may divide by zero or call a number
        number = getattr(error, "lineno", None) or _line_of(error)
        kind = "" if isinstance(error, TemplateError) else f"{type(error).__name__}: "
        where = f", line {number}" if number else ""
        said = _OBJECT.sub(lambda found: found[1].lower(), str(error))
        if isinstance(error, TemplateNotFound):
            said = f"there is no template {error.name} to use, only brief.md and brief.html"
        message = f"The template {name}{where}: {kind}{said}".rstrip(".")
        raise PressmarkError(f"{one_line(message)}.") from error


def _check_blocks(environment: "SandboxedEnvironment", source: str) -> None:
    """Raise TemplateSyntaxError for a block that the template it extends does not have.

    Jinja would leave such a block out without a word.
    """
    from jinja2 import TemplateSyntaxError, nodes

    tree = environment.parse(source)
    for base in tree.find_all(nodes.Extends):
        name = getattr(base.template, "value", None)
        if name not in _BUILT_IN:
            continue
        known = environment.get_template(name).blocks
        for block in tree.body:
            if isinstance(block, nodes.Block) and block.name not in known:
                blocks = ", ".join(known)
                raise TemplateSyntaxError(
                    f"{name} has no block {block.name}, only {blocks}", block.lineno
                )


class _Ranges:
    """`range` of a template, for so many numbers in all: loops in loops end."""

    def __init__(self) -> None:
        self._left = _MOST_NUMBERS

    def __call__(self, *limits: int) -> range:
        """The numbers. Raises OverflowError."""
        numbers = range(*limits)
        self._left -= len(numbers)
        if self._left < 0:
            raise OverflowError(f"its loops count further than {_MOST_NUMBERS:,}")
        return numbers


def _joined(parts: Iterable[str]) -> str:
    """The text that a template prints. Raises OverflowError for a very long one."""
    kept, length = [], 0
    for part in parts:
        length += len(part)
        if length > _LONGEST:
            raise OverflowError(f"it prints more than {_LONGEST:,} characters")
        kept.append(part)
    return "".join(kept)


def _line_of(error: BaseException) -> int | None:
    """The line of the template at which it failed; Jinja puts it in the traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((one.lineno for one in reversed(frames) if one.filename == "<template>"), None)


@cache
def _environment(form: str) -> "SandboxedEnvironment":
    from jinja2 import DictLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Bounded(ImmutableSandboxedEnvironment):
        """A sandbox without products and powers that take all memory."""

        intercepted_binops = frozenset(["*", "**"])

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            """The product or power of two small numbers. Raises OverflowError."""
            for one in (left, right):
                if not isinstance(one, int | float) or abs(one) > _LARGEST_NUMBER:
                    raise OverflowError("it multiplies what is no small number")
            if operator == "**" and abs(right) > _LARGEST_POWER:
                raise OverflowError("it multiplies what is no small number")
            return super().call_binop(context, operator, left, right)

    environment = Bounded(
        autoescape=form == "html",
        finalize=_escaped_value if form == "md" else _shown_value,
        undefined=StrictUndefined,
        loader=DictLoader({f"brief.{one}": built_in_template(one) for one in TEMPLATE_FORMATS}),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["blockquote"] = block_quote
    return environment


def _shown_value(value: object) -> object:
    return "" if value is None else value


def _escaped_value(value: object) -> object:
    """A value of a template as one line of Markdown; `Markup` is Markdown already."""
    return value if hasattr(value, "__html__") else escape_markdown(one_line(str(value or "")))


def block_quote(paragraphs: str | Iterable[str]) -> Any:
    """Paragraphs as a quotation block of Markdown; its last line has no line end."""
    from markupsafe import Markup

    parts = [paragraphs] if isinstance(paragraphs, str) else list(paragraphs)
    return Markup("\n>\n".join(f"> {escape_markdown(one_line(part))}" for part in parts))


__all__ = [
    "TEMPLATE_FORMATS",
    "block_quote",
    "built_in_template",
    "read_template",
    "render_brief",
]
