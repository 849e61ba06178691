"""What follows every publish, whichever command made it."""

from __future__ import annotations

from flask_app.cli.console import Session, check_shapes_later
from ld.dumps import DumpPlan, write_delta, write_dumps


def after_publish(session: Session, number: int) -> None:
    """No more editions than are to be kept, dump files, of what has changed in any case, and the shapes that can wait.

    Args:
        number: of the edition that was published.
    """
    settings = session.settings
    if settings.keep_editions:
        session.editions.prune(settings.keep_editions)
    folder, plan = session.editions.dumps_folder(number), DumpPlan.of(settings)
    with session.edition(number) as edition:
        write_delta(edition, folder, plan=plan)
        if settings.dumps == "after-publish":
            write_dumps(edition, folder, plan)
    check_shapes_later(session, number)


__all__ = ["after_publish"]
