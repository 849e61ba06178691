"""What follows every run, whichever command it was."""

from __future__ import annotations

from flask_app.cli.console import Session, check_shapes_later
from ld.dumps import DumpPlan, read_delta, read_dumps, write_delta, write_dumps
from ld.errors import PublishError, StoreError


def after_run(session: Session, number: int | None) -> None:
    """No more editions than are to be kept, dump files, of what has changed in any case, and the shapes that can wait.

    Args:
        number: of the edition that was published; None if nothing was. Then it is done for the current one if it is not done yet: an
            earlier run may have been killed between publishing and this.
    Raises:
        PublishError: it cannot be done; the edition is served all the same.
    """
    editions = session.editions
    number = editions.current_number() if number is None else number
    if number is None:
        return
    try:
        _follow(session, number)
    except (PublishError, StoreError) as error:
        msg = f"edition {number} is published, but what follows failed; give the command again: {error}"
        raise PublishError(msg) from error


def _follow(session: Session, number: int) -> None:
    settings, editions = session.settings, session.editions
    if settings.keep_editions:
        editions.prune(settings.keep_editions)
    folder, plan = editions.dumps_folder(number), DumpPlan.of(settings)
    with session.edition(number) as edition:
        if not read_delta(folder):
            write_delta(edition, folder, plan=plan)
        if settings.dumps == "after-publish" and not read_dumps(folder):
            write_dumps(edition, folder, plan)
    check_shapes_later(session, number)


__all__ = ["after_run"]
