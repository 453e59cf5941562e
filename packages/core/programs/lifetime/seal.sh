#!/bin/sh
# Lets this container be removed, and keeps others from claiming it meanwhile: see claim.sh. Otherwise ends with 1 and
# tells why not: claims that nobody knew of and, where a launch is undone, that somebody found the launch done. A full
# disk keeps seals from being written, and claims too. Arguments: Berth's folder, the launch, the id of the seal, the
# run, `undo` or `replace`, the ids of claims that do not count.
folder=$1 launch=$2 seal=$folder/seals/$3 run=$4 why=$5
shift 5
. ./functions/write-down.sh
known=" $* "
refused=
write_down "$seal" "$launch $(date +%s) $run" 2>/dev/null
of=
{ read -r of <"$folder/committed"; } 2>/dev/null
if [ "$why" = undo ] && [ "$of" = "$launch" ]; then
  refused=yes
  echo committed
fi
for file in "$folder"/claims/*; do
  case $known in *" ${file##*/} "*) continue ;; esac
  of=
  { read -r of text <"$file"; } 2>/dev/null
  [ "$of" = "$launch" ] || continue
  refused=yes
  printf 'claim %s\n' "$text"
done
[ -n "$refused" ] || exit 0
rm -f "$seal"
exit 1
