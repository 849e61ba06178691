"""What ``ldpub editions diff`` prints. Nothing is collected: two editions may differ in everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import click
import orjson

from ld.editions import Change, Comparison, EntityDifference, RecordDifference

Difference = RecordDifference | EntityDifference
_HEADER = "{:<9}  {:>8}  {:>8}  {}"
_ROW = "{:<9}  {:>8,}  {:>8,}  {}"


class Totals:
    """Counts differences while they pass."""

    def __init__(self) -> None:
        none = dict.fromkeys((change.value for change in Change), 0)
        self._kinds = {"records": Counter(none), "entities": Counter(none)}
        self._statements = Counter(added=0, removed=0)

    def counted(self, kind: str, differences: Iterable[Difference]) -> Iterator[Difference]:
        """The same differences.

        Args:
            kind: ``records`` or ``entities``.
            differences: of this kind.
        """
        for one in differences:
            self._kinds[kind][one.change.value] += 1
            self._statements.update(added=len(one.added), removed=len(one.removed))
            yield one

    def as_dict(self) -> dict[str, Mapping[str, int]]:
        """Records and entities by what became of them, and statements."""
        return {**self._kinds, "statements": self._statements}

    def __str__(self) -> str:
        records, entities = (self._kinds[kind].total() for kind in ("records", "entities"))
        added, removed = self._statements["added"], self._statements["removed"]
        return (
            f"records that differ: {records:,}; shared entities: {entities:,}; "
            f"statements added: {added:,}, removed: {removed:,}"
        )


def show_differences(comparison: Comparison) -> None:
    """Two tables, one of records and one of what they share, and the totals."""
    totals = Totals()
    for title, differences in _parts(comparison, totals):
        click.echo(_HEADER.format("change", "added", "removed", title))
        for one in differences:
            click.echo(_ROW.format(one.change, len(one.added), len(one.removed), _name(one)))
        click.echo("")
    click.echo(str(totals))


def show_statements(comparison: Comparison) -> None:
    """Statements after a heading for each record or entity; headings and totals are comments of N-Quads."""
    totals = Totals()
    for title, differences in _parts(comparison, totals):
        for one in differences:
            click.echo(f"# {title} {_name(one)}: {one.change}")
            for sign, lines in (("-", one.removed), ("+", one.added)):
                for line in lines:
                    click.echo(f"{sign}{line}")
    click.echo(f"# {totals}")


def write_differences(comparison: Comparison, before: int, after: int, *, statements: bool) -> None:
    """One JSON object, an entry a line.

    Args:
        comparison: to be written.
        before: number of the one edition.
        after: that of the other.
        statements: write the statements too, not only how many.
    """
    totals = Totals()
    click.echo(f'{{\n"before": {before},\n"after": {after},')
    for kind, differences in (("records", comparison.records()), ("entities", comparison.entities())):
        click.echo(f'"{kind}": [', nl=False)
        for number, one in enumerate(totals.counted(kind, differences)):
            click.echo(f"{',' if number else ''}\n{_json(_entry(one, statements=statements))}", nl=False)
        click.echo("\n],")
    click.echo(f'"totals": {_json(totals.as_dict())}\n}}')


def _parts(comparison: Comparison, totals: Totals) -> Iterator[tuple[str, Iterator[Difference]]]:
    yield "record", totals.counted("records", comparison.records())
    yield "shared entity", totals.counted("entities", comparison.entities())


def _name(one: Difference) -> str:
    return one.id if isinstance(one, RecordDifference) else one.entity.subject


def _entry(one: Difference, *, statements: bool) -> dict[str, object]:
    about = {"id": one.id} if isinstance(one, RecordDifference) else one.entity._asdict()
    entry = {**about, "change": one.change, "added": len(one.added), "removed": len(one.removed)}
    if statements:
        entry |= {"added_statements": one.added, "removed_statements": one.removed}
    return entry


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


__all__ = ["Difference", "Totals", "show_differences", "show_statements", "write_differences"]
