# Every target makes what it needs. The second time nothing is fetched.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

# Everything that is fetched is pinned and hashed; this project itself is built with what is there by then.
LOCKED := $(PIP) install --require-hashes --no-deps --requirement
OURSELVES := $(PIP) install --no-deps --no-build-isolation --editable .
COMPILED = $(BIN)/python -m compileall -q linter grammar rules && $(BIN)/python -m toybox_lint.cli.bundle

# Where a package lies is the affair of whoever installs it: a lock names no index.
COMPILE = $(VENV)/lock/bin/pip-compile --quiet --upgrade --generate-hashes --build-deps-for editable --allow-unsafe \
	--strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options --no-header \
	--no-annotate --output-file

.PHONY: demo test fix bench docs site fuzz reality audit lock clean

demo: $(VENV)/installed  ## lint examples/toybox, show the diff, fix a copy
	@sh examples/demo.sh $(BIN)/toybox-lint

test: $(VENV)/development $(VENV)/wheels/complete  ## all checks and all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q --no-header tests/test_rule_examples.py \
		--cov=toybox_lint_rules --cov-branch --cov-fail-under=100 --cov-report=term:skip-covered
	WHEELS=$(abspath $(VENV)/wheels) $(BIN)/python -m pytest -n 2 --dist worksteal \
		$(or $(ARGS),--ignore tests/test_rule_examples.py)

fix: $(VENV)/development  ## format and mend what ruff can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/development  ## write what is made: rules' pages, outputs in the documentation, schema, snapshots
	$(BIN)/python -m pytest -q tests/test_made.py -k 'places or index or codes' --update
	$(BIN)/python -m pytest -q tests/test_made.py --update
	$(BIN)/python -m pytest -q tests/test_docs.py tests/test_map.py tests/test_site.py tests/test_config.py tests/test_formats.py --update

site: $(VENV)/development  ## the documentation as a site, in build/site
	$(BIN)/mkdocs build --strict --quiet

bench: $(VENV)/development  ## speed, as ratios to Caddy and Docker Compose in the same run; writes docs/speed.md
	$(COMPILED)
	$(BIN)/python benchmarks/bench.py --write

fuzz: $(VENV)/development  ## FUZZ (20000) inputs: through the linter, counted; texts against each expression; then for each comparison with the real programs
	PYTHONPATH=tests $(BIN)/python -m fuzz $(or $(FUZZ),20000)
	PYTHONPATH=tests $(BIN)/python -m fuzz expressions $(or $(FUZZ),20000)
	FUZZ=$(or $(FUZZ),20000) $(BIN)/python -m pytest -q -k fuzz tests

reality: $(VENV)/development  ## recall and precision over N deployments drawn from each SEED, run for real (root)
	PYTHONPATH=tests $(BIN)/python -m reality.measure $(or $(N),100) $(or $(SEED),0)

audit: $(VENV)/audit/complete  ## known vulnerabilities of what is locked; it asks PyPI, and fails where that does not answer
	$(VENV)/audit/bin/pip-audit --strict --disable-pip --require-hashes --progress-spinner off \
		--requirement requirements.lock --requirement requirements-dev.lock --requirement requirements-audit.lock

lock: | $(VENV)/bin/python  ## choose the newest versions that fit, and write the lock files anew
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip --quiet --disable-pip-version-check install pip-tools==7.6.2
	$(COMPILE) requirements.lock pyproject.toml
	$(COMPILE) requirements-dev.lock --extra dev --constraint requirements.lock pyproject.toml
	$(COMPILE) requirements-audit.lock --extra audit --constraint requirements-dev.lock pyproject.toml

$(VENV)/audit/complete: requirements-audit.lock
	$(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes --no-deps \
		--requirement requirements-audit.lock
	touch $@

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml requirements.lock | $(VENV)/bin/python
	$(LOCKED) requirements.lock
	$(OURSELVES)
	$(COMPILED)
	touch $@

$(VENV)/development: pyproject.toml requirements-dev.lock | $(VENV)/bin/python
	$(LOCKED) requirements-dev.lock
	$(OURSELVES)
	$(COMPILED)
	touch $(VENV)/installed $@

# What installing this project needs, for the tests that install it without a network.
$(VENV)/wheels/complete: pyproject.toml requirements.lock Makefile | $(VENV)/development
	$(PIP) wheel --require-hashes --no-deps --wheel-dir $(VENV)/wheels --requirement requirements.lock
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir $(VENV)/wheels .
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
