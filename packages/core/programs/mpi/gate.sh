#!/bin/sh
# Stands between a launcher of MPI and Berth, until standard input ends. Says what launchers there are, what networks
# the host is on, and as whom it runs; makes a private folder with the agent by which the launcher starts its daemons,
# begins the guard of this container, and says `ready` and where the folder is. Then passes on what agents ask, `request
# ID BYTES` and so many bytes, and what is said of guards, `begun NAME`, `beat NAME` and `gone NAME`, and does what
# lines of standard input say: `file NAME TEXT` makes a file in the folder, which is told as `made NAME`; `answer ID
# TEXT` gives an agent a line; `beat` and `end GRACE` are passed on to this guard and to those of daemons that agents
# have started themselves; `done` says that nothing is left of what was launched here: without that word, all of it is
# ended at the end.
# Arguments: the program of the agent; the program that ends a tree; the grace, in hundredths of a second; two texts, of
# which a launcher that is wanted says one of its version; the words that begin a guard on another host, quoted, for the
# agent; the name of this host; the program of its guard, and words of it: the second to the sixth; names and paths that
# launchers may have.
. ./functions/make-temporary.sh
umask 077
LC_ALL=C
export LC_ALL
agent=$1 program=$2 grace=$3 sign=$4 other_sign=$5 remote=$6 host=$7 guard=$8
shift 8
words="$1 $2 $3 $4 $5"
shift 5
printf 'user %s\n' "$(id -u)"
for name; do
  path=$(command -v "$name" 2>/dev/null)
  [ -x "$path" ] || continue
  said=$("$path" --version 2>&1 </dev/null)
  printf 'launcher %s\n' "$path"
  printf '%s\n' "$said" | sed 's/^/says /'
  case $said in *"$sign"* | *"$other_sign"*) break ;; esac
done
while read -r line; do printf 'route %s\n' "$line"; done 2>/dev/null </proc/net/route
# The launcher runs the agent as a program, which a folder that is mounted for data alone does not let it.
for place in "${TMPDIR:-/tmp}" /var/tmp /run "${HOME:-/}" /dev/shm; do
  case $place in *[!A-Za-z0-9/._-]*) continue ;; esac
  if [ ! -d "$place" ] || [ ! -w "$place" ] || [ ! -x "$place" ]; then continue; fi
  make_temporary -d "$place/berth-mpi.XXXXXX"
  printf '#!/bin/sh\n%s\n' "$agent" >"$temporary/agent"
  chmod 700 "$temporary/agent"
  if "$temporary/agent" may-run 2>/dev/null && mkfifo "$temporary/requests" "$temporary/lines.$host"; then break; fi
  rm -rf "$temporary"
  temporary=
done
if [ -z "$temporary" ]; then
  echo 'no folder, of /tmp, /var/tmp, /run, the home and /dev/shm, can be written to and lets programs be run' >&2
  exit 1
fi
[ -z "$remote" ] || printf '%s' "$remote" >"$temporary/guard"
# What is written into a FIFO that nobody has open is lost.
exec 3<>"$temporary/requests" 4<>"$temporary/lines.$host"
while read -r word name bytes <&3; do
  case $word in
    ask)
      printf 'request %s %s\n' "$name" "$bytes"
      cat "$temporary/request.$name"
      ;;
    begun | beat | gone) printf '%s %s\n' "$word" "$name" ;;
  esac
done &
listener=$!
# shellcheck disable=SC2086 # The words of the guard are plain.
sh -c "$guard" berth-mpi-guard "$program" $words "$host" <&4 >&3 3<&- 4<&- &
guarding=$!
printf 'ready %s\n' "$temporary"
tell() {
  for lines in "$temporary"/lines.*; do
    [ ! -p "$lines" ] || printf '%s\n' "$1" 1<>"$lines"
  done
}
finished=
while read -r word name text; do
  case $word in
    file) printf '%b' "$text" >"$temporary/$name" && printf 'made %s\n' "$name" ;;
    answer) [ ! -p "$temporary/answer.$name" ] || printf '%s\n' "$text" 1<>"$temporary/answer.$name" ;;
    beat | end) tell "$word $name" ;;
    done) finished=yes ;;
  esac
done
[ -z "$finished" ] || echo 'done' 1<>"$temporary/lines.$host"
tell end
if [ -z "$finished" ] && read -r tag <"$temporary/launched"; then
  sh -c "$program" "$tag" "$grace" yes '' >/dev/null
fi 2>/dev/null
wait $guarding
# Any other signal could be lost to a listener that has not begun yet.
kill -KILL $listener
for answer in "$temporary"/answer.*; do
  [ ! -p "$answer" ] || echo 'exit 255' 1<>"$answer"
done
