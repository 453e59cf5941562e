import type { AskedArgs, OptionalArg } from '../contract/index.js'
import type { RuntimeArgs } from './model/cluster-config.js'

/** The arguments that not every spec has, as members of a spec: what is not asked for is left out. */
export function askedArgs(args: RuntimeArgs): AskedArgs {
  const { network, ipc, shmSize, tmpfs, workdir, hostname, pid, gpus, entrypoint, extra } = args
  return {
    network,
    ipc,
    volumes: args.volumes.map((volume) => {
      if (volume.kind === 'volume') return volume
      const { create: _, ...mount } = volume
      return mount
    }),
    ...(shmSize !== null && { shmSize }),
    ...(tmpfs.length > 0 && { tmpfs }),
    ...(workdir !== null && { workdir }),
    ...(hostname !== null && { hostname }),
    ...(pid !== null && { pid }),
    ...(gpus !== null && { gpus }),
    ...(entrypoint === 'keep' && { entrypoint }),
    ...(extra.length > 0 && { extra }),
  }
}

/**
 * The keys of these arguments that not every runtime applies. A size of `/dev/shm` asks nothing where that is the
 * host's.
 */
export function optionalArgs(args: RuntimeArgs): readonly OptionalArg[] {
  const { ipc, shmSize, tmpfs, workdir, hostname, pid, gpus, entrypoint, extra } = askedArgs(args)
  const asked = {
    tmpfs,
    workdir,
    hostname,
    pid,
    gpus,
    entrypoint,
    extra,
    shm_size: ipc === 'host' ? undefined : shmSize,
  }
  return (Object.keys(asked) as (keyof typeof asked)[]).filter((key) => asked[key] !== undefined)
}
