import type { Observation, Seen } from '@berth/core/adapter'
import { bareSpec } from '@berth/testkit'
import { describe, expect, test } from 'vitest'
import { handleOutcome } from '../src/containers/handle-outcome.js'
import { handleProgram, matchTemplate } from '../src/containers/handle-program.js'
import { podmanDialect } from '../src/engine/podman-dialect.js'
import { imageOutcome } from '../src/image/image-outcome.js'
import { launchOutcome } from '../src/launch/launch-outcome.js'
import { launchProgram } from '../src/launch/launch-program.js'
import { refusedGroups } from '../src/launch/rootless-groups.js'
import { answer, report } from './answer.js'
import * as probe from './observe/probe.js'
import { says } from './says.js'

const hex = 'e79083e00a2106ce1d128823256312e65ceb20cc8b38637310b4a224485c4bc8'
const identity = {
  id: hex,
  configDigest: `sha256:${hex}`,
  manifestDigests: ['sha256:2ac843d9d191e263535b04f69d9551732b8b5872db99e1082bf6a162e90ffa5c'],
  layers: ['sha256:9f84b286ec22a8f75bd7669680bc68dda6e758c59e87d28d685de5f9db524917'],
  platform: 'linux/amd64',
}
const engine = {
  dialect: podmanDialect,
  reachedBy: 'plain',
  store: 'classic',
  root: '/var/lib/containers/storage',
  rootless: false,
  identity: '/var/lib/containers/storage',
} as const
const id = 'a'.repeat(64)
const handle = { id, name: 'box', labels: { a: 'b' } }

const recorded = (file: string): string => probe.recorded(`podman/${file}`)

function read(text: string, name: string, image = 'berth/busybox:1', privilege?: 'plain'): Seen {
  return probe.probed(text, name, image, privilege, podmanDialect)
}

function probed(file: string, ...query: [name: string, image?: string, privilege?: 'plain']): Seen {
  return read(recorded(file), ...query)
}

function observed(text: string, name: string): Observation {
  return read(text, name).observation
}

