#!/bin/sh
# `enter FOLDER` goes into the folder that a tree is put into; `stage` makes the transfer's own folder in it,
# `$staging`. The caller sets `staging`.
enter() { CDPATH='' cd "$1" || exit 1; }
stage() { [ -d "$staging" ] || mkdir "$staging" || exit 1; }
