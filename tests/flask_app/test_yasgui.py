"""The query editor that others made: the build that SOURCE.toml names, unchanged, with its licence."""

from __future__ import annotations

import re
import tomllib
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from flask_app.views.editor import STYLE_DIGESTS

FOLDER = files("flask_app") / "static" / "yasgui"
SUMS = dict(reversed(line.split("  ")) for line in (FOLDER / "SHA256SUMS").read_text().splitlines())
SOURCE = tomllib.loads((FOLDER / "SOURCE.toml").read_text(encoding="utf-8"))
SCRIPT = (FOLDER / "yasgui.min.js").read_text(encoding="utf-8")


def test_the_files_are_those_of_the_build() -> None:
    assert {path.removeprefix("build/") for path in SOURCE["files"]} == set(SUMS)
    for name, digest in SUMS.items():
        assert sha256((FOLDER / name).read_bytes()).hexdigest() == digest


def test_version_and_licence_are_said() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", SOURCE["version"])
    assert SOURCE["license"] == "MIT"
    licences = (FOLDER / "LICENSES.txt").read_text(encoding="utf-8")
    assert "Permission is hereby granted, free of charge" in licences
    for library in ("YASGUI", "codemirror", "datatables.net", "dompurify", "jquery", "n3"):
        assert f"\n{library} " in licences or f"\n{library}\n" in licences


def test_the_styles_that_the_policy_allows_are_those_of_the_build() -> None:
    columns = re.search(r"createStyle\(\w+,`( \.grip-resizable\{.*?)`\)", SCRIPT, re.DOTALL)
    cursor = re.search(r"dragCursor:`([\w-]+)`", SCRIPT)
    assert columns is not None
    assert cursor is not None
    styles = (columns[1], f"*{{cursor:{cursor[1]}!important}}")
    assert tuple(b64encode(sha256(style.encode()).digest()).decode() for style in styles) == STYLE_DIGESTS


def test_the_style_sheet_loads_nothing() -> None:
    style = (FOLDER / "yasgui.min.css").read_text(encoding="utf-8")
    assert "@import" not in style
    assert all(address.startswith("data:") for address in re.findall(r"url\([\"']?([^)\"']*)", style))
