"""Accept-Encoding and Accept-Language: which coding and which language a client prefers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_app.negotiation.members import weights_of


def accept_encoding(header: str | None, available: Sequence[str]) -> str:
    """The content coding to answer with.

    Args:
        header: value of Accept-Encoding.
        available: codings that there are besides ``identity``, the server's order of preference.
    Returns:
        The heaviest one, the first of several; ``identity`` if none is asked for, and also if even that is refused: an
        answer without a coding is what a server should send then.
    Spec: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3

    >>> accept_encoding("gzip, deflate, br;q=0.5", ["br", "gzip"])
    'gzip'
    >>> accept_encoding("gzip;q=0.5, identity", ["gzip"])
    'identity'
    """
    weights = weights_of(header or "")
    rest = weights.get("*", 0.0)
    best = max(available, key=lambda coding: weights.get(coding.lower(), rest), default="identity")
    weight = weights.get(best.lower(), rest)
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else "identity"


def accept_language(header: str | None, available: Sequence[str]) -> str:
    """The language to answer in.

    Args:
        header: value of Accept-Language.
        available: tags in lower case that there are, the first for want of a better one.
    Returns:
        One of them, by the weights given; a range is looked up from its longest form to its shortest.
    Spec: https://www.rfc-editor.org/rfc/rfc4647#section-3.4

    >>> accept_language("de, es-MX;q=0.8, en;q=0.5", ["en", "es"])
    'es'
    >>> accept_language("es;q=0, *", ["en", "es"]), accept_language(None, ["en", "es"])
    ('en', 'en')
    """
    weights = weights_of(header or "")
    for name in sorted(weights, key=lambda name: -weights[name]):
        if weights[name] > 0 and (found := _looked_up(name, available, weights)):
            return found
    return available[0]


def _looked_up(tag: str, available: Sequence[str], weights: Mapping[str, float]) -> str | None:
    if tag == "*":
        return next((name for name in available if weights.get(name, 1.0) > 0), None)
    while tag:
        if tag in available:
            return tag
        tag = tag.rpartition("-")[0]
    return None


__all__ = ["accept_encoding", "accept_language"]
