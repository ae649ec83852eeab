# Every command by name. Needs only make and Python 3.11 or newer.

PYTHON ?= python3
BIN := .venv/bin

ENVIRONMENT := .venv/installed
FRONT_END := chibo/base/static/built/chibo.css
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
READY := $(ENVIRONMENT) $(FRONT_END) $(CATALOGUES)

.PHONY: help ready demo test check bench format translate lock
.DEFAULT_GOAL := help

help: ## Show the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

demo: $(READY) ## Serve the example world on http://127.0.0.1:8000/
	$(BIN)/chibo demo

test: $(READY) ## Check, then every test: SQLite, PostgreSQL, browser
	@$(BIN)/python -m tools.check
	@$(BIN)/python -m tools.test

check: $(READY) ## Format, lint, types, imports, migrations, translations
	@$(BIN)/python -m tools.check

bench: $(READY) ## Measure the pages and queries that must stay quick
	$(BIN)/pytest tests/bench -o python_files="bench_*.py" -o python_functions="bench_*" -n 0 -s

format: $(ENVIRONMENT) ## Put the Python sources in the house's format
	$(BIN)/ruff check --quiet --select I,D2 --ignore D203,D205,D212,D213 --fix .
	$(BIN)/ruff format .

translate: $(READY) ## Collect new messages into locale/
	$(BIN)/python -m tools.translate

lock: $(ENVIRONMENT) ## Choose newer versions of the dependencies
	$(BIN)/pip-compile $(LOCK_FLAGS) --output-file requirements/run.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK_FLAGS) --extra dev --output-file requirements/dev.txt pyproject.toml

LOCK_FLAGS := --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate

ready: $(READY)

$(ENVIRONMENT): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Chibo needs Python 3.11 or newer: make PYTHON=/path/to/python3")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(FRONT_END): $(ENVIRONMENT) package-lock.json $(wildcard web/*.py web/*/*.ts web/*/*.css web/*/*/*.ts)
	$(BIN)/python -m web.build

%.mo: %.po $(ENVIRONMENT)
	@$(BIN)/python -m tools.translate --compile
