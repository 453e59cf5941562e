#!/bin/sh
# Looks for the image; where it is missing, or a tag that is to be pulled always, loads the archive or pulls, then
# looks again. What the engine prints on the way is progress. A failure to look is told from a missing image by the
# engine's words, which are kept apart from its answer.
by=$1 program=$2 image=$3 pull=$4 archive=$5 invalid=$6 missing=$7
. ./functions/engine.sh
exec 3>&1

# Only an image that is there is described in the report. A template that is {{json .}} and no more is a list to
# Podman.
look() {
  say image
  said=$(engine image inspect --format '{{println}}{{json .}}' -- "$image" 2>&1 >&3)
}

is_missing() { ! says "$invalid" && says "$missing"; }
says() { printf '%s\n' "$said" | grep -Eq -- "$1"; }

end() {
  say "$1"
  finish
}

if look; then
  case "$pull $image" in
    'always '*@*) finish ;;
    'always '*) ;;
    *) finish ;;
  esac
else
  is_missing || fail "$said"
fi
if [ -n "$archive" ]; then
  say loading
  engine load --input "$archive" || end load-failed
elif [ "$pull" = never ]; then
  end not-here
else
  say pulling
  engine pull -- "$image" || end pull-failed
fi
look && finish
is_missing || fail "$said"
end still-missing
