# Shipway's tasks. `make rehearse` and `make test` are the two that a newcomer needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help setup test-setup rehearse test lint check bench clean

help:
	@echo "make rehearse   deploy examples/quickstart to the embedded cloud; no account needed"
	@echo "make test       install what the tests need and run them all"
	@echo "make check      what CI runs: the static checks, then the tests"
	@echo "make bench      measure Shipway and its peers side by side"
	@echo "make clean      remove what the other targets made"

$(BIN)/shipway: pyproject.toml
	$(PYTHON) -m venv $(VENV) || { echo "python3 cannot make a virtual environment: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $(BIN)/shipway

setup: $(BIN)/shipway

$(VENV)/.test: pyproject.toml $(BIN)/shipway
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	@touch $(VENV)/.test

test-setup: $(VENV)/.test

rehearse: setup
	$(BIN)/shipway -C examples/quickstart rehearse

test: test-setup
	$(BIN)/python -m pytest -n 2

lint: test-setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint test

bench: test-setup
	$(BIN)/python -m bench.run

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .coverage
