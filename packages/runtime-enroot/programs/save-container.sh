#!/bin/bash
# Writes out what a container holds, on standard output: after a line `making` the squashfs file that enroot makes of
# its root filesystem, without some paths. The file is gone when this program ends, and so it is where nobody reads any
# more what it writes.
# Arguments: …, the container's id and name, an id for the file, how many paths there are that are left out, as
# patterns, the paths, the labels.
data=$1 id=$2 name=$3 unique=$4
leftOut=("${@:6:$5}")
shift "$((5 + $5))"
. ./functions/store.sh
rootfs=$data/$name file=$store/parts/.save-$unique

forget() { rm -f -- "$file" "$file.without"; rmdir -- "$store/parts" 2>/dev/null; }
refuse() {
  printf '%s\n' "$1" >&2
  exit 1
}

changed() { refuse 'the container no longer has the id and the labels that were observed; nothing was done'; }
for pair; do grep -qF -- "$pair" "$store/containers/$id/labels" || changed; done
{ [ "$(id_of "$name")" = "$id" ] && whole "$id" "$name"; } || changed

# What programs left that were killed. None lives as long as an hour.
[ ! -d "$store/parts" ] || find "$store/parts" -maxdepth 1 -name '.save-*' -mmin +60 -delete
mkdir -p "$store/parts" || exit
trap forget EXIT
trap 'exit 1' HUP INT TERM PIPE

# Most of the file is as large as what it holds, for enroot compresses no data.
needed=$(du -skx -- "$rootfs" 2>/dev/null) needed=${needed%%[^0-9]*}
free=$(LC_ALL=C df -Pk "$store/parts" | sed -n '$s/^.* \([0-9][0-9]*\)  *[0-9][0-9]*% .*/\1/p')
[ -z "$needed" ] || [ -z "$free" ] || ((needed < free)) ||
  refuse "there is no room for the file: it needs $((needed / 1000)) MB where $data is, and $((free / 1000)) MB are free there"

tests=(-path "./$mark")
for path in "${leftOut[@]}"; do tests+=(-o -path ".$path"); done
# Users may have folders in it that others may not look into.
(cd -- "$rootfs" && { find . \( "${tests[@]}" \) -prune -print 2>/dev/null || :; } | sed 's/^\.\///') >"$file.without" || exit
export ENROOT_SQUASH_OPTIONS="${ENROOT_SQUASH_OPTIONS:--comp lzo -noD -exit-on-error} -ef $file.without"
echo making
enroot export --output "$file" -- "$name" >&2 </dev/null || exit
cat -- "$file"
