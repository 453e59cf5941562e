import { BerthError, type ErrorCode } from '@berth/core/adapter'

/**
 * What a host can be asked. `connect`; `facts`: its clock, devices and mount sources; the runtime's calls, of which a
 * launch is two (`launch` creates, `start` starts) and `image` is `ensureImage`; `exec` in a container; `command`: any
 * other on the host, files included.
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
  | 'save'
  | 'exec'
  | 'list'
  | 'inventory'
  | 'command'

const calls: Readonly<Record<MemoryCall, true>> = {
  connect: true,
  facts: true,
  observe: true,
  image: true,
  launch: true,
  start: true,
  restart: true,
  remove: true,
  save: true,
  exec: true,
  list: true,
  inventory: true,
  command: true,
}

/**
 * What happens to one call instead:
 *
 * - an error's code: it fails with that, and nothing is done;
 * - `lost`: it is done, and the answer lost: it fails with that code;
 * - `late`: it fails with `BERTH_LAUNCH_UNKNOWN` at once, and is done so many milliseconds later;
 * - `slow`: it is done so many milliseconds later;
 * - `dies`: the connection goes away once the command has printed so many bytes, or been given so many on standard
 *   input; the command goes on. Not for `connect`;
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

  /** Throws `TypeError` for a call that there is not, and for what is no fault of it: neither would ever be met. */
  add(host: string, call: MemoryCall, faults: readonly MemoryFault[]): void {
    if (!Object.hasOwn(calls, call))
      throw new TypeError(`There is no call ${call}; there are ${Object.keys(calls).join(', ')}`)
    for (const fault of faults) {
      if (!isFault(call, fault)) throw new TypeError(`No fault of ${call}: ${JSON.stringify(fault)}`)
    }
    const key = `${call} ${host}`
    this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), ...faults])
  }

  /** The next fault of such a call, which it meets now. */
  take(host: string, call: MemoryCall): MemoryFault | undefined {
    return this.#waiting.get(`${call} ${host}`)?.shift()
  }
}

function isFault(call: MemoryCall, fault: MemoryFault): boolean {
  if (typeof fault === 'string') return fault.startsWith('BERTH_')
  if (typeof fault === 'function') return true
  const names = ['lost', 'late', 'slow', ...(call === 'connect' ? [] : ['dies'])]
  const [name = '', ...more] = Object.keys(fault)
  return names.includes(name) && more.length === 0
}

/** The error of a call that was made to fail. */
export function injected(code: ErrorCode, host: string, call: MemoryCall): BerthError {
  return new BerthError({ code, host, operation: call, message: 'as injected' })
}
