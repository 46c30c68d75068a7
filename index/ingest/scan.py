"""Finding the files of a library: names, sizes and times."""

import errno
import os
import re
import stat
from collections.abc import Collection, Sequence, Set
from pathlib import Path

from msgspec import Struct, field

from index.errors import PressmarkError
from index.lazy_pattern import lazy_pattern
from index.model import Stamp

# Folders of programs, which hold no articles.
_SKIPPED = frozenset({"__pycache__", "node_modules"})


def check_roots(roots: Sequence[Path]) -> None:
    """Raise PressmarkError for a root that is not there or cannot be entered."""
    for root in roots:
        if not root.exists():
            raise PressmarkError(
                f"No such file or folder: {root}. Check the path, or the disk it is on."
            )
        if not os.access(root, os.R_OK | (os.X_OK if root.is_dir() else 0)):
            raise PressmarkError(
                f"No permission to read {root}. Ask its owner, or name another folder."
            )


class Scan(Struct, frozen=True):
    """The files of a library's folders: readable ones, and others with the reason to skip them.

    Keys are absolute paths, in arbitrary order. `unseen` are folders that could not be listed and
    files that could not be looked at: nothing is known about what is there.
    """

    files: dict[str, Stamp]
    passed_over: dict[str, str]
    unseen: set[str] = field(default_factory=set)


class SeenFiles:
    """The files that a library knew at a revision (`Catalog.tables_stamp`), and a scan since."""

    def __init__(self, revision: str, known: dict[str, Stamp], scan: Scan) -> None:
        self._revision = revision
        self._seen: tuple[dict[str, Stamp], Scan] | None = known, scan

    def taken(self, revision: str) -> tuple[dict[str, Stamp], Scan] | None:
        """Both, if the library still has this revision. They are given away: they can be large."""
        seen, self._seen = self._seen, None
        return seen if revision == self._revision else None


# Files of file managers, which are skipped silently.
_LEFT_BEHIND = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})
# Lock files of Word and LibreOffice for open documents.
_LOCKS = ("~$", ".~lock.")
# Suffixes of browsers and Word for the folder with a page's pictures and scripts.
_PAGE_FOLDER = lazy_pattern(
    r"(?P<page>.+)(?:[_.-]files|-Dateien|_fichiers|_archivos|_file|_arquivos|_ficheiros|_bestanden"
    r"|-filer|_pliki|_файлы)$",
    re.IGNORECASE,
)
_PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".shtml", ".doc")
# Such a file can turn from RTF or HTML into a binary document.
_OLD_WORD_ENDINGS = (".doc", ".dot", ".wri")
_OLD_WORD = "an old Word document: save it as .docx"
_REASONS = {
    "a picture: its text is not read": (
        ".jpg .jpeg .png .gif .tif .tiff .bmp .webp .heic .svg .ico .psd .ai .eps"
    ),
    "sound or film": (
        ".mp3 .wav .m4a .aac .flac .ogg .wma .mp4 .mov .avi .mkv .webm .wmv .m4v .mpg .mpeg"
    ),
    "a spreadsheet: save it as CSV": ".xls .xlsx .xlsm .ods .numbers",
    "slides: save them as PDF": ".ppt .pptx .odp .key",
    "a Pages document: save it as .docx or PDF": ".pages",
    "an old WordPerfect or Works document: save it as .docx": ".wpd .wps",
    "an Outlook message or mailbox: save it as .eml or mbox": ".msg .pst .ost",
    "an e-book of a kind that is not read: convert it to .epub": ".mobi .azw .azw3 .fb2 .djvu .lit",
    "an archive of a kind that is not read: unpack it": ".rar .7z .zst .lz4 .cab .sit .dmg .iso",
    "a Safari web archive: save the page as HTML": ".webarchive",
}
_REASON_OF = {suffix: reason for reason, names in _REASONS.items() for suffix in names.split()}


