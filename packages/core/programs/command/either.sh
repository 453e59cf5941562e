#!/bin/sh
# Runs a command, and another one if that fails. Arguments: the number of the first one's words; these; the other one.
trap 'kill $!; exit 1' TERM
run() { "$@" & wait $!; }
run_first() {
  count=$1 place=0
  shift
  for word; do
    shift
    place=$((place + 1))
    [ $place -gt "$count" ] || set -- "$@" "$word"
  done
  run "$@"
}
run_first "$@" && exit
shift $(($1 + 1))
run "$@"
