#!/bin/sh
# Reports each detached command of this machine and user, `NONCE command` with its id, state (see `look`), start and
# sizes, then its words, all of them closed by NULs; and in the end `NONCE end`. A command whose folder cannot be looked
# into has the state `closed`. Arguments: the nonce, how many bytes are listed of a command.
. ./functions/commands-folder.sh
. ./functions/look-at-command.sh
nonce=$1 listed=$2
reachable "$commands" || exit 1
if [ -d "$commands" ]; then
  { [ -r "$commands" ] && [ -x "$commands" ]; } || { echo "$commands may not be read" >&2; exit 1; }
elif [ -e "$commands" ] || [ -L "$commands" ]; then
  echo "$commands is no folder" >&2; exit 1
fi
for folder in "$commands"/*; do
  [ -e "$folder" ] || [ -L "$folder" ] || continue
  id=${folder##*/} state=closed started='' sizes=''
  if [ -d "$folder" ] && [ -x "$folder" ]; then
    folder=$folder/$machine
    [ -e "$folder" ] || [ -L "$folder" ] || continue
  fi
  if [ -d "$folder" ] && [ -x "$folder" ]; then
    look
    { read -r started <"$folder/started"; } 2>/dev/null
    sizes=$(stat -c %s "$folder/stdout" "$folder/stderr" 2>/dev/null)
  fi
  printf '\n%s command\n%s\0%s\0%s\0%s\0' "$nonce" "$id" "$state" "$started" "$sizes"
  { dd bs="$listed" count=1 <"$folder/command"; } 2>/dev/null
done
printf '\n%s end\n' "$nonce"
