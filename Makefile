# Sanze 三责. `make run` starts it, `make test` proves it; `make help` names the rest.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev browser run check quick test bench shots docs lock app clean
bin := .venv/bin

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## what running needs: .venv, packages, front end
	@scripts/setup.sh run

setup-dev:
	@scripts/setup.sh dev

browser: ## the browser and font of the journeys (root installs them by apt-get)
	@scripts/browser.sh

run: setup ## the platform with the demonstration city; Ctrl-C stops it
	@exec $(bin)/sanze serve --demo

check: setup-dev ## style, direction, shape, migrations, documents in step; prints sizes
	@$(bin)/ruff check .
	@$(bin)/lint-imports --no-logo
	@$(bin)/pytest tests/architecture
	@$(bin)/python scripts/migrations_in_step.py
	@$(bin)/python -m tests.docs --check
	@$(bin)/python scripts/sizes.py

quick: setup-dev ## the tests that start no server and no browser
	@$(bin)/pytest -n 2 --dist loadfile -m "not journey and not crash" --ignore=tests/journeys sanze tests

test: setup-dev browser ## everything, browser journeys included
	@$(bin)/pytest -n 2 --dist loadfile sanze tests

bench: setup-dev ## ratios and processor time of the main paths
	@$(bin)/python -m tests.bench

shots: setup-dev browser ## a picture of each main page, desktop and phone, into shots/
	@$(bin)/python -m tests.shots

docs: setup-dev ## writes the generated pages under docs/
	@$(bin)/python -m tests.docs

lock: setup-dev ## writes requirements*.txt anew from pyproject.toml (needs uv)
	@scripts/lock.sh

app: setup-dev ## make app perform/permits: a new app with the anatomy of the others and a failing first test
	@$(bin)/python scripts/new_app.py $(filter-out app,$(MAKECMDGOALS))

know/% perform/% answer/%:
	@:

clean: ## removes what setup and tests made, but no record of any installation
	rm -rf .venv node_modules build dist shots sanze/foundation/ui/static/dist .pytest_cache .ruff_cache
