#!/bin/sh
# Asks for the containers of the login user, and of root where sudo lets the login: every user's are an engine of their
# own. A host without bash has no enroot. `$containers` is the text of containers.sh, its arguments the last words.
privilege=$1 containers=$2
shift 2
. ./functions/path.sh
section now date +%s
[ "$privilege" = sudo ] || section plain bash --norc -c "$containers" berth-containers "berth-${nonce:?}" "$@"
case $privilege,$(id -u) in
  plain,* | auto,0) finish ;;
  auto,*) command -v enroot >/dev/null || finish ;;
esac
section sudo sudo -n -H bash --norc -c "$containers" berth-containers "berth-${nonce:?}" "$@"
