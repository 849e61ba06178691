"""Which edition a process answers from."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from flask_app import publication
from flask_app.publication import Publication
from ld.editions import Editions
from ld.errors import DamagedEditionError, UnknownEditionError
from tests.flask_app.catalogue import book, publish


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_nothing_published_is_said(data_dir: Path) -> None:
    held = Publication(Editions(data_dir))
    assert held.number is None
    with pytest.raises(UnknownEditionError, match="ldpub ingest"):
        held.edition()


def test_the_same_edition_is_opened_once(data_dir: Path) -> None:
    publish(data_dir, book("1"))
    held = Publication(Editions(data_dir))
    assert held.edition() is held.edition()


def test_who_holds_an_edition_keeps_it_while_others_get_the_next(data_dir: Path) -> None:
    publish(data_dir, book("1"))
    held = Publication(Editions(data_dir))
    old = held.edition()
    publish(data_dir, withdraw=["1"])
    Editions(data_dir).prune(keep=1)
    new = held.edition()
    assert (old.number, new.number) == (1, 2)
    assert old.quads("1")
    assert not new.quads("1")


def test_threads_that_ask_at_once_get_one_edition(data_dir: Path) -> None:
    publish(data_dir, book("1"))
    held, barrier = Publication(Editions(data_dir)), Barrier(8)

    def ask() -> int:
        barrier.wait(10)
        return id(held.edition())

    with ThreadPoolExecutor(8) as pool:
        found = {future.result() for future in [pool.submit(ask) for _ in range(8)]}
    assert len(found) == 1


def damage(data_dir: Path, number: int) -> None:
    (data_dir / f"editions/{number:06d}/edition.json").write_text("{}", encoding="ascii")


def test_a_damaged_edition_does_not_displace_the_one_before(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(data_dir, book("1"))
    held = Publication(Editions(data_dir))
    assert held.edition().number == 1
    publish(data_dir, book("2"))
    damage(data_dir, 2)
    assert held.edition().number == 1
    assert held.number == 1
    Editions(data_dir).rollback(1)
    publish(data_dir, book("3"))
    assert held.edition().number == 3
    monkeypatch.setattr(publication, "RETRY_SECONDS", 0.0)
    assert held.edition().number == 3


def test_a_damaged_edition_alone_is_an_error(data_dir: Path) -> None:
    publish(data_dir, book("1"))
    damage(data_dir, 1)
    with pytest.raises(DamagedEditionError):
        Publication(Editions(data_dir)).edition()