describe('what Podman 4.3.1 answered', () => {
  test('running, with what its inside told: ids without their kind, a name without a slash', () => {
    expect(probed('running', 'box_running')).toEqual({
      changing: false,
      observation: {
        state: 'running',
        engine: {
          id: null,
          boot: null,
          own: false,
          version: '4.3.1',
          store: 'overlay',
          root: expect.stringMatching(/^\//),
          reachedBy: 'plain',
          rootless: false,
          endsWithLogin: false,
        },
        localImage: identity,
        container: {
          id: expect.stringMatching(/^[0-9a-f]{64}$/),
          name: 'box_running',
          labels: { 'berth.cluster': 'c1', 'berth.launch': 'l1', note: 'a,b=c' },
          createdAt: expect.stringMatching(/^2026-.*T/),
          startedAt: expect.stringMatching(/^2026-.*T/),
          imageReference: 'localhost/berth/busybox:1',
          image: identity,
          inside: { text: 'inside 1\nnow 1760000000\nmarker {"done": "ü"}\nend\n' },
          hostNetwork: false,
        },
      },
    })
  })

  test.each([
    ['created', null, true],
    ['exited', expect.stringMatching(/^2026-/), false],
  ])('%s is stopped', (state, startedAt, hostNetwork) => {
    expect(probed(state, `box_${state}`).observation).toMatchObject({
      state: 'stopped',
      container: { startedAt, inside: null, hostNetwork },
    })
  })

  test.each([
    ['paused', /is paused/, /podman unpause box_paused/],
    ['initialized', /being started/, /podman start box_initialized/],
  ])('%s is unknown, with the way out', (state, reason, remedy) => {
    expect(probed(state, `box_${state}`).observation).toMatchObject({
      state: 'unknown',
      reason: expect.stringMatching(reason),
      remedy: says(remedy),
    })
  })

  test.each([
    ['stopping', 'unknown'],
    ['removing', 'unknown'],
    ['configured', 'stopped'],
    ['stopped', 'stopped'],
  ])('%s, which lasts too short to be recorded, is %s', (status, state) => {
    const text = recorded('exited').replace('"Status":"exited"', `"Status":"${status}"`)
    expect(observed(text, 'box_exited')).toMatchObject({ state })
  })

  test('absent, and an image that is not there', () => {
    expect(probed('absent', 'nothing').observation).toMatchObject({ state: 'absent', localImage: identity })
    expect(probed('running-no-local-image', 'box_running', 'berth/nope:1').observation).toMatchObject({
      localImage: null,
      container: { image: identity },
    })
  })

  test('an empty rootless engine beside the rootful one that holds the container: never absent', () => {
    expect(probed('two-engines', 'box_running')).toMatchObject({
      observation: { state: 'running', engine: { reachedBy: 'sudo', rootless: false, endsWithLogin: false } },
    })
    expect(probed('two-engines', 'box_running', undefined, 'plain').observation).toMatchObject({
      state: 'absent',
      engine: { rootless: true },
    })
  })

  test('a rootless engine alone, of a login that does not linger', () => {
    expect(probed('rootless-alone', 'nothing').observation).toMatchObject({
      state: 'absent',
      engine: { reachedBy: 'plain', rootless: true, endsWithLogin: true },
    })
  })

  test('a rootful engine that fails may hold the container: nothing can be said', () => {
    const text = recorded('two-engines').replace(
      /(NONCE sudo\.info\n)[\s\S]*?(\nNONCE stderr\n)[\s\S]*?(\nNONCE exit\n)0/,
      '$1$2Error: mkdir /var/lib/containers: permission denied$3125',
    )
    expect(observed(text, 'box_running')).toMatchObject({
      state: 'unknown',
      reason: expect.stringContaining('mkdir /var/lib/containers'),
      remedy: says('runtime.privilege'),
    })
  })
})

describe('what Podman is told', () => {
  test('a container is compared by the field that its templates have', () => {
    expect(matchTemplate(podmanDialect, handle)).toContain(`(eq .ID "${id}")`)
  })

  test('a container is removed at once', () => {
    const sudo = { ...engine, reachedBy: 'sudo' } as const
    expect(handleProgram('remove', handle, sudo).words).toEqual([
      'sudo',
      'podman',
      '{{.Store.GraphRoot}}',
      'remove',
      id,
      matchTemplate(podmanDialect, handle),
      '--force --volumes --time 0',
    ])
  })

  const spec = bareSpec({ name: 'box', image: identity, ulimits: ['memlock=-1'] })

  test("the host's groups are refused where a rootless engine would give others", () => {
    const groups = { ...spec, groupAdd: ['44', 'keep-groups'] }
    expect(refusedGroups(engine, groups)).toBeNull()
    expect(refusedGroups({ ...engine, rootless: true }, spec)).toBeNull()
    expect(refusedGroups({ ...engine, rootless: true }, groups)).toMatchObject({
      reason: expect.stringContaining('groups 44,'),
      remedy: says('keep-groups'),
    })
  })

  test('a launch knows the words for a missing init', () => {
    const program = launchProgram(spec, engine)
    const { words = [] } = 'words' in program ? program : {}
    expect(words).toContain('container-init binary not found|cannot add init binary as PID 1')
    expect(words.slice(-9)).toEqual(
      expect.arrayContaining(['--pull=never', '--ulimit', 'memlock=-1', '--entrypoint', '/bin/sh', hex]),
    )
  })
})

describe('what Podman says when something fails', () => {
  const source = { reference: 'a:1', archive: null, pull: 'missing' } as const

  test.each([
    [
      `Error: creating container storage: the container name "a" is already in use by ${id}. You have to remove that container to be able to reuse that name: that name is already in use`,
      'BERTH_NAME_TAKEN',
      /podman container inspect/,
    ],
    ['Error: statfs /nowhere: no such file or directory', 'BERTH_LAUNCH_FAILED', /Make the path/],
    ['Error: stat /dev/nope: no such file or directory', 'BERTH_LAUNCH_FAILED', /device/],
    ['Error: unable to find network with name or ID nowhere: network not found', 'BERTH_LAUNCH_FAILED', /network/],
    ['Error: berth/nope:1: image not known', 'BERTH_LAUNCH_FAILED', /image went away/],
    [
      'Error: crun: setrlimit `RLIMIT_MEMLOCK`: Operation not permitted: OCI permission denied',
      'BERTH_LAUNCH_FAILED',
      /runtime\.args\.ulimit/,
    ],
  ])('a launch: %s', (stderr, code, remedy) => {
    expect(launchOutcome(answer(report('refused'), stderr), bareSpec({ name: 'a' }), engine)).toMatchObject({
      code,
      remedy: says(remedy),
    })
  })

  test.each([
    [
      'Error: short-name "a:1" did not resolve to an alias and no unqualified-search registries are defined in "/etc/containers/registries.conf"',
      /in full/,
    ],
    [
      'Error: initializing source docker://a:1: pinging container registry r: Get "https://r/v2/": dial tcp: lookup r: network is unreachable',
      /route to the registry/,
    ],
  ])('a pull: %s', (stderr, remedy) => {
    const outcome = imageOutcome(answer(report('pulling', 'pull-failed'), stderr), source, engine)
    expect(outcome).toMatchObject({ remedy: says(remedy) })
  })

  test('a container that is gone: removed as asked, and nothing to start', () => {
    const gone = answer(
      report('engine /var/lib/containers/storage', 'unread'),
      `Error: inspecting object: no such container ${id}`,
    )
    expect(handleOutcome('remove', gone, handle, engine)).toBeNull()
    expect(handleOutcome('restart', gone, handle, engine)?.reason).toMatch(/gone/)
  })

  test('warnings that rootless engines log are left out of what is said', () => {
    const warning = 'time="2026-11-23T20:00:21Z" level=warning msg="\\"/\\" is not a shared mount"\n'
    const outcome = handleOutcome('remove', answer(report('undone'), `${warning}Error: boom`), handle, engine)
    expect(outcome?.reason).toBe('Error: boom')
  })
})
