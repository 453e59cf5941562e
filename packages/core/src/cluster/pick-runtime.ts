import { optionalArgs } from '../config/asked-args.js'
import { runtimeProblems } from '../config/check/runtime-problems.js'
import { ConfigError, type ContainerConfig } from '../config/index.js'
import { formatPath } from '../config/model/path.js'
import type { ContainerRuntime } from '../contract/index.js'
import { BerthError } from '../errors/index.js'

/**
 * The runtime that the cluster file names, if it can do what the file asks for. Throws `BERTH_RUNTIME_UNKNOWN`, listing
 * the runtimes that there are, `BERTH_CONFIG_INVALID` for a name or an image that the runtime does not take, or
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
  // A config that was made without the runtimes was not held against their rules.
  const problems = runtimeProblems(container, runtime.rules ?? {})
  if (problems.length > 0) {
    throw new ConfigError(problems.map(({ path, message }) => ({ path: formatPath(path), message })))
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

/** The first thing that the file asks for and the runtime cannot do; null if there is none. */
function lacking(
  { lifetime, pull, imageTar, imageSource, sshd, runtime: { args, registry } }: ContainerConfig,
  { capabilities: can, argsSchema }: ContainerRuntime,
): string | null {
  const strangers = Object.keys(args.own).filter((key) => !Object.hasOwn(argsSchema?.properties ?? {}, key))
  const launches = lifetime !== 'no_launch'
  const unapplied = optionalArgs(args).filter((key) => !can.args.includes(key))
  const lacks: readonly (readonly [missing: boolean, what: string])[] = [
    [
      lifetime === 'persistent' && can.outlives === 'session',
      'keep a container beyond the login session (lifetime: persistent)',
    ],
    [launches && !can.labels, `mark containers as ours, without which nothing may be launched (lifetime: ${lifetime})`],
    [launches && !can.detachedStart, `start a container that runs on by itself (lifetime: ${lifetime})`],
    [launches && !can.imageIdentity, `tell whether hosts have the same image (lifetime: ${lifetime})`],
    [launches && !can.pull && pull === 'always', 'pull an image (pull: always)'],
    [
      launches && !can.pull && pull === 'missing' && imageTar === null && imageSource.kind === 'hosts',
      'pull an image; it must come from an archive (image_tar), or be there already (pull: never)',
    ],
    [
      launches && !can.registryLogin && registry !== null && pull !== 'never' && imageTar === null,
      'pull with a login (runtime.args.registry)',
    ],
    [launches && sshd !== false && !can.stdin, 'hand keys to a command in a container (sshd; set it to false)'],
    [imageTar !== null && !can.archives, 'load an image from an archive (image_tar)'],
    [imageSource.kind !== 'hosts' && !can.parts, `take an image layer by layer (image_source: ${imageSource.kind})`],
    [strangers.length > 0, `take the keys of runtime.args that the config was checked for: ${strangers.join(', ')}`],
    [launches && unapplied.length > 0, `do what these keys of runtime.args ask for: ${unapplied.join(', ')}`],
    [args.network === 'host' && !can.hostNetwork, "share the host's network (runtime.args.network: host)"],
  ]
  return lacks.find(([missing]) => missing)?.[1] ?? null
}
