#!/usr/bin/env bash
# npm run test:system: sees to it that Debian's programs are there, then runs the tests that need them.
# As root on Debian they are installed; otherwise what is missing is said and nothing runs.
set -euo pipefail
cd "$(dirname "$0")/../.."

# command:package, or file:package
wanted=(
  clamd:clamav-daemon swaks:swaks curl:curl openssl:openssl
  mbsync:isync offlineimap:offlineimap3 fetchmail:fetchmail mutt:mutt python3:python3 script:bsdutils
  chromium:chromium thunderbird:thunderbird Xvfb:xvfb /usr/lib/thunderbird/extensions/langpack-vi@thunderbird.mozilla.org.xpi:thunderbird-l10n-vi
)

missing_packages() {
  local entry
  for entry in "${wanted[@]}"; do
    # clamd stands in /usr/sbin, which is not in every user's PATH.
    [[ -e "${entry%%:*}" ]] || PATH="$PATH:/usr/sbin:/sbin" command -v "${entry%%:*}" >/dev/null || echo "${entry#*:}"
  done
}

install_packages() {
  export DEBIAN_FRONTEND=noninteractive
  # Lists older than a day, or none at all, name versions that the mirrors no longer have.
  if [[ -z "$(find /var/lib/apt/lists -maxdepth 1 -name '*_Packages*' -mtime -1 -print -quit 2>/dev/null)" ]]; then
    apt-get update -qq
  fi
  apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

mapfile -t missing < <(missing_packages)
if ((${#missing[@]} > 0)); then
  if [[ "$(id -u)" == 0 && -e /etc/debian_version ]] && command -v apt-get >/dev/null; then
    echo "test:system: installing ${missing[*]}"
    install_packages "${missing[@]}" || { sleep 10; apt-get update -qq && install_packages "${missing[@]}"; }
    mapfile -t missing < <(missing_packages)
  fi
fi
if ((${#missing[@]} > 0)); then
  echo "test:system: missing: ${missing[*]}. As root on Debian this script installs them: apt-get install ${missing[*]}" >&2
  exit 1
fi

# npm puts its own Node first; so does this script when run without npm.
export PATH="$PWD/node_modules/.bin:$PATH:/usr/sbin:/sbin"
exec node_modules/.bin/vitest run --config vitest.system.config.ts "$@"
