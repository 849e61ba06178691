"""Authors, editors and other contributors of an article, in its order.

Source: JATS 1.3, `contrib-group`, `contrib`, `name`, `string-name`, `collab`, `contrib-id`, `role`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from lxml import etree

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.identifiers import Identifier, from_url, isni, orcid
from ld.normalize.roles import role
from ld.normalize.text import strip_isbd
from ld.record import Agent, AgentKind, Contribution, Text
from ld.sources.jats.affiliations import Affiliations
from ld.sources.jats.article import HREF, Article, find_all
from ld.sources.jats.persons import person, string_name
from ld.sources.xml.elements import inner_text

_AUTHORS: Final = frozenset({"author", "authors", "aut"})
_SILENT: Final = frozenset({"", "collab", "group", "person"})
"""Types that say who somebody is, not what they did: in the article's own list of contributors they are authors."""

_CONTRIB_IDS: Final[dict[str, Callable[[str], Identifier]]] = {"isni": isni, "orcid": orcid}
_ALTERNATIVES: Final = ("name-alternatives", "collab-alternatives")
_NAMES: Final = ("name", "string-name", "collab", "collab-wrap", *_ALTERNATIVES)


def people(article: Article, parts: dict[str, Any]) -> None:
    """Contributions in the article's order, members of a group after the group; and on whose behalf they wrote."""
    reader = _Reader(article)
    found = [one for group in find_all(article.meta, "contrib-group") for one in reader.group(group)]
    authors = {one.agent.label for one in found if one.main}
    # The members of a group are mostly listed as authors too; then they are no contributors besides.
    parts["contributions"] = tuple(
        one for one in found if one.main or one.roles or one.agent.label not in authors
    )
    parts["responsibility"] = tuple(
        text
        for element in article.meta.iter("on-behalf-of")
        if (text := article.said(element, article.stated_tag(element)))
    )


