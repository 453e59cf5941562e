import type { Writable } from 'node:stream'
import type { CommandInput } from '../../../contract/command.js'
import { letSourceGo } from '../../environment/let-source-go.js'

/**
 * Gives a command its standard input and then the end of the input, no faster than the command reads. A source is asked
 * for nothing more once the command reads no more; the source is told so by its `return`. An error that the source
 * throws goes to `failed`, and the input has no end then.
 */
export function feed(sink: Writable, input: CommandInput, failed: (error: unknown) => void): void {
  sink.on('error', () => undefined)
  if (typeof input === 'string' || input instanceof Uint8Array) sink.end(input)
  else void feedFrom(sink, input, failed)
}

/** Tells the source of an input that nothing of it is wanted. */
export function leaveUnread(input: CommandInput): void {
  if (typeof input === 'string' || input instanceof Uint8Array) return
  letSourceGo(input)
}

async function feedFrom(
  sink: Writable,
  input: AsyncIterable<Uint8Array>,
  failed: (error: unknown) => void,
): Promise<void> {
  const source = input[Symbol.asyncIterator]()
  try {
    while (sink.writable) {
      const next = await whileRead<IteratorResult<Uint8Array>>(sink, (resolve, reject) => {
        source.next().then(resolve, reject)
      })
      if (next?.done === true) {
        sink.end()
        return
      }
      if (next === undefined || sink.write(next.value)) continue
      await whileRead<void>(sink, (resolve) => void sink.once('drain', resolve))
    }
    letSourceGo(input, source)
  } catch (error) {
    failed(error)
  }
}

/**
 * Waits for the work that `begin` begins, or until the sink is read no more: undefined then. A race with one promise
 * for the whole command would keep every piece as long as the command runs.
 */
function whileRead<Value>(
  sink: Writable,
  begin: (resolve: (value: Value) => void, reject: (error: unknown) => void) => void,
): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (): void => void sink.off('close', unread).off('error', unread)
    const unread = (): void => {
      settle()
      resolve(undefined)
    }
    sink.once('close', unread).once('error', unread)
    begin(
      (value) => {
        settle()
        resolve(value)
      },
      (error) => {
        settle()
        reject(error)
      },
    )
  })
}
