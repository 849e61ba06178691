# Needs: Python 3.11 or later, the package index. Everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-peers
INSTALLED := $(VENV)/.installed
JUDGES ?= ../shared/judges
SCHEMA_ORG ?= ../shared/design/vocab/schemaorg-30.0-https.ttl

.PHONY: install demo test check bench corpora judges shapes clean

install: $(INSTALLED)

$(INSTALLED): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@

demo: install
	$(BIN)/ldpub demo

test: install
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

# Every record of every corpus: what `make test` takes a sample of.
corpora: install
	$(BIN)/python -m pytest -n auto --dist loadgroup tests/ld/test_every_corpus.py $(wildcard tests/ld/test_cross_check.py) tests/shapes/test_mutations.py --whole-corpora $(ARGS)

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: install $(PEERS)
	PYTHONPATH=. PEERS=$(PEERS)/bin/python $(BIN)/python tests/bench/run.py

# morph-kgc asks for an older pyoxigraph than ours, so peers live in an environment of their own.
$(PEERS):
	$(PYTHON) -m venv $@
	$@/bin/python -m pip install --quiet --disable-pip-version-check 'morph-kgc>=2.8,<3'

judges: install
	@test -d $(JUDGES) || { echo "the independent judges are not beside the project: $(JUDGES)"; exit 2; }
	$(BIN)/python tests/judges.py $(JUDGES)

# What follows from the vocabularies; schema.org is the one of them that is read.
shapes: install
	@test -f $(SCHEMA_ORG) || { echo "schema.org's vocabulary is not beside the project: $(SCHEMA_ORG)"; exit 2; }
	$(BIN)/python -m shapes.generation $(SCHEMA_ORG)

clean:
	rm -rf $(VENV) $(PEERS) .mypy_cache .pytest_cache .ruff_cache .hypothesis demo-data
