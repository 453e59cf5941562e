#!/bin/bash
# Looks for the image's file; where it is missing, or a tag that is to be pulled always, links the archive, which is
# the image, or imports, beside the file first. Then says what the file is. What enroot prints on the way is progress.
data=$1 file=$2 pull=$3 archive=$4 address=$5
. ./functions/store.sh
. ./functions/digest.sh
case $file in /*) ;; *) file=$store/images/$file ;; esac
temporary=$store/images/.${nonce:?}.sqsh
trap 'rm -f -- "$temporary"' EXIT
trap 'exit 1' HUP INT TERM

end() {
  say "$1"
  finish
}

identify() {
  is_squashfs "$file" || end not-squashfs
  (($(date +%s) - $(stat -L -c %Z -- "$file") >= 2)) || sleep 2
  digest_of "$file" 900 || fail
  say image "$digest $file"
  finish
}

if [ -e "$file" ]; then
  case "$pull $address" in
    'always '*@* | 'always ') identify ;;
    'always '*) ;;
    *) identify ;;
  esac
fi
[ -n "$address" ] || end no-file
[ -n "$archive" ] || [ "$pull" != never ] || end not-here
mkdir -p "$store/images" || fail
if [ -n "$archive" ]; then
  say loading
  [ -r "$archive" ] || { ls -d -- "$archive" >/dev/null && echo "$archive: permission denied" >&2; end load-failed; }
  is_squashfs "$archive" || end not-squashfs
  ln -s -- "$archive" "$temporary" || fail
else
  say pulling
  SOURCE_DATE_EPOCH=0 enroot import --output "$temporary" -- "$address" </dev/null || end pull-failed
fi
mv -fT -- "$temporary" "$file" || fail
identify
