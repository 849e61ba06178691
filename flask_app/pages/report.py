"""The report about a record as people read it: what was found, where in the source, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from flask_app.pages.values import Site
from ld.findings import Finding, Severity
from shapes.paths import compact, compact_term
from shapes.site import SiteShapes


class FindingRow(NamedTuple):
    """A finding.

    Attributes:
        code: of it.
        name: what must be so, or what is remarked.
        message: what is wrong and how to mend it.
        language: of the two.
        field: source field; "" if it is not known.
        property: in short; "" if it is about none.
        value: as it is in the data; "" if something is missing.
        focus: what it is about, its fragment for a node of the record; "" for the record itself.
        href: where the shape is described; "" if there is none.
    """

    code: str
    name: str
    message: str
    language: str
    field: str
    property: str
    value: str
    focus: str
    href: str


class FindingGroup(NamedTuple):
    """Findings of one severity."""

    severity: Severity
    rows: tuple[FindingRow, ...]


def finding_groups(
    findings: Iterable[Finding], shapes: SiteShapes, language: str, site: Site | None = None
) -> tuple[FindingGroup, ...]:
    """Findings by severity, the worst first; severities without any are left out.

    Args:
        findings: in the order in which they are to be shown.
        shapes: of the site: they give names and messages.
        language: of these, where there are such.
        site: whose pages describe the shapes; nothing is linked without one.
    """
    listed = list(findings)
    groups = (
        FindingGroup(
            severity, tuple(_row(f, shapes, language, site) for f in listed if f.severity is severity)
        )
        for severity in Severity
    )
    return tuple(group for group in groups if group.rows)


def _row(finding: Finding, shapes: SiteShapes, language: str, site: Site | None) -> FindingRow:
    shape = shapes.shape(finding.spec)
    page = shapes.page_of(finding.spec) if shape and site else ""
    return FindingRow(
        code=finding.code,
        name=shape.name(language) if shape else shapes.label(finding.code, language),
        message=shapes.message(finding, language),
        language=language if shape and language in shape.messages else "en",
        field=finding.source_field,
        property=compact(finding.property),
        value=compact_term(finding.value) if finding.value != f"<{finding.focus}>" else "",
        focus=_fragment(finding.focus),
        href=site.path(page) if site and page else "",
    )


def _fragment(focus: str) -> str:
    """
    >>> _fragment("http://x/record/1#author-2"), _fragment("http://x/record/1#it"), _fragment("http://x/agent/7#it")
    ('#author-2', '', 'http://x/agent/7#it')
    """
    document, _, fragment = focus.partition("#")
    if "/record/" not in document:
        return focus
    return f"#{fragment}" if fragment not in {"", "it"} else ""


__all__ = ["FindingGroup", "FindingRow", "finding_groups"]
