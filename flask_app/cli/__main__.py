"""``python -m flask_app.cli``: the same as ``ldpub``."""

from flask_app.cli import main

main()
