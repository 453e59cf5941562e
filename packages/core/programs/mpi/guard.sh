#!/bin/sh
# Guards what a launch of MPI runs in one container: answers each `beat` of Berth's, and ends all of the launch when
# Berth says `end GRACE`, when standard input ends, and when this container is cut off: Berth is silent, and nothing
# comes by any network either. Where other things come, Berth alone is away, which is waited out for longer. `done`:
# nothing is left to be ended. With a daemon of the launch, runs it, with its output on standard error, and goes when it
# has gone, with its exit code. Answers on standard output, `beat NAME` and, at the end of one without, `gone NAME`.
# Arguments: the program that ends a tree; the tag of the launch, `NAME=VALUE`; the grace where Berth gives none, in
# hundredths of a second; seconds of a turn; the hundredths of silence after which a container is cut off; those that
# Berth may be away; the name of the host; and for a daemon variables, `NAME=VALUE`, then `--`, then a shell program,
# run by bash where there is one, as a login by ssh would. Where no program follows, it comes by standard input, `run
# PROGRAM`, as `printf %b` takes it; until then there is no daemon.
. ./functions/clock.sh
program=$1 tag=$2 grace=$3 turn=$4 short=$5 long=$6 name=$7
shift 7
exec 3<&0 4>&2 </dev/null 2>/dev/null
# Sets `came` to how much has come by the networks until now.
look_at_networks() {
  came=
  while read -r network bytes _; do
    case $network in lo:*) ;; *:*) came="$came $network$bytes" ;; esac
  done </proc/net/dev
}
# run_daemon PROGRAM WORD…: the words are those of this program.
# shellcheck disable=SC2163 # Some of the words are assignments.
run_daemon() {
  daemon=$1
  shift
  export "$tag"
  while [ "$1" != -- ]; do export "$1"; shift; done
  if command -v bash >/dev/null 2>&1; then shell='bash'; else shell='sh'; fi
  # The shell's own words ("Killed") are no output of the daemon.
  (exec >&4 2>&4 3<&- 4>&-; exec "$shell" -c "$daemon")
  echo "gone $?"
}
# Words of both kinds are shorter than what a pipe takes in one piece.
{
  read -r reader _ </proc/self/stat
  while { sleep "$turn" || sleep 1; } >/dev/null; do echo turn || exit; done 3<&- 4>&- &
  echo "readers $reader $!"
  last=--
  for last; do :; done
  if [ "$last" != -- ]; then run_daemon "$last" "$@" & fi
  while read -r word text <&3; do
    case $word in
      run) run_daemon "$(printf %b "$text")" "$@" & ;;
      *) echo "$word $text" ;;
    esac
    # Nothing begins any more.
    case $word in end | done) break ;; esac
  done
  echo end
} | {
  ending=yes turns=0 before='' readers='' code=''
  look_at_clock
  heard=$now moved=$now
  while read -r word more; do
    case $word in
      readers) readers=$more ;;
      gone) ending='' code=$more; break ;;
      beat)
        look_at_clock
        turns=0 heard=$now
        echo "beat $name"
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
  # What has begun is done to its end, though others end the guard meanwhile.
  [ -z "$ending" ] || trap '' TERM
  # No daemon is begun any more.
  # shellcheck disable=SC2086 # Each process is a word of its own.
  kill -KILL $readers
  if [ -n "$ending" ]; then
    sh -c "$program" "$tag" "$grace" '' '' >/dev/null
    while [ -z "$code" ] && read -r word more; do
      case $word in gone) code=$more ;; esac
    done
  fi
  [ $# != 0 ] || echo "gone $name"
  exit "${code:-0}"
}
