import type { Inventory, ProgramAnswer } from '@berth/core/adapter'
import { describe, expect, test } from 'vitest'
import { dockerDialect } from '../../src/engine/docker-dialect.js'
import { podmanDialect } from '../../src/engine/podman-dialect.js'
import { inventoryOutcome } from '../../src/inventory/inventory-outcome.js'
import { inventoryProgram } from '../../src/inventory/inventory-program.js'
import { says } from '../says.js'

const id = 'a'.repeat(64)
const host = 'n1\n6.1\n1024 kB\nBOOT\n'

interface Told {
  readonly stdout?: string
  readonly stderr?: string
  readonly exitCode?: number
}

/** The answer of the program, of which these sections are not as usual: one engine, plainly, with nothing. */
function answer(change: Readonly<Record<string, Told | null>> = {}): ProgramAnswer {
  const sections: Readonly<Record<string, Told | null>> = {
    now: { stdout: '1767225600\n' },
    host: { stdout: host },
    'plain.info': { stdout: info('E') },
    'plain.labels': {},
    ...change,
  }
  const reports = Object.entries(sections).flatMap(([name, told]): (readonly [string, string])[] =>
    told === null
      ? []
      : [
          [name, told.stdout ?? ''],
          ['stderr', told.stderr ?? ''],
          ['exit', `${told.exitCode ?? 0}\n`],
        ],
  )
  return { reports, stderr: '' }
}

function info(engine: string, change: object = {}): string {
  const told = { ID: engine, ServerVersion: '28', Driver: 'overlay2', DockerRootDir: '/d', Name: 'n1', ...change }
  return JSON.stringify(told)
}

const rootless = { SecurityOptions: ['name=rootless'] }

function container(change: object = {}): string {
  const told = {
    ...{ Id: id, Name: '/box', Created: '2026-01-01T00:00:00Z' },
    State: { Status: 'exited', Running: false, StartedAt: '2026-01-01T00:00:01Z' },
    Config: { Labels: { 'berth.run': 'r' }, Image: 'tb:1' },
    HostConfig: { Privileged: false, Devices: null },
    ...change,
  }
  return `container ${told.Id} exited other ${JSON.stringify(told)}\n`
}

const listed = { 'plain.labels': { stdout: `${id} "berth.run=r"\n` } }
const box = { ...listed, 'plain.containers': { stdout: container() } }

function told(given: ProgramAnswer, dialect = dockerDialect): Inventory {
  const outcome = inventoryOutcome(dialect, given)
  if ('reason' in outcome) throw new Error(outcome.reason)
  return outcome
}

const seen = (given: ProgramAnswer) => told(given).engines.flatMap(({ containers }) => containers)

describe('the containers of an engine', () => {
  test('with what is told of each', () => {
    const { engines, troubles, now } = told(answer(box))
    expect([troubles, now]).toEqual([[], 1767225600])
    expect(engines).toEqual([
      {
        engine: {
          ...{ id: 'E', boot: 'BOOT', own: true, version: '28', store: 'overlay2', root: '/d' },
          ...{ reachedBy: 'plain', rootless: false, endsWithLogin: false },
        },
        containers: [
          {
            ...{ id, name: 'box', labels: { 'berth.run': 'r' }, state: 'stopped', inside: null, devices: [] },
            ...{ createdAt: '2026-01-01T00:00:00Z', startedAt: '2026-01-01T00:00:01Z', imageReference: 'tb:1' },
          },
        ],
      },
    ])
  })

  test.each([
    [{ Privileged: true, Devices: [{ PathOnHost: '/dev/kfd' }] }, 'all'],
    [{ Privileged: false, Devices: [{ PathOnHost: '/dev/kfd' }, { PathOnHost: '/dev/kfd' }] }, ['/dev/kfd']],
  ])('with their devices: %j', (HostConfig, devices) => {
    const given = answer({ ...listed, 'plain.containers': { stdout: container({ HostConfig }) } })
    expect(seen(given)).toMatchObject([{ devices }])
  })

  test('in a state in between are of no known state', () => {
    const State = { Status: 'paused', Running: true, StartedAt: '' }
    const given = answer({ ...listed, 'plain.containers': { stdout: container({ State }) } })
    expect(seen(given)).toMatchObject([{ state: 'unknown', reason: 'container box is paused', inside: null }])
  })

  test('that did not answer in time have no inside that can be read', () => {
    const State = { Status: 'running', Running: true, StartedAt: '' }
    const Config = { Labels: { 'berth.launch': 'l' }, Image: '' }
    const given = (exitCode: number | null) =>
      answer({
        ...listed,
        'plain.containers': { stdout: container({ State, Config }) },
        [`plain.inside.${id}`]: exitCode === null ? null : { exitCode },
      })
    for (const ended of [124, 137])
      expect(seen(given(ended))).toMatchObject([{ inside: { unreadable: 'it did not answer in time' } }])
    expect(seen(given(null))).toMatchObject([{ inside: { unreadable: 'nobody looked: it did not run yet' } }])
  })

  test('that went meanwhile are left out; what is missing for another reason is a trouble', () => {
    const gone = { stderr: `Error response from daemon: No such container: ${id}\n`, exitCode: 1 }
    expect(told(answer({ ...listed, 'plain.containers': gone }))).toMatchObject({
      engines: [{ containers: [] }],
      troubles: [],
    })
    for (const section of [{ stderr: 'i/o timeout', exitCode: 1 }, {}, { stdout: 'container x\n' }, null])
      expect(told(answer({ ...listed, 'plain.containers': section }))).toMatchObject({
        engines: [],
        troubles: [{ reason: expect.stringContaining('could not be listed'), remedy: says('docker ps --all') }],
      })
  })

  test.each([{ stdout: 'hello\n' }, { exitCode: 1, stderr: 'down' }, null])(
    'are not known where the list is none: %j',
    (section) => {
      const { engines, troubles } = told(answer({ 'plain.labels': section }))
      expect([engines, troubles.length]).toEqual([[], 1])
    },
  )
})

