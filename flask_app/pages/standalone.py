"""A report as one HTML file that needs no site: for mail, for a shelf of files, for whoever has no server."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, PackageLoader, select_autoescape

from flask_app.pages.report import finding_groups
from flask_app.pages.wording import LANGUAGE, SEVERITIES, say
from ld.findings import Finding, Severity
from shapes.site import SiteShapes


def report_html(findings: Iterable[Finding], shapes: SiteShapes, language: str) -> str:
    """Findings by what they are about, as an HTML document with its style in it.

    Args:
        findings: those about one thing together.
        shapes: of the site: they give names and messages.
        language: of these.

    >>> from ld.config import Settings
    >>> "<h1>" in report_html([], SiteShapes(Settings()), "en")
    True
    """
    listed = list(findings)
    environment = Environment(loader=PackageLoader("flask_app"), autoescape=select_autoescape())
    targets = [
        (name, finding_groups(list(about), shapes, language))
        for name, about in groupby(listed, key=lambda finding: finding.record_id)
    ]
    counts = [
        (SEVERITIES[severity.value], sum(one.severity is severity for one in listed)) for severity in Severity
    ]
    return environment.get_template("validation.html").render(
        language=LANGUAGE,
        words_language=language,
        say=say,
        severities=SEVERITIES,
        style=files("flask_app").joinpath("static", "site.css").read_text(encoding="utf-8"),
        targets=targets,
        counts=counts,
    )


__all__ = ["report_html"]
