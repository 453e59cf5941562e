#!/bin/bash
# find_data NAME: sets `$version` of enroot and `$data`, its folder of root filesystems; says on standard error why it
# cannot. Enroot before 4.0 says where its containers are only in passing: in its refusal to remove a container that is
# not there, of this name.
find_data() {
  local said
  said=$(enroot info 2>/dev/null) && version=$(sed -n 's/^Enroot version: //p' <<<"$said") || version=
  data=$(sed -n 's/^  ENROOT_DATA_PATH=//p' <<<"$said")
  [ -z "$data" ] || return 0
  version=$(enroot version) || return
  said=$(enroot remove --force -- "$1" 2>&1 </dev/null)
  data=${said#*No such file or directory: } data=${data%/"$1"}
  case $data in /*) ;; *) printf '%s\n' "$said" >&2; return 1 ;; esac
}
