#!/bin/sh
# Guards what a launch of MPI runs in one container: answers each `beat` of Berth's, and ends all of the launch when
# Berth says `end GRACE`, when standard input ends, and when this container is cut off: Berth is silent, and nothing
# comes by any network either. Where other things come, Berth alone is away, which is waited out for longer. `done`:
# nothing is left to be ended.
# Arguments: the program that ends a tree; the tag of the launch, `NAME=VALUE`; the grace where Berth gives none, in
# hundredths of a second; seconds of a turn; the hundredths of silence after which a container is cut off; those that
# Berth may be away.
. ./functions/clock.sh
program=$1 tag=$2 grace=$3 turn=$4 short=$5 long=$6
exec 3<&0 </dev/null 2>/dev/null
# Sets `came` to how much has come by the networks until now.
look_at_networks() {
  came=
  while read -r name bytes _; do
    case $name in lo:*) ;; *:*) came="$came $name$bytes" ;; esac
  done </proc/net/dev
}
# Words of both kinds are shorter than what a pipe takes in one piece.
{
  read -r reader _ </proc/self/stat
  while sleep "$turn" || sleep 1; do echo turn || exit; done &
  echo "readers $reader $!"
  while read -r word <&3; do echo "$word"; done
  echo end
} | {
  ending=yes turns=0 before='' readers=''
  look_at_clock
  heard=$now moved=$now
  while read -r word more; do
    case $word in
      readers) readers=$more ;;
      beat)
        look_at_clock
        turns=0 heard=$now
        echo beat
        ;;
      turn)
        turns=$((turns + 1))
        look_at_clock
        look_at_networks
        if [ -z "$came" ] || [ "$came" != "$before" ]; then moved=$now; fi
        before=$came
        # A container that gets no turn has not listened, whatever the clock says.
        if [ $turns -lt 3 ]; then continue; fi
        if [ $((now - heard)) -ge "$long" ]; then break; fi
        # What came last may have come a while after the last word of Berth's.
        if [ $((now - heard)) -ge "$short" ] && [ $((now - moved)) -ge $((short * 3 / 4)) ]; then break; fi
        ;;
      done) ending=''; break ;;
      end) grace=${more:-$grace}; break ;;
    esac
  done
  if [ -n "$ending" ]; then sh -c "$program" "$tag" "$grace" '' '' >/dev/null; fi
  # shellcheck disable=SC2086 # Each process is a word of its own.
  kill -KILL $readers
}
