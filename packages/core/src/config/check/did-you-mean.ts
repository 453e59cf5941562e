import { distance } from 'fastest-levenshtein'

/** The candidate that a word is likely a slip of the pen of, if one is near enough. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const plain = normalize(word)
  let best: { candidate: string; edits: number } | undefined
  for (const candidate of candidates) {
    const edits = distance(plain, normalize(candidate))
    const allowed = Math.max(1, Math.floor(Math.min(plain.length, candidate.length) / 3))
    const swapped = edits === 2 && [...plain].sort().join('') === [...normalize(candidate)].sort().join('')
    if ((edits <= allowed || swapped) && edits < (best?.edits ?? Number.POSITIVE_INFINITY)) best = { candidate, edits }
  }
  return best?.candidate
}

function normalize(word: string): string {
  return word.toLowerCase().replaceAll('-', '_')
}
