#!/bin/sh
# Creates a container, then starts it. A creation that was killed may have been done, or be done yet. A container that
# was created and does not run is removed again, by the id that its creation printed. An engine without an init binary
# says so when it creates or when it starts: then the container is made once more without one; and so it is with the
# words $devices in place of $gpus where the engine has no driver for GPUs.
#
# Where $itself is not empty, the container is removed by the engine when it ends: one that ends at once is made once
# more without that, for what it printed. An engine whose containers outlive it, as its account of itself by the
# template $restored tells, removes such containers when it is started again, while they run: there it is left out. Once
# it is created, nobody who goes away keeps it from being started: a container that never ran would stay.
#
# Where $ready is not empty, the image's entrypoint runs, and the line of that text in the log says that it has run its
# command, which does not end. One that runs on without doing so is given three seconds in which it could end.
#
# Standard input is the environment of the container, which every user of the host could read in an argument list:
# first the variables that the engine's command is to take from its own environment, `$inherited`, as a line that
# exports them, then the lines of its file of variables, then `=`.
before=
by=$1 program=$2 no_init=$3 removal=$4 inherited=$5 gpus=$6 devices=$7 no_driver=$8
ready=$9
shift 9
itself=$1 restored=$2 usual=$3 paths=$4
shift 4
trap : PIPE
. ./functions/engine.sh
. ./functions/api.sh
. ./functions/described.sh
. ./functions/remove.sh
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
  printf '%s\n' ${before:+"$before"} "$said" >&2
  say "$@"
  finish
}

while [ "$paths" -gt 0 ]; do
  if missing_source "$1" berth; then end refused; fi
  shift
  paths=$((paths - 1))
done

# take_away: removes what was created, unless it is gone by itself. What was said before is kept.
take_away() {
  because=$said
  if remove "$id" || printf '%s\n' "$said" | grep -iq 'no such container'; then said=$because; return 0; fi
  said="$because
$said"
  return 1
}

create() (
  # shellcheck disable=SC2034 # The engine's command line takes the names.
  preserve=$inherited
  assign() { eval "$exports"; }
  assign '
'
  printf '%s\n' "$variables" | engine create "$@"
)

said_of() { printf '%s\n' "$said" | grep -Eq -- "$1"; }
lacks_init() { [ -n "$init" ] && said_of "$no_init"; }
lacks_driver() { [ -n "$devices" ] && said_of "$no_driver"; }

# stays: whether a container that runs may be taken for one that goes on.
stays() { [ -z "$ready" ] || [ "$waited" -ge 3 ] || engine logs -- "$id" 2>/dev/null | grep -Fqx -- "$ready"; }

is_gone() { engine container inspect --format . -- "$id" 2>&1 >/dev/null | grep -iq 'no such container'; }

# tell_state: the state of the container, and since when it runs.
tell_state() {
  members='("[A-Za-z]+":("[^"]*"|[a-z0-9-]+),)*'
  if find_by_api "/containers/$id/json" "$cover
s/$up_to_state$members\"StartedAt\":(\"[^\"]*\"),.*\\}\$/\4 \7/p"; then
    printf '%s\n' "$found"
  else
    engine container inspect --format '{{.State.Status}} {{json .State.StartedAt}}' -- "$id" 2>/dev/null
  fi
}

# ends_with_engine: whether a container ends when the engine does.
ends_with_engine() {
  find_by_api /info 's/^\{"ID":".*,"LiveRestoreEnabled":(true|false),.*\}$/\1/p' ||
    found=$(engine info --format "$restored" 2>/dev/null)
  [ "$found" = false ]
}

launch() {
  said=$(create ${init:+"$init"} ${itself:+"$itself"} "$@" 2>&1) || {
    code=$?
    if lacks_init || lacks_driver; then return 1; fi
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
  waited=0 ended=
  while :; do
    state=$(tell_state) || state=
    case $state in 'running '*) ;; *) break ;; esac
    if stays; then
      if [ -n "$again" ]; then break; fi
      say running "${state#running }"
      finish
    fi
    sleep 1
    waited=$((waited + 1))
  done
  if [ -n "$itself" ] && { [ -n "$state" ] || is_gone; }; then
    ended=yes
    return 1
  fi
  said='it ended at once and was gone; started once more, it ran on'
  case $state in 'running '*) return 1 ;; esac
  printed=$(engine logs --tail 20 -- "$id" 2>&1)
  code=$(engine container inspect --format '{{.State.ExitCode}}' -- "$id") && code=", with exit code $code"
  said="it ended at once$code, ${printed:+and printed: }${printed:-and printed nothing}"
  return 1
}

[ -z "$itself" ] || [ -z "$restored" ] || ends_with_engine || itself=
init=--init words=$gpus id='' ended='' again=''
while :; do
  # The words that ask for GPUs have no blanks within.
  # shellcheck disable=SC2086
  launch $words "$@"
  if lacks_init; then init=
  elif lacks_driver; then before=$said words=$devices devices=
  elif [ -n "$ended" ] && [ -n "$itself" ]; then itself='' again=yes
  else break
  fi
  if [ -n "$id" ] && ! take_away; then end left "$id"; fi
  id=
done
if take_away; then end removed; else end left "$id"; fi
