#!/bin/sh
# Prints a line, and then what a file has from a byte on and what it gets until it has its whole size; then ends, as it
# does with standard input, or once the file is gone.
# Arguments: the transfer's own folder, the file's name, the byte, the size, the line, an id of its own.
. ./functions/process-identity.sh
umask 077
staging=$1 at=$3 size=$4
file=$staging/$2
passing=$staging/passing.$6
reader=$$
exec 4<&0
{ while read -r _; do :; done; kill "$reader"; } <&4 >/dev/null 2>&1 &
watching=$!
exec 4<&-
end() { kill "$watching"; rm -f "$passing"; exit "$1"; }
pause() { sleep 0.2 2>/dev/null || sleep 1; }
# It may be asked for before anything of it is there.
for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
  [ ! -f "$file" ] || break
  for _ in 1 2 3 4 5; do pause; [ ! -f "$file" ] || break; done
done
[ -f "$file" ] || { echo 'what is to be passed on is not there' >&2; end 1; }
exec 3<"$file"
# For whoever is to end it where the other host is gone, so that nobody takes what is printed: there whole, or not.
identity $$
mine=$now
identity $PPID
if ! echo "$$ $mine $PPID $now" >"$staging/to-pass.$6" || ! mv "$staging/to-pass.$6" "$passing"; then end 1; fi
printf '\n%s\n' "$5"
first=yes
while there=$(stat -c %s "$file"); do
  if [ "$there" -gt "$at" ]; then
    # What one has read of the open file, the next does not read again.
    if [ -n "$first" ]; then tail -c +$((at + 1)) <&3; else cat <&3; fi || end 1
    first=
    at=$there
    [ "$there" -lt "$size" ] || end 0
  else pause; fi
done
end 1
