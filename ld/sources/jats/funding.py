"""Who paid for an article.

Source: JATS 1.3, `funding-group`, `award-group`, `funding-source`, `award-id`, `funding-statement`; NLM's DTD 2,
`contract-num` and `contract-sponsor`; JATS4R, funding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from ld.record import Agent, AgentKind, Grant, Text
from ld.sources.jats.affiliations import institution_ids
from ld.sources.jats.article import Article

_NONE: Final = re.compile(
    r"(?:(?:the )?authors? (?:have|has|had|received|report(?:ed)?|declared?|acknowledged?)(?: that)?"
    r"|this (?:study|work|research|article|project) (?:has )?received"
    r"|this (?:study|work|research|article|project) was supported by(?: the)?(?= no fund)"
    r"|there (?:is|was|were|are)|we (?:have )?received|we have)?\s*"
    r"(?:no|not any|none)\b(?:\s+(?:specific|current|external|extramural|financial|particular|additional|sources? of))*+\s*"
    r"(?:fund(?:ing|s|er)?|support|grants?|financ\w+)\b(?:(?!\b(?:by|from|but|except|other|apart|besides)\b)[^.;]){0,90}\.?"
    r"|not applicable\.?|n/?a\.?|nil\.?|none\.?",
    re.IGNORECASE,
)
"""Statements that nobody paid. They are one sentence; in a longer statement somebody did."""

_NO_ROLE: Final = re.compile(r"the (?:funders?|sponsors?) had no role\b[^.]*\.?", re.IGNORECASE)
_NO_FUNDER: Final = re.compile(
    r"(?:no (?:fund(?:ing|er|s)?|grants?|support)|none|n/?a|not applicable|nil|-+)\.?", re.IGNORECASE
)
_MAX_NONE: Final = 200
_DISCLOSURES: Final = frozenset({"financial-disclosure", "funding", "supported-by"})
"""Kinds of `fn` in which the publishers of NLM's DTDs told of support."""


def funding(article: Article, parts: dict[str, Any]) -> None:
    """A grant for each award; the sentence about the support only where there is nothing else."""
    awards = [*_awards(article), *_contracts(article)]
    statements = [
        *article.meta.iter("funding-statement"),
        *(fn for part in (article.meta, article.back) for fn in part.iter("fn") if _is_disclosure(fn)),
    ]
    told: list[Grant] = []
    for element in statements:
        text = article.said(element, article.stated_tag(element))
        if text is None:
            continue
        if awards:
            article.derive(element, "said-by-awards")
        elif reason := _says_nothing(text.value):
            article.drop(element, reason)
        elif any(one.description and one.description.value == text.value for one in told):
            article.derive(element, "repeated")
        else:
            told.append(Grant(text.source, description=text))
    parts["grants"] = (*awards, *told)


def _is_disclosure(note: etree._Element) -> bool:
    return note.get("fn-type", "").strip().lower() in _DISCLOSURES


def _says_nothing(value: str) -> str:
    """Why a statement names no support; empty if it may name some."""
    if len(value) <= _MAX_NONE and _NONE.fullmatch(value):
        return "no-funding"
    return "no-funder-named" if _NO_ROLE.fullmatch(value) else ""


def _awards(article: Article) -> Iterator[Grant]:
    """One grant for each `award-id`, verbatim: some hold several numbers, and nobody knows where one ends."""
    for group in article.meta.iter("award-group"):
        funders = tuple(_funders(article, group))
        descriptions = [
            text
            for element in group.iterchildren("award-name", "award-desc")
            if (text := article.said(element, article.stated_tag(element)))
        ]
        description = descriptions[0] if descriptions else None
        for element in list(group.iterchildren("award-name", "award-desc"))[1:]:
            article.drop(element, "repeated")
        numbers = _numbers(article, group)
        sources = [funder.source for funder in funders]
        for number in numbers:
            yield Grant(
                "+".join(dict.fromkeys([number.source, *sources])), number.value, funders, description
            )
        if not numbers and (funders or description):
            source = sources[0] if sources else description.source if description else ""
            yield Grant(source, None, funders, description)
        for element in group.iterchildren("principal-award-recipient", "principal-investigator"):
            article.drop(element, "recipient")


def _numbers(article: Article, group: etree._Element) -> list[Text]:
    found: dict[str, Text] = {}
    for element in group.iterchildren("award-id"):
        text = article.said(element)
        if text and text.value in found:
            article.derive(element, "repeated")
        elif text and _NO_FUNDER.fullmatch(text.value):
            article.drop(element, "placeholder")
        elif text:
            found[text.value] = text
    return list(found.values())


def _funders(article: Article, group: etree._Element) -> Iterator[Agent]:
    for element in group.iterchildren("funding-source"):
        agent = _funder(article, element)
        if agent:
            yield agent


def _funder(article: Article, element: etree._Element) -> Agent | None:
    """A funder by its name, its number in the registry of funders, its ROR; "no fund" is none."""
    name = article.line(element).strip(" ;,")
    ids = institution_ids(article, element)
    if name and _NO_FUNDER.fullmatch(name):
        article.drop(element, "placeholder")
        return None
    if not name:
        if ids:
            article.drop(element, "funder-without-name")
        return None
    return Agent(AgentKind.ORGANIZATION, name, name, article.path(element), identifiers=ids)


def _contracts(article: Article) -> Iterator[Grant]:
    """Contracts of NLM's DTD 2: `contract-num` points to its `contract-sponsor` (`grant-num`, `grant-sponsor` in version 1)."""
    sponsors = {
        element.get("id", ""): agent
        for element in article.meta.iterchildren("contract-sponsor", "grant-sponsor")
        if (agent := _funder(article, element))
    }
    pointed = set()
    for element in article.meta.iterchildren("contract-num", "grant-num"):
        text = article.said(element)
        if text:
            sponsor = sponsors.get(element.get("rid", ""))
            pointed.add(element.get("rid", ""))
            funders = (sponsor,) if sponsor else ()
            yield Grant("+".join([text.source, *(one.source for one in funders)]), text.value, funders)
    for key, sponsor in sponsors.items():
        if key not in pointed:
            yield Grant(sponsor.source, None, (sponsor,))


__all__ = ["funding"]
