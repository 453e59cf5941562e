#!/bin/sh
# engine WORD…: the command line of the engine, plainly or through a sudo that never asks, as $by says.
engine() {
  case $by in
    sudo) sudo -n "$program" "$@" ;;
    *) "$program" "$@" ;;
  esac
}
