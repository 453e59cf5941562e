#!/bin/sh
# `take_lines ID` reads the lines on standard input and sets `lines` to them. Ends the program where the last of them is
# not `told ID`: a connection that is lost looks like the end of the input, and half a line is another line.
take_lines() {
  lines=$(cat)
  case $lines in
    *"told $1") lines=${lines%"told $1"} ;;
    *) echo 'what is to be done was not told to its end' >&2; exit 1 ;;
  esac
}
