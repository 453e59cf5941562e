#!/bin/sh
# Archives of images, as the login user sees them: the command of an engine may see other folders, as that of a snap
# does.
. ./functions/engine.sh

# load_archive FILE: opened by this shell, or by root's command where only root may. Podman has no daemon to hand the
# archive to, and would copy what comes from its standard input.
load_archive() {
  case $by,$program in
    *,podman) engine load --input "$1" ;;
    sudo,*)
      if head -c 1 -- "$1" >/dev/null 2>&1; then engine load <"$1"
      else engine load --input "$1"
      fi ;;
    *) LC_ALL=C head -c 1 -- "$1" >/dev/null && engine load <"$1" ;;
  esac
}

# moved_tags FILE: the tags in an archive that name another image on this host now, a line each. An archive that cannot
# be gone through in time, as a large one that is compressed, tells of none.
moved_tags() {
  held=$(timeout 20 tar -xOf "$1" manifest.json index.json 2>/dev/null | tr -d ' \n')
  # Some kinds of tar must be told that it is compressed.
  [ -n "$held" ] || held=$(timeout 20 tar -xzOf "$1" manifest.json index.json 2>/dev/null | tr -d ' \n')
  {
    printf '%s' "$held" | grep -o '"RepoTags":\[[^]]*\]' | sed 's/^"RepoTags"://' | grep -o '"[^",]*"'
    printf '%s' "$held" | grep -o '"io.containerd.image.name":"[^"]*"' | sed 's/^"[^"]*"://'
  } | tr -d '"' | while IFS= read -r tag; do
    id=$(engine image inspect --format '{{.Id}}' -- "$tag" 2>/dev/null </dev/null) || continue
    case $held in *"${id##*:}"*) ;; *) printf '%s\n' "$tag" ;; esac
  done
}
