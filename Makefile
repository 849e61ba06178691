# Needs: Python 3.11 or later, the package index. Everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-peers
NODE_PEERS := .peers
OXRDFLIB := $(NODE_PEERS)/oxrdflib
TRIFID := $(NODE_PEERS)/node_modules/trifid/package.json
NODE_CLIENTS := tests/clients/node_modules
YASGUI := flask_app/static/yasgui
INSTALLED := $(VENV)/.installed
JUDGES ?= ../shared/judges
SCHEMA_ORG ?= ../shared/design/vocab/schemaorg-30.0-https.ttl

.PHONY: install demo test long crashtest check bench bench-scale corpora judges shapes node-clients yasgui clean

install: $(INSTALLED)

$(INSTALLED): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@

demo: install
	$(BIN)/ldpub demo

test: install
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

# What takes minutes; what measures times while it takes them has the machine to itself.
long: install
	$(BIN)/python -m pytest -n auto --dist worksteal --long -m "long and not alone" $(ARGS)
	$(BIN)/python -m pytest --long -m "long and alone" $(ARGS)

# Commands killed at random moments while clients read: N kills, the choices of SEED. Prints a table.
crashtest: install
	$(BIN)/python -m tests.crash $(or $(N),200) $(if $(SEED),--seed $(SEED))

# Every record of every corpus: what `make test` takes a sample of.
corpora: install
	$(BIN)/python -m pytest -n auto --dist loadgroup tests/ld/test_every_corpus.py $(wildcard tests/ld/test_cross_check.py) tests/shapes/test_mutations.py --whole-corpora $(ARGS)

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: install $(PEERS) $(TRIFID)
	PYTHONPATH=. PEERS=$(PEERS)/bin/python NODE_PEERS=$(NODE_PEERS) $(BIN)/python tests/bench/run.py

# Hours and 55 GB of disk, unless SIZES names fewer records; tests/bench/scale.py says what the environment may name.
bench-scale: install $(PEERS) $(OXRDFLIB)
	PYTHONPATH=. PEERS=$(PEERS)/bin/python OXRDFLIB=$(OXRDFLIB) $(BIN)/python tests/bench/scale.py $(SIZES)

# morph-kgc asks for an older pyoxigraph than ours, so peers live in an environment of their own.
$(PEERS):
	$(PYTHON) -m venv $@
	$@/bin/python -m pip install --quiet --disable-pip-version-check 'morph-kgc>=2.8,<3' maplib oxigraph rdflib-endpoint uvicorn

# It runs with our own rdflib and pyoxigraph, so it is put beside them, not among them.
$(OXRDFLIB): | $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target $@ 'oxrdflib>=0.5,<0.6'

# Without npm there is none, and the table says so.
$(TRIFID):
	! command -v npm >/dev/null || npm install --prefix $(NODE_PEERS) --no-save --no-audit --no-fund --ignore-scripts --loglevel=error trifid@5.3.0

# Readers of RDF in JavaScript, for tests/clients; the tests say so where they are absent.
node-clients: $(NODE_CLIENTS)

$(NODE_CLIENTS): tests/clients/package-lock.json
	! command -v npm >/dev/null || npm ci --prefix tests/clients --no-audit --no-fund --ignore-scripts --loglevel=error
	! test -d $@ || touch $@

# The query editor as its makers built it, again, in the version that SOURCE.toml names.
yasgui:
	npm pack --silent --pack-destination $(YASGUI) "$$(sed -n 's/^package = "\(.*\)"/\1/p' $(YASGUI)/SOURCE.toml)@$$(sed -n 's/^version = "\(.*\)"/\1/p' $(YASGUI)/SOURCE.toml)"
	tar -xzf $(YASGUI)/*.tgz -C $(YASGUI) --strip-components=2 package/build/yasgui.min.css package/build/yasgui.min.js
	rm $(YASGUI)/*.tgz
	cd $(YASGUI) && sha256sum --check SHA256SUMS

judges: install
	@test -d $(JUDGES) || { echo "the independent judges are not beside the project: $(JUDGES)"; exit 2; }
	$(BIN)/python tests/judges.py $(JUDGES)

# What follows from the vocabularies; schema.org is the one of them that is read.
shapes: install
	@test -f $(SCHEMA_ORG) || { echo "schema.org's vocabulary is not beside the project: $(SCHEMA_ORG)"; exit 2; }
	$(BIN)/python -m shapes.generation $(SCHEMA_ORG)

clean:
	rm -rf $(VENV) $(PEERS) $(NODE_PEERS) $(NODE_CLIENTS) .mypy_cache .pytest_cache .ruff_cache .hypothesis demo-data
