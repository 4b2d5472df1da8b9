# What `make` can do here: `make help` lists it. Needs Python 3.11 or newer, make and git.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --require-hashes

LOCK := UV_CUSTOM_COMPILE_COMMAND='make lock' $(VENV)-lock/bin/uv pip compile --quiet --universal --generate-hashes \
  --no-annotate --no-config --python-version 3.11

CODE := $(shell find scripts -name '*.py' -o -name '*.json' -o -name '*.css' -not -path '*/__pycache__/*')
SLIDES := $(shell find slides)
PAGES := $(shell find docs -not -path '*/.ipynb_checkpoints*')
DECKS := $(foreach deck,tensorflow-vs-pytorch original,dist/$(deck).pptx dist/$(deck)-dark.pptx)
QUICK := not slow and not office and not browser and not network and not frameworks
# Material prints a banner about its successor; its version is pinned on purpose.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all deck site serve test check links bench citation lock clean help FORCE

all: deck site  ## build the decks and the site (the default)
	@echo
	@echo "Done. The decks:"
	@for deck in $(DECKS); do echo "  $$deck"; done
	@echo "The site: site/ (a folder for any web server)"
	@echo "Next: open a deck in PowerPoint, or run 'make serve' and read the site in a browser."

deck: $(DECKS)  ## build the PowerPoint files into dist/

site: site/index.html  ## build the site into site/

serve: $(VENV)/build.stamp  ## show the site at http://127.0.0.1:8000 and follow every change
	$(BIN)/mkdocs serve --livereload

test: $(VENV)/test.stamp  ## run every test that this machine can run
	@$(BIN)/python tests/fetch_commonmark.py || [ "$$REQUIRE_TOOLS" != 1 ]
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/test.stamp  ## style, types, imports and the quick tests
	$(BIN)/ruff check scripts tests benchmarks
	$(BIN)/ruff format --check scripts tests benchmarks
	$(BIN)/mypy
	PYTHONPATH=scripts $(BIN)/lint-imports
	$(BIN)/python -m pytest -m '$(QUICK)' $(ARGS)

links: $(VENV)/test.stamp deck site  ## check every link of the site, the decks and the bibliography
	$(BIN)/python scripts/check_links.py

bench: $(VENV)/build.stamp  ## time us beside other compilers of decks, each in an environment of its own
	$(BIN)/python benchmarks/run.py $(ARGS)

citation: $(VENV)-citation/stamp  ## validate CITATION.cff, in an environment of its own
	$(VENV)-citation/bin/cffconvert --validate

lock: $(VENV)-lock/stamp  ## write requirements*.txt anew from pyproject.toml
	$(LOCK) pyproject.toml --group test -o requirements-test.txt
	$(LOCK) pyproject.toml -c requirements-test.txt -o requirements.txt
	$(LOCK) --group citation -o requirements-citation.txt

clean:  ## remove what was built and all caches; the environments (.venv*) stay
	rm -rf dist site build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .cache
	find scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## list these targets
	@sed -n 's/^\([a-z]*\):.*  ## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

# A deck is written whole or not at all; build_deck.py sees to that.
dist/%-dark.pptx: slides/%.md $(SLIDES) $(CODE) bibliography.bib build/site-url $(VENV)/build.stamp
	@mkdir -p dist
	$(BIN)/python scripts/build_deck.py $< -o $@ --mode dark

dist/%.pptx: slides/%.md $(SLIDES) $(CODE) bibliography.bib build/site-url $(VENV)/build.stamp
	@mkdir -p dist
	$(BIN)/python scripts/build_deck.py $< -o $@

# The site is built beside the old one and takes its place once it is whole.
site/index.html: mkdocs.yml $(PAGES) $(SLIDES) $(CODE) bibliography.bib build/site-url $(VENV)/build.stamp
	rm -rf build/site
	$(BIN)/mkdocs build --strict --site-dir $(CURDIR)/build/site
	rm -rf site && mv build/site site && touch $@

# Changes only when SITE_URL does, so that what names the address is built again.
build/site-url: FORCE
	@mkdir -p build && printf '%s' '$(SITE_URL)' | cmp -s - $@ || printf '%s' '$(SITE_URL)' > $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/build.stamp: requirements.txt | $(BIN)/python
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements-test.txt | $(BIN)/python
	$(PIP) -r requirements-test.txt
	@test $(VENV)/build.stamp -nt requirements.txt || touch $(VENV)/build.stamp
	@touch $@

$(VENV)-citation/stamp: requirements-citation.txt
	$(PYTHON) -m venv $(VENV)-citation
	$(VENV)-citation/bin/python -m pip install --disable-pip-version-check --require-hashes -r requirements-citation.txt
	@touch $@

$(VENV)-lock/stamp:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --disable-pip-version-check uv==0.13.9
	@touch $@
