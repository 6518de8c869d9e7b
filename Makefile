# Two commands: `make demo` builds and shows the example graph, `make test` runs every gate. Both set up what they need.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m
OUT := out
SHARED ?= ../shared

.DEFAULT_GOAL := help
.PHONY: help demo test format bench-model bench-actors bench-claims bench-store clean

help:  ## Show the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/' | expand -t 12

demo: $(VENV)/.ready  ## Build the graph of the example articles, ask it three questions, draw it
	@mkdir -p $(OUT)
	@$(RUN) kg build examples/articles --store $(OUT)/demo --view $(OUT)/demo.html
	@$(RUN) kg stats --store $(OUT)/demo
	@$(RUN) kg query --store $(OUT)/demo --name who-accused-whom
	@$(RUN) kg query --store $(OUT)/demo --name who-spoke-with-whom
	@$(RUN) kg query --store $(OUT)/demo --name claims-about-actor --param actor=China
	@echo "Open $(OUT)/demo.html in a browser: it needs nothing else."

test: $(VENV)/.ready  ## Run every gate: ruff, mypy, import-linter, pytest
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy
	@$(VENV)/bin/python -c "from importlinter.cli import lint_imports_command; lint_imports_command()"
	@$(RUN) pytest

format: $(VENV)/.ready  ## Format the code
	@$(RUN) ruff check --fix --quiet .
	@$(RUN) ruff format --quiet .

bench-model: $(VENV)/.ready  ## Measure the English models (SHARED=folder with corpus/ and benchmarks/)
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(VENV)/bin/python benchmarks/model.py $(SHARED)

bench-actors: $(VENV)/.ready  ## Measure who is meant (SHARED=folder with benchmarks/)
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(VENV)/bin/python benchmarks/actors.py $(SHARED)

bench-claims: $(VENV)/.ready  ## Measure what is claimed (SHARED=folder with benchmarks/ and examples/)
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(VENV)/bin/python benchmarks/claims.py $(SHARED)

bench-store: $(VENV)/.ready  ## Measure load, questions and checks at a million quads, beside the bare library
	@$(VENV)/bin/python benchmarks/store.py

clean:  ## Remove the environment and the outputs
	rm -rf $(VENV) $(OUT)

$(VENV)/.ready: pyproject.toml requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kg needs Python 3.11 or newer; this is " + sys.version.split()[0] + ": run make PYTHON=python3.11")'
	@echo "Setting up $(VENV) (about two minutes, once)"
	@$(PYTHON) -m venv $(VENV)
	@$(RUN) pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@$(RUN) pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
