#!/bin/sh
# Prints what a detached command prints, on the same streams, until it has ended, then the mark and one line on
# standard output: `exit CODE`, `stopped`, `lost`, `unknown` (see `look`), `running` when it has looked often enough,
# or `failed REASON`.
# Arguments: the id, the mark, how often it looks before it gives up, the bytes of standard output and of standard
# error that are known already.
#
# A file that is kept open is read on from where the reading ended, whichever process reads it, so no byte comes
# twice. Each turn takes at most a mebibyte of either stream, so that neither waits for the end of the other. A turn
# in which nothing came is followed by a pause: a tenth of a second at first, a whole one where nothing has come for a
# minute, five where nothing has come for ten.
. ./functions/commands-folder.sh
. ./functions/look-at-command.sh
folder=$commands/$1/$machine
mark=$2 turns=$3 turn=0 quiet=0
finish() { printf '%s %s\n' "$mark" "$1"; exit; }
seek() { [ "$1" = 0 ] || said=$(dd bs=1 skip="$1" count=0 2>&1) || finish "failed $said"; }
pour() {
  said=$(dd bs=65536 count=16 2>&1 >&"$1") || finish "failed $said"
  case $said in 0+0*) ;; *) quiet=0 ;; esac
}
look
[ "$state" != unknown ] || finish unknown
for file in stdout stderr; do [ -r "$folder/$file" ] || finish "failed $folder/$file cannot be read"; done
exec 3<"$folder/stdout" 4<"$folder/stderr" 5>&1 6>&2
seek "$4" <&3
seek "$5" <&4
seen=
while [ "$state" = running ] && [ $turn -lt "$turns" ]; do
  turn=$((turn + 1)) quiet=$((quiet + 1))
  sizes=$(stat -c %s "$folder/stdout" "$folder/stderr" 2>/dev/null)
  if [ -z "$sizes" ] || [ "$sizes" != "$seen" ]; then
    pour 5 <&3
    pour 6 <&4
    [ $quiet = 0 ] || seen=$sizes
  fi
  if [ $quiet -gt 690 ]; then sleep 5
  elif [ $quiet -gt 150 ]; then sleep 1
  elif [ $quiet -gt 30 ]; then sleep 0.5 2>/dev/null || sleep 1
  elif [ $quiet -gt 0 ]; then sleep 0.1 2>/dev/null || sleep 1
  fi
  if [ -e "$folder/end" ] || [ -e "$folder/stopped" ] || [ $((turn % 10)) = 0 ]; then look; fi
done
if [ "$state" != running ]; then
  { cat <&3 && cat <&4 >&2; } || finish 'failed the rest of its output cannot be read'
fi
finish "$state"
