#!/bin/sh
# Asks every engine that the login reaches, plainly and, where the plain way does not lead to the rootful one, through
# sudo too, for all containers with a label of Berth's: first for the labels of all, then for what those few are, by the
# template of a line that begins with `container`, the id and the state, and what Berth wrote down inside of those that
# run and were launched by Berth: the last words are the command that tells. A container that does not answer within ten
# seconds is waited for no longer, and all of a host for no more than half a minute; where there is nothing to end the
# question with, it is not asked.
privilege=$1 program=$2 answered=$3 rootless=$4 endpoint=$5 usual=$6 folder=$7 template=$8
shift 8
. ./functions/engine.sh
. ./functions/answers.sh
. ./functions/ways.sh
. ./functions/left-parts.sh
make_room
end=

# bound: sets $end, by which all questions have come to their ends, and $endless to why none could be ended, or nothing.
# What sudo asks can be ended by root alone.
bound() {
  end=${end:-$(($(date +%s) + 30))}
  endless=
  command -v timeout >/dev/null || endless='the host has no timeout'
  [ "$by" = plain ] || sudo -n -l timeout >/dev/null 2>&1 </dev/null || endless='sudo may not run timeout'
}

# inside ID COMMAND…
inside() {
  left=$((end - $(date +%s)))
  [ "$left" -le 10 ] || left=10
  [ "$left" -gt 0 ] || endless='others have taken all of the time'
  if [ -n "$endless" ]; then
    echo "it was not asked: $endless" >&2
    return 1
  fi
  case $by in
    sudo) sudo -n timeout -s KILL "$left" "$program" exec --user 0 "$@" ;;
    *) timeout -s KILL "$left" "$program" exec --user 0 "$@" ;;
  esac
}

# look WAY COMMAND…: the command tells what is inside.
look() {
  by=$1
  shift
  ask_api info /info
  ask_engine
  keep "$by.labels" engine ps --all --no-trunc --format '{{.ID}} {{json .Labels}}' &
  wait
  ask_folder
  ids=$(sed -n 's/^\([0-9a-f]\{64\}\) .*berth\..*/\1/p' "$work/$by.labels.section")
  # Each id is a word.
  # shellcheck disable=SC2086
  [ -z "$ids" ] || keep "$by.containers" engine container inspect --format "$template" -- $ids
  [ -z "$ids" ] || ids=$(sed -n 's/^container \([0-9a-f]\{64\}\) running launched .*/\1/p' "$work/$by.containers.section")
  [ -z "$ids" ] || bound
  count=0
  for id in $ids; do
    keep "$by.inside.$id" bounded inside "$id" "$@" &
    count=$((count + 1))
    [ $((count % 8)) != 0 ] || wait
  done
  wait
}

case $privilege in
  plain) look plain "$@" ;;
  sudo) look sudo "$@" ;;
  *) look plain "$@"; plain_settles || look sudo "$@" ;;
esac
keep now date +%s
keep parts tell_parts
ask_host
tell_answers
