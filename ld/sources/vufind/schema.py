"""The fields of a VuFind bibliographic index: their names, which hold one value, which are by-products.

Names and cardinalities are those of ``solr/vufind/biblio/conf/schema.xml`` in VuFind 2 to 11, and of the earlier
releases whose indexes are still read.
"""

from __future__ import annotations

import re


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


SINGLE = _names(
    """
    _version_ author_sort callnumber callnumber-a callnumber-first callnumber-first-code callnumber-label
    callnumber-sort callnumber-subject callnumber-subject-code container_end_page container_issue container_reference
    container_start_page container_title container_volume description dewey-sort edition first_indexed fullrecord
    fulltext fulltext_unstemmed hierarchytype id illustrated is_hierarchy_id is_hierarchy_title last_indexed lccn
    publishDateSort record_format recordtype score thumbnail title title_auth title_full title_full_unstemmed
    title_short title_sort title_sub
    """
)
"""Fields that hold one value. ``title_fullStr`` is not here: since VuFind 5 it holds ``title_alt`` too."""

MULTIPLE = _names(
    """
    allfields allfields_unstemmed author author-letter author2 author2Str author2_fuller author2_role author2_variant
    authorStr author_additional author_browse author_corporate author_corporate_role author_corporate_variant
    author_facet author_fuller author_role author_variant building callnumber-raw callnumber-search collection contents
    ctrlnum dateSpan dewey-full dewey-hundreds dewey-ones dewey-raw dewey-search dewey-sort-browse dewey-tens era
    era_facet format genre genre_facet geographic geographic_facet hierarchy_browse hierarchy_parent_id
    hierarchy_parent_title hierarchy_sequence hierarchy_top_id hierarchy_top_title institution isbn issn language
    long_lat long_lat_display long_lat_label marc_error oclc_num physical publishDate publisher publisherStr series
    series2 spelling spellingShingle title_alt title_fullStr title_in_hierarchy title_new title_old topic topic_browse
    topic_facet topic_unstemmed url
    """
)
"""Fields that hold any number of values."""

KNOWN = SINGLE | MULTIPLE
"""Every field that the schema names."""

_DYNAMIC = re.compile(
    r".+_(?:(?:str|txt|txtF|txtP|isn|date|geo)(?P<many>_mv)?|boolean|random|autocomplete)", re.DOTALL
)

# VuFind 1.x had one call number, `callnumber`, without its spaces, where later releases have callnumber-raw; so that is
# data. Made of it: callnumber-a (050 $a: the class and the first cutter), and the codes of callnumber-first and
# callnumber-subject. author2Str repeats author2 for facets, dewey-sort-browse repeats dewey-sort for the shelf browser,
# author-letter is the first letter of author. All seen in documents of such indexes, always beside what they repeat.
_OLD_DERIVATIVES = _names(
    """
    author-letter author2Str authorStr callnumber-a callnumber-first-code callnumber-subject-code dewey-sort-browse
    """
)

DERIVATIVES = _OLD_DERIVATIVES | _names(
    """
    _version_ allfields allfields_unstemmed author2_variant author_browse author_corporate_variant author_facet
    author_sort author_variant callnumber-first callnumber-label callnumber-search callnumber-sort callnumber-subject
    dewey-full dewey-hundreds dewey-ones dewey-search dewey-sort dewey-tens era_facet fulltext fulltext_unstemmed
    genre_facet geographic_facet hierarchy_browse publishDateSort publisherStr score spelling spellingShingle
    title_fullStr title_full_unstemmed title_sort topic_browse topic_facet topic_unstemmed work_keys_str_mv
    """
)
"""By-products of the index: copies, sort keys and facets of other fields. The list is closed.

``geographic_facet`` and ``era_facet`` may still be the cleaner source where the field that they are made of runs values
together; the mapping says where it reads them."""


def is_dynamic(name: str) -> bool:
    """Whether `name` is one that a site may add without touching the schema.

    >>> is_dynamic("doi_str_mv"), is_dynamic("title"), is_dynamic("_str")
    (True, False, False)
    """
    return _DYNAMIC.fullmatch(name) is not None


def is_field(name: str) -> bool:
    """Whether `name` is a field of the schema or a dynamic one.

    >>> is_field("title"), is_field("shelf_str"), is_field("Title")
    (True, True, False)
    """
    return name in KNOWN or is_dynamic(name)


def is_multiple(name: str) -> bool:
    """Whether field `name` may hold several values; what nobody knows may.

    >>> is_multiple("author"), is_multiple("title"), is_multiple("a_str"), is_multiple("a_str_mv"), is_multiple("x")
    (True, False, False, True, True)
    """
    dynamic = _DYNAMIC.fullmatch(name)
    return dynamic["many"] is not None if dynamic else name not in SINGLE


def is_derivative(name: str) -> bool:
    """Whether field `name` is a by-product of the index, made of other fields.

    >>> is_derivative("title_sort"), is_derivative("x_random"), is_derivative("title"), is_derivative("isbn_isn_mv")
    (True, True, False, False)
    """
    return name in DERIVATIVES or name.endswith(("_random", "_autocomplete"))


__all__ = [
    "DERIVATIVES",
    "KNOWN",
    "MULTIPLE",
    "SINGLE",
    "is_derivative",
    "is_dynamic",
    "is_field",
    "is_multiple",
]
