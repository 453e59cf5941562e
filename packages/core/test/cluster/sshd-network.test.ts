import { expect, it } from 'vitest'
import { berthOver, lab } from '../lifetime/berth-over.js'
import { rejection } from '../lifetime/rejection.js'

const persistent = { lifetime: 'persistent', name: 'lab' } as const
const onHost = { runtime: { name: 'memory', args: { defaults: 'none', network: 'host' } } }

it('starts no sshd in containers that do not share their host’s network, whatever the cluster file says now', async () => {
  const memory = lab(['a', 'b'])
  await berthOver(memory, persistent).cluster.up()
  const { cluster, warnings } = berthOver(memory, { ...persistent, ...onHost, sshd: 'auto' })
  await cluster.up()
  expect(warnings()).toContainEqual(expect.stringMatching(/^no sshd is started, for the container on a and b/))

  const error = await rejection<Error & { failures: ReadonlyMap<string, unknown> }>(cluster.ensureSshd())
  expect(error).toMatchObject({ code: 'BERTH_SSHD_FAILED', message: expect.stringContaining("host's network") })
  expect([...error.failures.keys()]).toEqual(['a', 'b'])

  const asked = berthOver(memory, { ...persistent, ...onHost, sshd: true }).cluster
  expect(await rejection(asked.up())).toMatchObject({ name: 'RefusalError', code: 'BERTH_SSHD_FAILED' })
})
