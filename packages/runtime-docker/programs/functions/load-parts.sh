#!/bin/sh
# What loading parts has in common, whatever form the engine takes them in.

# Only an image that is there is described in the report. A template that is {{json .}} and no more is a list to
# Podman.
look() {
  say image
  said=$(engine image inspect --format '{{println}}{{json .}}' -- "$image" 2>&1 >&3)
}

says() { printf '%s\n' "$said" | grep -Eq -- "$1"; }

end() {
  forget_parts "$folder"
  say "$1"
  finish
}

# tell_moves: where the name is another image's.
tell_moves() {
  named=$(engine image inspect --format '{{.Id}}' -- "$image" 2>/dev/null) || return 0
  case $named in '' | *"$id") ;; *) say moves "$image" ;; esac
}

# tell_image: what the image is, once it is loaded.
tell_image() {
  forget_parts "$folder"
  look && finish
  { ! says "$invalid" && says "$missing"; } || fail "$said"
  end still-missing
}
