import type { Act } from './act.js'
import { must, mustOnEach } from './must.js'

/** Detached commands: one is waited for, one is stopped, both are forgotten. */
export const detachedCommands: Act = {
  what: 'detached commands',
  async perform({ cluster, signal }) {
    const short = await cluster.start('echo out; exit 5', { signal })
    const long = await cluster.start(['sleep', '7654'], { signal })
    const ran = mustOnEach(await short.wait({ signal }), ({ exitCode, stdout }) => exitCode === 5 && stdout === 'out\n')
    await long.stop({ signal })
    mustOnEach(await long.wait({ signal }), ({ endedBy }) => endedBy === 'abort')
    await short.forget({ signal })
    await long.forget({ signal })
    for (const [host, { commands }] of await cluster.listDetached({ signal }))
      must(commands?.length === 0, `${host}: ${JSON.stringify(commands)} is left of detached commands`)
    return 2 * ran
  },
}
