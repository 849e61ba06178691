"""Queries that grow with a number: each kind is known to kill or stall an engine somewhere. For tests and benchmarks."""

from __future__ import annotations

from collections.abc import Callable

Attack = Callable[[int], str]

XSD = "PREFIX x:<http://www.w3.org/2001/XMLSchema#>"


def around(opening: str, closing: str, middle: str, whole: str = "SELECT*{%s}") -> Attack:
    """`middle` in `n` pairs of `opening` and `closing`, in a query."""
    return lambda n: whole.replace("%s", opening * n + middle + closing * n)


def row(item: str, separator: str = "", whole: str = "SELECT*{%s}") -> Attack:
    """`n` items, each with its number in place of ``#``, in a query."""
    return lambda n: whole.replace("%s", separator.join(item.replace("#", str(i)) for i in range(n)))


FILTER = "SELECT*{?s ?p ?o FILTER(%s)}"
PATH = "SELECT*{?s %s ?o}"
BEFORE = "SELECT*{?s ?p ?o %s}"

NESTED: dict[str, Attack] = {
    "groups": around("{", "}", "?s ?p ?o"),
    "groups at once": around("{", "}", "", "SELECT*%s"),
    "OPTIONAL": around("OPTIONAL{?s ?p ?o ", "}", "?s ?p ?o"),
    "MINUS": around("?s ?p ?o MINUS{", "}", "?s ?p ?o"),
    "LATERAL": around("?s ?p ?o LATERAL{", "}", "?s ?p ?o"),
    "GRAPH": around("GRAPH ?g{", "}", "?s ?p ?o"),
    "UNION left": around("{", "}UNION{}", "?s ?p ?o"),
    "UNION right": around("{}UNION{", "}", "?s ?p ?o"),
    "FILTER EXISTS": around("FILTER EXISTS{", "}", "?s ?p ?o"),
    "FILTER(EXISTS)": around("FILTER(EXISTS{", "})", "?s ?p ?o"),
    "FILTER NOT EXISTS": around("FILTER(STR(!NOT EXISTS{", "}))", "?s ?p ?o"),
    "BIND EXISTS": around("BIND(EXISTS{", "}AS?x)", "?s ?p ?o"),
    "subqueries": around("{SELECT*{", "}}", "?s ?p ?o"),
    "subqueries with counts": around("{SELECT(COUNT(*)AS?x){", "}}", "?s ?p ?o"),
    "subqueries with HAVING": around("{SELECT?s{", "}GROUP BY?s HAVING(1)}", "?s ?p ?o"),
    "parentheses": around("(", ")", "1", FILTER),
    "parentheses with a mistake": around("(", ")", "?o ?o", FILTER),
    "open parentheses": lambda n: "SELECT*{FILTER(" + "(" * n,
    "STR": around("STR(", ")", "1", FILTER),
    "COALESCE": around("COALESCE(1||1&&1=1+1*", ")", "1", FILTER),
    "IF": around("IF(true,", ",2)", "1", FILTER),
    "IN": around("1 IN(", ")", "1", FILTER),
    "casts": around("x:string(", ")", "1", XSD + FILTER),
    "SUBSTR": around("SUBSTR(", ",1)", "'a'", FILTER),
    "SUBSTR with a mistake": around("SUBSTR(1,", ")", "nope:a", FILTER),
    "REGEX": around("REGEX(", ",'a')", "'a'", FILTER),
    "REPLACE": around("REPLACE(", ",'a','b')", "'a'", FILTER),
    "GROUP_CONCAT": around("GROUP_CONCAT(", ")", "1", "SELECT(%s AS?x){}"),
    "!": around("!", "", "true", FILTER),
    "! with a mistake": around("!", "", "nope:a", FILTER),
    "!( with a mistake": around("!(", ")", "nope:a", FILTER),
    "- -": around("- ", "", "1", FILTER),
    "----": around("-", "", "?o", FILTER),
    "-(": around("-(", ")", "1", FILTER),
    "lists": around("(", ")", "1", "SELECT*{%s ?p ?o}"),
    "lists as objects": around("(1 ", ")", "1", "SELECT*{?s ?p %s}"),
    "open lists": lambda n: "SELECT*{" + "(" * n,
    "blank nodes": around("[?p ", "]", "1", "SELECT*{%s ?p ?o}"),
    "open blank nodes": lambda n: "SELECT*{" + "[?p " * n,
    "reified triples": around("<<?s ?p ", ">>", "?o", "SELECT*{%s ?p ?o}"),
    "triple terms": around("<<(?s ?p ", ")>>", "?o", "SELECT*{?s ?p %s}"),
    "annotations": around("{|?p ?o ", "|}", "", BEFORE),
    "reifiers with a mistake": around("~?r{|?p ?o ", "|}", "FOO", BEFORE),
    "path parentheses": around("(", ")", "<a:p>", PATH),
    "path inverses": around("^(", ")", "<a:p>", PATH),
    "path stars": around("(", ")*", "<a:p>", PATH),
    "path pluses": around("(", ")+", "<a:p>", PATH),
    "path options": around("(", ")?", "<a:p>", PATH),
    "template": around("[?p ", "]", "1", "CONSTRUCT{?s ?p %s}{?s ?p ?o}"),
}

