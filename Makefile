# Two commands on a bare machine (Python 3.11 and make): `make demo` and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
DEMO := build/demo
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test eval bench clean

.venv/run: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "onrecord needs Python 3.11 or newer: make PYTHON=…")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	touch $@

.venv/test: .venv/run
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[test]'
	touch $@

demo: .venv/run
	rm -rf $(DEMO)
	mkdir -p $(DEMO)
	$(BIN)/onrecord demo $(DEMO)/articles
	$(BIN)/onrecord read $(DEMO)/articles --record $(DEMO)/onrecord.db
	$(BIN)/onrecord status --record $(DEMO)/onrecord.db
	$(BIN)/onrecord find --act deny --limit 5 --record $(DEMO)/onrecord.db
	$(BIN)/onrecord events --type assault --limit 5 --record $(DEMO)/onrecord.db
	$(BIN)/onrecord figures dead --limit 5 --record $(DEMO)/onrecord.db -o $(DEMO)/figures.html
	$(BIN)/onrecord brief -o $(DEMO)/brief.html --title "The demo crisis" --record $(DEMO)/onrecord.db
	@echo
	@echo "Open $(DEMO)/brief.html and $(DEMO)/figures.html in a browser. To try next:"
	@echo "  export ONRECORD_RECORD=$(DEMO)/onrecord.db PATH=$(CURDIR)/$(BIN):\$$PATH"
	@echo "  onrecord find ferry --act accuse"
	@echo "  onrecord events --actor Tarvia --reality negated"
	@echo "  onrecord who ministry"
	@echo "  onrecord show \$$(onrecord find ceasefire --limit 1 --json | $(PYTHON) -c 'import json, sys; print(json.loads(sys.stdin.readline())[\"article\"])')"
	@echo "  onrecord read your-articles/ --record yours.db && onrecord map -o map.html --record yours.db"

test: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

eval: .venv/test
	$(BIN)/python -m eval.run

bench: .venv/test
	$(BIN)/python -m bench.run

clean:
	rm -rf .venv build
