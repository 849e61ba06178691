"""SHACL: what must be true of a record's graph, and the engines that check it.

>>> from rdflib import Graph
>>> [finding.code for finding in validate(Graph())]
[]
"""

from __future__ import annotations

from shapes.catalog import Catalog, Shape, core, core_text, load
from shapes.report import report_json, report_text, report_turtle
from shapes.validator import PyshaclValidator, ShaclValidator, Validator, validate, validator
from shapes.vocabulary import known_terms, unknown_terms

__all__ = [
    "Catalog",
    "PyshaclValidator",
    "ShaclValidator",
    "Shape",
    "Validator",
    "core",
    "core_text",
    "known_terms",
    "load",
    "report_json",
    "report_text",
    "report_turtle",
    "unknown_terms",
    "validate",
    "validator",
]
