import type { ClusterOptions, ContainerRuntime } from '@berth/core'

type Runtimes = ClusterOptions['runtimes']

/** The built-in runtimes by name. Each runtime is loaded only for a cluster file that names it. */
const builtIn: Readonly<Record<string, () => Promise<ContainerRuntime>>> = {
  docker: async () => (await import('@berth/runtime-docker')).dockerRuntime(),
  podman: async () => (await import('@berth/runtime-docker')).podmanRuntime(),
  enroot: async () => (await import('@berth/runtime-enroot')).enrootRuntime(),
}

/**
 * The runtimes that a cluster may need: those given, and the built-in one that its file names; all built-in runtimes
 * where the file names none of these, as the refusal lists them. Null for a file that names no runtime.
 */
export async function runtimesFor(wanted: string | null, given: Runtimes = {}): Promise<Runtimes> {
  if (wanted === null || Object.hasOwn(given, wanted)) return given
  const all = Object.entries(builtIn)
  const named = all.filter(([name]) => name === wanted)
  const loaded = (named.length > 0 ? named : all).map(async ([name, load]) => [name, await load()] as const)
  return { ...Object.fromEntries(await Promise.all(loaded)), ...given }
}