class _Reader:
    """Reads the contributors of one article."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._affiliations = Affiliations(article)
        self._alone = len(list(find_all(article.meta, "contrib-group", "contrib"))) == 1

    def group(self, group: etree._Element) -> Iterator[Contribution]:
        """Everyone in a `contrib-group`; its kind stands for that of those who have none."""
        shared = self._affiliations.of_group(group)
        kind = _kind(group.get("content-type", ""))
        for element in group.iterchildren("contrib"):
            yield from self._contributor(element, _kind(element.get("contrib-type", "")) or kind, shared)

    def members(self, collab: etree._Element) -> Iterator[Contribution]:
        """The members that a group lists of itself: they contributed, but the group is the author."""
        for element in find_all(collab, "contrib-group", "contrib"):
            yield from self._contributor(element, "member", ())

    def _contributor(
        self, element: etree._Element, kind: str, shared: tuple[Agent, ...]
    ) -> Iterator[Contribution]:
        affiliations = self._affiliations.of(element) or shared
        if not affiliations and self._alone:
            affiliations = self._affiliations.of_the_only()
        roles, main, told = self._roles(element, kind)
        named = element.iterchildren(*_NAMES)
        ids = self._identifiers(element)
        for name in named:
            agent = self._agent(name, ids, affiliations)
            if agent:
                agent = (
                    replace(agent, identified_by=f"{self._article.path(element)}/contrib-id")
                    if ids
                    else agent
                )
                yield Contribution(agent, roles, main, "+".join([agent.source, *told]))
            for collab in [name] if name.tag == "collab" else name.iterchildren("collab"):
                yield from self.members(collab)

    def _agent(
        self, name: etree._Element, ids: tuple[Identifier, ...], affiliations: tuple[Agent, ...]
    ) -> Agent | None:
        if name.tag in _ALTERNATIVES:
            return self._alternatives(name, ids, affiliations)
        if name.tag == "name":
            return person(self._article, name, ids, affiliations)
        if name.tag == "string-name":
            return string_name(self._article, name, ids, affiliations)
        return self._body(name, ids, affiliations)

    def _alternatives(
        self, element: etree._Element, ids: tuple[Identifier, ...], affiliations: tuple[Agent, ...]
    ) -> Agent | None:
        """One agent in several forms: the first names it, the others are alternates with the tags that they state."""
        forms = [
            (form, agent)
            for form in element.iterchildren("name", "string-name", "collab")
            if (agent := self._agent(form, ids, affiliations))
        ]
        if not forms:
            return None
        _, first = forms[0]
        others = tuple(
            Text(agent.name, agent.source, self._article.stated_tag(form)) for form, agent in forms[1:]
        )
        return Agent(
            first.kind,
            first.label,
            first.name,
            first.source,
            (*first.alternates, *(text for text in others if text.value != first.name)),
            first.family_name,
            first.given_name,
            first.suffix,
            identifiers=ids,
            affiliations=affiliations,
        )

    def _body(
        self, collab: etree._Element, ids: tuple[Identifier, ...], affiliations: tuple[Agent, ...]
    ) -> Agent | None:
        inner = next(collab.iterchildren("collab-name"), collab)
        name = strip_isbd(self._article.line(inner))
        if not name:
            return None
        return Agent(
            AgentKind.ORGANIZATION,
            name,
            name,
            self._article.path(inner),
            identifiers=ids,
            affiliations=affiliations,
        )

    def _roles(self, element: etree._Element, kind: str) -> tuple[tuple[str, ...], bool, list[str]]:
        """Relator codes, whether it is an author, and the paths of the `role` elements that say so."""
        code = _code(kind)
        known, main = ((code,) if code else ()), kind in _SILENT or code == "aut"
        told = []
        for stated in element.iterchildren("role"):
            more = self._stated_role(stated, kind, code)
            if more:
                known, main = (*known, more), main and more == "aut"
                told.append(self._article.path(stated))
        if kind not in _SILENT and kind != "member" and not known:
            self._unknown(element, kind)
        return tuple(dict.fromkeys(known)), main, told

    def _stated_role(self, stated: etree._Element, kind: str, code: str | None) -> str | None:
        """The relator of a `role`, where it says more than `@contrib-type`.

        CRediT's roles (who drew the figures, who raised the money) are those of authors among themselves; MARC has no such
        relators, and schema.org no properties.
        """
        value = self._article.line(stated)
        if not value:
            return None
        if _is_credit(stated):
            self._article.drop(stated, "credit-role")
            return None
        found = _relator(value)
        if (found and found == code) or (code and code != "aut" and _last_word(value) == _last_word(kind)):
            self._article.derive(stated, "same-as-contrib-type")
        elif found is None or code == "aut":
            # Of an author it is a title or a job: "Professor", "Editor-in-Chief" of this or that.
            self._article.drop(stated, "role-unknown" if found is None else "position")
        else:
            return found
        return None

    def _unknown(self, element: etree._Element, kind: str) -> None:
        path = f"{self._article.path(element)}/@contrib-type"
        message = "No MARC relator is known for this kind of contributor; it becomes a contributor."
        self._article.remark("role-unknown", Severity.INFO, path, kind, message)

    def _identifiers(self, element: etree._Element) -> tuple[Identifier, ...]:
        """ORCID iDs and ISNIs: `contrib-id` in any shape; before JATS, an address beside the name."""
        found = [one for child in element.iterchildren("contrib-id") if (one := self._contrib_id(child))]
        for child in element.iterchildren("uri", "ext-link"):
            known = from_url(child.get(HREF) or inner_text(child))
            if known and known.scheme in _CONTRIB_IDS:
                self._article.take(child)
                found.append(known)
        return tuple(dict.fromkeys(found))

    def _contrib_id(self, element: etree._Element) -> Identifier | None:
        value = self._article.line(element)
        kind = element.get("contrib-id-type", "").strip().lower()
        known = from_url(value)
        read = _CONTRIB_IDS.get(known.scheme if known else kind)
        if not value or read is None:
            self._article.drop(element, "no-scheme" if value else "blank")
            return None
        try:
            return read(value)
        except LexicalError as error:
            message = f"{error}; correct it at the registry or in the article."
            self._article.remark(f"{kind}-invalid", Severity.WARNING, element, value, message)
            self._article.drop(element, f"invalid-{kind}")
            return None


def _kind(text: str) -> str:
    """A kind of contributor with single spaces: ``academic editor`` from ``Academic_Editor``."""
    return " ".join(text.strip().lower().replace("-", " ").replace("_", " ").split())


def _code(kind: str) -> str | None:
    """The relator of a kind of contributor."""
    if kind in _AUTHORS:
        return "aut"
    if _last_word(kind) == "editor":  # academic, handling, reviewing, senior, guest …
        return "edt"
    return _relator(kind) if kind not in _SILENT and kind != "member" else None


def _last_word(text: str) -> str:
    return text.casefold().rstrip(" .,;:").rpartition(" ")[2].removesuffix("s")


def _relator(value: str) -> str | None:
    try:
        return role(value)
    except LexicalError:
        return None


def _is_credit(element: etree._Element) -> bool:
    """Whether a `role` is one of CRediT (ANSI/NISO Z39.104): by `@vocab`, or by its address in older files."""
    marks = (element.get("vocab", ""), element.get("content-type", ""), element.get("vocab-identifier", ""))
    return element.get("degree-contribution") is not None or any("credit" in mark.lower() for mark in marks)


__all__ = ["people"]
