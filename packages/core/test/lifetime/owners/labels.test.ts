import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ContainerConfig } from '../../../src/config/index.js'
import { berthLabels, hasBerthLabels, labelNames, readLabels } from '../../../src/lifetime/owners/labels.js'
import { differenceText, setupScriptOf, specDifferences, specLabel } from '../../../src/lifetime/spec/requested-spec.js'
import { containerOf, machine } from '../../config/resolve.js'
import { labelsOf, wanted } from '../observations.js'

const anyLabels = fc.record({
  cluster: fc.string(),
  run: fc.string(),
  launch: fc.string({ minLength: 1 }),
  handedOver: fc.boolean(),
  owner: fc.record({
    user: fc.string(),
    machine: fc.string(),
    pidNamespace: fc.string(),
    pid: fc.integer({ min: 1 }),
    processStart: fc.string(),
  }),
  lifetime: fc.constantFrom('per_run' as const, 'persistent' as const),
  spec: fc.string(),
})

it('labels are read as they were written, whatever others there are', () => {
  fc.assert(
    fc.property(anyLabels, (labels) => {
      expect(readLabels({ other: 'x', ...berthLabels(labels) })).toEqual(labels)
    }),
  )
})

it('a container that lacks a label, or has one that this version does not know, cannot be read', () => {
  const labels = labelsOf()
  for (const name of Object.values(labelNames)) {
    const { [name]: _, ...others } = labels
    expect(readLabels(others)).toBeNull()
    expect(hasBerthLabels(others)).toBe(true)
  }
  const wrong = {
    [labelNames.version]: ['1', '3', ''],
    [labelNames.launch]: [''],
    [labelNames.handedOver]: ['', 'yes'],
    [labelNames.lifetime]: ['no_launch', ''],
    [labelNames.owner]: ['', 'null', '{}', '[]', '7', '{"user":"ann"}'],
  }
  for (const [name, values] of Object.entries(wrong))
    for (const value of values) expect(readLabels({ ...labels, [name]: value })).toBeNull()
})

it('whether there is any label of Berth is told from what others call theirs', () => {
  expect(hasBerthLabels({})).toBe(false)
  expect(hasBerthLabels({ 'berthing.version': '1', 'org.berth.run': 'x', berth: '' })).toBe(false)
  expect(hasBerthLabels({ 'berth.of': 'tomorrow' })).toBe(true)
})

it('the spec label is canonical: equal wishes make equal texts', () => {
  const one = wanted('per_run', { env: { A: '1', B: '2' } })
  const same = wanted('per_run', { env: { B: '2', A: '1' } })
  expect(specLabel(one, null, 'salt')).toBe(specLabel(same, null, 'salt'))
  expect(Object.keys(JSON.parse(specLabel(one, null, 'salt')))).toEqual([
    'args',
    'env',
    'image',
    'own',
    'salt',
    'setupScript',
    'version',
  ])
})

it('no value of the environment is in it, and equal values do not look equal across runs', () => {
  const container = wanted('per_run', { env: { TOKEN: 'hunter2-hunter2', SAME: 'hunter2-hunter2' } })
  const label = specLabel(container, null, 'salt')
  expect(label).not.toContain('hunter2')
  expect(JSON.parse(label).env.TOKEN).not.toBe(JSON.parse(specLabel(container, null, 'other')).env.TOKEN)
})

it('names each difference, without values of the environment', () => {
  const made = specLabel(
    wanted('per_run', {
      image: 'lab:0',
      env: { A: 'secret', OLD: 'x' },
      runtime: { args: { defaults: 'none', volumes: ['/a:/a'] } },
    }),
    null,
    'salt',
  )
  const asked = wanted('per_run', {
    env: { A: 'hidden', NEW: 'y' },
    runtime: { args: { defaults: 'none', network: 'host' } },
  })
  expect(specDifferences(made, asked)).toEqual([
    { path: 'image', made: 'lab:0', asked: 'lab:1' },
    { path: 'args.network', made: null, asked: 'host' },
    { path: 'args.volumes', made: '/a:/a', asked: null },
    { path: 'env.A', made: '(a value)', asked: '(a value)' },
    { path: 'env.NEW', made: null, asked: '(a value)' },
    { path: 'env.OLD', made: '(a value)', asked: null },
  ])
  expect(specDifferences(specLabel(asked, null, 'salt'), asked)).toEqual([])
})

