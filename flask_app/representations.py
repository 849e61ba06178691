"""Which representation of a document a request asks for: media type, profile and form of JSON-LD. Plain functions over strings.

The address decides before the headers: an extension or ``_format``, ``_profile``, ``_form`` and ``frame``. Of the headers, a profile
that the chosen member of Accept asks for goes before Accept-Profile. Between media types that a client likes equally well, see
:func:`flask_app.negotiation.negotiate`; between profiles, the first of the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask_app.jsonld_forms import FORMS, FRAMED, form_of, in_form
from flask_app.negotiation import accept_profile, negotiate
from flask_app.variants import Variant, find
from ld.formats import Description
from ld.formats.frames import FRAMES
from ld.formats.profiles import FULL, Profile

ALT = Profile(
    name="alt",
    title="What there is",
    description="The representations of a document, by profile and format, instead of its content.",
    bases=("http://www.w3.org/ns/dx/connegp/altr",),
)
"""Lists what there is (Content Negotiation by Profile §6)."""
_JSON = frozenset({"jsonld", "json"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request asks for; empty for nothing.

    Attributes:
        accept: value of Accept; None without it.
        accept_profile: of Accept-Profile; None without it.
        format: of the extension, else of ``_format``.
        profile: of ``_profile``.
        form: of ``_form``.
        frame: of ``frame``: a name, or the address of a frame of ours.
    """

    accept: str | None = None
    accept_profile: str | None = None
    format: str = ""
    profile: str = ""
    form: str = ""
    frame: str = ""

    @property
    def by_accept(self) -> bool:
        """Whether the media type is negotiated."""
        return not (self.format or self.form or self.frame)


@dataclass(frozen=True, slots=True)
class Representation:
    """One way to have a document.

    Attributes:
        variant: the format.
        profile: what of it.
        form: of JSON-LD; empty for the usual one.
        frame: of ours, for the form ``framed``; empty for the usual one.
        echo: IRIs of the media type's profile that are honoured, to be said again (JSON-LD 1.1 Appendix C).
        negotiated: whether it answers at the address of the document, and not at one of its own.
    """

    variant: Variant
    profile: Profile = FULL
    form: str = ""
    frame: str = ""
    echo: tuple[str, ...] = ()
    negotiated: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What distinguishes it, quickly hashed."""
        return (self.variant.name, self.profile.name, self.form, self.frame, self.echo, self.negotiated)

    @property
    def content_type(self) -> str:
        """Value of the header."""
        kind = self.variant.content_type
        return f'{kind}; profile="{" ".join(self.echo)}"' if self.echo else kind

    def at(self, address: str) -> str:
        """Its own address.

        Args:
            address: of its variant.
        """
        if self.profile is FULL and not (self.form or self.frame):
            return address
        chosen = (
            ("_profile", "" if self.profile is FULL else self.profile.name),
            ("_form", self.form),
            ("frame", self.frame),
        )
        query = urlencode([(name, value) for name, value in chosen if value])
        return f"{address}{'&' if '?' in address else '?'}{query}" if query else address


def choose(
    wanted: Wanted,
    variants: Sequence[Variant],
    profiles: Sequence[Profile],
    base: str,
    *,
    forms: bool = True,
) -> Representation | None:
    """The representation that a request asks for.

    Args:
        variants: those of the document, in the order of our preference.
        profiles: in which it is there, the usual one first.
        base: of the site.
        forms: whether its JSON-LD is there in all forms.
    Returns:
        None if there is none that will do (406).

    >>> from flask_app.variants import document_variants
    >>> found = choose(Wanted(accept="text/turtle"), document_variants(), [FULL], "https://x.example")
    >>> found.variant.name, found.negotiated
    ('turtle', True)
    >>> choose(Wanted(format="ttl", form="expanded"), document_variants(), [FULL], "https://x.example") is None
    True
    """
    choice = _variant(wanted, variants)
    if choice is None:
        return None
    variant, asked = choice
    known = {profile.iri(base): profile for profile in profiles} | {ALT.bases[0]: ALT}
    profile = _profile(wanted, asked, known, many=len(profiles) > 1)
    shape = _shape(wanted, asked if forms else [], variant)
    if profile is None or shape is None or (shape.form and (profile is ALT or not forms)):
        return None
    echo = (
        tuple(iri for iri in asked if iri == shape.iri or known.get(iri) is profile)
        if variant.name == "jsonld"
        else ()
    )
    form = "" if shape.iri == FORMS["compacted"].iri else shape.form
    return Representation(variant, profile, form, shape.frame, echo, wanted.by_accept)


def _variant(wanted: Wanted, variants: Sequence[Variant]) -> tuple[Variant, list[str]] | None:
    """The format, and the profiles that the member of Accept names which chose it."""
    if not wanted.by_accept:
        variant = find(variants, wanted.format or "jsonld")
        return None if variant is None else (variant, [])
    choice = negotiate(wanted.accept, variants)
    return None if choice is None else (choice.offer, (choice.parameter("profile") or "").split())


def _profile(
    wanted: Wanted, asked: Iterable[str], known: dict[str, Profile], *, many: bool
) -> Profile | None:
    if wanted.profile:
        names = {profile.name: profile for profile in known.values()}
        return names.get(wanted.profile) or known.get(wanted.profile)
    named = next((known[iri] for iri in asked if iri in known), None)
    if named is not None or not many:
        return named or next(iter(known.values()))
    chosen = accept_profile(wanted.accept_profile, tuple(known))
    return None if chosen is None else known[chosen]


@dataclass(frozen=True, slots=True)
class _Shape:
    """A form of JSON-LD, and the frame of ours if it is framed."""

    form: str = ""
    frame: str = ""
    iri: str = ""


def _shape(wanted: Wanted, asked: Sequence[str], variant: Variant) -> _Shape | None:
    """None if it is no form, not of this format, or no frame of ours."""
    form = wanted.form or (FRAMED if wanted.frame else "")
    if not form:
        form = form_of(asked) if variant.name == "jsonld" else ""
        return _Shape(form, iri=FORMS[form].iri) if form else _Shape()
    frame = wanted.frame.rpartition("/")[2].removesuffix(".jsonld")
    if form not in FORMS or variant.name not in _JSON or (frame and (form != FRAMED or frame not in FRAMES)):
        return None
    return _Shape(form, frame, FORMS[form].iri)


def every(variants: Iterable[Variant], profiles: Iterable[Profile], *, forms: bool) -> list[Representation]:
    """All representations that have an address of their own: what ``_profile=alt`` lists.

    Args:
        forms: whether the JSON-LD is there in all forms.
    """
    found = []
    for profile in profiles:
        for variant in variants:
            if variant.format is None and profile is not FULL:
                continue  # a page is the same whatever the profile
            found.append(Representation(variant, profile))
            if forms and variant.name == "jsonld":
                found += [replace(found[-1], form=form) for form in FORMS if form not in {"compacted"}]
    return found


def write(description: Description, chosen: Representation) -> bytes:
    """A description in the format and the form of a representation; not for pages."""
    if chosen.form:
        return in_form(description, chosen.form, chosen.frame)
    return chosen.variant.serialize(description)


__all__ = ["ALT", "Representation", "Wanted", "choose", "every", "write"]
