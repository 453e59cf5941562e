import { expect, it } from 'vitest'
import type { Cluster } from '../../src/cluster/index.js'
import { BerthError } from '../../src/errors/index.js'
import { assertAllowed, transition } from '../../src/lifetime/cluster-state.js'
import type { ClusterState } from '../../src/lifetime/index.js'
import { berthOver, lab } from '../lifetime/berth-over.js'
import { setupScriptFile } from '../lifetime/execute/setup-script-file.js'
import { rejection } from '../lifetime/rejection.js'

const states: readonly ClusterState[] = [
  'closed',
  'observing',
  'planned',
  'launching',
  'provisioning',
  'ready',
  'removing',
  'failed',
]
const calls = ['plan', 'up', 'attach', 'exec', 'down', 'status', 'pull'] as const

function codeOf(action: () => unknown): string | null {
  try {
    action()
    return null
  } catch (error) {
    return BerthError.isInstance(error) ? error.code : String(error)
  }
}

it('allows each call in just these states', () => {
  const allowed = calls.map((call) => [
    call,
    states.filter((state) => codeOf(() => assertAllowed(call, state)) === null),
  ])
  expect(Object.fromEntries(allowed)).toEqual({
    plan: ['closed', 'ready', 'failed'],
    up: ['closed', 'ready', 'failed'],
    attach: ['closed', 'ready', 'failed'],
    down: ['closed', 'ready', 'failed'],
    status: ['closed', 'ready', 'failed'],
    pull: ['closed', 'ready', 'failed'],
    exec: ['ready'],
  })
  for (const call of calls)
    for (const state of states) expect([null, 'BERTH_STATE']).toContain(codeOf(() => assertAllowed(call, state)))
})

it('goes from each state to just these', () => {
  const reached = states.map((from) => [from, states.filter((to) => codeOf(() => transition(from, to)) === null)])
  expect(Object.fromEntries(reached)).toEqual({
    closed: ['observing'],
    observing: ['closed', 'planned', 'failed'],
    planned: ['closed', 'launching', 'ready', 'removing', 'failed'],
    launching: ['provisioning', 'failed'],
    provisioning: ['ready', 'failed'],
    ready: ['closed', 'observing'],
    removing: ['closed', 'failed'],
    failed: ['closed', 'observing'],
  })
})

const asks: readonly [string, (cluster: Cluster) => Promise<unknown>][] = [
  ['plan', (cluster) => cluster.plan()],
  ['up', (cluster) => cluster.up()],
  ['attach', (cluster) => cluster.attach()],
  ['down', (cluster) => cluster.down()],
  ['status', (cluster) => cluster.status()],
  ['pull', (cluster) => cluster.pull()],
  ['exec', (cluster) => cluster.exec('true')],
  ['ensureSshd', (cluster) => cluster.ensureSshd()],
]

it.each(asks)('%s is refused while another call is at work, which goes on', async (_name, ask) => {
  const { cluster } = berthOver(lab(['a', 'b']))
  const up = cluster.up()
  expect(await rejection(ask(cluster))).toMatchObject({ code: 'BERTH_STATE', retryable: false })
  await up
  expect([cluster.state, cluster.containers.size]).toEqual(['ready', 2])
})

it.each(asks)('%s is refused once the object is closed', async (_name, ask) => {
  const { cluster } = berthOver(lab(['a']))
  await cluster.up()
  await cluster.close()
  await cluster.close()
  expect(await rejection(ask(cluster))).toMatchObject({ code: 'BERTH_STATE' })
})

it('takes back what an up has made when it is closed in the middle of it', async () => {
  const memory = lab(['a', 'b'])
  let closed: Promise<void> | undefined
  const { cluster } = berthOver(
    memory,
    { setup_script: setupScriptFile('sleep 300') },
    {
      onEvent: (event) => {
        if (event.type === 'phase' && event.state === 'provisioning') closed = cluster.close()
      },
    },
  )
  expect(await rejection(cluster.up())).toMatchObject({ code: 'BERTH_ABORTED' })
  await closed
  expect(memory.changes).toEqual(['launch a', 'launch b', 'remove a a-1', 'remove b b-1'])
  expect(cluster.state).toBe('failed')
})

it('ends a down before it closes', async () => {
  const memory = lab(['a', 'b'])
  const { cluster } = berthOver(memory)
  await cluster.up()
  const down = cluster.down()
  await cluster.close()
  expect((await down)?.action).toBe('remove')
  expect(memory.ids()).toEqual([])
})

it('exec is refused before up, after a failure and after down', async () => {
  const memory = lab(['a']).fail('a', 'image', 'BERTH_IMAGE_UNAVAILABLE')
  const { cluster } = berthOver(memory)
  const refused = { code: 'BERTH_STATE', message: expect.stringMatching(/not ready\n {2}→ Await up\(\)/) }
  expect(await rejection(cluster.exec('true'))).toMatchObject(refused)
  await rejection(cluster.up())
  expect(await rejection(cluster.exec('true'))).toMatchObject(refused)
  await cluster.up()
  expect((await cluster.exec('true')).ok).toBe(true)
  await cluster.down()
  expect(await rejection(cluster.exec('true'))).toMatchObject(refused)
})

it('a setup script that cannot be read is told as such, in any state', async () => {
  const memory = lab(['a'])
  const { cluster } = berthOver(memory, { setup_script: '/no/such/script' })
  for (let time = 0; time < 2; time += 1) {
    expect(await rejection(cluster.up())).toMatchObject({ code: 'BERTH_SCRIPT_UNUSABLE' })
    expect(cluster.state).toBe('failed')
  }
  expect(memory.changes).toEqual([])
})

it('a plan that is only shown changes neither state nor hosts', async () => {
  const memory = lab(['a'])
  const { cluster } = berthOver(memory)
  expect((await cluster.plan())?.action).toBe('launch')
  expect((await cluster.plan('attach'))?.refusal?.code).toBe('BERTH_NOT_RUNNING')
  expect([cluster.state, memory.changes]).toEqual(['closed', []])
  await cluster.up()
  expect((await cluster.plan('down'))?.action).toBe('remove')
  expect((await cluster.status()).get('a')).toMatchObject({ wouldDo: 'use', labels: { run: cluster.run.id } })
  expect([cluster.state, memory.ids()]).toEqual(['ready', ['a-1']])
})

it('tells its states in their order', async () => {
  const { cluster, events } = berthOver(lab(['a']))
  await cluster.up()
  await cluster.down()
  expect(events.flatMap((event) => (event.type === 'phase' ? [event.state] : []))).toEqual([
    'observing',
    'planned',
    'launching',
    'provisioning',
    'ready',
    'observing',
    'planned',
    'removing',
    'closed',
  ])
})
