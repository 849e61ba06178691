"""The same mapping rules, writing rdflib terms into an rdflib.Graph: the plain way to compare with.

The modules of the mapping are loaded a second time with a stand-in for pyoxigraph whose terms are rdflib's.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pyoxigraph
import rdflib

PARTS = ("ld.namespaces", "ld.iris", "ld.graph", "ld.mapping")
"""The modules, and packages with all their modules, that make terms."""


class NamedNode(rdflib.URIRef):
    """An rdflib IRI with the one attribute of pyoxigraph's that the rules read."""

    @property
    def value(self) -> str:
        return str(self)


class Literal(rdflib.Literal):
    """An rdflib literal made with pyoxigraph's arguments."""

    def __new__(cls, value: str, *, language: str | None = None, datatype: Any = None) -> Literal:
        return super().__new__(cls, value, lang=language, datatype=datatype)


def _loaded() -> list[str]:
    return [name for name in sys.modules if name in PARTS or name.startswith("ld.mapping.")]


def rules(base: str) -> Callable[[Any], rdflib.Graph]:
    """A function from BibRecord to rdflib.Graph that runs the project's rules."""
    importlib.import_module("ld.mapping")  # so that every module of it is among those that are put aside
    saved = {name: sys.modules.pop(name) for name in _loaded()}
    stand_in = ModuleType("pyoxigraph")
    vars(stand_in).update(vars(pyoxigraph) | {"NamedNode": NamedNode, "Literal": Literal})
    sys.modules["pyoxigraph"] = stand_in
    try:
        mapping, work, iris = (
            importlib.import_module(name) for name in ("ld.mapping", "ld.mapping.work", "ld.iris")
        )
    finally:
        sys.modules["pyoxigraph"] = pyoxigraph
        for name in _loaded():
            del sys.modules[name]
        sys.modules.update(saved)
        for name, module in saved.items():  # the parents' attributes, too
            parent, _, child = name.rpartition(".")
            if parent:
                setattr(sys.modules[parent], child, module)
    minter = iris.Iris(base)

    def to_graph(record: Any) -> rdflib.Graph:
        collected = work.Work(record, minter)
        for rule in mapping.RULES:
            rule(collected)
        graph = rdflib.Graph()
        for subject, predicate, value, _ in [*collected.own, *collected.shared]:
            graph.add((subject, predicate, value))
        return graph

    return to_graph
