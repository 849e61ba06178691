"""The description of the interface in OpenAPI: one table of routes, from which the document follows.

A resource is a row; the media types that it can be asked for as come from its variants, so that a new RDF format appears by itself.
A test compares the table with the application's routes.
"""

from __future__ import annotations

from flask_app.openapi.model import Answer, Operation, Route
from flask_app.openapi.writing import describe, routes

__all__ = ["Answer", "Operation", "Route", "describe", "routes"]
