"""Tables of the documentation that tests write: between two markers of their own."""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"


def hold(file: str, name: str, table: str, *, update: bool) -> None:
    """A table stands in a file of the docs, between ``<!-- name: written by the tests -->`` and ``<!-- end of name -->``.

    Args:
        update: write it there first.
    """
    path = DOCS / file
    text = path.read_text(encoding="utf-8")
    start, end = f"<!-- {name}: written by the tests -->", f"<!-- end of {name} -->"
    before, opened, rest = text.partition(start)
    found, closed, after = rest.partition(end)
    assert opened, f"{file} has no place for {name}"
    assert closed, f"{file} has no end of {name}"
    if update:
        path.write_text(f"{before}{start}\n{table}\n{end}{after}", encoding="utf-8")
        return
    assert found.strip() == table.strip(), f"docs/{file} is out of date: run the test with --update-golden"
