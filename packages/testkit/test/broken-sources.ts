import type { CommandInput } from '@berth/core/adapter'

type Source = AsyncIterable<Uint8Array>

/** Whether standard input comes in pieces. */
export function isSource(input: CommandInput | undefined): input is Source {
  return typeof input === 'object' && !(input instanceof Uint8Array)
}

/** Forgets all pieces but the first. */
export async function* firstPiece(source: Source): AsyncGenerator<Uint8Array> {
  for await (const piece of source) {
    yield piece
    return
  }
}

/** Takes a failure for the end. */
export async function* untilItFails(source: Source): AsyncGenerator<Uint8Array> {
  try {
    yield* source
  } catch {
    return
  }
}

/** Reads it all, whoever wants it. */
export async function wholeOf(source: Source): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of source) pieces.push(piece)
  return Buffer.concat(pieces)
}
