"""A shared cache that does no more than RFC 9111 asks is never wrong: what it answers is what the site itself answers to that request."""

from __future__ import annotations

import select
from collections import Counter
from collections.abc import Iterator
from itertools import product
from random import Random
from time import monotonic
from typing import NamedTuple

import pytest

from tests.flask_app.catalogue import BASE, EXAMPLE_ID, GONE
from tests.http.asking import ACCEPTS, ENCODINGS, JSONLD, LANGUAGES, Answer, Ask, Client, profiles
from tests.http.nginx import absent, caches
from tests.http.serving import Running

pytestmark = [pytest.mark.server, pytest.mark.skipif(bool(absent()), reason=absent())]
RECORDS = (
    f"/record/{EXAMPLE_ID}",
    "/record/payload",
    "/record/a",
    "/record/a.ttl",
    "/record/%E6%97%A5%E6%9C%AC%E8%AA%9E",
)
OTHERS = (
    *(f"/record/{EXAMPLE_ID}{end}" for end in (".ttl", ".html", ".jsonld", ".report", ".linkset", "?_format=ttl")),
    *(f"/record/{EXAMPLE_ID}{end}" for end in ("?_profile=schema", "?_profile=dcterms&_format=nt", "?_lang=es")),
    *(f"/record/{GONE}", "/record/none", "/", "/records", "/records?limit=2", "/dataset", "/dataset/quality"),
    *("/.well-known/void", "/shapes/", "/shapes/core", "/terms", "/collection/strange-books", "/context.jsonld"),
    *("/static/site.css", "/dumps/", "/sparql", "/sparql?query=ASK%20%7B%7D", "/none", "/robots.txt", "/sitemap.xml"),
)  # fmt: skip
STRICT, HASTY, CARELESS = (
    "",
    "proxy_ignore_headers Cache-Control Expires; proxy_cache_valid 200 1s;",  # asks the site again and again
    "proxy_ignore_headers Vary;",  # a control: this one must be wrong
)
SAME = (
    *("content-type", "content-language", "content-encoding", "content-location", "content-profile", "etag"),
    *("vary", "link", "location", "cache-control", "content-length", "last-modified", "retry-after"),
)  # fmt: skip
SAME_304 = ("etag", "content-location", "vary")


class Ports(NamedTuple):
    """Where the site and its caches listen."""

    origin: int
    strict: int
    hasty: int
    careless: int


@pytest.fixture(scope="module")
def ports(server: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ports]:
    folder = tmp_path_factory.mktemp("nginx")
    with caches(server.port, folder, (STRICT, HASTY, CARELESS)) as found:
        yield Ports(server.port, *found)


@pytest.mark.parametrize(
    ("count", "kinds"), [(800, 150), pytest.param(10_000, 1_500, marks=pytest.mark.long)]
)
def test_it_never_answers_with_another_variant(ports: Ports, count: int, kinds: int) -> None:
    random = Random(count)
    pool = [_ask(random) for _ in range(kinds)]
    seen: Counter[str | int] = Counter()
    with Client(ports.origin) as origin, Client(ports.strict) as strict, Client(ports.hasty) as hasty:
        known = {ask: origin(ask) for ask in pool}
        for n in range(count):
            ask = random.choice(pool)
            asked = _conditional(ask, known, random)
            found = (strict, hasty)[n % 2](asked)
            # The whole answer is always right, "not modified" only where the site says so too.
            difference = _difference(origin(asked) if found.status == 304 else known[ask], found)
            assert difference is None, (asked, difference)
            assert found.status != 304 or _has(asked, known[ask].headers["etag"]), asked
            seen.update((found.headers.get("x-cache-status", ""), found.status))
    assert seen["HIT"] > count / 10, seen
    assert min(seen["MISS"], seen[304], seen[406]) > 0, seen


@pytest.fixture(scope="module")
def one_record(ports: Ports) -> list[tuple[Ask, Answer]]:
    """One record in all ways that its addresses and the headers can ask for, in any order: whoever is first fills the site's own cache."""
    path = RECORDS[0]
    paths = [
        path,
        *(path + end for end in (".ttl", "?_format=ttl", "?_profile=schema", ".ttl?_profile=schema")),
    ]
    accepts = [
        "text/turtle",
        "application/ld+json",
        f'application/ld+json;profile="{JSONLD}expanded"',
        "text/html",
    ]
    chosen = product(accepts, profiles(BASE)[:3], (None, "gzip", "br"))
    said = [
        tuple(
            pair
            for pair in zip(("Accept", "Accept-Profile", "Accept-Encoding"), values, strict=True)
            if pair[1]
        )
        for values in chosen
    ]
    asks = [Ask(path, headers) for path, headers in product(paths, said)]
    Random(1).shuffle(asks)
    with Client(ports.origin) as origin:
        found = [(ask, origin(ask)) for ask in (*asks, *asks)]
    return [(ask, answer) for ask, answer in found if answer.status == 200]


