import { namedHost } from '../../cluster/named-host.js'
import type { CliEnvironment } from '../../environment.js'
import { bringImage, type ImageOptions } from './bring-image.js'

/** Options of `berth pull`. */
export interface PullOptions extends ImageOptions {
  readonly from?: string
}

/** What `berth pull` does. Gives the exit code. */
export function pull(environment: CliEnvironment, { from, ...options }: PullOptions): Promise<number> {
  return bringImage(environment, 'pull', options, ({ hosts }) => {
    if (from === undefined) return {}
    const names = hosts.map(({ name }) => name)
    return { from: { host: namedHost('--from', from, names) } }
  })
}
