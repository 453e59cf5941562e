import type { Transport } from '@berth/core/adapter'
import { LocalTransport } from './transport.js'

/**
 * A transport whose every host is this machine, whatever its name: for a cluster of one host that Berth itself runs on.
 * Commands run as the user of this process and inherit its environment. Nothing is done by connecting, so it never
 * fails.
 *
 * @example
 * const host = await localTransport().connect('localhost')
 * const { exitCode } = await host.exec('nvidia-smi', { timeout: 10_000 })
 */
export function localTransport(): Transport {
  return new LocalTransport()
}