it('has what not every runtime applies only where it is asked for, so that older labels differ in nothing', () => {
  const withArgs = (args: Readonly<Record<string, unknown>>): ContainerConfig =>
    wanted('per_run', { runtime: { args: { defaults: 'none', volumes: ['/a:/a:ro'], ...args } } })
  const plain = JSON.parse(specLabel(withArgs({}), null, 'salt'))
  expect(Object.keys(plain.args)).toEqual([
    'capAdd',
    'devices',
    'groupAdd',
    'ipc',
    'network',
    'privileged',
    'securityOpt',
    'ulimits',
    'volumes',
  ])
  expect(plain.args.volumes).toEqual([{ options: 'ro', source: '/a', target: '/a' }])
  const asked = withArgs({
    shm_size: 1_073_741_824,
    tmpfs: ['/scratch:size=1g', '/run'],
    workdir: '/work',
    hostname: 'trainer',
    pid: 'host',
    gpus: ['0'],
    entrypoint: 'keep',
    extra: ['--cpus=2'],
    volumes: ['/a:/a:create', 'cache:/cache'],
  })
  const told = specDifferences(JSON.stringify(plain), asked)
  expect(told?.map(({ path }) => path).sort()).toEqual(
    ['entrypoint', 'extra', 'gpus', 'hostname', 'pid', 'shm_size', 'tmpfs', 'volumes', 'workdir'].map(
      (key) => `args.${key}`,
    ),
  )
  expect(told).toContainEqual({ path: 'args.shm_size', made: null, asked: '1g' })
  expect(told).toContainEqual({ path: 'args.tmpfs', made: null, asked: '/scratch:size=1g, /run' })
  expect(specDifferences(specLabel(asked, null, 'salt'), asked)).toEqual([])
  const spelled = specLabel(withArgs({ 'shm-size': '1024m' }), null, 'salt')
  expect(specDifferences(spelled, withArgs({ shm_size: '1g' }))).toEqual([])
})

it("names each difference in the runtime's own keys, whatever they are called", () => {
  const argsSchema = { properties: { constructor: {}, kept: {}, gone: {} } }
  const withOwn = (own: Readonly<Record<string, unknown>>): ContainerConfig =>
    containerOf(
      { runtime: { name: 'mine', args: { defaults: 'none', ...own } } },
      { ...machine(), runtimes: { mine: { argsSchema } } },
    )
  const made = specLabel(withOwn({ kept: { b: 1, a: 2 }, gone: true }), null, 'salt')
  expect(specDifferences(made, withOwn({ kept: { a: 2, b: 1 }, constructor: 'x' }))).toEqual([
    { path: 'args.constructor', made: null, asked: 'x' },
    { path: 'args.gone', made: 'true', asked: null },
  ])
  const { own: _, ...before } = JSON.parse(made)
  expect(specDifferences(JSON.stringify(before), withOwn({}))).toEqual([])
})

it('a label that is none says so', () => {
  for (const label of ['', '{', 'null', '7', '{"version":2}', '{"version":1,"salt":"s"}']) {
    expect([specDifferences(label, wanted('per_run')), setupScriptOf(label)]).toEqual([null, null])
  }
  expect(setupScriptOf(specLabel(wanted('per_run'), 'hash', 'salt'))).toBe('hash')
})

it('tells a difference that no text shows', () => {
  const argsSchema = { properties: { mount_home: {}, level: {} } }
  const withArgs = (args: Readonly<Record<string, unknown>>): ContainerConfig =>
    containerOf(
      { runtime: { name: 'mine', args: { defaults: 'none', ...args } } },
      { ...machine(), runtimes: { mine: { argsSchema } } },
    )
  const told = (made: Readonly<Record<string, unknown>>, asked: Readonly<Record<string, unknown>>) =>
    specDifferences(specLabel(withArgs(made), null, 'salt'), withArgs(asked))?.map(differenceText)
  expect(told({ mount_home: false }, {})).toEqual(['args.mount_home: false → nothing'])
  expect(told({ level: 'true' }, { level: true })).toEqual(['args.level has another value'])
  expect(told({ level: '' }, {})).toEqual(['args.level has another value'])
})
