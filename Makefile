# Shipway's tasks. `make rehearse` and `make test` are the two that a newcomer needs.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help setup test-setup programs rehearse test lint check coverage bench mutate new docs engines clean

help:
	@echo "make rehearse   deploy examples/quickstart to the embedded cloud; no account needed"
	@echo "make test       install what the tests need and run them all"
	@echo "make check      what CI runs: the static checks, then the tests with their coverage"
	@echo "make lint       the static checks alone"
	@echo "make bench      measure Shipway and its peers side by side"
	@echo "make mutate     break the code on purpose and see which tests notice"
	@echo "make new        begin a new part, with a failing test: make new KIND=rule NAME=open_bucket"
	@echo "make docs       write the pages that are made from the code anew"
	@echo "make engines    write the engines' data anew, after a change of scripts/more_engines.yaml"
	@echo "make setup      make .venv and put .venv/bin/shipway into it"
	@echo "make clean      remove what the other targets made"

$(BIN)/shipway: pyproject.toml scripts/venv.sh
	@sh scripts/venv.sh "$(PYTHON)" $(VENV)
	@$(PIP) --editable .
	@touch $(BIN)/shipway

setup: $(BIN)/shipway

$(VENV)/.test: $(BIN)/shipway
	@$(PIP) --editable ".[test]"
	@touch $(VENV)/.test

test-setup: $(VENV)/.test

# Docker, PostgreSQL, Redis and an AWS emulator for the tests that speak to real ones, where they can be had.
programs: test-setup
	@sh scripts/programs.sh
	@$(BIN)/python scripts/install_ministack.py || true

rehearse: setup
	@$(BIN)/shipway -C examples/quickstart rehearse

test: test-setup programs
	$(BIN)/python -m pytest -n 2

lint: test-setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

# The coverage of the pure core, by branches; pyproject.toml says which packages and how much.
coverage: test-setup programs
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term:skip-covered

check: lint coverage

bench: test-setup
	$(BIN)/python -m bench.run

# Breaks the code on purpose and says which breaks no test notices; more than an hour (docs/mutations.md).
mutate: test-setup
	$(BIN)/python scripts/mutate.py

docs: setup
	$(BIN)/python scripts/make_docs.py

engines: setup
	$(BIN)/python scripts/make_engines.py

# KIND and NAME; OF says of what, where a kind can be of several (CONTRIBUTING.md, "Where things go").
new: test-setup
	@$(BIN)/python scripts/new.py "$(KIND)" "$(NAME)" $(if $(OF),--of "$(OF)")

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .coverage
