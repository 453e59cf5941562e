#!/bin/sh
# Creates a container, then starts it. A creation that was killed may have been done, or be done yet. A container that
# was created and does not run is removed again, by the id that its creation printed. An engine without an init binary
# says so when it creates or when it starts: then the container is made once more without one.
#
# Standard input is the environment of the container, which every user of the host could read in an argument list:
# first the variables that the engine's command is to take from its own environment, `$inherited`, as a line that
# exports them, then the lines of its file of variables, then `=`.
by=$1 program=$2 no_init=$3 removal=$4 inherited=$5 paths=$6
shift 6
. ./functions/engine.sh
. ./functions/sources.sh
IFS= read -r exports
variables=$(cat)
case $variables in
  '=') variables= ;;
  *'
=') variables=${variables%?=} ;;
  *) fail 'the environment of the container did not arrive to its end' ;;
esac

# end WORD [TEXT]: the last report, after what the engine said.
end() {
  printf '%s\n' "$said" >&2
  say "$@"
  finish
}

while [ "$paths" -gt 0 ]; do
  if missing_source "$1" berth; then end refused; fi
  shift
  paths=$((paths - 1))
done

# The flags of a removal are several words.
# shellcheck disable=SC2086
remove() { engine rm $removal -- "$id" >/dev/null; }

create() (
  # shellcheck disable=SC2034 # The engine's command line takes the names.
  preserve=$inherited
  assign() { eval "$exports"; }
  assign '
'
  printf '%s\n' "$variables" | engine create "$@"
)

lacks_init() { [ -n "$init" ] && printf '%s\n' "$said" | grep -Eq -- "$no_init"; }

launch() {
  said=$(create ${init:+"$init"} "$@" 2>&1) || {
    code=$?
    lacks_init && return 1
    [ "$code" -gt 128 ] || end refused
    said="$said
the command that creates the container was ended by signal $((code - 128))"
    end unclear
  }
  id=$(printf '%s\n' "$said" | grep -Ex '[0-9a-f]{64}') || {
    said="the engine answered a creation without an id: $said"
    end unclear
  }
  say created "$id"
  said=$(engine start -- "$id" 2>&1 >/dev/null) || return
  state=$(engine container inspect --format '{{.State.Status}} {{json .State.StartedAt}}' -- "$id") || state=
  case $state in
    'running '*) say running "${state#running }"; finish ;;
  esac
  printed=$(engine logs --tail 20 -- "$id" 2>&1)
  code=$(engine container inspect --format '{{.State.ExitCode}}' -- "$id") && code=", with exit code $code"
  said="it ended at once$code, ${printed:+and printed: }${printed:-and printed nothing}"
  return 1
}

init=--init id=
launch "$@"
if lacks_init; then
  if [ -n "$id" ] && ! remove; then end left "$id"; fi
  init=
  launch "$@"
fi
if remove; then end removed; else end left "$id"; fi
