#!/bin/sh
# `enter FOLDER` goes into the folder that a tree is put into; `stage` makes the transfer's own folder in it,
# `$staging`, or takes the one that is there. The caller sets `staging`. Every user can read its name in the argument
# lists of a host, and where others may write too, put a folder or a link of their own in its place: `own_staging` tells
# whether it is such as this user makes here, closed to others. A file system may give all that is made to one user.
enter() { CDPATH='' cd "$1" || exit 1; }
# shellcheck disable=SC2012 # The name is one of Berth's.
mode_and_owner() { LC_ALL=C ls -ldn "$1" 2>/dev/null | { read -r mode _ owner _ && echo "${mode%[.+@]} $owner"; }; }
own_staging() {
  if [ -L "$staging" ] || [ ! -d "$staging" ]; then return 1; fi
  seen=$(mode_and_owner "$staging")
  case $seen in drwx--[-S]---' '*) if [ -O "$staging" ]; then return 0; fi ;; esac
  usual=$(umask 077; mktemp -d .berth-put-XXXXXX) || return 1
  like=$(mode_and_owner "$usual")
  rmdir "$usual"
  [ "$seen" = "$like" ]
}
stage() {
  # A folder that is there is no trouble yet; what keeps one from being made is told.
  said=$(umask 077; mkdir "$staging" 2>&1) || own_staging || {
    if [ -e "$staging" ] || [ -L "$staging" ]; then said="$staging in $(pwd) is not this user's own"; fi
    printf '%s\n' "$said" >&2
    exit 1
  }
}
