#!/bin/bash
# Which host a container belongs to. Homes, and with them enroot's folder, may be shared between hosts: what another
# host made runs there or nowhere, and nothing that can be seen from here says which.
. ./functions/store.sh

this_host() { printf '%s\n%s\n' "$(uname -n)" "$(cat /etc/machine-id 2>/dev/null)"; }

holder_of() { cat -- "$store/containers/$1/host" 2>/dev/null; }

held_here() { [ "$(holder_of "$1")" = "$(this_host)" ]; }

# Whether a file system is one that a single host has at a time, as far as its kind tells.
is_local() {
  case $(stat -f -c %T -- "$1") in
    ext2/ext3 | xfs | btrfs | zfs | f2fs | bcachefs | tmpfs | ramfs | overlayfs) ;;
    *) return 1 ;;
  esac
}
