#!/bin/sh
# engine WORD…: the command line of the engine, plainly or through a sudo that never asks, as $by says. `$preserve` is
# what sudo leaves in its environment, names with commas between them.
. ./functions/path.sh
engine() {
  case $by in
    sudo) sudo -n ${preserve:+"--preserve-env=$preserve"} "$program" "$@" ;;
    *) "$program" "$@" ;;
  esac
}
