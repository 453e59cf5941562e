import type { ExecResult, HostConnection, HostExecOptions, Transport } from '@berth/core/adapter'

/** What makes a sound transport a broken one. */
export type Break = (sound: Transport, another: () => Transport) => Transport

/** How a connection's exec is called. */
export type Exec = HostConnection['exec']

/** With some of the transport's members replaced. */
export function transport(change: (sound: Transport, another: () => Transport) => Partial<Transport>): Break {
  return (sound, another) => ({ ...sound, ...change(sound, another) })
}

/** With some of each connection's members replaced, the same for all who ask for it. */
export function connection(change: (sound: HostConnection) => Partial<HostConnection>): Break {
  return transport((sound) => {
    const changed = new WeakMap<HostConnection, HostConnection>()
    return {
      async connect(host, options) {
        const inner = await sound.connect(host, options)
        const known = changed.get(inner) ?? { ...inner, ...change(inner) }
        changed.set(inner, known)
        return known
      },
    }
  })
}

/** With another exec. */
export function exec(change: (sound: Exec, ...call: Parameters<Exec>) => ReturnType<Exec>): Break {
  return connection((sound) => ({ exec: (...call) => change(sound.exec, ...call) }))
}

/** With other options of each exec. */
export function options(change: (given: HostExecOptions) => HostExecOptions): Break {
  return exec((sound, command, given = {}) => sound(command, change(given)))
}

/** With other words in each command that is an argument vector. */
export function words(
  change: (word: string) => string,
  applies: (given?: HostExecOptions) => boolean = () => true,
): Break {
  return exec((sound, command, given) =>
    sound(typeof command === 'string' || !applies(given) ? command : command.map(change), given),
  )
}

/** With another result of each exec. */
export function result(change: (seen: ExecResult, given: HostExecOptions) => Partial<ExecResult>): Break {
  return exec(async (sound, command, given = {}) => {
    const seen = await sound(command, given)
    return { ...seen, ...change(seen, given) }
  })
}

/** An object without some of its members. */
export function without<Whole extends object>(whole: Whole, ...names: readonly (keyof Whole)[]): Whole {
  const rest = { ...whole }
  for (const name of names) delete rest[name]
  return rest
}
