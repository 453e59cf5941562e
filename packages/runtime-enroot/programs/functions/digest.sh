#!/bin/bash
# What an image file is: its SHA-256, remembered beside the containers for as long as neither file nor clock give
# cause to doubt it.
digest_of() {
  local key now before remembered changed
  key=$(stat -L -c '%d-%i-%s-%.9Y-%.9Z' -- "$1") || return 1
  remembered=${store:?}/digests/$key
  if { read -r digest <"$remembered"; } 2>/dev/null && [[ $digest =~ ^sha256:[0-9a-f]{64}$ ]]; then return 0; fi
  before=$(date +%s)
  digest=$(timeout "$2" sha256sum <"$1") || {
    [ $? != 124 ] || echo "its SHA-256 takes longer than $2 s; it is computed when the image is made present" >&2
    return 1
  }
  digest=sha256:${digest%% *}
  now=$(stat -L -c '%d-%i-%s-%.9Y-%.9Z' -- "$1")
  [ "$now" = "$key" ] || { echo "$1 changes while it is read" >&2; return 1; }
  changed=${key##*-}
  # A file that was changed just before it was read could be changed once more within the same tick of its clock.
  ((before - ${changed%%.*} >= 2)) && mkdir -p "$store/digests" && {
    rm -f "$store/digests/${key%%-*}-"*"-${key##*-}"
    printf '%s\n' "$digest" >"$remembered.$$" && mv -f "$remembered.$$" "$remembered"
  }
  return 0
}

is_squashfs() { [ "$(head -c 4 -- "$1" | tr -d '\0')" = hsqs ]; }
