import type { ClusterOptions, ContainerRuntime } from '@berth/core'
import type { RuntimeModule } from './modules/runtime-module.js'

type Runtimes = ClusterOptions['runtimes']

/** The built-in runtimes by name. Each runtime is loaded only for a cluster file that names it. */
const builtIn: Readonly<Record<string, () => Promise<ContainerRuntime>>> = {
  docker: async () => (await import('@berth/runtime-docker')).dockerRuntime(),
  podman: async () => (await import('@berth/runtime-docker')).podmanRuntime(),
  enroot: async () => (await import('@berth/runtime-enroot')).enrootRuntime(),
}

/** All built-in runtimes, and those given; a runtime of the same name takes the place of the built-in one. */
export async function allRuntimes(given: Runtimes = {}): Promise<NonNullable<Runtimes>> {
  const loaded = Object.entries(builtIn).map(async ([name, load]) => [name, await load()] as const)
  return { ...Object.fromEntries(await Promise.all(loaded)), ...given }
}

/**
 * The runtimes that a cluster may need: those given; that of the module that its file names, where none of its name is
 * given; else the built-in one that its file names, and all built-in runtimes where the file names none of these, as
 * the refusal lists them. Those given for a file that names no runtime. A module is a program, and runs for it; the
 * signal ends the wait for it.
 */
export async function runtimesFor(
  wanted: string | RuntimeModule | null,
  given: Runtimes = {},
  signal?: AbortSignal,
): Promise<NonNullable<Runtimes>> {
  const name = typeof wanted === 'string' ? wanted : wanted?.runtime
  if (wanted === null || name === undefined || Object.hasOwn(given, name)) return given
  if (typeof wanted !== 'string') {
    const { loadModule } = await import('./modules/load-module.js')
    return { ...given, [name]: await loadModule(wanted, signal) }
  }
  const all = Object.entries(builtIn)
  const named = all.filter(([other]) => other === name)
  const loaded = (named.length > 0 ? named : all).map(async ([other, load]) => [other, await load()] as const)
  return { ...Object.fromEntries(await Promise.all(loaded)), ...given }
}
