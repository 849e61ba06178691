"""What the elements of an article are that no rule takes: why they are not published.

The longest path of the table that an element's path begins with decides. Source: JATS 1.3 tag library, and every path in the
front and back matter of PLOS's and PubMed Central's articles.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ld.findings import Outcome

_META: Final = "front/article-meta"

_REASONS: Final[dict[str, str]] = {
    "back": "back-matter",
    "back/ack": "acknowledgements",
    "back/app": "appendix",
    "back/app-group": "appendix",
    "back/bio": "biography",
    "back/fn-group": "author-note",
    "back/glossary": "glossary",
    "back/notes": "back-matter",
    "back/ref-list": "heading",
    "back/sec": "back-matter",
    "body": "full-text",
    "floats-group": "figures",
    "front/journal-meta": "journal-details",
    "front/journal-meta/aff": "journal-details",
    "front/journal-meta/contrib-group": "journal-staff",
    "front/journal-meta/journal-id": "no-scheme",
    "front/notes": "editorial-note",
    _META: "not-in-the-mapping",
    f"{_META}/abstract": "blank",
    f"{_META}/aff": "affiliation-of-nobody",
    f"{_META}/aff-alternatives": "affiliation-of-nobody",
    f"{_META}/article-categories": "series-text",
    f"{_META}/article-id": "no-scheme",
    f"{_META}/article-version": "article-version",
    f"{_META}/article-version-alternatives": "article-version",
    f"{_META}/author-notes": "author-note",
    f"{_META}/author-notes/corresp": "contact",
    f"{_META}/contrib-group": "contributor-details",
    f"{_META}/contrib-group/aff": "affiliation-of-nobody",
    f"{_META}/contrib-group/contrib/address": "contact",
    f"{_META}/contrib-group/contrib/anonymous": "anonymous",
    f"{_META}/contrib-group/contrib/author-comment": "author-note",
    f"{_META}/contrib-group/contrib/bio": "biography",
    f"{_META}/contrib-group/contrib/degrees": "degrees",
    f"{_META}/contrib-group/contrib/email": "contact",
    f"{_META}/contrib-group/contrib/ext-link": "contact",
    f"{_META}/contrib-group/contrib/uri": "contact",
    f"{_META}/counts": "counts",
    f"{_META}/custom-meta-group": "publishers-own-field",
    f"{_META}/custom-meta-wrap": "publishers-own-field",
    f"{_META}/email": "contact",
    f"{_META}/ext-link": "unexplained-link",
    f"{_META}/funding-group": "funding-details",
    f"{_META}/history": "not-received-or-accepted",
    f"{_META}/issue-id": "identifier-of-the-issue",
    f"{_META}/issue-sponsor": "sponsor-of-the-issue",
    f"{_META}/issue-title": "title-of-the-issue",
    f"{_META}/issue-title-group": "title-of-the-issue",
    f"{_META}/kwd-group": "heading",
    f"{_META}/permissions": "rights-details",
    f"{_META}/pub-history": "not-received-or-accepted",
    f"{_META}/related-object": "related-object",
    f"{_META}/supplementary-material": "supplementary-material",
    f"{_META}/support-group": "funding-details",
    f"{_META}/title-group": "title-details",
    f"{_META}/uri": "unexplained-link",
    f"{_META}/volume-id": "identifier-of-the-volume",
    f"{_META}/volume-issue-group": "second-place-of-publication",
    f"{_META}/volume-series": "series-of-volumes",
    "processing-meta": "production",
    "response": "response",
    "sub-article": "sub-article",
}

_DERIVATIVES: Final[dict[str, str]] = {
    f"{_META}/contrib-group/contrib/xref": "points-to-another-field",
    f"{_META}/contrib-group/contrib/collab/xref": "points-to-another-field",
    f"{_META}/contrib-group/xref": "points-to-another-field",
}


@lru_cache(maxsize=4096)
def untaken(path: str) -> tuple[Outcome, str]:
    """Outcome and reason of an element that no rule took.

    >>> untaken("front/article-meta/counts/page-count"), untaken("front/article-meta/author-notes/corresp/email")[1]
    ((<Outcome.DROPPED: 'dropped'>, 'counts'), 'contact')
    >>> untaken("front/article-meta/contrib-group/contrib/xref")
    (<Outcome.DERIVATIVE: 'derivative'>, 'points-to-another-field')
    >>> untaken("whatever")
    (<Outcome.LOCAL: 'local'>, 'not-in-the-mapping')
    """
    place = path.replace("front-stub", _META, 1) if path.startswith("front-stub") else path
    while place:
        if place in _DERIVATIVES:
            return Outcome.DERIVATIVE, _DERIVATIVES[place]
        if place in _REASONS:
            reason = _REASONS[place]
            return (Outcome.LOCAL if reason == "not-in-the-mapping" else Outcome.DROPPED), reason
        place = place.rpartition("/")[0]
    return Outcome.LOCAL, "not-in-the-mapping"


__all__ = ["untaken"]
