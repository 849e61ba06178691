"""Bodies: media types with the schemas of what they hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from flask_app.openapi.model import Json

_TEXT: Json = {"type": "string"}
_JSON: Json = {"type": ["object", "array"]}


class Written(Protocol):
    """What has a media type: a variant of a document, a format of results."""

    @property
    def media_type(self) -> str:
        """Without parameters."""


def content(variants: Iterable[Written]) -> dict[str, Json]:
    """Media type to schema, for everything that there is.

    >>> from flask_app.variants import document_variants
    >>> content(document_variants())["text/turtle"]
    {'type': 'string'}
    """
    return {variant.media_type: _schema(variant.media_type) for variant in variants}


def reference(schema: str) -> Json:
    """A schema that is a component.

    >>> reference("Problem")
    {'$ref': '#/components/schemas/Problem'}
    """
    return {"$ref": f"#/components/schemas/{schema}"}


def _schema(media_type: str) -> Json:
    return _JSON if media_type.endswith("json") else _TEXT


__all__ = ["Written", "content", "reference"]
