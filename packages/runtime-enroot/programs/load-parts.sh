#!/bin/bash
# Puts the image's file in its place, which it has on this file system already, and says what the file is.
data=$1 folder=$2 part=$3 digest_wanted=$4 file=$5
. ./functions/store.sh
. ./functions/digest.sh
case $file in /*) ;; *) file=$store/images/$file ;; esac

end() {
  rm -rf -- "$folder"
  rmdir -- "${folder%/*}" 2>/dev/null
  [ -z "${1-}" ] || say "$1"
}

is_squashfs "$folder/$part" || { end not-squashfs; finish; }
if [ -e "$file" ] && { ! digest_of "$file" 900 || [ "$digest" != "$digest_wanted" ]; }; then say moves "$file"; fi
say loading
if ! { mkdir -p "$store/images" && mv -fT -- "$folder/$part" "$file"; }; then
  end load-failed
  finish
fi
end
# A file that was changed just before it is read could be changed once more within the same tick of its clock.
(($(date +%s) - $(stat -L -c %Z -- "$file") >= 2)) || sleep 2
digest_of "$file" 900 || fail
say image "$digest $file"
finish
