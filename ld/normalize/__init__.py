"""Pure functions from catalogue strings to clean values.

Every function here takes the text of one field of one record and gives a value that can be published, or raises
:class:`ld.errors.LexicalError`, and nothing else, whatever the text holds. None of them reads a clock (except where a
year is checked against today, which can be passed in), a network or a setting.

`text.clean` and `text.line` undo markup and escapes, once: call one of the two, once, for every value of a source. All
other functions take what these return.

::

    text        clean, line, one_line, strip_isbd, fold   markup, punctuation are its parts
    slugs       slug, heading_key
    dates       parse, parse_timestamp, parse_span, life_dates, interval_year
    identifiers isbn, issn, doi, … from_url, from_control_number, authority
    urls        http_iri
    languages licences roles formats                    codes and labels through tables
    names publishers subjects places pages containers callnumbers
"""
