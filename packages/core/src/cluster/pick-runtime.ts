import type { ContainerConfig } from '../config/index.js'
import type { ContainerRuntime } from '../contract/index.js'
import { BerthError } from '../errors/index.js'

/**
 * The runtime that the cluster file names, if it can do what the file asks for. Throws `BERTH_RUNTIME_UNKNOWN`, listing those there are, or
 * `BERTH_CAPABILITY_MISSING`, naming the key that asks too much.
 */
export function pickRuntime(
  container: ContainerConfig,
  runtimes: Readonly<Record<string, ContainerRuntime>>,
): ContainerRuntime {
  const { name } = container.runtime
  const runtime = Object.hasOwn(runtimes, name) ? runtimes[name] : undefined
  if (runtime === undefined) {
    throw new BerthError({
      code: 'BERTH_RUNTIME_UNKNOWN',
      operation: 'pick the runtime',
      message: `there is no runtime named ${name}`,
      remedy: `Set container.runtime.name to one of ${Object.keys(runtimes).sort().join(', ')}, or pass an adapter of that name in runtimes.`,
    })
  }
  const lack = lacking(container, runtime)
  if (lack === null) return runtime
  throw new BerthError({
    code: 'BERTH_CAPABILITY_MISSING',
    operation: 'pick the runtime',
    message: `${name} cannot ${lack}`,
    remedy: 'Change that key of the cluster file, or use another runtime.',
  })
}

function lacking(
  { lifetime, imageTar, runtime: { args } }: ContainerConfig,
  { capabilities }: ContainerRuntime,
): string | null {
  if (lifetime === 'persistent' && capabilities.outlives === 'session')
    return 'keep a container beyond the login session (lifetime: persistent)'
  if (lifetime !== 'no_launch' && !capabilities.labels)
    return `mark containers as ours, without which nothing may be launched (lifetime: ${lifetime})`
  if (imageTar !== null && !capabilities.archives) return 'load an image from an archive (image_tar)'
  if (args.network === 'host' && !capabilities.hostNetwork)
    return "share the host's network (runtime.args.network: host)"
  return null
}
