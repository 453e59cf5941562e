import type { CommandInput } from '@berth/core/adapter'

/** The first so many bytes of a command's input; once they were taken, and more is asked for, it is cut off. */
export async function* cutInput(input: CommandInput, bytes: number, cut: () => void): AsyncGenerator<Uint8Array> {
  let left = bytes
  for await (const piece of piecesOf(input)) {
    yield piece.subarray(0, left)
    left -= piece.length
    if (left <= 0) return cut()
  }
}

function piecesOf(input: CommandInput): AsyncIterable<Uint8Array> | readonly Uint8Array[] {
  if (typeof input === 'string') return [Buffer.from(input)]
  return input instanceof Uint8Array ? [input] : input
}
