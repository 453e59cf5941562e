#!/bin/sh
# Looks at a container's id and labels again, then acts, by the id alone: an id is never given again, and labels cannot
# change. A restart looks before for the paths of the host that the container mounts: they stand between marks in what
# the template prints, the marks being the container's id, which no path can have had when it was made. The words after
# the flags of a removal are a guard: it is asked in the container whether the container may go. One that does not run
# is not asked, and then goes without force: if it was started meanwhile, it stays.
by=$1 program=$2 identity=$3 action=$4 id=$5 template=$6 removal=$7
shift 7
. ./functions/engine.sh
. ./functions/remove.sh
. ./functions/sources.sh

# end WORD [TEXT]: the last report.
end() {
  say "$@"
  finish
}

# An engine that does not have the container is believed only if it is the one that held it.
failed() {
  say engine "$(engine info --format "$identity")"
  end "$1"
}

need_sources() {
  rest=$1
  while :; do
    case $rest in *"<$id "*) ;; *) return ;; esac
    rest=${rest#*"<$id "}
    source=${rest%%" $id>"*}
    if missing_source "${source#* }" "${source%% *}"; then
      printf '%s\n' "$said" >&2
      end no-source
    fi
  done
}

match=$(engine container inspect --format "$template" -- "$id") || failed unread
[ "$(printf '%s\n' "$match" | tail -n 1)" = match ] || end changed
if [ "$action" = restart ]; then
  need_sources "$match"
  engine start -- "$id" >/dev/null || failed undone
  end 'done'
fi
if [ "$#" -gt 0 ] && ! said=$(bounded engine exec --user 0 "$id" "$@" 2>&1 </dev/null); then
  running=$(engine container inspect --format '{{.State.Running}}' -- "$id") || failed unread
  [ "$(printf '%s\n' "$running" | tail -n 1)" = false ] || end guarded "$said"
  removal=--volumes
fi
remove "$id" || { printf '%s\n' "$said" >&2; failed undone; }
end 'done'
