#!/bin/sh
# Guards what a launch of MPI runs in one container: answers each `beat` of Berth's, and ends all of the launch when
# Berth says `end GRACE`, when standard input ends, and when this container is cut off: Berth is silent, and nothing
# comes by any network either. Where other things come, Berth alone is away, which is waited out for longer. `done`:
# nothing is left to be ended.
# Arguments: the program that ends a tree; the tag of the launch, `NAME=VALUE`; the grace where Berth gives none, in
# hundredths of a second; seconds of a turn; the turns of silence after which a container is cut off; those that Berth
# may be away.
program=$1 tag=$2 grace=$3 turn=$4 few=$5 many=$6
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
  silent=0 quiet=0 before='' readers=''
  while read -r word more; do
    case $word in
      readers) readers=$more ;;
      beat)
        silent=0
        echo beat
        ;;
      turn)
        silent=$((silent + 1))
        look_at_networks
        if [ -n "$came" ] && [ "$came" = "$before" ]; then quiet=$((quiet + 1)); else quiet=0; fi
        before=$came
        if [ $silent -ge "$many" ]; then break; fi
        # What came last may have come in the first of these turns.
        if [ $silent -ge "$few" ] && [ $quiet -ge $((few - 1)) ]; then break; fi
        ;;
      done) few=0; break ;;
      end) grace=${more:-$grace}; break ;;
    esac
  done
  if [ "$few" != 0 ]; then sh -c "$program" "$tag" "$grace" '' '' >/dev/null; fi
  # shellcheck disable=SC2086 # Each process is a word of its own.
  kill -KILL $readers
}