def scan_roots(roots: Sequence[Path]) -> dict[str, Stamp]:
    """Every file under `roots` that a reader knows, by absolute path, in arbitrary order."""
    return scan_all(roots).files


def scan_all(roots: Sequence[Path], known: Collection[str] = ()) -> Scan:
    """Every file under `roots`: those that a reader knows, and those passed over, with the reason.

    Files at `known` paths were read before: no reader inspects them, so that a scan without
    new files loads none.

    Hidden files and folders are left out, as are folders that belong to a saved page; symbolic
    links are not followed. A file that is named as a root is taken, of any kind.
    """
    found = Scan({}, {})
    for root in roots:
        if root.is_file():
            info = root.stat()
            found.files[os.path.abspath(root)] = _stamp(info)
        else:
            _walk(os.path.abspath(root), found, known)
    return found


def _stamp(info: os.stat_result) -> Stamp:
    return info.st_size, info.st_mtime_ns, info.st_ctime_ns


def _walk(top: str, found: Scan, known: Collection[str]) -> None:
    pending = [top]
    while pending:
        folder = pending.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            _report(folder, error, found)
            continue
        names = {entry.name for entry in entries}
        for entry in entries:
            name = entry.name
            if name[0] == "." or name in _SKIPPED or name.startswith(_LOCKS):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    if not _belongs_to_page(name, names):
                        pending.append(entry.path)
                else:
                    _take(entry, found, known)
            except OSError as error:
                _report(entry.path, error, found)


def _belongs_to_page(folder: str, names: Set[str]) -> bool:
    """Whether a folder holds the pictures and scripts of a saved page next to it."""
    match = _PAGE_FOLDER.match(folder)
    return match is not None and any(match["page"] + ending in names for ending in _PAGE_ENDINGS)


def _report(path: str, error: OSError, found: Scan) -> None:
    """Record why a file or folder cannot be read, unless it no longer exists."""
    if error.errno not in {errno.ENOENT, errno.ENOTDIR}:
        found.unseen.add(path)
    if error.errno == errno.ENAMETOOLONG:
        found.passed_over[path] = "the path is too long for the system: move it to a higher folder"
    elif error.errno in {errno.EACCES, errno.EPERM}:
        found.passed_over[path] = "no permission to read it: ask its owner"
    elif error.errno not in {errno.ENOENT, errno.ENOTDIR}:
        found.passed_over[path] = (error.strerror or type(error).__name__).lower()


def _take(entry: "os.DirEntry[str]", found: Scan, known: Collection[str]) -> None:
    """Record a file as readable or passed over."""
    info = entry.stat(follow_symlinks=False)
    if not stat.S_ISREG(info.st_mode):
        link = stat.S_ISLNK(info.st_mode)
        found.passed_over[entry.path] = "a link: not followed" if link else "not a regular file"
    elif entry.path in known and not entry.name.lower().endswith(_OLD_WORD_ENDINGS):
        found.files[entry.path] = _stamp(info)
    elif reason := _reason(entry.path, entry.name):
        found.passed_over[entry.path] = reason
    elif entry.name.lower() not in _LEFT_BEHIND:
        found.files[entry.path] = _stamp(info)


def _reason(path: str, name: str) -> str | None:
    """Why a file is passed over; None for one that a reader knows."""
    from index.readers import OLD_WORD, can_read, suffix_of

    if can_read(path):
        return _OLD_WORD if suffix_of(name) in OLD_WORD and _is_ole(path) else None
    if name.lower() in _LEFT_BEHIND:
        return None
    suffix = suffix_of(name)
    return _REASON_OF.get(
        suffix, f"files named {suffix} are not read" if suffix else "of no kind that is read"
    )


def _is_ole(path: str) -> bool:
    """Whether a file is a binary Word document; others of that name hold RTF or HTML."""
    from index.readers import OLE

    try:
        with Path(path).open("rb") as file:
            return file.read(len(OLE)) == OLE
    except OSError:
        return False


__all__ = ["Scan", "SeenFiles", "check_roots", "scan_all", "scan_roots"]
