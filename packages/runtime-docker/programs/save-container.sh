#!/bin/sh
# Writes out what a container holds, on standard output: after a line `making` an archive of the image that the
# container was made from and of a passing image that is made of the container, which is neither paused nor changed. The
# passing image is gone when this program ends, and so it is where nobody reads any more what it writes.
# Words: the container's id; a template that prints the image, the bytes that were changed in the container and `match`,
# for a container of this id with its labels; the label of passing images and the id of this one; the engine's folder;
# the flags of the engine's command that writes out images.
by=$1 program=$2 id=$3 template=$4 label=$5 mark=$6 root=$7 flags=$8
. ./functions/engine.sh
. ./functions/passing-images.sh
trap '' PIPE
trap 'exit 1' HUP INT TERM

refuse() {
  printf '%s\n' "$1" >&2
  exit 1
}

match=$(engine container inspect --size --format "$template" -- "$id") || exit
# The words have no blanks within.
# shellcheck disable=SC2086
set -- $match
[ "${3-}" = match ] || refuse 'the container no longer has the id and the labels that were observed; nothing was done'
base=$1 changed=$2

# Of a folder that only root may look into, root tells. What cannot be told is for the engine to find out.
room=$(LC_ALL=C df -Pk "$root" 2>/dev/null || sudo -n env LC_ALL=C df -Pk "$root" 2>/dev/null)
free=$(printf '%s\n' "$room" | sed -n '$s/^.* \([0-9][0-9]*\)  *[0-9][0-9]*% .*/\1/p')
case $free$changed in
  *[!0-9]*) ;;
  *)
    [ -z "$free" ] || [ $((changed / 1024)) -lt "$free" ] ||
      refuse "there is no room for a copy of what was changed in the container: it needs $((changed / 1000000)) MB where $root is, and $((free / 1000)) MB are free there" ;;
esac

sweep_passing
made=
forget() {
  trap '' HUP INT TERM
  if [ -n "$made" ]; then remove_passing "$made"; else forget_passing "$mark"; fi
}
trap forget EXIT
echo making
made=$(engine commit --pause=false --change "LABEL $label=$mark" --change "LABEL $label.since=$(date +%s)" "$id") || {
  made=
  exit 1
}
# The words of flags have no blanks within.
# shellcheck disable=SC2086
engine save $flags -- "$base" "$made"
