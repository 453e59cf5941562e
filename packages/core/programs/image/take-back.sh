#!/bin/sh
# Takes away a folder that the parts of an image are put into, and the two above it, where they are empty; with `parts`
# also what was put there. Where another transfer is at work in it, or somebody reads what is there, all stays.
# Arguments: the folder, and `parts` or nothing.
folder=$1
if [ -L "$folder" ] || [ ! -d "$folder" ] || [ ! -O "$folder" ]; then exit 0; fi
if [ "$2" = parts ]; then
  for other in "$folder"/.berth-put-*; do
    if [ -e "$other" ]; then exit 0; fi
  done
  # shellcheck disable=SC2010 # What is looked for is where the links lead.
  if ls -l /proc/[0-9]*/fd 2>/dev/null | grep -qF -- " -> $folder/"; then exit 0; fi
  rm -rf -- "$folder/blobs" "$folder/index.json" "$folder/oci-layout"
fi
rmdir -- "$folder" 2>/dev/null || exit 0
above=${folder%/*}
rmdir -- "$above" 2>/dev/null && rmdir -- "${above%/*}" 2>/dev/null
exit 0
