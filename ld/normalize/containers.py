"""Volume, issue, year and pages from the free text in which catalogues cite a host.

Source: MARC 21 bibliographic, 773 $g and $q; ANSI/NISO Z39.56 (SICI).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ld.errors import LexicalError
from ld.normalize.pages import Pages, page_range

_MAX = 300


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Where in its host an article stands; None where the text does not say."""

    volume: str | None = None
    issue: str | None = None
    year: str | None = None
    start_page: str | None = None
    end_page: str | None = None


_SICI = re.compile(
    r"([0-9A-Za-z]{1,12})(?::([0-9A-Za-z/:-]{1,24}))?<([0-9A-Za-z]{1,12})|([0-9]{1,6}):([0-9A-Za-z/]{1,12})"
)
_START = r"(?:^|(?<=[\s,;|(/]))"
_NUMBER = r"[.:]?\s{0,2}([0-9]{1,6}[0-9A-Za-z/-]{0,12}|[ivxlcIVXLC]{1,10})(?![\w])"
_VOLUME = re.compile(
    rf"{_START}(?:volumes?|vol|v|bd|band|bind|jg|jahrg|jahrgang|jaarg|jaargang|årg|årgang|roč|ročník|rocznik|évf|t|tome|tomo|tom|т|том|g|god|год)"
    rf"{_NUMBER}",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    rf"{_START}(?:issue|iss|numbers?|num|número|numero|numéro|no|nos|nr|n|n°|nº|№|h|heft|hft|häfte|hæfte|fasc|fascicule|fascicolo|číslo|č|vyp|вып"
    rf"|zesz|zeszyt|z|part|pt|haft|afl)(?:[.:]|\s){_NUMBER}",
    re.IGNORECASE,
)
_PAGES = re.compile(
    rf"{_START}(?:pages?|pp?|pag|pág|s|ss|seiten?|str|sid|с|стр)[.:]?\s{{0,2}}"
    r"([A-Za-z]{0,3}[0-9]{1,8}[a-z]?(?:\s?[-‐–—]\s?[A-Za-z]{0,3}[0-9]{1,8}[a-z]?)?|[ivxlc]{1,8}(?:\s?[-–]\s?[ivxlc]{1,8})?)()(?![\w-])",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![0-9A-Za-z/-])(1[5-9][0-9]{2}|20[0-9]{2})(?:/[0-9]{2,4})?(?![0-9A-Za-z-])")
_YEAR_IN_BRACKETS = r"(?![12][0-9]{3}\b)"
_LEADING = re.compile(
    rf"([0-9]{{1,5}})(?:\s?\({_YEAR_IN_BRACKETS}([0-9][0-9A-Za-z/ -]{{0,12}})\)|:([0-9]{{1,5}})(?![0-9])|, ([0-9]{{1,4}})(?= \()|(?=\s?\())"
)
_INSIDE = re.compile(rf"(?:^|\s)([0-9]{{1,5}})\s?\({_YEAR_IN_BRACKETS}([0-9]{{1,4}}[A-Za-z]?)\)")
_LAST_PAGES = re.compile(
    r"(?:\):\s?([A-Za-z]?[0-9]{1,8}(?:[-–][A-Za-z]?[0-9]{1,8})?)|[;:,]\s?([A-Za-z]?[0-9]{1,8}[-–][A-Za-z]?[0-9]{1,8}))$"
)
_AFTER_YEAR = re.compile(r"\([12][0-9]{3}\)\s?,?\s?([0-9]{1,4}(?:/[0-9]{1,4})?)(?=[,;:\s]|$)")


def container_reference(value: str) -> Enumeration:
    """Read where an article stands in its host.

    Args:
        value: ``Bd. 12 (2003), H. 4, S. 5-10``, ``Vol. 12, no. 4 (2003), p. 5-10``, ``12 (2003) 4, S. 5-10``,
            ``volume:12 year:2003 number:4 pages:5-10``, ``52 (9), pp. 3278-3289``, SICI's ``24:B:9<235``.
    Raises:
        LexicalError: none of volume, issue and pages can be read, or the text is over 300 characters.

    >>> container_reference("Bd. 12 (2003), H. 4, S. 5-10")
    Enumeration(volume='12', issue='4', year='2003', start_page='5', end_page='10')
    >>> container_reference("12:4<5")
    Enumeration(volume='12', issue='4', year=None, start_page='5', end_page=None)
    """
    text = " ".join(value.split()).strip(" .,;") if len(value) <= _MAX else ""
    sici = _SICI.fullmatch(text)
    found = Enumeration(sici[1] or sici[4], sici[2] or sici[5], None, sici[3], None) if sici else _read(text)
    if not (found.volume or found.issue or found.start_page):
        raise LexicalError(value, "volume, issue and pages of a host (MARC 21, 773 $g)")
    return found


def _read(text: str) -> Enumeration:
    volume, issue, page = (
        _VOLUME.search(text),
        _ISSUE.search(text),
        _PAGES.search(text) or _LAST_PAGES.search(text),
    )
    pages = _pages(page[1] or page[2]) if page else None
    enumeration = _first(volume), _first(issue)
    if not all(enumeration):
        enumeration = _unlabelled(text, *enumeration)
    year = _YEAR.search(text)
    return Enumeration(
        *enumeration, _first(year), pages.start if pages else None, pages.end if pages else None
    )


def _first(found: re.Match[str] | None) -> str | None:
    return found[1] if found else None


def _pages(text: str) -> Pages | None:
    try:
        return page_range(text)
    except LexicalError:
        return None


def _unlabelled(text: str, volume: str | None, issue: str | None) -> tuple[str | None, str | None]:
    """Numbers that stand for themselves: ``12(4)``, ``12:4``, ``12 (2003) 4``."""
    leading = _LEADING.match(text) or _INSIDE.search(text)
    if leading and not volume:
        groups = [group for group in leading.groups()[1:] if group]
        volume, issue = leading[1], issue or (groups[0] if groups else None)
    after = _AFTER_YEAR.search(text)
    return volume, issue or (after[1] if after and volume else None)


__all__ = ["Enumeration", "container_reference"]