FLAT: dict[str, Attack] = {
    "triples with .": row("?s# <a:p> ?s#."),
    "triples that chain": lambda n: "SELECT*{" + "".join(f"?s{i} <a:p> ?s{i + 1}." for i in range(n)) + "}",
    "triples that are equal": row("?s ?p ?o."),
    "triples apart": row("?s# ?p# ?o#."),
    "triples with ;": row("<a:p> ?o#", ";", "SELECT*{?s %s}"),
    "triples with ,": row("?o#", ",", "SELECT*{?s <a:p> %s}"),
    "triples in a blank node": row("<a:p> ?o#", ";", "SELECT*{[%s]}"),
    "annotations": row("{|<a:p> ?o#|}", "", "SELECT*{?s ?p ?o %s}"),
    "reifiers": row("~?r#", "", "SELECT*{?s ?p ?o %s}"),
    "members": row("?o# ", "", "SELECT*{?s <a:p> (%s)}"),
    "groups": row("{?s ?p ?o#}"),
    "empty groups": row("{}"),
    "UNION": row("{?s ?p ?o}", "UNION"),
    "empty UNION": row("{}", "UNION"),
    "OPTIONAL": row("OPTIONAL{?s <a:p> ?o#}", "", BEFORE),
    "empty OPTIONAL": row("OPTIONAL{}", "", BEFORE),
    "empty MINUS": row("MINUS{}", "", BEFORE),
    "empty LATERAL": row("LATERAL{}", "", BEFORE),
    "empty GRAPH": row("GRAPH?g#{}"),
    "empty subqueries": row("{SELECT*{}}"),
    "FILTER": row("FILTER(?o)", "", BEFORE),
    "FILTER EXISTS": row("FILTER EXISTS{}", "", BEFORE),
    "BIND": row("BIND(1 AS?v#)", "", BEFORE),
    "VALUES": row("VALUES?s{1 2}"),
    "VALUES over VALUES": row("VALUES?v#{1 2}", "", "ASK{%s}"),
    "values": row("1 ", "", "SELECT*{VALUES?s{%s}}"),
    "rows": row("(1 2)", "", "SELECT*{VALUES(?s ?o){%s}}"),
    "columns": row("?v# ", "", "SELECT*{VALUES(%s){}}"),
    "||": row("?o", "||", FILTER),
    "&&": row("?o=#", "&&", FILTER),
    "+": row("?o", "+", FILTER),
    "-": row("1", "-", FILTER),
    "*": row("?o", "*", FILTER),
    "IN": row("?o", ",", "SELECT*{?s ?p ?o FILTER(1 IN(%s))}"),
    "CONCAT": row("'a'", ",", "SELECT(CONCAT(%s)AS?x){}"),
    "SELECT": row("?v# ", "", "SELECT %s{}"),
    "SELECT expressions": row("(1 AS?v#)", "", "SELECT %s{}"),
    "aggregates": row("(SUM(#)AS?v#)", "", "SELECT %s{?s ?p ?o}"),
    "GROUP BY": row("(1 AS?v#)", "", "SELECT(1 AS?x){?s ?p ?o}GROUP BY %s"),
    "HAVING": row("(1)", "", "SELECT?s{?s ?p ?o}GROUP BY?s HAVING%s"),
    "ORDER BY": row("(1)", "", "SELECT*{?s ?p ?o}ORDER BY%s"),
    "DESCRIBE": row("<a:#>", "", "DESCRIBE%s"),
    "FROM": row("FROM<a:#>", "", "SELECT*%s{?s ?p ?o}"),
    "PREFIX": row("PREFIX p#:<a:#>", "", "%sSELECT*{?s ?p ?o}"),
    "template": row("?s ?p #.", "", "CONSTRUCT{%s}{?s ?p ?o}"),
    "path /": row("<a:p>", "/", PATH),
    "path /^": row("^<a:p>", "/", PATH),
    "path |": row("<a:p>", "|", PATH),
    "path |*": row("<a:p>*", "|", PATH),
    "path !|": row("<a:p>", "|", "SELECT*{?s !(%s)?o}"),
    "path */": row("<a:p>*", "/", "ASK{?s %s ?o}"),
    "path ?/": row("<a:p>?", "/", "ASK{?s %s ?o}"),
    "path (|)/": row("(<a:p>|<a:q>)", "/", PATH),
    ";;;": row(";", "", BEFORE),
    "commas": row(",1", "", "SELECT*{?s ?p 1%s}"),
}

