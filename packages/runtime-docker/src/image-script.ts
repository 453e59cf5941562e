import type { ImageSource } from '@berth/core/adapter'

/**
 * Looks for the image; where it is missing loads the archive or pulls, then looks again. What the engine prints on the way is
 * progress. A failure to look is told from a missing image by the engine's words, which are kept apart from its answer.
 */
const script = `
nonce=$1 engine=$2 image=$3 archive=$4
exec 3>&1
say() { printf '\\n%s %s\\n' "$nonce" "$1"; }
look() { said=$($engine image inspect --format "$nonce image {{json .}}" -- "$image" 2>&1 >&3); }
fail() { printf '%s\\n' "$said" >&2; say "$1"; exit 0; }
look && exit 0
case $said in
  *'invalid reference format'*) fail unread ;;
  *'No such image: '*) ;;
  *) fail unread ;;
esac
if [ -n "$archive" ]; then
  say loading
  $engine load --input "$archive" || { say load-failed; exit 0; }
else
  say pulling
  $engine pull -- "$image" || { say pull-failed; exit 0; }
fi
look || fail still-missing
`

/** The command line that makes an image present. */
export function ensureImageCommand(engine: readonly string[], source: ImageSource, nonce: string): readonly string[] {
  return ['sh', '-c', script, 'berth-image', nonce, engine.join(' '), source.reference, source.archive ?? '']
}
