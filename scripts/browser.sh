#!/usr/bin/env bash
# The browser and the Chinese font of the journeys: installed where root and apt-get can, told plainly where not.
set -euo pipefail
found() { command -v "$1" >/dev/null; }
has_font() { found fc-list && fc-list :lang=zh family | grep -q .; }
has_browser() { found "$shell" || found chromium || found chromium-browser || found google-chrome; }
shell=chromium-headless-shell # half the work of a whole browser, which serves where there is no such package
missing=()
found $shell || missing+=($shell)
has_font || missing+=(fonts-noto-cjk fontconfig)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && found apt-get; then
  printf '· 安装 %s\n' "${missing[*]}"
  install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
  apt-get update -qq && { install "${missing[@]}" || install "${missing[@]/$shell/chromium}"; } || true
fi
has_browser && has_font && exit 0
printf '✗ 浏览器测试需要 %s，这里装不了。请让管理员运行：apt-get install %s\n' "${missing[*]}" "${missing[*]}" >&2
printf '  The browser journeys need: %s\n' "${missing[*]}" >&2
exit 3
