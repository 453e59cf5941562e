import type { ImageSource } from '@berth/core/adapter'
import { type Engine, engineWords } from './engine.js'

/**
 * Looks for the image; where it is missing, or a tag that is to be pulled always, loads the archive or pulls, then looks again. What the engine prints on the way is
 * progress. A failure to look is told from a missing image by the engine's words, which are kept apart from its answer.
 */
const script = `
nonce=$1 engine=$2 image=$3 pull=$4 archive=$5 invalid=$6 missing=$7
exec 3>&1
say() { printf '\\n%s %s\\n' "$nonce" "$1"; }
look() { said=$($engine image inspect --format "$nonce image {{json .}}" -- "$image" 2>&1 >&3); }
says() { printf '%s\\n' "$said" | grep -Eq -- "$1"; }
fail() { printf '%s\\n' "$said" >&2; say "$1"; exit 0; }
if look; then
  case "$pull $image" in
    'always '*@*) exit 0 ;;
    'always '*) ;;
    *) exit 0 ;;
  esac
elif says "$invalid" || ! says "$missing"; then
  fail unread
fi
if [ -n "$archive" ]; then
  say loading
  $engine load --input "$archive" || { say load-failed; exit 0; }
elif [ "$pull" = never ]; then
  fail not-here
else
  say pulling
  $engine pull -- "$image" || { say pull-failed; exit 0; }
fi
look || { says "$invalid" || ! says "$missing" && fail unread; fail still-missing; }
`

/** The command line that makes an image present. */
export function ensureImageCommand(engine: Engine, source: ImageSource, nonce: string): readonly string[] {
  const { invalidReference, noImage } = engine.dialect.words
  const said = [invalidReference.source, noImage.source]
  const words = [engineWords(engine).join(' '), source.reference, source.pull, source.archive ?? '', ...said]
  return ['sh', '-c', script, 'berth-image', nonce, ...words]
}
