"""Titles of a Solr document: VuFind keeps the same title in up to nine fields, cut differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ld.findings import Severity
from ld.normalize.text import fold, one_line, strip_isbd
from ld.record import Text
from ld.sources.vufind.fields import Fields

_RESPONSIBILITY = re.compile(r"\s*/\s+")  # the space in front is often forgotten
# The general material designation of `title_full` (MARC 245 $h, AACR2 1.1C) names the carrier, not the work.
_GMD = re.compile(
    r" \[(?:[^\]]{0,40}\b)?(?:resource|ressource|recurso|risorsa|recording|videorecording|microform|microfilm|microfiche|enregistrement"
    r"|tonträger|videograbación|grabación|computer file|cartographic material|kartenmaterial|motion picture|graphic|manuscript|filmstrip|slide"
    r"|transparency|braille|kit|realia|map|music|text|texte|texto|imprimé|picture|chart|game|model)\b[^\]]{0,30}\]",
    re.IGNORECASE,
)


class Titles(NamedTuple):
    """The titles and the statement of responsibility."""

    titles: tuple[Text, ...]
    alternatives: tuple[Text, ...]
    subtitle: Text | None
    responsibility: tuple[Text, ...]


def titles(fields: Fields, *, marc: bool) -> Titles:
    """One title, its variants, and what stands behind the slash of `title_full` (MARC 245 $c)."""
    short, sub, plain, full = (
        _first(fields, name) for name in ("title_short", "title_sub", "title", "title_full")
    )
    before, after = (*_RESPONSIBILITY.split(full, maxsplit=1), "")[:2]
    before = _GMD.sub("", before)
    if marc and after and fold(plain).endswith(fold(after)):  # `title` never has 245 $c
        before, after, short, sub, plain = _credited(fields, full, before, after, short, sub)
    parallel = short.rstrip().endswith("=") and bool(sub)
    title = _choose(fields, short, sub, plain, before if marc else full, parallel=parallel, marc=marc)
    alternatives = [Text(_display(sub), "title_sub")] if parallel else []
    alternatives += _others(fields, title, marc=marc)
    credit = strip_isbd(after) if marc else ""
    if full and not credit and (title is None or title.source != "title_full"):
        fields.derive("title_full", "same-as-title", full)
    subtitle = Text(_display(sub), "title_sub") if short and sub and not parallel else None
    return Titles(
        titles=(title,) if title else (),
        alternatives=tuple(_distinct(fields, alternatives, title)),
        subtitle=subtitle,
        responsibility=(Text(credit, "title_full"),) if credit else (),
    )


def _credited(
    fields: Fields, full: str, before: str, after: str, short: str, sub: str
) -> tuple[str, str, str, str, str]:
    """What a statement of responsibility inside of the title leaves: whole title, statement, short title, subtitle, title.

    A slash before figures is of the title: "submitted … Tevet 5725 / December 1964".
    """
    if any(map(str.isdigit, after)):
        return full, "", short, sub, full
    if sub and fold(sub) == fold(after):
        fields.derive("title_sub", "same-as-responsibility", sub)
        sub = ""
    short, sub = (_RESPONSIBILITY.split(part, maxsplit=1)[0] for part in (short, sub))
    return before, after, short, sub, before


def _first(fields: Fields, name: str) -> str:
    return one_line(fields.first(name) or "")


def _choose(
    fields: Fields, short: str, sub: str, plain: str, full: str, *, parallel: bool, marc: bool
) -> Text | None:
    """Short and sub if both are there, else the plain title, else the full one; MARC's `title` lacks 245 $n and $p."""
    longest = max(len(fold(plain)), len(fold(short + sub)))
    if not parallel and full and (longest == 0 or (marc and len(fold(full)) > longest)):
        _same(fields, {"title": plain, "title_short": short, "title_sub": sub})
        return Text(_display(full), "title_full")
    if short and sub:
        composed = _display(short) if parallel else f"{_display(short)}: {_display(sub)}"
        # The subtitle goes on by another mark than the colon: "A treatise on jurisdiction, and the powers of constables".
        if marc and short.endswith((",", ";", ".")) and fold(plain) == fold(composed):
            _same(fields, {"title_short": short, "title_sub": sub})
            return Text(_display(plain), "title")
        _same(fields, {"title": plain})
        return Text(composed, "title_short" if parallel else "title_short+title_sub")
    if plain:
        _same(fields, {"title_short": short, "title_sub": sub})
        return Text(_display(plain), "title")
    return Text(_display(short or sub), "title_short" if short else "title_sub") if short or sub else None


def _same(fields: Fields, names: dict[str, str]) -> None:
    for name, value in names.items():
        if value:
            fields.derive(name, "same-as-title", value)


def _display(title: str) -> str:
    """Without ISBD's final marks, also those that stand too close, and with its colon set as people write it."""
    return strip_isbd(title.rstrip("/=:; ")).replace(" : ", ": ")


def _others(fields: Fields, title: Text | None, *, marc: bool) -> Iterator[Text]:
    """`title_alt`, and `title_auth` where it is more than a copy."""
    contents = fold(" ".join(fields.take("contents"))) if marc else ""
    main = fold(title.value) if title else ""
    for value in fields.take("title_alt"):
        if contents and fold(value) in contents:
            fields.drop("title_alt", "contents", value)
        elif fold(value) == main:
            fields.derive("title_alt", "same-as-title", value)
        else:
            yield Text(_display(one_line(value)), "title_alt")
    if marc and fields.take("title_alt"):
        fields.remark(
            "title-alt-mixed",
            Severity.INFO,
            "title_alt",
            "; ".join(fields.take("title_alt")),
            "VuFind's title_alt mixes variant titles with uniform titles; index the full record to tell them apart.",
        )
    yield from _heading_title(fields, main)


def _heading_title(fields: Fields, main: str) -> Iterator[Text]:
    value = _first(fields, "title_auth")
    if value and (fold(value) in main or main in fold(value)):
        fields.derive("title_auth", "same-as-title", value)
    elif value:
        yield Text(_display(value), "title_auth")


def _distinct(fields: Fields, found: list[Text], title: Text | None) -> Iterator[Text]:
    """Each form once; forms that differ in case or punctuation only are one."""
    seen = {fold(title.value)} if title else set()
    for text in found:
        key = fold(text.value)
        if key in seen or not text.value:
            fields.derive(text.source, "repeated", text.value)
        else:
            seen.add(key)
            yield text
