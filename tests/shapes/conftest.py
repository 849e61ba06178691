"""Examples of the shapes, and validators of a public site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from shapes import Catalog, EngineValidator, catalog_of, terms
from shapes.engines import PyshaclEngine

BASE = "https://catalogue.library.net"
EXAMPLES = Path(__file__).parent / "examples"


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return catalog_of("core", BASE)


@pytest.fixture(scope="session")
def shacl_validator(catalog: Catalog) -> EngineValidator:
    return EngineValidator(catalog)


@pytest.fixture(scope="session")
def pyshacl_validator(catalog: Catalog) -> EngineValidator:
    return EngineValidator(catalog, PyshaclEngine)


@pytest.fixture(scope="session")
def read_turtle() -> Callable[..., str]:
    """A Turtle file as N-Triples, optionally with other text in it."""

    def read(path: Path, *replacement: str) -> str:
        text = path.read_text(encoding="utf-8")
        text = text.replace(*replacement) if replacement else text
        return terms.ntriples(terms.graph(terms.parse(text, ox.RdfFormat.TURTLE)))

    return read
