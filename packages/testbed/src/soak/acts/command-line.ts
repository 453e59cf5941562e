import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Act } from './act.js'
import { must } from './must.js'

/** A whole life of containers by the command line alone, with an interrupt in it. */
export const commandLine: Act = {
  what: 'the command line: up, commands, a file, an interrupt, down',
  async perform({ commandLine: berth, testbed, folder }) {
    const got = join(folder, 'got-by-command')
    await berth.run(0, 'up')
    const printed = await berth.run(1, 'exec', '--', 'echo out; exit 3')
    must(printed.includes('out'), `berth exec printed ${printed}`)
    await berth.interrupted(130, 'exec', '--stream', '--', 'echo began; sleep 7656')
    await berth.run(0, 'put', testbed.knownHostsFile, '/tmp/put')
    await berth.run(0, 'get', '/tmp/put', got)
    const id = (await berth.run(0, 'exec', '--detach', '--', 'echo out; exit 5')).trim()
    await berth.run(1, 'wait', id)
    await berth.run(0, 'forget', id)
    await berth.run(0, 'down')
    await rm(got, { recursive: true })
    return 5 * berth.hosts
  },
}

/** The shortest life of containers by the command line, with an interrupt in it. */
export const commandLineBriefly: Act = {
  what: 'the command line: up, an interrupt, down',
  async perform({ commandLine: berth }) {
    await berth.run(0, 'up')
    await berth.interrupted(130, 'exec', '--stream', '--', 'echo began; sleep 7657')
    await berth.run(0, 'down')
    return berth.hosts
  },
}
