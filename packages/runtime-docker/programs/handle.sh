#!/bin/sh
# Looks at a container's id and labels again, then acts, by the id alone: an id is never given again, and labels cannot
# change.
by=$1 program=$2 action=$3 id=$4 template=$5
shift 5
. ./functions/engine.sh

end() {
  say "$1"
  finish
}

match=$(engine container inspect --format "$template" -- "$id") || end unread
[ "$(printf '%s\n' "$match" | tail -n 1)" = match ] || end changed
case $action in
  restart) engine start -- "$id" >/dev/null || end undone ;;
  remove) engine rm "$@" -- "$id" >/dev/null || end undone ;;
esac
end 'done'
