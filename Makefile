# Two commands: `make demo` builds and shows the example graph, `make test` runs every gate. Both set up what they need.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m
OUT := out
SHARED ?= ../shared
CLIENTS := tests/clients/node_modules/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test format bench-model bench-actors bench-claims bench-store bench-build bench-view bench-hostile fuzz-readers figures pictures clean

help:  ## Show the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/' | expand -t 12

demo: $(VENV)/.ready  ## Build the graph of the example articles, ask it three questions, draw it
	@mkdir -p $(OUT)
	@$(RUN) kg build examples/articles --anew --store $(OUT)/demo --view $(OUT)/demo.html
	@$(RUN) kg stats --store $(OUT)/demo
	@$(RUN) kg query --store $(OUT)/demo --name who-accused-whom
	@$(RUN) kg query --store $(OUT)/demo --name who-spoke-with-whom
	@$(RUN) kg query --store $(OUT)/demo --name claims-about-actor --param actor=China
	@echo "Open $(OUT)/demo.html in a browser: it needs nothing else."

test: $(VENV)/.ready $(CLIENTS)  ## Run every gate: ruff, mypy, import-linter, pytest
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

bench-build: $(VENV)/.ready  ## Measure builds: one core and two, beside textacy and a bare loop, memory, cold start
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(VENV)/bin/python benchmarks/build.py

bench-view: $(VENV)/.ready  ## Measure the view in Chromium, beside stock pyvis
	@$(VENV)/bin/python benchmarks/view.py

bench-hostile: $(VENV)/.ready  ## Measure the server under 200 hostile requests, beside oxigraph serve
	@$(VENV)/bin/python benchmarks/hostile.py

fuzz-readers: $(VENV)/.ready  ## Feed 10,000 damaged files to every reader
	@$(VENV)/bin/python benchmarks/fuzz_readers.py

figures: $(VENV)/.ready  ## Run the benchmarks of BENCH="claims store ..." and renew the figures of the README
	@$(VENV)/bin/python benchmarks/record.py $(BENCH) --shared $(SHARED)

pictures: $(VENV)/.ready  ## Draw the pictures of the docs (needs chromium)
	@$(VENV)/bin/python docs/pictures.py

clean:  ## Remove the environment and the outputs
	rm -rf $(VENV) $(OUT)

$(VENV)/.ready: pyproject.toml requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kg needs Python 3.11 or newer; this is " + sys.version.split()[0] + ": run make PYTHON=python3.11")'
	@echo "Setting up $(VENV) (about two minutes, once)"
	@$(PYTHON) -m venv $(VENV)
	@$(RUN) pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@$(RUN) pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Programs of others that the tests run where npm is: a SPARQL engine and a checker of accessibility.
$(CLIENTS): tests/clients/package.json
	@if command -v npm > /dev/null && npm install --prefix tests/clients --no-package-lock --no-audit --no-fund --silent; \
	then touch $@; else echo "npm did not install tests/clients: the tests that need them are skipped"; fi
