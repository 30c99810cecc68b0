# Two commands on a fresh machine with Python 3.11+: `make course` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
PORT   ?= 8888

.PHONY: course test lint build site frontend clean

course: $(VENV)/.course
	$(BIN)/b12course learn --port $(PORT)

test: $(VENV)/.test lint
	$(BIN)/python -m pytest tests --numprocesses 2 --durations 20

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/b12course check

build: $(VENV)/.course
	$(BIN)/b12course build

# The static site for self-study, in site/.
site: $(VENV)/.site
	$(BIN)/b12course site

# Only for work on the quiz screens: needs Node.js. The bundle it makes is committed.
frontend:
	cd b12course/learner/frontend && npm install --no-package-lock --no-audit --no-fund && npm run build

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.course: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) --editable .
	touch $@

$(VENV)/.test: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) --editable '.[scale,site,test]'
	touch $@ $(VENV)/.course $(VENV)/.site

$(VENV)/.site: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) --editable '.[site]'
	touch $@ $(VENV)/.course

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
