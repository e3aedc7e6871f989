# spaedbarn: everything a stranger needs is one of these words. `make` alone lists them.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null && echo "$$p" && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PASSPHRASE := fem blå spande sand

.DEFAULT_GOAL := help
.PHONY: help setup demo vectors test test-slow lint format golden bench build smoke check clean

help:  ## list these targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):[^#]*## */\1\t/' | expand -t 12

setup: $(READY)  ## make .venv with the program and everything its tests need

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: spaedbarn needs Python 3.11-3.14, and none was found; install one, or: make PYTHON=/path/to/python" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' || { echo "make: $(PYTHON) is not Python 3.11-3.14" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "make: $(PYTHON) lacks venv; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "make: setting up $(VENV) (a minute or two, the first time)"
	@"$(PYTHON)" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@$(BIN)/python -m compileall -q spaedbarn_cli  # an installed package starts from bytecode; so shall this one
	@touch $(READY)

demo: $(READY)  ## try it: invented families, a visit, the week's norm and why
	@rm -rf .demo && mkdir -p .demo
	@printf 'export PATH="%s/$(BIN):$$PATH" SPAEDBARN_HOME="%s/.demo/store" XDG_STATE_HOME="%s/.demo/state"\n' "$(CURDIR)" "$(CURDIR)" "$(CURDIR)" > .demo/env
	@. ./.demo/env; unset SPAEDBARN_PASSPHRASE SPAEDBARN_PASSPHRASE_FILE SPAEDBARN_SESSION; \
	run() { printf '\n$$ spaedbarn %s\n' "$$*"; spaedbarn "$$@"; }; \
	set -e; spaedbarn demo 2>/dev/null; \
	SPAEDBARN_SESSION=$$(SPAEDBARN_PASSPHRASE="$(PASSPHRASE)" spaedbarn unlock); export SPAEDBARN_SESSION; \
	run visit log A17 --start "i dag 09.00" --minutes 90 --present mor,barn1 --core guidance --sign child:eye_contact=yes; \
	run norm-check; \
	run norm-check A17 --weeks 2 --why; \
	spaedbarn lock 2>/dev/null; \
	printf '\nGo on playing (the passphrase is: $(PASSPHRASE)):\n\n    . .demo/env && spaedbarn            (add --lang en for English)\n'

vectors: $(READY)  ## bring the published test vectors of age (by npm, once)
	@$(BIN)/python tests/vectors.py

test: $(READY)  ## run the tests
	@if command -v npm >/dev/null; then $(BIN)/python tests/vectors.py || true; fi  # what is lacking, its test says
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow"

test-slow: $(READY)  ## run the long torture tests
	@$(BIN)/python -m pytest -n auto --dist worksteal -m slow

lint: $(READY)  ## ruff, mypy, and who may import whom
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(READY)  ## sort imports and fix what ruff can fix
	@$(BIN)/ruff check --fix

golden: $(READY)  ## rewrite tests/golden with what the program says now (then look at the difference)
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow" --update-golden

bench: $(READY)  ## measure against yardsticks; prints ratios
	@$(BIN)/python -m tests.bench $(BENCH)

build: $(READY)  ## wheel and source archive, in dist/
	@rm -rf dist
	@$(BIN)/python -m build --no-isolation --outdir dist . >/dev/null
	@ls dist

smoke: build  ## install dist/ into fresh environments and use the program there
	@$(BIN)/python tests/smoke.py dist

check:  ## everything that must be right: lint, build, smoke, test
	@$(MAKE) --no-print-directory vectors
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory smoke
	@EVERYTHING=1 $(MAKE) --no-print-directory test

clean:  ## remove what the other targets made
	@rm -rf $(VENV) .demo dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
