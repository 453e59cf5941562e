import type { Command, ContainerExecOptions, ContainerRuntime, ExecResult, Observation } from '@berth/core/adapter'
import type { RuntimeFixture } from '../../src/index.js'

/** What makes the fixture of a sound runtime one of a broken runtime. */
export type Break = (sound: RuntimeFixture) => RuntimeFixture

/** With some of the runtime's members replaced. */
export function runtime(
  change: (sound: ContainerRuntime, fixture: RuntimeFixture) => Partial<ContainerRuntime>,
): Break {
  return (fixture) => ({ ...fixture, runtime: { ...fixture.runtime, ...change(fixture.runtime, fixture) } })
}

/** With another observation. */
export function observation(change: (seen: Observation) => Observation): Break {
  return runtime((sound) => ({
    observe: async (...call) => change(await sound.observe(...call)),
  }))
}

/** With another launch. */
export function launch(
  change: (
    sound: ContainerRuntime,
    ...call: Parameters<ContainerRuntime['launch']>
  ) => ReturnType<ContainerRuntime['launch']>,
): Break {
  return runtime((sound) => ({ launch: (...call) => change(sound, ...call) }))
}

/** How a command is run in a container whose engine and id are settled. */
export type Exec = (command: Command, options: ContainerExecOptions) => Promise<ExecResult>

/** With another exec. */
export function exec(
  change: (sound: Exec, command: Command, options: ContainerExecOptions) => Promise<ExecResult>,
): Break {
  return runtime((sound) => ({
    exec: (engine, id, command, options = {}) => change((...call) => sound.exec(engine, id, ...call), command, options),
  }))
}

/** With another result of each exec. */
export function result(change: (seen: ExecResult) => ExecResult): Break {
  return exec(async (sound, command, options) => change(await sound(command, options)))
}

/** An object without some of its members. */
export function without<Whole extends object>(whole: Whole, ...names: readonly (keyof Whole)[]): Whole {
  const rest = { ...whole }
  for (const name of names) delete rest[name]
  return rest
}

/** Texts whose lines have become one. */
export function joined<Value>(values: Readonly<Record<string, Value>>): Record<string, Value | string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replaceAll('\n', ' ') : value,
    ]),
  )
}
