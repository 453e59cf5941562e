#!/bin/sh
# `become PATH TAKEN words COMMAND…` becomes the command, `become PATH TAKEN shell PROGRAM` the shell that runs a shell
# program: bash where there is one, else sh. The environment that was taken, if TAKEN is `yes`, may have a PATH without
# a shell: then the PATH from before, the first word, is looked through.
become() {
  if [ "$3" = shell ]; then
    if command -v bash >/dev/null 2>&1; then exec bash -c "$4"; fi
    if [ "$2" = no ] || command -v sh >/dev/null 2>&1; then exec sh -c "$4"; fi
    # shellcheck disable=SC2030 # Only the subshell looks through the PATH from before.
    exec "$(PATH=$1; command -v bash || command -v sh || echo sh)" -c "$4"
  fi
  shift 3
  exec "$@"
}
