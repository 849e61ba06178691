"""FAIR Signposting (2023-10), levels 1 and 2, as its own client finds it and follows it."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from signposting import Signpost, Signposting, find_signposting_http
from signposting.linkset import find_signposting_linkset

pytestmark = pytest.mark.server
ABOUT_PAGE = "https://schema.org/AboutPage"
LINKSETS = ("application/linkset+json", "application/linkset")
# With a DOI and without, a serial, files, many authors, few statements, an id that looks like an address of a format.
RECORDS = (
    *("pubmed-5577770", "00001045", "117821", "4609321", "pmid-18046398", "journal.pone.0028031", "u3493081"),
    *("8801261", "17", "a.ttl"),
)  # fmt: skip


@pytest.fixture(params=RECORDS)
def page(request: pytest.FixtureRequest, site: str) -> Signposting:
    """Signs at a record's address. The client warns, and a warning fails here, of two where one may be (cite-as, license, collection)."""
    return find_signposting_http(f"{site}/record/{request.param}")


def fetch(url: str, method: str = "GET") -> tuple[int, str, str]:
    """Status, Content-Type and Link."""
    with urlopen(Request(url, method=method), timeout=30) as response:
        return response.status, response.headers["Content-Type"], response.headers["Link"]


def addresses(found: set[Signpost]) -> set[str]:
    return {str(signpost.target) for signpost in found}


def signs(found: Signposting) -> set[tuple[str, str, str]]:
    """Relation, target and media type of what is said of one resource."""
    return {(str(sign.rel), str(sign.target), str(sign.type or "")) for sign in found.signposts}


def test_a_page_says_what_it_is_and_where_its_description_is(page: Signposting) -> None:
    """Level 1, the landing page."""
    assert page.citeAs is not None
    assert ABOUT_PAGE in addresses(page.types)
    assert len(page.types) == 2
    assert page.describedBy
    assert all(sign.type for sign in page.describedBy)
    assert all(urlsplit(url).scheme in {"http", "https"} for url in addresses(page.authors | page.items))


def test_head_and_get_say_the_same(page: Signposting) -> None:
    assert fetch(str(page.context))[2] == fetch(str(page.context), "HEAD")[2]


def test_a_description_is_of_the_type_that_is_promised_and_leads_back(page: Signposting) -> None:
    """Level 1, the metadata resources."""
    for sign in page.describedBy:
        status, content_type, _ = fetch(str(sign.target))
        assert (status, content_type.partition(";")[0]) == (200, str(sign.type))
        back = find_signposting_http(str(sign.target))
        assert str(page.context) in addresses(back.describes)


def test_the_linkset_says_at_least_the_same(page: Signposting) -> None:
    """Level 2: the same links, and those that a header has no room for, in both formats."""
    assert {str(sign.type) for sign in page.linksets} & set(LINKSETS)
    for sign in page.linksets:
        sets = [find_signposting_linkset(str(sign.target), acceptType=kind) for kind in LINKSETS]
        own = [signs(found.for_context(page.context)) for found in sets]
        assert own[0] == own[1]
        assert {said for said in signs(page) if said[0] != "linkset"} <= own[0]
        whole = sets[0].for_context(page.context)
        for part in ("citeAs", "license", "collection"):
            assert str(getattr(page, part)) == str(getattr(whole, part))
        assert addresses(whole.types) == addresses(page.types)


def test_the_linkset_speaks_for_every_description(page: Signposting) -> None:
    """Level 2: each metadata resource that is named has its own part, which leads back to the page."""
    for sign in page.linksets:
        found = find_signposting_linkset(str(sign.target))
        for description in found.for_context(page.context).describedBy:
            part = found.for_context(description.target)
            assert str(page.context) in addresses(part.describes), description


def test_where_nothing_is_there_are_no_signs(site: str) -> None:
    with pytest.raises(OSError, match="404"):
        find_signposting_http(f"{site}/record/none")
