#!/bin/sh
# Becomes the shell that runs a shell program, its argument: bash where there is one.
if command -v bash >/dev/null 2>&1; then exec bash -c "$1"; else exec sh -c "$1"; fi
