#!/usr/bin/env bash
# The browser and the Chinese font of the journeys: installed where root and apt-get can, told plainly where not.
set -euo pipefail
missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
{ command -v fc-list >/dev/null && fc-list :lang=zh family | grep -q .; } || missing+=(fonts-noto-cjk fontconfig)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  printf '· 安装 %s\n' "${missing[*]}"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null && exit 0
fi
printf '✗ 浏览器测试需要 %s，这里装不了。请让管理员运行：apt-get install %s\n' "${missing[*]}" "${missing[*]}" >&2
printf '  The browser journeys need: %s\n' "${missing[*]}" >&2
exit 3