def test_an_address_varies_by_the_same_headers_whoever_asked_before(
    one_record: list[tuple[Ask, Answer]],
) -> None:
    """Caches differ in what they do where answers of one address do not agree in Vary (RFC 9111 §4.1)."""
    said: dict[str, set[str]] = {}
    for ask, answer in one_record:
        said.setdefault(ask.path, set()).add(answer.headers.get("vary", ""))
    assert {path: varies for path, varies in said.items() if len(varies) > 1} == {}


def test_a_tag_is_of_one_representation(one_record: list[tuple[Ask, Answer]]) -> None:
    """Strong tags: the same tag under one address means the same bytes, of the same type and coding (RFC 9110 §8.8.3)."""
    seen: dict[tuple[str, str], tuple[str | None, str | None, bytes]] = {}
    for ask, answer in one_record:
        sent = (answer.headers.get("content-type"), answer.headers.get("content-encoding"), answer.body)
        assert seen.setdefault((ask.path, answer.headers["etag"]), sent) == sent, ask
    assert len(seen) > 5


def test_the_same_is_seen_to_go_wrong_without_vary(ports: Ports) -> None:
    """What the test above can see: a cache that disregards Vary mixes variants up."""
    random = Random(1)
    with Client(ports.origin) as origin, Client(ports.careless) as careless:
        asks = [_ask(random) for _ in range(100)]
        assert sum(_difference(origin(ask), careless(ask)) is not None for ask in asks) > 10


def test_it_revalidates_each_variant_with_its_own_tag(ports: Ports) -> None:
    path = RECORDS[0]
    with Client(ports.origin) as origin, Client(ports.hasty) as hasty:
        asks = [
            Ask(path, (("Accept", accept),)) for accept in ("text/turtle", "text/html", "application/ld+json")
        ]
        for ask in asks:
            hasty(ask)
        for ask in asks:
            found = _when_revalidated(hasty, ask)
            assert _difference(origin(ask), found) is None


def _when_revalidated(client: Client, ask: Ask) -> Answer:
    """The answer for which the cache, its own being stale, was told that it is still right."""
    end = monotonic() + 20
    while (found := client(ask)).headers["x-cache-status"] != "REVALIDATED":
        assert found.headers["x-cache-status"] == "HIT"
        assert monotonic() < end
        select.select([], [], [], 0.05)
    return found


def _ask(random: Random) -> Ask:
    """Any; records more often than others, and headers that say nothing more often than those that do."""
    offered = (
        ("Accept", ACCEPTS),
        ("Accept-Encoding", random.choice((ENCODINGS, (None,)))),
        ("Accept-Profile", random.choice((profiles(BASE), (None,), (None,)))),
        ("Accept-Language", random.choice((LANGUAGES, (None,)))),
    )
    chosen = [(name, random.choice(values)) for name, values in offered]
    headers = tuple((name, value) for name, value in chosen if value is not None)
    return Ask(
        random.choice(random.choice((RECORDS, RECORDS, OTHERS))),
        headers,
        random.choice(("GET", "GET", "HEAD")),
    )


def _conditional(ask: Ask, known: dict[Ask, Answer], random: Random) -> Ask:
    """The same request of a client that has a representation of the resource: this one, another, or any."""
    right = known[ask].headers.get("etag", '"none"')
    tags = sorted(
        {answer.headers.get("etag", "") for other, answer in known.items() if other.path == ask.path}
    )
    others = [tag for tag in tags if tag not in {"", right}] or ['"other"']
    other = random.choice(others)
    values = (
        None,
        None,
        None,
        right,
        f"W/{right}",
        other,
        f"W/{other}",
        ", ".join(others[:20]),
        f'"x", {other}, {right}',
        "*",
    )
    value = random.choice(values)
    return Ask(ask.path, (*ask.headers, ("If-None-Match", value)), ask.method) if value else ask


def _has(ask: Ask, tag: str) -> bool:
    """Whether the client of a request has the representation of a tag."""
    given = dict(ask.headers)["If-None-Match"]
    return given == "*" or tag in given


def _difference(expected: Answer, found: Answer) -> str | None:
    """The first thing in which an answer differs from what it should be."""
    if expected.status != found.status:
        return f"status {found.status}, not {expected.status}"
    for name in SAME_304 if found.status == 304 else SAME:
        if expected.headers.get(name) != found.headers.get(name):
            return f"{name}: {found.headers.get(name)}, not {expected.headers.get(name)}"
    return None if expected.body == found.body else "body"
