import type { Testbed, TestbedHost } from '@berth/testbed'
import { engines } from '../../support/index.js'
import type { Racer } from './racer.js'

/** Brings the cluster up by one user, else the other; gives what both were told where neither can. */
export async function makeWhole(racers: readonly Racer[]): Promise<string | null> {
  const told: string[] = []
  for (const racer of racers) {
    const { exitCode, stderr } = await racer.run('up')
    if (exitCode === 0) return null
    told.push(stderr)
  }
  return told.join('\n---\n')
}

/** `whole`: one run's containers on all hosts, each set up once; else what is wrong with it. */
export async function lookAtSet(testbed: Testbed, hosts: readonly TestbedHost[], name: string): Promise<string> {
  const seen = [...(await engines(testbed).snapshot(name, hosts))]
  const there = seen.flatMap(([host, container]) => (container === null ? [] : [{ host, container }]))
  if (there.length === 0) return 'none'
  if (there.length < hosts.length) return 'a part'
  if (new Set(there.map(({ container }) => container.labels['berth.run'])).size > 1)
    return 'containers of different runs'
  const setups = await Promise.all(
    there.map(async ({ host, container }) => {
      const { stdout } = await testbed.run(host, ['docker', 'exec', container.id, 'cat', '/setup'])
      return stdout === 'begun\ncomplete\n' ? [] : [`one that is set up as ${JSON.stringify(stdout)} on ${host}`]
    }),
  )
  return setups.flat().join(', ') || 'whole'
}
