import type { Writable } from 'node:stream'
import type { CommandInput } from '../contract/command.js'

/**
 * Gives a command its standard input and then its end, no faster than it is read. A source is asked for nothing more once the command reads
 * no more; it is told so by its `return`. What the source throws goes to `failed`, and the input has no end then.
 */
export function feed(sink: Writable, input: CommandInput, failed: (error: unknown) => void): void {
  sink.on('error', () => undefined)
  if (typeof input === 'string' || input instanceof Uint8Array) sink.end(input)
  else void feedFrom(sink, input[Symbol.asyncIterator](), failed)
}

async function feedFrom(
  sink: Writable,
  source: AsyncIterator<Uint8Array>,
  failed: (error: unknown) => void,
): Promise<void> {
  const unread = new Promise<'unread'>((resolve) => {
    for (const event of ['close', 'error'] as const) sink.once(event, () => resolve('unread'))
  })
  try {
    for (;;) {
      const next = sink.writable ? await Promise.race([source.next(), unread]) : 'unread'
      if (next === 'unread') {
        // Not waited for: a source that is at work on a piece returns after it, and nobody needs to know.
        void source.return?.()?.catch(() => undefined)
        return
      }
      if (next.done === true) break
      if (!sink.write(next.value)) await Promise.race([drained(sink), unread])
    }
    sink.end()
  } catch (error) {
    failed(error)
  }
}

function drained(sink: Writable): Promise<void> {
  return new Promise((resolve) => void sink.once('drain', () => resolve()))
}
