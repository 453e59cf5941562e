#!/bin/sh
# `trusted KNOWN_HOSTS AUTHORIZED_KEYS` prints the digest of both files together: `none` where neither is there,
# `unknown` where no program makes digests.
trusted() {
  if [ ! -e "$1" ] && [ ! -e "$2" ]; then echo none; return; fi
  digest=$(cat "$1" "$2" 2>/dev/null | sha256sum 2>/dev/null)
  digest=${digest:-unknown}
  echo "${digest%% *}"
}
