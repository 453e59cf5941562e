#!/bin/bash
# Finds the container's init, and enters by it, with the container's own limits and variables: these go ahead of
# standard input, for every user of the host can read an argument list. `$inside` is the text of inside.sh.
data=$1 inside=$2 id=$3 workdir=$4 count=$5
shift 5
mask=$(umask)
. ./functions/store.sh
. ./functions/processes.sh
. ./functions/holder.sh
given=("${@:1:$count}")
shift "$count"
exports=

refuse() {
  echo "$1" >&2
  exit 125
}

case $id in
  rootfs-*)
    rootfs=
    for folder in "$data"/*/; do [ "$(rootfs_id "$folder")" != "$id" ] || rootfs=$folder; done
    [ -n "$rootfs" ] || refuse "No such container: $id"
    init_of "$rootfs" || refuse "container $id is not running" ;;
  *)
    folder=$store/containers/$id
    [ -d "$folder" ] || refuse "No such container: $id"
    held_here "$id" || refuse "container $id belongs to the host $(holder_of "$id" | head -n 1)"
    alive "$id" || refuse "container $id is not running"
    read_words "$folder/limits"
    ((${#words[@]} == 0)) || prlimit --pid "$$" "${words[@]}" || exit 125
    exports=$(<"$folder/exports") ;;
esac
# What the command makes is the user's own, not Berth's.
umask "$mask"
enter() { exec enroot exec -- "$init" sh -c "$inside" berth "$workdir" "$@"; }
[ -n "$exports" ] || enter no "$count" ${given[@]+"${given[@]}"} "$@"
# A `cat` that waits for more must not hold the streams that whoever waits for the command's end reads.
enter yes "$count" ${given[@]+"${given[@]}"} "$@" \
  < <(exec 2>/dev/null; printf '%s\n' "$exports"; exec cat)
