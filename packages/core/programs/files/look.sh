#!/bin/sh
# Says what is there already of a tree that is put into a folder. Reads lines of words that call the functions below,
# and prints a line for each thing found. What earlier transfers left behind here, interrupted in the middle of a
# file, is taken over or removed.
# Arguments: the folder, the id of the transfer, the mode of a folder that is made if it is missing or nothing, the
# exit code where there is none, the one where something else has its name, the last word.
. ./functions/staging.sh
. ./functions/process-identity.sh
. ./functions/this-boot.sh
. ./functions/told-lines.sh
umask 077
staging=.berth-put-$2
last=$6
take_lines "$2"
if [ ! -d "$1" ] && { [ -e "$1" ] || [ -L "$1" ]; }; then echo "$1 is there and is no folder" >&2; exit "$5"; fi
if [ -n "$3" ] && [ ! -d "$1" ]; then (umask 022; mkdir -p "$1") && chmod "$3" "$1" || exit 1; fi
if [ ! -d "$1" ]; then echo "there is no folder $1" >&2; exit "$4"; fi
enter "$1"
for tool in sha256sum stat; do
  command -v $tool >/dev/null || { echo "there is no $tool, which tells what is there already" >&2; exit 1; }
done
# Whether the folder of an earlier transfer is this user's own: files that another user left would stay that user's. No
# folder whose name would be two words below.
own() {
  case $1 in *[!a-zA-Z0-9.-]*) return 1 ;; esac
  [ -O "$1" ] && [ ! -L "$1" ] && [ "$1" != "$staging" ]
}
# Nothing in a folder has changed for a day: time enough for a host that boots, of which another of its name may know.
untouched() { command -v find >/dev/null && changed=$(find "$1" -mtime -1) && [ -z "$changed" ]; }
here=$(uname -n) abandoned=
for writer in .berth-put-*/writer; do
  folder=${writer%/*}
  own "$folder" || continue
  read -r machine process born name size <"$writer" || continue
  case $machine in
    "$here@$boot") identity "$process"; [ "$now" != "$born" ] || continue ;;
    "$here@"*) untouched "$folder" || continue ;;
    *) continue ;;
  esac
  [ "$(wc -c <"$folder/$name")" -lt "$size" ] && abandoned="$abandoned $folder"
done 2>/dev/null
part() {
  for left in .berth-put-*/"$1"; do
    folder=${left%/*}
    { [ -f "$left" ] && own "$folder"; } || continue
    stage
    case " $abandoned " in
      *" $folder "*) mv "$left" "$staging" ;;
      *) cp "$left" "$staging" ;;
    esac && break
  done 2>/dev/null
  if [ -f "$staging/$1" ]; then echo part "$1" "$(($(wc -c <"$staging/$1")))"; fi
}
files() {
  index=$1
  shift
  for path do
    shift
    if [ -d "$path" ]; then echo "folder $index"; elif [ -f "$path" ] && [ ! -L "$path" ]; then set -- "$@" "$path"; fi
    index=$((index + 1))
  done
  if [ $# -gt 0 ]; then { sha256sum "$@"; stat -c 'mode %a %n' "$@"; } 2>/dev/null; fi
}
large() { if [ -d "$3" ] || [ ! -f "$3" ] || [ "$(wc -c <"$3")" -eq "$2" ]; then files "$1" "$3"; fi; }
newline='
'
link() {
  if [ -L "$2" ]; then
    target=$(readlink "$2")
    case $target in *"$newline"*) ;; *) printf 'link %s %s\n' "$1" "$target" ;; esac
  elif [ -d "$2" ]; then echo "folder $1"; fi
}
folder() { if [ -e "$2" ] && [ ! -d "$2" ]; then echo "file $1"; elif [ -d "$2" ]; then echo "there $1"; fi; }
eval "$lines"
if tar --help 2>&1 | grep -q -e -m; then echo tar; fi
# shellcheck disable=SC2086 # Each folder is a word of its own, without blanks or patterns: see own.
if [ -n "$abandoned" ]; then rm -rf $abandoned; fi
echo "$last"
