#!/bin/sh
# Puts the files, folders and links of a transfer in their places, as lines of words on standard input say, which call
# the functions below. Changes nothing unless every file that arrived is what it is to be. Arguments: the folder, the id
# of the transfer, the exit code where a file that arrived is not what it is to be, the last word.
. ./functions/staging.sh
. ./functions/process-identity.sh
. ./functions/end-passing.sh
. ./functions/told-lines.sh
umask 077
staging=.berth-put-$2
altered=$3 last=$4
enter "$1"
take_lines "$2"
stage
# Whether a move into a folder may be a copy, of which a reader sees a part, and a full disk keeps one: something is
# mounted below, or the folder is reached by a link.
mounts_below() {
  here=$(readlink -f .)
  # There, some characters of a path stand as others.
  case $here in *[!a-zA-Z0-9_./-]*) return 0 ;; esac
  [ -r /proc/self/mountinfo ] || return 0
  while read -r _ _ _ _ point _; do
    case $point in "${here%/}"/*) return 0 ;; esac
  done </proc/self/mountinfo
  return 1
}
leads_out() {
  walked=$1
  while [ "$walked" != . ]; do
    if [ -L "$walked" ]; then return 0; fi
    walked=${walked%/*}
  done
  return 1
}
if mounts_below; then mounted=yes; else mounted=; fi
# `bring FOLDER FILE…` brings files that have arrived into a folder, from which moves to their places in FOLDER are no
# copies, and sets `from` to it.
from=
trap '[ -z "$from" ] || rm -rf "$from"' EXIT
trap 'exit 1' HUP INT TERM PIPE
bring() {
  into=$1
  shift
  from=$into/$staging
  # What is there already is not this program's to take away again.
  mkdir "$from" || { from=; exit 1; }
  mv -f "$@" "$from/" || exit 1
}
brought() { rmdir "$from" || exit 1; from=; }
apart() { [ "$1" != . ] && [ "$1" != ./. ] && { [ -n "$mounted" ] || leads_out "$1"; }; }
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
# What was sent, as sha256sum lists it, each line between two line ends.
newline='
'
sent=$newline
# OpenSSL uses what the processor has for it, and is several times as fast as most kinds of sha256sum; but it starts
# slowly, and only that all is as it was sent is believed from it.
agrees() {
  command -v openssl >/dev/null && [ -n "$(find "$staging" -type f -size +4096k 2>/dev/null | head -n 1)" ] || return
  listed=$(openssl dgst -sha256 -r "$@" 2>/dev/null) && [ "$listed$newline" = "$starred" ]
}
verify() {
  sums='' starred='' left=$#
  while [ "$left" -gt 0 ]; do
    sums="$sums$1  $staging/$2$newline" starred="$starred$1 *$staging/$2$newline" path=$staging/$2 left=$((left - 2))
    shift 2
    set -- "$@" "$path"
  done
  sent=$sent$sums
  agrees "$@" && return
  printf %s "$sums" | sha256sum -c >"$staging/sums" 2>&1 && return
  echo 'what arrived is not what was sent, or was changed here meanwhile' >&2
  exit "$altered"
}
modes() {
  mode=$1
  shift
  for name do shift; set -- "$@" "$staging/$name"; done
  chmod "$mode" "$@" || exit 1
}
# Another host that shares the place may put the same there at the same time: what is there by then is as good, and may
# be closed to more.
folder() {
  if [ -d "$2" ]; then return; fi
  if said=$(mkdir "$2" 2>&1); then : >"$staging/made.$1" || exit 1
  elif [ ! -d "$2" ]; then echo "$said" >&2; exit 1; fi
}
# `is_there PATH AT`: whether the file that was sent to PATH in the transfer's own folder is at its place, whoever has
# put it there.
is_there() {
  [ -f "$2" ] && [ ! -L "$2" ] && found=$(sha256sum <"$2") || return
  case $sent in *"$newline${found%% *}  $1$newline"*) ;; *) return 1 ;; esac
}
all_there() {
  into=$1
  shift
  for path do is_there "$path" "$into/${path##*/}" || return 1; done
}
free() { if [ -d "$1" ]; then echo "$1 is a directory" >&2; exit 1; fi; }
move() {
  free "$2"
  if apart "${2%/*}"; then
    bring "${2%/*}" "$staging/$1"
    mv -f "$from/$1" "$2" || exit 1
    brought
  else mv -f "$staging/$1" "$2" || is_there "$staging/$1" "$2" || exit 1; fi
}
place() {
  group=$1 into=$2
  shift 2
  for name do shift; free "$into/$name"; set -- "$@" "$staging/$group/$name"; done
  if apart "$into"; then
    bring "$into" "$@"
    for path do shift; set -- "$@" "$from/${path##*/}"; done
    mv -f "$@" "$into/" || exit 1
    brought
  else mv -f "$@" "$into/" || all_there "$into" "$@" || exit 1; fi
}
remode() { chmod "$@" || exit 1; }
link() {
  said=$(ln -sfn -- "$1" "$2" 2>&1) || [ "$(readlink "$2")" = "$1" ] || { echo "$said" >&2; exit 1; }
}
settle() { if [ -e "$staging/made.$1" ]; then chmod "$2" "$3" || exit 1; fi; }
eval "$lines"
end_passing
rm -rf "$staging" && echo "$last"
