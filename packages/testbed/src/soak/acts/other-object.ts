import type { Act } from './act.js'
import { mustOnEach } from './must.js'

/** A cluster object of its own, with connections of its own, that uses the containers of the other and goes. */
export const otherObject: Act = {
  what: 'cluster objects that attach, run a command and close',
  async perform({ openAnother, hosts, signal }) {
    const other = await openAnother(hosts)
    try {
      await other.attach({ signal, skipUnreachable: true })
      return mustOnEach(await other.exec(['true'], { signal }), ({ exitCode }) => exitCode === 0)
    } finally {
      await other.close()
    }
  },
}