describe('the engines of a host', () => {
  const sudo = { 'sudo.info': { stdout: info('S') }, 'sudo.labels': {} }
  const ways = (given: ProgramAnswer, dialect = dockerDialect) => {
    const { engines, troubles } = told(given, dialect)
    return [engines.map(({ engine: { reachedBy } }) => reachedBy), troubles.length]
  }
  const failing = (stderr: string): Told => ({ stderr, exitCode: 1 })
  const notFound = failing('sh: 1: docker: not found')
  const denied = failing('permission denied while trying to connect to the Docker daemon socket')
  const password = failing('sudo: a password is required')

  test('are both of those of a user with a rootless one', () => {
    expect(ways(answer({ ...sudo, 'plain.info': { stdout: info('E', rootless) } }))).toEqual([['plain', 'sudo'], 0])
  })

  test('are one where both ways lead to it', () => {
    expect(ways(answer({ ...sudo, 'sudo.info': { stdout: info('E') } }))).toEqual([['plain'], 0])
  })

  test.each([
    ['no engine at all', { 'plain.info': notFound, 'sudo.info': failing('sudo: docker: command not found') }, [[], 0]],
    ['no engine, and no sudo', { 'plain.info': notFound, 'sudo.info': password }, [[], 0]],
    [
      'no engine, and a sudo that is broken',
      { 'plain.info': notFound, 'sudo.info': failing('sudo: no new privileges') },
      [[], 0],
    ],
    ['an engine that lets nobody in', { 'plain.info': denied, 'sudo.info': password }, [[], 1]],
    ['an engine for sudo alone', { ...sudo, 'plain.info': denied }, [['sudo'], 0]],
    ['an engine that is down', { 'plain.info': failing('Cannot connect to the Docker daemon') }, [[], 1]],
    [
      'a rootless one, and one of sudo that does not answer',
      { 'plain.info': { stdout: info('E', rootless) }, 'sudo.info': failing('Cannot connect to the Docker daemon') },
      [['plain'], 1],
    ],
    ['a rootless one alone', { 'plain.info': { stdout: info('E', rootless) }, 'sudo.info': password }, [['plain'], 0]],
    [
      'an own one that does not answer beside that of sudo',
      { ...sudo, 'plain.info': failing('error during connect: broken') },
      [['sudo'], 1],
    ],
    ['an engine of another host', { 'plain.info': { stdout: info('E', { Name: 'n2', KernelVersion: '5' }) } }, [[], 1]],
  ])('%s', (_, change, expected) => {
    expect(ways(answer({ 'plain.labels': {}, ...change }))).toEqual(expected)
  })

  test('of Podman are told apart by their folders', () => {
    const podman = (rootless: boolean): Told => ({
      stdout: JSON.stringify({
        host: { hostname: 'n1', security: { rootless } },
        store: { graphDriverName: 'overlay', graphRoot: '/g' },
        version: { Version: '4.3.1' },
      }),
    })
    const both = { 'plain.info': podman(true), 'sudo.info': podman(false), 'sudo.labels': {} }
    const folders = (one: string, other: string) => ({
      'plain.folder': { stdout: `${one}\n` },
      'sudo.folder': { stdout: `${other}\n` },
    })
    expect(ways(answer({ ...both, ...folders('1:2', '1:3') }), podmanDialect)).toEqual([['plain', 'sudo'], 0])
    expect(ways(answer({ ...both, ...folders('1:2', '1:2') }), podmanDialect)).toEqual([['plain'], 0])
  })
})

test.each([{ now: null }, { now: { stdout: 'Thursday\n' } }])('an answer without a clock is none: %j', (change) => {
  expect(inventoryOutcome(dockerDialect, answer(change))).toMatchObject({
    reason: expect.stringContaining('incomplete'),
  })
})

test('the template names the id as the engine has it', () => {
  expect(inventoryProgram(podmanDialect, { privilege: 'auto' }).words?.join(' ')).toContain('"Id":{{json .ID}}')
})
