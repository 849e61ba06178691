"""``/dataset/quality/{code}``: the records that have a finding, as a page, as data, as a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from flask_app import create_app
from ld.config import Settings
from ld.editions import Editions
from ld.iris import encode_id
from ld.later import check_later
from shapes.site import SiteShapes
from tests.flask_app.catalogue import BASE
from tests.flask_app.checked import publish, settings_of
from tests.flask_app.views.reading import HYDRA, links, objects, quads

DATE, NAME, TWINS, MISSING = (
    "shacl.work-date",
    "shacl.work-name",
    "edition.same-number",
    "edition.missing-record",
)
ISBN, UNSERVABLE, LATER = "isbn", "id.unservable", "shacl.book-edition"
PUBLISHED = [f"b{n:02}" for n in range(17)]
STALE = [f"b{n:02}" for n in range(3)]  # a newer version of theirs is withheld
WITHHELD = ["c/1", "c 2", "c3"]
NO_ADDRESS = [".", "c\x01"]
ODD = PUBLISHED[1::3]


def book(record_id: str, **more: Any) -> dict[str, Any]:
    return {"id": record_id, "title": f"Title of {record_id}", "format": ["Book"], **more}


def documents() -> Iterator[dict[str, Any]]:
    """Books without a date; some with two bad ISBNs or ISSNs, some with the same DOI, some parts of what is not there."""
    for n, record_id in enumerate(PUBLISHED):
        more: dict[str, Any] = {"isbn": ["9780306406158", "9780306406159"]} if record_id in ODD else {}
        more |= {"doi_str_mv": [f"10.1000/{n // 5}"]} if n < 10 else {}
        more |= {"hierarchy_parent_id": ["nowhere"], "hierarchy_parent_title": ["X"]} if n > 10 else {}
        yield book(record_id, **more)
    yield from ({"id": record_id, "format": ["Book"]} for record_id in WITHHELD)
    yield from (book(record_id) for record_id in NO_ADDRESS)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("findings")
    settings = settings_of(folder, shapes=("core",), shapes_after=("quality",))
    publish(settings, folder, *documents())
    publish(settings, folder, *({"id": record_id, "format": ["Book"]} for record_id in STALE))
    return settings


@pytest.fixture
def client(site: Settings) -> FlaskClient:
    return create_app(site).test_client()


LISTS = {
    DATE: [*PUBLISHED, *WITHHELD],
    NAME: [*STALE, *WITHHELD],
    TWINS: PUBLISHED[:10],
    MISSING: PUBLISHED[11:],
    ISBN: ODD,
    f"{ISBN}?field=isbn": ODD,
    UNSERVABLE: NO_ADDRESS,
    LATER: PUBLISHED,
}
"""What there is to find, in the order of the rows."""


def address(listed: str, query: str = "", extension: str = "") -> str:
    """Path of a page of a list."""
    code, _, field = listed.partition("?")
    asked = "&".join(filter(None, (field, query)))
    return f"/dataset/quality/{code}{extension}{f'?{asked}' if asked else ''}"


def member(client: FlaskClient, listed: str, record_id: str) -> str:
    """What a list names a record by: its document, its report, or its row in the list."""
    if record_id in PUBLISHED:
        return f"{BASE}/record/{encode_id(record_id)}"
    if record_id in WITHHELD:
        return f"{BASE}/record/{encode_id(record_id)}.report"
    folder = client.application.extensions["ldpub"].settings.data_dir
    with Editions(folder).open() as edition:
        row = edition.record(record_id)
        assert row is not None
        return f"{BASE}{address(listed)}#row-{row.number}"


def walk(client: FlaskClient, listed: str, query: str, rel: str) -> list[list[str]]:
    """Members page by page, as a Hydra client finds them; the links of the header say the same."""
    path, pages = address(listed, query), []
    the_list = f"{BASE}{address(listed)}#it"
    while path:
        found, view = quads(client, path), f"{BASE}{path}"
        assert objects(found, the_list, f"{HYDRA}view") == [view]
        assert objects(found, the_list, f"{HYDRA}totalItems") == [str(len(LISTS[listed]))]
        pages.append(objects(found, the_list, f"{HYDRA}member"))
        header = links(client.get(path).headers["Link"])
        for name, rel_ in (("first", "first"), ("previous", "prev"), ("next", "next"), ("last", "last")):
            assert objects(found, view, f"{HYDRA}{name}") == ([header[rel_]] if rel_ in header else [])
        path = header.get(rel, "").removeprefix(BASE)
    return pages


@pytest.mark.parametrize("limit", [1, 4, 500])
@pytest.mark.parametrize(("start", "rel"), [("limit={}", "next"), ("before=&limit={}", "prev")])
@pytest.mark.parametrize("listed", LISTS)
def test_the_pages_together_are_all_records_once_in_order(
    client: FlaskClient, listed: str, limit: int, start: str, rel: str
) -> None:
    pages = walk(client, listed, start.format(limit), rel)
    ordered = pages if rel == "next" else pages[::-1]
    expected = [member(client, listed, record_id) for record_id in LISTS[listed]]
    beginning = 0 if rel == "next" else len(expected) - limit * (len(pages) - 1)
    cuts = [0, *range(beginning or limit, len(expected), limit), len(expected)]
    assert ordered == [sorted(expected[i:j]) for i, j in pairwise(cuts)]


def test_a_page_is_as_long_as_other_lists(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    publish(settings, tmp_path, *(book(f"r{n:03}") for n in range(120)))
    client = create_app(settings).test_client()
    seen, path = [], f"/dataset/quality/{DATE}"
    while path:
        found = quads(client, path)
        seen.append(len(objects(found, f"{BASE}/dataset/quality/{DATE}#it", f"{HYDRA}member")))
        path = links(client.get(path).headers["Link"]).get("next", "").removeprefix(BASE)
    assert seen == [50, 50, 20]
    sheet = client.get(f"/dataset/quality/{DATE}.csv")
    assert len(sheet.text.splitlines()) == 121
    assert "next" not in links(sheet.headers["Link"])


def test_the_first_page_is_the_list_itself(client: FlaskClient) -> None:
    header = links(client.get(address(DATE)).headers["Link"])
    assert header["canonical"] == header["first"] == f"{BASE}{address(DATE)}"
    assert header["last"] == f"{BASE}{address(DATE, 'before=')}"
    assert not {"next", "prev"} & header.keys()  # all fit on one page
    filtered = links(client.get(address(f"{ISBN}?field=isbn", "limit=2")).headers["Link"])
    assert filtered["last"] == f"{BASE}/dataset/quality/isbn?field=isbn&before=&limit=2"


def test_members_are_named(client: FlaskClient) -> None:
    for listed in (DATE, UNSERVABLE):
        found = quads(client, address(listed))
        for record_id in LISTS[listed]:
            shown = f"Title of {record_id}" if record_id in PUBLISHED else record_id.replace("\x01", "\\x01")
            iri = member(client, listed, record_id)
            assert objects(found, iri, "https://schema.org/name") == [shown]  # no XML could hold a control
            assert client.get(iri.removeprefix(BASE).partition("#")[0]).status_code == 200


@pytest.mark.parametrize("extension", ["ttl", "nt", "nq", "trig", "rdf", "jsonld", "json"])
@pytest.mark.parametrize(("listed", "query"), [(DATE, "after=3&limit=18"), (UNSERVABLE, "before=")])
def test_every_format_says_the_same(client: FlaskClient, extension: str, listed: str, query: str) -> None:
    path, own = address(listed, query), address(listed, query, f".{extension}")
    expected = {quad.triple for quad in quads(client, path)}
    response = client.get(own)
    assert response.headers["Content-Location"] == f"{BASE}{own}"
    if extension in {"jsonld", "json"}:
        data = orjson.loads(response.data)
        assert data["id"] == f"{BASE}{path}"
        assert data["mainEntity"]["type"] == "hydra:Collection"
        assert len(data["mainEntity"]["hydra:member"]) == len(
            LISTS[listed][3:] if listed == DATE else NO_ADDRESS
        )
    else:
        kind = RdfFormat.from_extension(extension)
        assert kind is not None
        found = parse(response.data, format=kind, base_iri=f"{BASE}{path}")
        assert {quad.triple for quad in found} == expected


def page(client: FlaskClient, path: str) -> str:
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code == 200
    return response.text


def test_people_can_turn_pages(client: FlaskClient) -> None:
    def turned(path: str) -> dict[str, str]:
        parts = page(client, path).partition('<nav class="pager"')[2].partition("</nav>")[0]
        return {
            part.partition('"')[0]: part.partition('href="')[2].partition('"')[0].replace("&amp;", "&")
            for part in parts.split('<a rel="')[1:]
        }

    first = turned(address(DATE, "limit=3"))
    assert list(first) == ["next", "last"]
    second = turned(first["next"])
    assert list(second) == ["first", "prev", "next", "last"]
    assert list(turned(second["prev"])) == ["next", "last"]
    assert list(turned(second["last"])) == ["first", "prev"]
    assert turned(address(DATE)) == {}


def test_people_see_each_record_once_with_both_its_versions(client: FlaskClient) -> None:
    text = page(client, address(DATE))
    assert "20 in all." in text
    for record_id in (*PUBLISHED, *WITHHELD):
        path = f"/record/{encode_id(record_id)}{'' if record_id in PUBLISHED else '.report'}"
        assert text.count(f'<a href="{path}" dir="auto">{record_id}</a>') == 1
    assert text.count("withheld: <span") == len([*STALE, *WITHHELD])
    assert '<span dir="auto">c\\x01</span>' in page(client, address(UNSERVABLE))
    filtered = page(client, address(f"{ISBN}?field=isbn"))
    assert f"{len(ODD)} in all. Source field: <code>isbn</code>" in filtered


def sheet(client: FlaskClient, path: str, **headers: str) -> list[dict[str, str]]:
    response = client.get(path, headers=headers)
    assert (response.status_code, response.content_type) == (200, "text/csv; charset=utf-8; header=present")
    return list(csv.DictReader(io.StringIO(response.text)))


def test_a_sheet_has_all_of_it(client: FlaskClient) -> None:
    rows = sheet(client, address(DATE, extension=".csv"))
    assert [row["record"] for row in rows if row["state"] != "stale"] == LISTS[DATE]
    assert [row["record"] for row in rows if row["state"] == "stale"] == STALE
    assert rows == sheet(client, address(DATE), Accept="text/csv") == sheet(client, address(DATE, "_format=csv"))  # fmt: skip
    assert rows[4:] == sheet(client, address(DATE, "after=2", ".csv"))
    assert rows[:4] == sheet(client, address(DATE, "before=3", ".csv"))
    assert rows == sheet(client, address(DATE, "limit=10000", ".csv"))
    assert rows == sheet(client, address(DATE, "limit=501"), Accept="text/csv, */*;q=0.1")  # fmt: skip


@pytest.mark.parametrize(("start", "rel"), [("limit=4", "next"), ("before=&limit=4", "prev")])
def test_sheets_lead_to_sheets(client: FlaskClient, start: str, rel: str) -> None:
    path, seen = address(DATE, start, ".csv"), []
    while path:
        rows = list(dict.fromkeys(row["record"] for row in sheet(client, path)))
        seen = seen + rows if rel == "next" else rows + seen
        header = links(client.get(path).headers["Link"])
        assert header["canonical"] == f"{BASE}{path.replace('.csv', '')}"
        path = header.get(rel, "").removeprefix(BASE)
    assert seen == LISTS[DATE]


def test_a_page_is_never_as_long_as_a_sheet(client: FlaskClient) -> None:
    """Whatever the sheet was asked for, its links to other formats lead somewhere."""
    for query in ("limit=9999", "limit=500", "after=2&limit=600", "before=&limit=2", ""):
        header = client.get(address(DATE, query, ".csv")).headers["Link"]
        targets = [part.partition(">")[0].removeprefix(f"<{BASE}") for part in header.split(", ")]
        assert len(targets) > 9
        for target in targets:
            assert client.get(target).status_code == 200, target


def test_only_what_is_of_the_field_is_listed(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    publish(settings, tmp_path, book("both", isbn=["9780306406158"], issn=["00278425", "1"]), book("one", issn=["1"]))  # fmt: skip
    client = create_app(settings).test_client()
    codes = {row["code"]: row["field"] for row in sheet(client, "/dataset/quality.csv") if row["field"]}
    for code, field in codes.items():
        rows = sheet(client, f"/dataset/quality/{code}.csv?field={field}")
        assert rows
        assert {row["field"] for row in rows} == {field}
        assert "0 in all." in page(client, f"/dataset/quality/{code}?field=other")


def test_what_is_between_records_is_in_no_field(client: FlaskClient) -> None:
    for code in (TWINS, MISSING, LATER):
        found = quads(client, address(f"{code}?field=isbn"))
        assert objects(found, f"{BASE}{address(f'{code}?field=isbn')}#it", f"{HYDRA}totalItems") == ["0"]
        assert objects(found, f"{BASE}{address(f'{code}?field=isbn')}#it", f"{HYDRA}member") == []


@pytest.mark.parametrize(
    "query",
    [
        *("limit=0", "limit=x", "limit=", "limit=99999", "limit=-1", "after=x", "after=-1", "before=1.5", "after=٣"),
        *("after=1&before=2", "after=1&before=", f"after={'9' * 30}", f"limit=0000000001{'9' * 9}"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("extension", ["", ".ttl", ".html", ".csv"])
def test_what_cannot_be_asked_for_is_refused(client: FlaskClient, query: str, extension: str) -> None:
    response = client.get(address(DATE, query, extension))
    assert response.status_code == 400
    assert response.content_type in {"application/problem+json", "text/html; charset=utf-8"}


def test_pages_have_limits_of_their_own(client: FlaskClient) -> None:
    for extension in ("", ".ttl", ".html", ".json"):
        assert client.get(address(DATE, "limit=500", extension)).status_code == 200
        assert client.get(address(DATE, "limit=501", extension)).status_code == 400
    assert client.get(address(DATE, "limit=10000", ".csv")).status_code == 200
    assert client.get(address(DATE, "limit=10001", ".csv")).status_code == 400


@pytest.mark.parametrize("query", ["after=999999", "before=1", "before=0"])
@pytest.mark.parametrize("listed", LISTS)
def test_beyond_the_ends_there_is_an_empty_page_with_a_way_back(
    client: FlaskClient, listed: str, query: str
) -> None:
    found = quads(client, address(listed, query))
    assert objects(found, f"{BASE}{address(listed)}#it", f"{HYDRA}member") == []
    header = links(client.get(address(listed, query)).headers["Link"])
    assert header.get("prev") == (
        f"{BASE}{address(listed, 'before=')}" if query.startswith("after") else None
    )
    assert header.get("next") == (f"{BASE}{address(listed)}" if query.startswith("before") else None)
    assert page(client, address(listed, query))


def test_languages_are_those_of_the_words_only(client: FlaskClient) -> None:
    for extension, content in (("html", "no tiene fecha"), ("csv", "no tiene fecha")):
        response = client.get(address(DATE, "_lang=es", f".{extension}"))
        assert content in response.text
        assert response.headers["Content-Language"] == "es"
    assert "Content-Language" not in client.get(address(DATE, extension=".ttl")).headers
    assert client.get(address(DATE)).headers["Vary"] == "Accept, Accept-Language, Accept-Encoding"


def test_nobody_elses_change_makes_a_page_new(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    publish(settings, tmp_path, *(book(f"r{n}") for n in range(9)))
    client = create_app(settings).test_client()
    paths = [address(DATE, query, extension) for query in ("limit=3", "after=4&limit=3", "before=&limit=2") for extension in (".ttl", ".html", ".csv")]  # fmt: skip
    tags = {path: client.get(path).headers["ETag"] for path in paths}
    assert len(set(tags.values())) == len(tags)
    publish(settings, tmp_path, {**book("r5"), "title": "Another"})
    for path, tag in tags.items():
        status = client.get(path, headers={"If-None-Match": tag}).status_code
        assert status == (200 if "after=4" in path else 304), path


def test_what_is_found_later_is_there_at_once(tmp_path: Path) -> None:
    """Shapes are run over an edition that is served already, and its answers are not kept from before."""
    settings = settings_of(tmp_path, shapes=("core",), shapes_after=("quality",))
    publish(replace(settings, shapes_after=()), tmp_path, book("r1"))
    client = create_app(settings).test_client()
    assert "book-edition" not in client.get("/dataset/quality.ttl").text
    assert client.get(address(LATER)).status_code == 404
    shapes, editions = SiteShapes(settings), Editions(settings.data_dir)
    later = shapes.after()
    assert later is not None
    with editions.open() as edition:
        check_later(edition, editions, later, checks=shapes.later_fingerprint)
    assert "book-edition" in client.get("/dataset/quality.ttl").text
    assert objects(quads(client, address(LATER)), f"{BASE}{address(LATER)}#it", f"{HYDRA}totalItems") == ["1"]


def test_other_words_of_a_shape_make_another_tag(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    file = tmp_path / "own" / "ours.ttl"
    text = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .
<#many> sh:targetClass schema:Book ; sh:path schema:keywords ; sh:minCount 9 ; sh:message "FIRST"@en ; sh:severity sh:Info .
"""
    file.write_text(text)
    settings = settings_of(tmp_path, shapes_dir=str(tmp_path / "own"))
    publish(settings, tmp_path, book("r1"))
    client = create_app(settings).test_client()
    before = client.get("/dataset/quality/own.many.html")
    assert "FIRST" in before.text
    file.write_text(text.replace("FIRST", "SECOND"))
    after = client.get("/dataset/quality/own.many.html", headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, "SECOND" in after.text) == (200, True)


def test_what_nobody_has_is_not_there(client: FlaskClient) -> None:
    for path in ("/dataset/quality/nothing", "/dataset/quality/isbn.xls", "/dataset/quality/.csv", "/dataset/quality/nothing.ttl"):  # fmt: skip
        assert client.get(path).status_code == 404
