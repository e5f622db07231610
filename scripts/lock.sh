#!/usr/bin/env bash
# Writes the hashed lists of packages anew from pyproject.toml. Needs `uv`. No address is written into them.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$(command -v uv || echo .venv/bin/uv)
lock() {  # what pyproject names, and the tool that builds it
  printf 'setuptools>=77\n' | "$uv" pip compile pyproject.toml - --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet "$@"
}
lock --output-file requirements.txt
lock --extra dev --constraint requirements.txt --output-file requirements-dev.txt
if grep -n -i '://' requirements.txt requirements-dev.txt; then echo 'an address was written' >&2; exit 1; fi
