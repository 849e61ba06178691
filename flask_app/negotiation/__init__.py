"""What a client wants, read from its headers: plain functions over strings.

Nothing here raises, whatever the header: a member that is not well-formed is passed over, and only the first
8,192 characters and 100 members are read.

Spec: https://www.rfc-editor.org/rfc/rfc9110#section-12
"""

from __future__ import annotations

from flask_app.negotiation.media_types import Choice, MediaRange, Negotiable, Offer, negotiate, parse_accept
from flask_app.negotiation.preferences import accept_encoding, accept_language
from flask_app.negotiation.profiles import accept_profile, parse_accept_profile

__all__ = [
    "Choice",
    "MediaRange",
    "Negotiable",
    "Offer",
    "accept_encoding",
    "accept_language",
    "accept_profile",
    "negotiate",
    "parse_accept",
    "parse_accept_profile",
]
