"""The whole description of an edition, as ``/dataset`` says it."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode, Triple

from ld.config import Settings
from ld.dumps import Version, describe, describe_catalog, read_delta, read_dumps
from ld.editions import Editions
from tests.ld.editions.cards import BASE

DATASET, CATALOG = NamedNode(f"{BASE}/dataset#it"), NamedNode(f"{BASE}/dataset#catalog")
DAILY = "http://publications.europa.eu/resource/authority/frequency/DAILY"
SETTINGS = Settings(
    base_url=BASE,
    title="Catalogue",
    publisher="The Library",
    license="https://creativecommons.org/publicdomain/zero/1.0/",
    update_frequency=DAILY,
)


def described(editions: Editions, settings: Settings = SETTINGS) -> list[Triple]:
    """What ``/dataset`` says: VoID and DCAT."""
    with editions.open() as edition:
        dumps = read_dumps(editions.dumps_folder(edition.number))
        others = [
            Version(info, read_dumps(editions.dumps_folder(info.number)))
            for info in editions.list()
            if info.number != edition.number
        ]
        triples = describe(
            edition,
            dumps,
            base_url=settings.base_url,
            title=settings.title,
            publisher=settings.publisher,
            license=settings.license,
            sparql_endpoint=f"{BASE}/sparql",
            dumps_url=f"{BASE}/dumps/{edition.number}",
        )
        triples += describe_catalog(
            edition,
            dumps,
            settings=settings,
            delta=read_delta(editions.dumps_folder(edition.number)),
            others=others,
            openapi=f"{BASE}/openapi.json",
            profiles=[f"{BASE}/profile/full"],
        )
    return triples


def values(dcat: Sequence[Triple], subject: NamedNode, predicate: NamedNode) -> list[str]:
    return [
        triple.object.value for triple in dcat if (triple.subject, triple.predicate) == (subject, predicate)
    ]
