import type { RuntimeArgs } from '../../config/index.js'
import { byteSizeText } from '../../config/resolve/args/byte-size.js'

/**
 * The arguments as a spec label has them. Those that labels of earlier versions do not know are there only where
 * something is asked for, in the words of the file, so that a container which was made before is not taken for
 * another. Whether a missing source was to be made says nothing of the container.
 */
export function labelledArgs(args: RuntimeArgs): Readonly<Record<string, unknown>> {
  const { env: _env, own: _own, shmSize, tmpfs, workdir, hostname, pid, gpus, entrypoint, extra, ...always } = args
  return {
    ...always,
    volumes: args.volumes.map((volume) => ({
      source: volume.kind === 'bind' ? volume.source : volume.name,
      target: volume.target,
      options: volume.options,
    })),
    ...(shmSize !== null && { shmSize: byteSizeText(shmSize) }),
    ...(tmpfs.length > 0 && { tmpfs: tmpfs.map(({ target, options }) => [target, options ?? []].flat().join(':')) }),
    ...(workdir !== null && { workdir }),
    ...(hostname !== null && { hostname }),
    ...(pid !== null && { pid }),
    ...(gpus !== null && { gpus }),
    ...(entrypoint === 'keep' && { entrypoint }),
    ...(extra.length > 0 && { extra }),
  }
}
