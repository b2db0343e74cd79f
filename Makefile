# Every command of the project. `make help` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# Without byte code every start would compile a thousand modules: three seconds instead of one.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
BIN := .venv/bin
NPM := $(PYTHON) tools/setup.py npm
PYTEST := $(BIN)/python -m pytest
WORKERS ?= 2
LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-annotate --no-header --quiet $(if $(UPGRADE),--upgrade)

.PHONY: help
help: ## list the commands
	@awk -F ':.*## ' '/^[a-z -]+:.*## / {printf "  %-26s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- run it -----------------------------------------------------------------------------------

.PHONY: run
run: ## fetch what is missing and start Openline with demo data, kept in .data/
	@$(PYTHON) tools/setup.py run
	@OPENLINE_DATA="$${OPENLINE_DATA:-$(CURDIR)/.data}" exec $(BIN)/openline serve --demo

.PHONY: dev
dev: setup ## the server and the front end's development server, with data of their own in .state/
	@OPENLINE_DATA=.state $(BIN)/openline serve --demo & server=$$!; \
	trap 'kill $$server 2>/dev/null; wait $$server' EXIT INT TERM; \
	$(NPM) --workspace apps/console run dev

.PHONY: reset-db
reset-db: ## throw away the data of `make dev`
	@rm -rf .state

.PHONY: setup
setup: ## fetch everything the tests and tools need, build the front end
	@$(PYTHON) tools/setup.py dev

# --- look at it -------------------------------------------------------------------------------

CHECKS := check-format check-ruff check-types check-imports check-house check-words check-web

.PHONY: check
check: setup ## everything that needs no running server: format, lint, types, imports, house rules
	@$(MAKE) -j$(WORKERS) --keep-going --output-sync=target $(CHECKS) && echo "check: all is well"

.PHONY: check-format check-ruff check-types check-imports check-house check-words check-web
check-format:
	@$(BIN)/ruff format --check --output-format concise . || { echo "not formatted: make fix"; exit 1; }
check-ruff:
	@$(BIN)/ruff check --quiet --output-format concise .
check-types:
	@$(BIN)/mypy --no-error-summary
check-imports:
	@report=$$($(BIN)/lint-imports --no-cache) || { echo "$$report"; exit 1; }
check-house:
	@$(BIN)/python tools/house.py && $(PYTHON) tools/changelog.py --check > /dev/null
check-words:
	@$(BIN)/codespell
check-web:
	@$(NPM) run --silent check

.PHONY: fix
fix: setup ## format and mend what can be mended by a machine
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

# --- test it ----------------------------------------------------------------------------------

.PHONY: test
test: setup ## all tests: Python in random order, browser and PostgreSQL included, then the front end's
	@$(PYTHON) tools/setup.py system
	@$(PYTEST) -n $(WORKERS) --dist worksteal
	@$(NPM) test --silent

.PHONY: test-engine test-features
test-engine test-features: setup ## the tests of one room
	@$(PYTEST) tests/$(@:test-%=%)

.PHONY: simulate
simulate: setup ## a company's day in minutes, nodes dying on the way: make simulate SEED=1 DAYS=1 AGENTS=200 SESSIONS=20000
	@$(BIN)/python -m tests.simulation --seed $(or $(SEED),1) --days $(or $(DAYS),1) --agents $(or $(AGENTS),200) \
		--sessions $(or $(SESSIONS),20000)

.PHONY: bench
bench: setup ## measure what must stay fast
	@for file in benchmarks/*.py; do $(BIN)/python -m benchmarks.$$(basename $$file .py) || exit 1; done

.PHONY: ci
ci: ## what a change must pass: check, budgets, test
	@$(MAKE) check
	@$(NPM) run --silent budget
	@$(MAKE) test

.PHONY: pictures
pictures: setup ## make the pictures of the README from the running product
	@$(BIN)/python -m tests.browser.pictures

# --- extend it --------------------------------------------------------------------------------

.PHONY: new-connector
new-connector: setup ## make a connector to start from: make new-connector NAME=pigeon
	@$(BIN)/python tools/new_connector.py $(NAME)

# --- keep it ----------------------------------------------------------------------------------

.PHONY: lock
lock: ## write the locks after a change of requirements; UPGRADE=1 takes newer versions
	@$(PYTHON) tools/setup.py uv pip compile $(LOCK) requirements-boot.in -o requirements-boot.lock
	@$(PYTHON) tools/setup.py uv pip compile $(LOCK) requirements-node.in -o requirements-node.lock
	@$(PYTHON) tools/setup.py uv pip compile $(LOCK) pyproject.toml requirements-build.in -o requirements.lock
	@$(PYTHON) tools/setup.py uv pip compile $(LOCK) pyproject.toml requirements-build.in requirements-dev.in \
		--constraint requirements.lock -o requirements-dev.lock

.PHONY: changelog
changelog: ## fold changelog.d/ into CHANGELOG.md: make changelog VERSION=1.2.3
	@$(PYTHON) tools/changelog.py $(VERSION)

.PHONY: wheel
wheel: ## build the wheel and the source distribution, front end included
	@$(PYTHON) tools/setup.py uv build
