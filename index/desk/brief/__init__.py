"""Briefings: passages with numbered endnotes as Markdown, HTML or Word, and checking them later."""

from index.desk.brief.brief_docx import empty_docx, write_docx
from index.desk.brief.brief_passages import actors_marks, queue_marks, search_marks
from index.desk.brief.brief_reading import CitedWords, read_briefing
from index.desk.brief.brief_templates import (
    TEMPLATE_FORMATS,
    built_in_template,
    read_template,
    render_brief,
)
from index.desk.brief.brief_verification import (
    BriefVerdict,
    passage_in_library,
    verify_briefing,
)
from index.desk.brief.briefing import Brief, BriefOrder, make_brief

__all__ = [
    "TEMPLATE_FORMATS",
    "Brief",
    "BriefOrder",
    "BriefVerdict",
    "CitedWords",
    "actors_marks",
    "built_in_template",
    "empty_docx",
    "make_brief",
    "passage_in_library",
    "queue_marks",
    "read_briefing",
    "read_template",
    "render_brief",
    "search_marks",
    "verify_briefing",
    "write_docx",
]
