"""Names of persons as JATS takes them apart.

Source: JATS 1.3, `name`, `string-name`, `surname`, `given-names`, `suffix`, `@name-style`.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from lxml import etree

from ld.normalize.identifiers import Identifier
from ld.normalize.names import parse_name
from ld.normalize.text import line
from ld.record import Agent, AgentKind, Text
from ld.sources.jats.article import Article
from ld.sources.xml.elements import inner_text

_EAST_ASIAN: Final = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_GENERATION: Final = re.compile(r"(?:jr|sr|junior|senior|[ivx]{1,5}|[2-9](?:nd|rd|th))\.?", re.IGNORECASE)


class _Parts(NamedTuple):
    """The parts of a name, clean; empty where there is none."""

    surname: str
    given: str
    suffix: str


def person(
    article: Article,
    name: etree._Element,
    identifiers: tuple[Identifier, ...] = (),
    affiliations: tuple[Agent, ...] = (),
) -> Agent | None:
    """The person whom a `name` names; None if it is blank.

    The access point is inverted, ``Hall, Barry G``; a name of one part, or with ``name-style="given-only"``, is not.
    """
    parts = _parts(name)
    if not (parts.surname or parts.given):
        article.drop(name, "blank")
        return None
    article.take(name)
    source = article.path(name)
    inverted = ", ".join(filter(None, parts))
    direct = _direct(parts, name.get("name-style", ""))
    return Agent(
        AgentKind.PERSON,
        inverted,
        direct,
        source,
        alternates=(Text(inverted, source),) if inverted != direct else (),
        family_name=parts.surname or None,
        given_name=parts.given or None,
        suffix=parts.suffix or None,
        identifiers=identifiers,
        affiliations=affiliations,
    )


def _parts(name: etree._Element) -> _Parts:
    """Prefixes (``Dr.``) belong to no access point."""
    found = {"surname": "", "given-names": "", "suffix": ""}
    for part in name:
        value = line(inner_text(part)) if part.tag in found else ""
        if value:
            found[part.tag] = f"{found[part.tag]} {value}".lstrip()
    return _Parts(*found.values())


def _direct(parts: _Parts, style: str) -> str:
    """The name in the order in which it is spoken (`@name-style`); of suffixes the generation belongs to it."""
    surname, given, suffix = parts
    if _EAST_ASIAN.search(surname) and _EAST_ASIAN.search(given):
        return f"{surname}{given}"
    order = (surname, given) if style.strip().lower() == "eastern" else (given, surname)
    tail = suffix if _GENERATION.fullmatch(suffix) else ""
    return " ".join(filter(None, (*order, tail)))


def string_name(
    article: Article,
    name: etree._Element,
    identifiers: tuple[Identifier, ...] = (),
    affiliations: tuple[Agent, ...] = (),
) -> Agent | None:
    """The person of a `string-name`: by its parts if it has them, else as printed; what has no comma is not taken apart."""
    if next(name.iterchildren("surname", "given-names"), None) is not None:
        return person(article, name, identifiers, affiliations)
    text = article.line(name)
    if not text:
        return None
    read = parse_name(text, inverted="," in text)
    source = article.path(name)
    return Agent(
        AgentKind.PERSON,
        read.label,
        read.name,
        source,
        alternates=(Text(read.alternate, source),) if read.alternate != read.name else (),
        family_name=read.family,
        given_name=read.given,
        suffix=read.suffix,
        birth=read.birth,
        death=read.death,
        identifiers=identifiers,
        affiliations=affiliations,
    )


__all__ = ["person", "string_name"]
