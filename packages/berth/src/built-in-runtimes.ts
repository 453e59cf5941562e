import type { ClusterConfig, ClusterOptions, ContainerRuntime } from '@berth/core'

type Runtimes = ClusterOptions['runtimes']

/** Each is loaded only for a cluster file that names it. */
const builtIn: Readonly<Record<string, () => Promise<ContainerRuntime>>> = {
  docker: async () => (await import('@berth/runtime-docker')).dockerRuntime(),
  podman: async () => (await import('@berth/runtime-docker')).podmanRuntime(),
  enroot: async () => (await import('@berth/runtime-enroot')).enrootRuntime(),
}

/** The runtimes that a config may need: those given, and the built-in one that it names; all of them where it names none, as the refusal lists them. */
export async function runtimesFor({ container }: ClusterConfig, given: Runtimes = {}): Promise<Runtimes> {
  if (container === null || Object.hasOwn(given, container.runtime.name)) return given
  const all = Object.entries(builtIn)
  const named = all.filter(([name]) => name === container.runtime.name)
  const loaded = (named.length > 0 ? named : all).map(async ([name, load]) => [name, await load()] as const)
  return { ...Object.fromEntries(await Promise.all(loaded)), ...given }
}
