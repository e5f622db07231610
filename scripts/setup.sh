#!/usr/bin/env bash
# Sets up .venv from the hashed lists of packages, and the built front end; quick when nothing changed.
#   scripts/setup.sh         what running needs
#   scripts/setup.sh dev     what checking and testing need as well
set -euo pipefail
cd "$(dirname "$0")/.."
set_of="${1:-run}"
say() { printf '· %s\n' "$*"; }
fail() { printf '✗ %s\n' "$*" >&2; exit 3; }

find_python() {
  local each
  for each in python3 python3.13 python3.12 python3.11; do
    if "$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then command -v "$each"; return; fi
  done
  fail "需要 Python 3.11 或更新的版本，本机没有。请先安装（Debian 12 及以上：apt-get install python3 python3-venv）。 Python 3.11 or newer is needed."
}

make_environment() {
  [ -x .venv/bin/python ] && return
  local python; python=$(find_python)
  "$python" -c 'import ensurepip, venv' 2>/dev/null \
    || fail "Python 缺少 venv 部件，请先安装：apt-get install python3-venv。 The venv part of Python is missing."
  say "建立 Python 环境 .venv（$("$python" -V)）"
  "$python" -m venv .venv
}

install_listed() {  # install the packages of one hashed list, unless it is the list installed last
  local list=$1 stamp=.venv/.installed-$1 now
  now=$(cat "$list" pyproject.toml | cksum)
  [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && return
  say "安装 $list 所列的包（首次约需一两分钟）"
  .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes --only-binary=:all: -r "$list" \
    || fail "没有装成：请检查网络，或按 pip 的设置指定内部软件源后重试。 Installing the packages failed."
  .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . \
    || fail "本项目没有装进 .venv。 Installing the project itself failed."
  printf '%s' "$now" > "$stamp"
}

make_environment
if [ "$set_of" = dev ]; then install_listed requirements-dev.txt; else install_listed requirements.txt; fi
scripts/front_end.sh
