#!/bin/sh
# Leaves a claim on this container, and takes it back where a run is about to remove the container. Who removes seals
# the container and then looks for claims; who claims leaves the claim and then looks for seals: one of the two sees
# the other. A seal that is five minutes old is of a remover that died. Prints `claimed`, or `sealed`, the seconds for
# which the seal holds yet, and the run.
# Arguments: Berth's folder, the launch, the id of the claim, the run and its owner.
folder=$1 launch=$2 claim=$folder/claims/$3
. ./functions/write-down.sh
write_down "$claim" "$launch $(date +%s) $4 $5" || exit
now=$(date +%s)
for file in "$folder"/seals/*; do
  of='' at=0
  { read -r of at run <"$file"; } 2>/dev/null
  [ "$of" = "$launch" ] || continue
  age=$((now - at))
  if [ "$age" -lt 300 ] && [ "$age" -gt -300 ]; then
    rm -f "$claim"
    echo "sealed $((300 - age)) $run"
    exit 0
  fi
done
echo claimed
