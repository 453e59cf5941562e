#!/bin/sh
# Finds containers by label, then asks for each one's own labels: the listing itself joins them with commas.
by=$1 program=$2 id_field=$3
shift 3
. ./functions/engine.sh
ids=$(engine ps --all --no-trunc --quiet "$@") || fail
say containers
if [ -n "$ids" ]; then
  template="container {\"Id\":{{json $id_field}},\"Name\":{{json .Name}},\"Labels\":{{json .Config.Labels}}}"
  # shellcheck disable=SC2086 # Each id is a word.
  engine container inspect --format "$template" -- $ids || say incomplete
fi
finish
