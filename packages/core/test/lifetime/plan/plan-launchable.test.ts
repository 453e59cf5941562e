import { expect, it } from 'vitest'
import { remedySteps, remedyText } from '../../../src/errors/index.js'
import { planUp } from '../../../src/lifetime/plan/make-plan.js'
import { absent, engine, factsWith, image, inputOf, inShort, running, wanted } from '../observations.js'

const sessionBound = { ...absent, engine: { ...engine, rootless: true, endsWithLogin: true } }
const volumes = { runtime: { args: { defaults: 'none', volumes: ['/data:/data', '/opt:/opt'] } } }
const has = (...paths: readonly string[]) =>
  factsWith(Object.fromEntries(paths.map((path) => [path, [{ path, group: '0', device: false }]])))

it('launches no persistent container on an engine that ends with the login', () => {
  const plan = planUp(inputOf({ a: absent, b: sessionBound }, { lifetime: 'persistent' }))
  expect(inShort(plan)).toBe('BERTH_CAPABILITY_MISSING b')
  expect(remedyText(plan.refusal?.remedy ?? '', plan.refusal?.hosts)).toContain('On b, run: loginctl enable-linger\n')
})

it('nor in a repair', () => {
  const seen = { a: running({ lifetime: 'persistent' }), b: sessionBound }
  expect(inShort(planUp(inputOf(seen, { lifetime: 'persistent', options: { repair: 'launch_missing' } })))).toBe(
    'BERTH_CAPABILITY_MISSING b',
  )
})

it('launches for one run there, and uses what runs there', () => {
  expect(inShort(planUp(inputOf({ a: sessionBound })))).toBe('launch: a launch')
  const seen = { a: { ...running({ lifetime: 'persistent' }), engine: sessionBound.engine } }
  expect(inShort(planUp(inputOf(seen, { lifetime: 'persistent' })))).toBe('attach: a use')
})

it('refuses a launch whose bind-mount source a host lacks, naming each', () => {
  const facts = new Map([
    ['a', has('/data', '/opt')],
    ['b', has('/opt')],
    ['c', has()],
  ])
  const plan = planUp(inputOf({ a: absent, b: absent, c: absent }, { container: wanted('per_run', volumes), facts }))
  expect(inShort(plan)).toBe('BERTH_HOST_PATH_MISSING b c')
  expect(plan.refusal?.message).toMatch(/\nb: \/data\nc: \/data, \/opt$/)
})

it('prints the mkdir of what is missing, once for hosts that lack the same, and says what makes it each time', () => {
  const facts = new Map([
    ['a', has('/data')],
    ['b', has('/data')],
    ['c', has()],
  ])
  const { refusal } = planUp(
    inputOf({ a: absent, b: absent, c: absent }, { container: wanted('per_run', volumes), facts }),
  )
  const commands = remedySteps(refusal?.remedy ?? '').flatMap((step) => (typeof step === 'string' ? [] : [step.argv]))
  const made = commands.map((argv) => argv.slice(argv.indexOf('--hosts')).join(' '))
  expect(made).toEqual(['--hosts a,b -- mkdir -p -- /opt', '--hosts c -- mkdir -p -- /data /opt'])
  expect(remedyText(refusal?.remedy ?? '', refusal?.hosts)).toContain('source:target:create')
})

it('asks for no source that is to be made', () => {
  const made = { runtime: { args: { defaults: 'none', volumes: ['/data:/data:create', 'cache:/cache'] } } }
  const facts = new Map([['a', has()]])
  expect(inShort(planUp(inputOf({ a: absent }, { container: wanted('per_run', made), facts })))).toBe(
    'launch: a launch',
  )
})

it('leaves to the engine a source of which the login user cannot tell, and says of none that it is missing', () => {
  const hidden = new Map([['/data', 'stat: /data: Permission denied']])
  const facts = new Map([['a', { ...has('/opt'), hidden }]])
  const plan = planUp(inputOf({ a: absent }, { container: wanted('per_run', volumes), facts }))
  expect(inShort(plan)).toBe('launch: a launch')
})

it('refuses a launch with a device of which it cannot be told whether a host has it', () => {
  const container = wanted('per_run', { runtime: { args: { defaults: 'rocm', devices: ['/dev/mine/*'] } } })
  const hidden = new Map([
    ['/dev/mine/*', '/dev/mine/ cannot be listed'],
    ['/dev/dri', 'x'],
  ])
  const facts = new Map([
    ['a', { ...has(), hidden }],
    ['b', { ...has(), hidden }],
    ['c', has('/dev/mine/*')],
  ])
  const plan = planUp(inputOf({ a: absent, b: absent, c: absent }, { container, facts }))
  expect(inShort(plan)).toBe('BERTH_PROBE_UNTRUSTED a b')
  expect(plan.refusal?.message).toMatch(/cannot be told\na, b: \/dev\/mine\/ cannot be listed$/)
})

it('asks nothing of a host where nothing is launched', () => {
  const facts = new Map([
    ['a', has('/data', '/opt')],
    ['b', has()],
  ])
  const plan = planUp(inputOf({ a: absent, b: running() }, { container: wanted('per_run', volumes), facts }))
  expect(inShort(plan)).toBe('launch: a launch, b use')
})

it('refuses a launch on a host that was not looked at', () => {
  const plan = planUp(inputOf({ a: absent }, { facts: new Map() }))
  expect(inShort(plan)).toBe('BERTH_PROBE_UNTRUSTED a')
  expect(plan.refusal?.message).toContain('it is not known which paths and devices a have')
})

it('launches nothing without its image where nothing may be pulled, unless there is an archive', () => {
  const has = { ...absent, localImage: image('1') }
  const seen = { a: absent, b: has, c: absent }
  const plan = planUp(inputOf(seen, { container: wanted('per_run', { pull: 'never' }) }))
  expect(inShort(plan)).toBe('BERTH_IMAGE_MISSING a c')
  expect(plan.refusal).toMatchObject({
    message: 'lab:1 is not on a and c, and container.pull is "never"',
    remedy: expect.stringContaining('image_tar'),
  })
  for (const keys of [{ pull: 'never', image_tar: '/lab.tar' }, { pull: 'always' }, {}])
    expect(planUp(inputOf(seen, { container: wanted('per_run', keys) })).action).toBe('launch')
  expect(planUp(inputOf({ a: has }, { container: wanted('per_run', { pull: 'never' }) })).action).toBe('launch')
})
