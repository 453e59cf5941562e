#!/bin/sh
# Lets this container be removed, and keeps others from claiming it meanwhile: see claim.sh. Otherwise ends with 1 and
# tells why not: claims that nobody knew of; where a launch is undone, that somebody found the launch done; and where
# the container is judged by what was seen in it, that somebody has brought it up since, and is gone again. A full disk
# keeps seals from being written, and claims too. Arguments: Berth's folder, the launch, the id of the seal, the run,
# `undo`, `seen` or `unseen`, who was seen to have brought it up last, the ids of claims that do not count.
folder=$1 launch=$2 seal=$folder/seals/$3 run=$4 why=$5 seen=$6
shift 6
. ./functions/write-down.sh
known=" $* "
refused=
write_down "$seal" "$launch $(date +%s) $run" 2>/dev/null
for file in "$folder"/claims/*; do
  case $known in *" ${file##*/} "*) continue ;; esac
  of=
  { read -r of text <"$file"; } 2>/dev/null
  [ "$of" = "$launch" ] || continue
  refused=yes
  printf 'claim %s\n' "$text"
done
# After the claims: who takes a claim back has written down before that the container is brought up.
of='' by=''
{ read -r of by <"$folder/committed"; } 2>/dev/null
if [ "$of" = "$launch" ]; then
  case $why in
    undo) refused=yes && echo committed ;;
    seen) [ "$by" = "$seen" ] || { refused=yes && echo 'brought up'; } ;;
  esac
fi
[ -n "$refused" ] || exit 0
rm -f "$seal"
exit 1
