#!/bin/sh
# `end_tree GRACE PROGRAM [TERMINATOR…]` ends an inner command by the words for it, which get 6 s, then the tree of
# `$tag` by the program for it, which says what it has done; by root again if something is left that root could end. The
# word `berth-same-program` stands for that program. `$guess`, `$first`, what is known of the first process,
# and `$known`, processes that are known to be the command's, are as the program takes them.
. ./functions/clock.sh
end_tree() {
  grace=$1 program=$2
  shift 2
  if [ $# -gt 0 ]; then
    # What Berth itself runs on a host to enter a container leaves nothing that would have to be guessed.
    guess=
    for word; do
      shift
      [ "$word" != berth-same-program ] || word=$program
      set -- "$@" "$word"
    done
    "$@" &
    inner=$!
    look_at_clock
    give_up=$((now + 600))
    while [ "$now" -lt $give_up ] && [ -e /proc/$inner ] && ! grep -q '^State:.Z' /proc/$inner/status; do
      sleep 0.1 || sleep 1
      look_at_clock
    done
    kill $inner
  fi
  # shellcheck disable=SC2086 # Each process is a word of its own.
  said=$(sh -c "$program" "$tag" "$grace" "$guess" "$first" $known)
  code=$?
  printf '%s\n' "$said"
  if [ $code = 2 ] && [ "$(id -u)" != 0 ]; then
    # shellcheck disable=SC2086 # Each process is a word of its own.
    sudo -n sh -c "$program" "$tag" "$grace" "$guess" '' ${said##* known } </dev/null && code=0
  fi
  return $code
}
