"""The parameters of an address or of a form, exactly as they were sent: in their order, repeated ones too."""

from __future__ import annotations

from urllib.parse import parse_qsl

from werkzeug.exceptions import BadRequest

MOST = 128
"""Of one address or form."""


def fields_of(text: str) -> list[tuple[str, str]]:
    """Names and values.

    Args:
        text: as WSGI gives it: not decoded, each byte a character. Bytes that should have been percent-encoded are read as UTF-8.
    Raises:
        BadRequest: they are not UTF-8, or too many.

    >>> fields_of("graph=a%20b&graph=&x")
    [('graph', 'a b'), ('graph', ''), ('x', '')]
    """
    try:
        decoded = text.encode("latin-1").decode("utf-8")
        return parse_qsl(decoded, keep_blank_values=True, errors="strict", max_num_fields=MOST)
    except UnicodeError:
        raise BadRequest("The parameters are not UTF-8.") from None
    except ValueError:
        raise BadRequest(f"There are more than {MOST} parameters.") from None


__all__ = ["MOST", "fields_of"]
