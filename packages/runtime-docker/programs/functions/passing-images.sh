#!/bin/sh
# Passing images, which are made of containers to be written out: without names, with the label $label, whose value is
# an id, and beside it the time of the host at which they were made. They are removed by their ids alone, and nothing
# that they are made of is removed with them.

# passing_images [ID]: those of this id, or all.
passing_images() { engine image ls --quiet --no-trunc --filter "label=$label${1:+=$1}"; }

remove_passing() { engine image rm --no-prune -- "$1" >/dev/null; }

# forget_passing ID: succeeds where there was one.
forget_passing() {
  forgot=1
  for image in $(passing_images "$1"); do
    remove_passing "$image" && forgot=0
  done
  return $forgot
}

# sweep_passing: removes what programs left that were killed. None lives as long as an hour.
sweep_passing() {
  for image in $(passing_images); do
    since=$(engine image inspect --format "{{index .Config.Labels \"$label.since\"}}" -- "$image") || continue
    case $since in '' | *[!0-9]*) continue ;; esac
    [ $(($(date +%s) - since)) -lt 3600 ] || remove_passing "$image"
  done
}
