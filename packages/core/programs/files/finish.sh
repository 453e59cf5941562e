#!/bin/sh
# Puts the files, folders and links of a transfer in their places, as lines of words on standard input say, which call
# the functions below. Changes nothing unless every file that arrived is what it is to be. Arguments: the folder, the id
# of the transfer, the exit code where a file that arrived is not what it is to be, the last word.
. ./functions/staging.sh
umask 077
staging=.berth-put-$2
altered=$3 last=$4
enter "$1"
stage
# A head that takes no more from a file than it prints leaves the rest to the next head; for other kinds of head the
# place in the bundle is looked for each time.
exact=
probe() { printf ab >"$staging/probe" && exact=$({ head -c 1 >/dev/null; cat; } <"$staging/probe") || exit 1; }
bundle() {
  [ -n "$exact" ] || probe
  bundle=$staging/$1 offset=0
  exec 3<"$bundle" || exit 1
}
take() {
  case $exact in
    b) head -c "$1" <&3 ;;
    *) tail -c +$((offset + 1)) "$bundle" | head -c "$1" ;;
  esac >"$staging/$2" || exit 1
  offset=$((offset + $1))
}
unpack() { tar -xmf "$staging/$1" -C "$staging" || exit 1; }
groups() { for group do mkdir "$staging/$group" || exit 1; done; }
empty() { for name do : >"$staging/$name" || exit 1; done; }
verify() {
  while [ $# -gt 0 ]; do echo "$1  $staging/$2"; shift 2; done | sha256sum -c >"$staging/sums" 2>&1 && return
  echo 'what arrived is not what was sent, or was changed here meanwhile' >&2
  exit "$altered"
}
modes() {
  mode=$1
  shift
  for name do shift; set -- "$@" "$staging/$name"; done
  chmod "$mode" "$@" || exit 1
}
folder() { if [ ! -d "$2" ]; then mkdir "$2" && : >"$staging/made.$1" || exit 1; fi; }
free() { if [ -d "$1" ]; then echo "$1 is a directory" >&2; exit 1; fi; }
move() { free "$2"; mv -f "$staging/$1" "$2" || exit 1; }
place() {
  group=$1 into=$2
  shift 2
  for name do shift; free "$into/$name"; set -- "$@" "$staging/$group/$name"; done
  mv -f "$@" "$into/" || exit 1
}
remode() { chmod "$@" || exit 1; }
link() { ln -sfn -- "$1" "$2" || exit 1; }
settle() { if [ -e "$staging/made.$1" ]; then chmod "$2" "$3" || exit 1; fi; }
eval "$(cat)"
rm -rf "$staging" && echo "$last"
