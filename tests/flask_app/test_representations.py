"""Which representation a request asks for, by a table and by law."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_app.representations import ALT, Representation, Wanted, choose, every
from flask_app.variants import HTML, document_variants
from ld.formats.profiles import FULL, PROFILES

BASE = "https://catalog.example.org"
ALL = tuple(PROFILES.values())
LD = "http://www.w3.org/ns/json-ld#"
SCHEMA, DCTERMS = f"{BASE}/profile/schema", f"{BASE}/profile/dcterms"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def ask(**wanted: str | None) -> str:
    """What is chosen, in short: format, profile, form, frame, what is echoed."""
    found = choose(Wanted(**wanted), document_variants(), ALL, BASE)  # type: ignore[arg-type]  # strings, as the fields
    if found is None:
        return "406"
    parts = [found.variant.name, found.profile.name, found.form, found.frame]
    return " ".join(part for part in [*parts, *(iri.rpartition("/")[2] for iri in found.echo)] if part)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, "jsonld full"),
        ({"accept": BROWSER}, "html full"),
        # the address goes before the headers
        ({"accept": BROWSER, "format": "ttl"}, "turtle full"),
        ({"accept": "image/png", "format": "rdf"}, "rdfxml full"),
        ({"accept": BROWSER, "form": "expanded"}, "jsonld full expanded"),
        ({"format": "json", "form": "flattened"}, "json full flattened"),
        ({"format": "json", "form": "compacted"}, "json full"),
        ({"format": "docx"}, "406"),
        ({"format": "ttl", "form": "expanded"}, "406"),
        ({"form": "exploded"}, "406"),
        ({"frame": "citation"}, "jsonld full framed citation"),
        ({"frame": f"{BASE}/frame/agents.jsonld", "form": "framed"}, "jsonld full framed agents"),
        ({"frame": "nothing"}, "406"),
        ({"frame": "agents", "form": "expanded"}, "406"),
        # forms of JSON-LD by the media type
        ({"accept": f'application/ld+json;profile="{LD}expanded"'}, "jsonld full expanded json-ld#expanded"),
        ({"accept": f'application/ld+json;profile="http://x/y {LD}flattened"'}, "jsonld full flattened json-ld#flattened"),
        ({"accept": f'application/ld+json;profile="{LD}compacted"'}, "jsonld full json-ld#compacted"),
        ({"accept": f'application/ld+json;profile="{LD}framed"'}, "jsonld full framed json-ld#framed"),
        ({"accept": 'application/ld+json;profile="http://x/unknown"'}, "jsonld full"),
        ({"accept": f'text/turtle;profile="{LD}expanded"'}, "turtle full"),
        # profiles
        ({"profile": "schema"}, "jsonld schema"),
        ({"profile": SCHEMA}, "jsonld schema"),
        ({"profile": "marc"}, "406"),
        ({"profile": "dcterms", "format": "ttl"}, "turtle dcterms"),
        ({"profile": "schema", "accept_profile": f"<{DCTERMS}>"}, "jsonld schema"),
        ({"accept_profile": f"<{DCTERMS}>"}, "jsonld dcterms"),
        ({"accept_profile": f"<{DCTERMS}>;q=0.5, <{SCHEMA}>;q=0.6"}, "jsonld schema"),
        ({"accept_profile": "<http://x/unknown>"}, "406"),
        ({"accept_profile": "<http://x/unknown>, *;q=0.1"}, "jsonld full"),
        ({"accept_profile": "<<;;,,"}, "jsonld full"),
        ({"accept": f'text/turtle;profile="{DCTERMS}"', "accept_profile": f"<{SCHEMA}>"}, "turtle dcterms"),
        ({"accept": f'application/ld+json;profile="{LD}expanded {SCHEMA}"'}, "jsonld schema expanded json-ld#expanded schema"),
        ({"accept": BROWSER, "accept_profile": f"<{SCHEMA}>"}, "html schema"),
        # the list of what there is
        ({"profile": "alt"}, "jsonld alt"),
        ({"profile": "alt", "accept": BROWSER}, "html alt"),
        ({"profile": ALT.bases[0], "format": "ttl"}, "turtle alt"),
        ({"profile": "alt", "form": "expanded"}, "406"),
    ],
)  # fmt: skip
def test_choices(wanted: dict[str, str], found: str) -> None:
    assert ask(**wanted) == found


def test_a_document_of_one_profile_takes_no_notice_of_the_header() -> None:
    chosen = choose(Wanted(accept_profile="<http://x/unknown>"), document_variants(), (FULL,), BASE)
    assert chosen is not None
    assert chosen.profile is FULL


def test_a_document_without_forms_has_none() -> None:
    accept = f'application/ld+json;profile="{LD}expanded"'
    chosen = choose(Wanted(accept=accept), document_variants(), (FULL,), BASE, forms=False)
    assert chosen is not None
    assert (chosen.form, chosen.echo) == ("", ())
    assert choose(Wanted(form="expanded"), document_variants(), (FULL,), BASE, forms=False) is None


HEADERS = st.text(max_size=60) | st.sampled_from(
    [BROWSER, f"<{SCHEMA}>", "*", f'application/ld+json;profile="{LD}framed"']
)


@given(accept=st.none() | HEADERS, accept_profile=st.none() | HEADERS, asked=st.fixed_dictionaries(
    {}, optional={name: HEADERS | st.sampled_from(["ttl", "schema", "alt", "expanded", "agents", ""]) for name in ("format", "profile", "form", "frame")}
))  # fmt: skip
def test_whatever_is_asked_there_is_an_answer(
    accept: str | None, accept_profile: str | None, asked: dict[str, str]
) -> None:
    found = choose(Wanted(accept, accept_profile, **asked), document_variants(), ALL, BASE)
    if found is not None:
        assert found.variant in document_variants()
        assert found.profile in (*ALL, ALT)
        assert found.form == "" or found.variant.name in {"jsonld", "json"}
        assert set(found.echo) <= set((accept or "").replace('"', " ").split())
        assert hash(found.key) == hash(found.key)


def test_each_has_its_own_address_that_leads_back_to_it() -> None:
    addresses = set()
    for found in every(document_variants(), ALL, forms=True):
        address = found.at(f"{BASE}/record/1.{found.variant.extension}")
        addresses.add(address)
        query = dict(pair.split("=") for pair in address.partition("?")[2].split("&") if pair)
        again = choose(
            Wanted(format=found.variant.extension, profile=query.get("_profile", ""), form=query.get("_form", "")),
            document_variants(), ALL, BASE,
        )  # fmt: skip
        assert again is not None
        assert again.key == found.key
    assert len(addresses) == 7 * len(ALL) + 1 + 3 * len(ALL)


def test_addresses_that_have_a_query_keep_it() -> None:
    found = Representation(HTML, ALT)
    assert (
        found.at("https://x/records?after=a&_format=html")
        == "https://x/records?after=a&_format=html&_profile=alt"
    )