BINDS = "".join(f"BIND(1 AS?v{i})" for i in range(790))


def calls(opening: str, n: int, middle: str = "1", closing: str = ")") -> str:
    """`middle` in `n` calls."""
    return opening * n + middle + closing * n


def star(n: int, name: str) -> str:
    """`n` triples around one variable: the dearest to plan."""
    return "".join(f"?s <a:p> ?{name}{i}." for i in range(n))


def optionals(n: int, size: int) -> str:
    """`n` times OPTIONAL with `size` triples, each after a triple of its own."""
    return "".join(f"?s <a:q> ?t{i}.OPTIONAL{{{star(size, f'o{i}_')}}}" for i in range(n))


def minus(n: int, size: int) -> str:
    """`n` times MINUS with `size` triples."""
    return "".join(f"MINUS{{{star(size, f'm{i}_')}}}" for i in range(n))


# What overflows a stack, or takes time to plan, adds up: these use several limits at once.
COMBINED: dict[str, str] = {
    "operators in calls": f"SELECT*{{FILTER({calls('COALESCE(1||1&&1=1+1*1*1*', 60)})}}",
    "clauses under calls": f"SELECT*{{{BINDS}FILTER({calls('COALESCE(1||1&&1=1+1*', 62)})}}",
    "clauses at the bottom": f"SELECT*{calls('{', 63, BINDS, '}')}",
    "EXISTS": f"SELECT*{{{calls('FILTER(1||1&&1=1+1*EXISTS{', 31, 'FILTER(1' + '+1' * 640 + ')', '})')}}}",
    "MINUS": f"SELECT*{{{calls('?s ?p ?o MINUS{', 60, BINDS[:9000].rpartition('BIND')[0], '}')}}}",
    "ORDER BY": f"SELECT*{{FILTER({calls('EXISTS{FILTER(1||1&&1+1*', 31, '1', ')}')})}}ORDER BY{'(1)' * 720}",
    "rereads": f"SELECT*{{FILTER({calls('1||1&&1+1*SUBSTR(', 8, calls('COALESCE(1+', 50), ',1)')})}}",
    "rereads with a mistake": f"SELECT*{{FILTER({calls('REPLACE(1,1,', 8, 'nope:a')})}}",
    "OPTIONAL": f"SELECT*{{{optionals(26, 40)}}}",
    "OPTIONAL with clauses": f"SELECT*{{{optionals(26, 40)}{BINDS[:9000].rpartition('BIND')[0]}}}",
    "OPTIONAL in UNION": f"SELECT*{{{{{star(30, 'a')}OPTIONAL{{{star(30, 'b')}}}}}UNION{{{star(30, 'c')}OPTIONAL{{?s ?p ?o}}}}}}",
    "MINUS of all": f"SELECT*{{{star(40, 'a')}{minus(19, 46)}}}",
    "inline data": f"SELECT*{{VALUES(?s ?o){{{'(<a:1> <a:2>)' * 3900}}}?s ?p ?o}}",
    "inline data of one": f"SELECT*{{VALUES?s{{{'<a:1> ' * 15900}}}?s ?p ?o}}",
}

__all__ = ["COMBINED", "FLAT", "NESTED", "Attack"]
