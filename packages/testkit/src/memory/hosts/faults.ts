import { BerthError, type ErrorCode } from '@berth/core/adapter'

/**
 * What a host can be asked. `connect`; `facts`: its clock, devices and mount sources; the runtime's calls, of which a launch is two (`launch`
 * creates, `start` starts) and `image` is `ensureImage`; `exec` in a container; `command`: any other on the host, files included.
 */
export type MemoryCall =
  | 'connect'
  | 'facts'
  | 'observe'
  | 'image'
  | 'launch'
  | 'start'
  | 'restart'
  | 'remove'
  | 'exec'
  | 'list'
  | 'command'

/**
 * What happens to one call instead:
 *
 * - an error's code: it fails with that, and nothing is done;
 * - `lost`: it is done, and the answer lost: it fails with that code;
 * - `late`: it fails with `BERTH_LAUNCH_UNKNOWN` at once, and is done so many milliseconds later;
 * - `slow`: it is done so many milliseconds later;
 * - `dies`: the connection goes away once the command has printed so many bytes, or been given so many on standard input; the command goes on. Not
 *   for `connect`;
 * - a function that may wait, or throw, before the call goes on.
 */
export type MemoryFault =
  | ErrorCode
  | { readonly lost: ErrorCode }
  | { readonly late: number }
  | { readonly slow: number }
  | { readonly dies: number }
  | (() => Promise<void> | void)

/** The faults that wait for their calls. */
export class MemoryFaults {
  readonly #waiting = new Map<string, MemoryFault[]>()

  add(host: string, call: MemoryCall, faults: readonly MemoryFault[]): void {
    const key = `${call} ${host}`
    this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), ...faults])
  }

  /** The next fault of such a call, which it meets now. */
  take(host: string, call: MemoryCall): MemoryFault | undefined {
    return this.#waiting.get(`${call} ${host}`)?.shift()
  }
}

/** The error of a call that was made to fail. */
export function injected(code: ErrorCode, host: string, call: MemoryCall): BerthError {
  return new BerthError({ code, host, operation: call, message: 'as injected' })
}
