import type { ImageSource } from '@berth/core/adapter'
import { type Engine, script } from './engine.js'
import { imageFile, importAddress } from './image-reference.js'
import { digestFunction, storeFunctions } from './store-script.js'

/**
 * Looks for the image's file; where it is missing, or a tag that is to be pulled always, links the archive, which is the image, or imports, beside the file first. Then says what the file is. What
 * enroot prints on the way is progress.
 */
const ensure = `
nonce=$1 data=$2 file=$3 pull=$4 archive=$5 address=$6
${storeFunctions}
${digestFunction}
case $file in /*) ;; *) file=$store/images/$file ;; esac
temporary=$store/images/.$nonce.sqsh
trap 'rm -f -- "$temporary"' EXIT
trap 'exit 1' HUP INT TERM
finish() { say "$1"; exit 0; }
identify() {
  is_squashfs "$file" || finish not-squashfs
  (($(date +%s) - $(stat -L -c %Z -- "$file") >= 2)) || sleep 2
  digest_of "$file" 900 || finish unreadable
  say image "$digest" "$file"
  exit 0
}
if [ -e "$file" ]; then
  case "$pull $address" in
    'always '*@* | 'always ') identify ;;
    'always '*) ;;
    *) identify ;;
  esac
fi
[ -n "$address" ] || finish no-file
[ -n "$archive" ] || [ "$pull" != never ] || finish not-here
mkdir -p "$store/images" || finish unwritable
if [ -n "$archive" ]; then
  say loading
  [ -r "$archive" ] || { ls -d -- "$archive" >/dev/null && echo "$archive: permission denied" >&2; finish load-failed; }
  is_squashfs "$archive" || finish not-squashfs
  ln -s -- "$archive" "$temporary" || finish unwritable
else
  say pulling
  SOURCE_DATE_EPOCH=0 enroot import --output "$temporary" -- "$address" </dev/null || finish pull-failed
fi
mv -fT -- "$temporary" "$file" || finish unwritable
identify
`

/** The command line that makes an image present. */
export function ensureImageCommand(
  { reachedBy, data }: Engine,
  { reference, pull, archive }: ImageSource,
  nonce: string,
): readonly string[] {
  const address = importAddress(reference) ?? ''
  return script(reachedBy, ensure, nonce, data, imageFile(reference), pull, archive ?? '', address)
}
