#!/bin/sh
# Runs a program that reports. `say WORD [TEXT]` begins a report: what the program prints after it belongs to it. The
# answer is closed by `finish`, or when the program's last command has succeeded; where it ends in any other way,
# there is no answer.
# Arguments: the nonce that reports begin with, the program, the program's own arguments.
nonce=$1 program=$2
shift 2
say() { printf '\n%s %s\n%s' "$nonce" "$1" "${2-}"; }
finish() { say end; exit 0; }
eval "$program"
code=$?
[ "$code" = 0 ] || exit "$code"
finish
