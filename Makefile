# Two commands set everything up: `make demo` shows the hooks at work, `make test` passes the tests.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DOCS_READY := $(VENV)/.docs-ready
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test lint bench docs examples catalogue clean

help:
	@echo "make demo      run pre-commit on a copy of the example repository: clean, with mistakes, fixed"
	@echo "make test      run the linters, the type checker and all tests"
	@echo "make lint      run only the linters and the type checker"
	@echo "make bench     measure start-up, analysis and memory against peers in the same run"
	@echo "make docs      run the commands in the documentation, and build it in build/docs"
	@echo "make examples  regenerate the example pipelines"
	@echo "make catalogue try what the catalogue of objects says, with the libraries it names (8 GB)"
	@echo "make clean     remove the virtual environment and all caches"

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "kale-hooks needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

demo: $(READY)
	@$(BIN)/python -m scripts.demo

test: lint
	@$(BIN)/python -m pytest --numprocesses 2

lint: $(READY)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy

bench: $(READY)
	@$(BIN)/python -m scripts.bench

$(DOCS_READY): $(READY)
	$(BIN)/python -m pip install --quiet --editable '.[docs]'
	@touch $@

docs: $(DOCS_READY)
	@$(BIN)/python -m scripts.rule_pages
	@$(BIN)/python -m scripts.graph_page
	@$(BIN)/python -m scripts.docs
	@rm -rf build/docs
	@$(BIN)/sphinx-build --fail-on-warning --keep-going --quiet docs build/docs
	@$(BIN)/python -m scripts.docs_links build/docs
	@echo "The documentation is in build/docs/index.html"

examples: $(READY)
	@$(BIN)/kale-compile examples/*.ipynb || true

catalogue: $(READY)
	@$(BIN)/python -m scripts.catalogue

clean:
	rm -rf $(VENV) .venv-catalogue .mypy_cache .ruff_cache .pytest_cache .hypothesis local_outputs
