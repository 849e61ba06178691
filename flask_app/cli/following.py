"""What follows every publish, whichever command made it."""

from __future__ import annotations

from flask_app.cli.console import Session, check_shapes_later
from ld.dumps import write_dumps


def after_publish(session: Session, number: int) -> None:
    """No more editions than are to be kept, dump files, and the shapes that can wait.

    Args:
        number: of the edition that was published.
    """
    settings = session.settings
    if settings.keep_editions:
        session.editions.prune(settings.keep_editions)
    if settings.dumps == "after-publish":
        with session.edition(number) as edition:
            write_dumps(edition, session.editions.dumps_folder(number))
    check_shapes_later(session, number)


__all__ = ["after_publish"]
