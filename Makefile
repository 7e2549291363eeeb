# Every target makes what it needs. The second time nothing is fetched.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: demo test fix bench docs site fuzz reality clean

demo: $(VENV)/installed  ## lint examples/toybox, show the diff, fix a copy
	@sh examples/demo.sh $(BIN)/toybox-lint

test: $(VENV)/development $(VENV)/wheels/complete  ## all checks and all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q --no-header tests/test_rule_examples.py \
		--cov=toybox_lint_rules --cov-branch --cov-fail-under=100 --cov-report=term:skip-covered
	WHEELS=$(abspath $(VENV)/wheels) $(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

fix: $(VENV)/development  ## format and mend what ruff can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/development  ## write what is made: rules' pages, outputs in the documentation, schema, snapshots
	$(BIN)/python -m pytest -q tests/test_made.py --update
	$(BIN)/python -m pytest -q tests/test_docs.py tests/test_site.py tests/test_config.py tests/test_formats.py --update

site: $(VENV)/development  ## the documentation as a site, in build/site
	$(BIN)/mkdocs build --strict --quiet

bench: $(VENV)/development  ## speed, as ratios to Caddy and Docker Compose in the same run; writes docs/speed.md
	$(BIN)/python -m compileall -q linter grammar rules
	$(BIN)/python benchmarks/bench.py --write

fuzz: $(VENV)/development  ## FUZZ (20000) inputs: through the linter, counted, then for each comparison with the real programs
	PYTHONPATH=tests $(BIN)/python -m fuzz $(or $(FUZZ),20000)
	FUZZ=$(or $(FUZZ),20000) $(BIN)/python -m pytest -q -k fuzz tests

reality: $(VENV)/development  ## recall and precision over N deployments drawn from SEED, run for real (root)
	PYTHONPATH=tests $(BIN)/python -m reality.measure $(or $(N),100) $(or $(SEED),0)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(PIP) install --editable .
	$(BIN)/python -m compileall -q linter grammar rules
	touch $@

$(VENV)/development: pyproject.toml | $(VENV)/bin/python
	$(PIP) install --editable '.[dev]'
	touch $(VENV)/installed $@

# What installing this project needs, for the tests that install it without a network.
$(VENV)/wheels/complete: pyproject.toml Makefile | $(VENV)/development
	$(PIP) wheel --wheel-dir $(VENV)/wheels . hatchling "editables~=0.3"
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
