import type { Readable } from 'node:stream'
import type { OutputStream } from '../../contract/command.js'
import type { HostExecOptions } from '../../contract/transport.js'
import { AnnouncedOutput } from '../output/announced-output.js'
import { BoundedOutput } from '../output/bounded-output.js'
import type { HostChannel } from './host-channels.js'
import { isPromise } from './is-promise.js'
import type { StopRequest } from './stop-request.js'

/** Bytes kept of each stream by default. */
const defaultMaxOutput = 4 * 1024 * 1024

/** The output of one command, as it comes. */
export interface Captured {
  readonly stdout: BoundedOutput
  readonly stderr: BoundedOutput
  /** The error that the caller's own function or source of input threw. */
  failure: { readonly error: unknown } | undefined
  /** Ends the command because of an error that the caller's own function or source threw. */
  failed(error: unknown): void
  /** Resolves when the caller has taken the pieces that it holds back. */
  taken(): Promise<void>
  /**
   * Waits for the caller no longer: if it holds pieces back, it gets no more of them, and the streams are read to their
   * end, which shows whether anybody has them open.
   */
  letGo(): void
  announced(): boolean
  /** Resolves when the announcement has come; never if it does not come. */
  readonly started: Promise<void>
  /** The process that announced the command, by its number where it runs; null before. */
  process(): number | null
  /** The exit code that the command's own side told on both streams, behind all output; null if it did not. */
  toldExitCode(): number | null
  /** Passes on what was held back: nothing more will come. */
  finish(): void
  /** The output that came before the announcement, as text. */
  noise(): string
}

/** Keeps each stream's output after the announcement, and passes it on no faster than the caller takes it. */
export function capture(
  channel: HostChannel,
  announcement: string,
  { onOutput, maxOutput = defaultMaxOutput }: HostExecOptions,
  stop: StopRequest,
): Captured {
  const stdout = new BoundedOutput(maxOutput)
  const stderr = new BoundedOutput(maxOutput)
  const failed = (error: unknown): void => {
    captured.failure ??= { error }
    stop.ask('abort', error)
  }
  const held = new Set<PromiseLike<unknown>>()
  let isLetGo = false
  // Both streams at once: they share one way from the host, which is held back only where neither is read.
  const holdBack = async (taken: PromiseLike<unknown>): Promise<void> => {
    channel.stdout.pause()
    channel.stderr.pause()
    held.add(taken)
    stop.hold()
    await taken.then(undefined, failed)
    held.delete(taken)
    if (held.size === 0 && !isLetGo) goOn()
  }
  const goOn = (): void => {
    stop.heard()
    channel.stdout.resume()
    channel.stderr.resume()
  }
  const pass = (stream: OutputStream, kept: BoundedOutput) => (chunk: Uint8Array) => {
    kept.push(chunk)
    if (captured.failure !== undefined || isLetGo) return
    try {
      const taken = onOutput?.(stream, chunk)
      if (isPromise(taken)) void holdBack(taken)
    } catch (error) {
      failed(error)
    }
  }
  const listen = (source: Readable, output: AnnouncedOutput): void => {
    source.on('data', (chunk: Uint8Array) => {
      if (held.size === 0) stop.heard()
      output.push(chunk)
    })
  }
  let process: number | null = null
  let start: () => void = () => undefined
  const started = new Promise<void>((resolve) => {
    start = resolve
  })
  const out = new AnnouncedOutput(announcement, pass('stdout', stdout), (number) => {
    process = number
    start()
  })
  const err = new AnnouncedOutput(announcement, pass('stderr', stderr))
  const captured: Captured = {
    stdout,
    stderr,
    failure: undefined,
    failed,
    taken: async () => void (await Promise.allSettled(held)),
    letGo() {
      if (held.size === 0) return
      isLetGo = true
      goOn()
    },
    announced: () => out.announced,
    started,
    process: () => process,
    toldExitCode: () => (err.toldExitCode === null ? null : out.toldExitCode),
    finish() {
      out.finish()
      err.finish()
    },
    noise: () => [out.noise, err.noise].filter((text) => text !== '').join('\n'),
  }
  listen(channel.stdout, out)
  listen(channel.stderr, err)
  return captured
}
