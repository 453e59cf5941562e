#!/bin/sh
# engine WORD…: the command line of the engine, plainly or through a sudo that never asks, as $by says. `$preserve` is
# what sudo leaves in its environment, names with commas between them. `as_engine COMMAND…`: another command by the same
# way.
. ./functions/path.sh
engine() { as_engine "$program" "$@"; }

as_engine() {
  case $by in
    sudo) sudo -n ${preserve:+"--preserve-env=$preserve"} "$@" ;;
    *) "$@" ;;
  esac
}
