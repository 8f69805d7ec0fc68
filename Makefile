# One command each; `make` alone lists them. Needs git, make and Python 3.11 or newer.

.DEFAULT_GOAL := help
.SILENT:
.PHONY: help run test check audit release attack chaos simulate bench format messages lock clean runtime dev

PORT ?= 8000
PYTHON ?= # the Python to make .venv with; empty: the first that will do
in_venv := .venv/bin/python

help: ## this list
	awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' Makefile

run: runtime ## start the demo municipality on this machine (PORT=8000)
	exec $(in_venv) manage.py start_demo --port $(PORT)

test: dev ## all tests: SQLite, PostgreSQL, browser
	exec $(in_venv) -m tests.environment.run_all

check: dev ## style, types, import direction, templates, translations, deployment
	exec $(in_venv) -m tests.environment.check

audit: dev ## every page before judges of accessibility, and in the engine of Safari, and scanners that attack it (docs/development.md; an hour and a half)
	exec $(in_venv) -m tests.audit

release: dev ## what belongs to a release: parts (SBOM), their licences, manifests of a cluster
	exec $(in_venv) -m tests.environment.release

attack: dev ## a long search for a leak, and every rule switched off once (half an hour)
	$(in_venv) -m tests.attack.search
	exec $(in_venv) -m tests.attack.mutations

chaos: dev ## fill in while everything goes wrong, alone, with two in one browser, with two nodes (CHAOS_RUNS=150 of each)
	CHAOS_RUNS=$(or $(CHAOS_RUNS),150) $(in_venv) -m pytest -q -p no:cacheprovider \
		tests/browser/test_chaos.py tests/browser/test_chaos_nodes.py -k "confirmed or misplaced"

simulate: dev ## does the measurement keep its promises? writes docs/simulatie.md
	exec $(in_venv) -m tests.simulation.coverage

bench: dev ## how fast it is, next to what others reach (half an hour); writes docs/snelheid.md
	exec $(in_venv) -m tests.bench --write docs/snelheid.md

format: dev ## lay out the code and mend what can be mended by itself
	$(in_venv) -m ruff check --quiet --fix-only .
	exec $(in_venv) -m ruff format --quiet .

messages: dev ## collect the texts to translate (needs gettext) and compile the catalogues
	exec $(in_venv) -m tests.environment.catalogues write

lock: ## lock requirements/*.txt after a change of *.in (UPGRADE=yes: newest versions)
	set -e; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	$(find_python); "$$python" -m venv "$$folder"; \
	"$$folder/bin/python" -m pip install --quiet --disable-pip-version-check uv; \
	for name in runtime research dev audit release scanners; do \
		"$$folder/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-header --no-annotate --no-emit-index-url $(if $(UPGRADE),--upgrade) \
			requirements/$$name.in --output-file requirements/$$name.txt; \
	done

clean: ## remove caches and test results; the demo's data and .venv stay
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	rm -rf staticfiles test-results
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

# --- the virtual environment ----------------------------------------------------------------------

runtime:
	$(call install,runtime)

dev: runtime
	$(call install,dev)

find_python = python=; \
	for name in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
		if "$$name" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo 'Python 3.11 or newer, with venv, is needed (Debian: apt install python3-venv).' >&2; \
		echo 'Name one with: make PYTHON=/path/to/python ...' >&2; exit 1; \
	fi

# A stamp carries the checksum of its lock file, so a changed lock is installed again. While the
# marker `unfinished` lies there, or when Python in it does not start, .venv is made anew.
define install
	set -e; lock=requirements/$(1).txt; \
	stamp=.venv/.$(1)-$$(cksum < $$lock | cut -d ' ' -f 1); \
	if [ -e .venv/.unfinished ] || ! $(in_venv) -c '' 2>/dev/null; then rm -rf .venv; fi; \
	if [ -e $$stamp ]; then exit 0; fi; \
	fresh=; [ -d .venv ] || fresh=yes; \
	mkdir -p .venv; touch .venv/.unfinished; \
	if [ $$fresh ]; then $(find_python); "$$python" -m venv .venv; fi; \
	echo "Installing the packages of $$lock ..."; \
	$(in_venv) -m pip install --quiet --disable-pip-version-check --no-input \
		--require-hashes --no-deps -r $$lock; \
	rm -f .venv/.$(1)-*; touch $$stamp; rm .venv/.unfinished
endef
