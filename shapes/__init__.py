"""SHACL: what must be true of a record's graph, and the engines that check it.

>>> from rdflib import Graph
>>> [finding.code for finding in validate(Graph())]
[]
"""

from __future__ import annotations

from shapes.catalog import Catalog, Shape, load
from shapes.groups import GROUPS, Group, View, catalog_of, catalogs, group
from shapes.own.files import OwnFile, own_files, own_shapes
from shapes.own.validation import OwnValidator, own_validator
from shapes.report import report_graph, report_json, report_line, report_text, report_turtle
from shapes.validator import ENGINES, EngineValidator, Validator, Validators, validate, validator
from shapes.vocabulary import known_terms, unknown_terms

__all__ = [
    "ENGINES",
    "GROUPS",
    "Catalog",
    "EngineValidator",
    "Group",
    "OwnFile",
    "OwnValidator",
    "Shape",
    "Validator",
    "Validators",
    "View",
    "catalog_of",
    "catalogs",
    "group",
    "known_terms",
    "load",
    "own_files",
    "own_shapes",
    "own_validator",
    "report_graph",
    "report_json",
    "report_line",
    "report_text",
    "report_turtle",
    "unknown_terms",
    "validate",
    "validator",
]
