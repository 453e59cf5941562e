import { describe, expect, test } from 'vitest'
import { says } from '../says.js'
import { alsoBy, observed, probed, recorded, withSection } from './probe.js'

/**
 * The recorded engine as a rootless one; made from the recorded answer as the engine's documentation shows
 * `SecurityOptions`.
 */
function rootless(answer: string, linger: string): string {
  const changed = withSection(answer, 'plain.info', (text) =>
    text.replace('"SecurityOptions":[', '"SecurityOptions":["name=rootless",').replace('"ID":"OMHN', '"ID":"ROOT'),
  )
  return changed.replace(/\nNONCE end\n$/, `\nNONCE linger\n${linger}\n\nNONCE stderr\n\nNONCE exit\n0\n\nNONCE end\n`)
}

function together(plain: string, sudo: string): string {
  return alsoBy(sudo, plain)
}

const sudoRefused = recorded('sudo-password').replaceAll('NONCE sudo.', 'NONCE plain.')

describe('a rootless engine', () => {
  test('alone: it is used, and says whether it ends with the login', () => {
    for (const [linger, endsWithLogin] of [
      ['yes', false],
      ['no', true],
      ['no logind', false],
    ] as const) {
      const answer = together(rootless(recorded('running'), linger), sudoRefused)
      expect(observed(answer, 'box_running')).toMatchObject({
        state: 'running',
        engine: { reachedBy: 'plain', rootless: true, endsWithLogin },
      })
    }
  })

  test('with a rootful one: the one that holds the container', () => {
    const inPlain = together(
      rootless(recorded('running'), 'yes'),
      recorded('absent').replaceAll('box_running', 'other'),
    )
    expect(probed(inPlain, 'box_running')).toMatchObject({
      observation: { state: 'running', engine: { reachedBy: 'plain' } },
    })
    const empty = rootless(recorded('absent'), 'yes')
    const without = withSection(empty, 'plain.list', () => '')
    const inSudo = together(without, recorded('running'))
    expect(probed(inSudo, 'box_running')).toMatchObject({
      observation: { state: 'running', engine: { reachedBy: 'sudo' } },
    })
  })

  test('with a rootful one: neither has it, so the rootful one', () => {
    const answer = together(rootless(recorded('absent'), 'yes'), recorded('absent'))
    expect(probed(answer, 'nothing')).toMatchObject({
      observation: { state: 'absent', engine: { reachedBy: 'sudo' } },
    })
  })

  test('with a rootful one: both have it, so nothing can be said', () => {
    const answer = together(rootless(recorded('running'), 'yes'), recorded('running'))
    expect(probed(answer, 'box_running')).toMatchObject({
      observation: { state: 'unknown', remedy: says('runtime.privilege') },
    })
  })

  test('with a rootful one that cannot be listed: nothing can be said', () => {
    const failing = recorded('absent').replace(/(NONCE plain\.list\n[\s\S]*?exit\n)0/, '$11')
    const answer = together(rootless(recorded('running'), 'yes'), failing)
    expect(observed(answer, 'box_running')).toMatchObject({ state: 'unknown' })
  })

  test('with a sudo that fails for a reason that is not known: nothing can be said', () => {
    const strange = sudoRefused.replaceAll('sudo: a password is required', 'i/o error')
    expect(observed(together(rootless(recorded('absent'), 'yes'), strange), 'nothing')).toMatchObject({
      state: 'unknown',
    })
  })

  test.each([
    ['sudo: /etc/sudoers.d/lab is world writable\nboom', 'unknown'],
    ['sudo: unable to resolve host n1: Name or service not known\nboom', 'unknown'],
    ['ann is not in the sudoers file.  This incident will be reported.', 'absent'],
    ['sudo: /etc/sudoers is world writable\nsudo: no valid sudoers sources found, quitting', 'unknown'],
    ['sudo: The "no new privileges" flag is set, which prevents sudo from running as root.', 'unknown'],
    ["Sorry, user ann is not allowed to execute '/usr/bin/docker info' as root on n1.", 'absent'],
    ['Sorry, user ann may not run sudo on n1.', 'absent'],
  ])('with a sudo that says %j: %s, for a warning of sudo is no refusal', (said, state) => {
    const answer = sudoRefused.replaceAll('sudo: a password is required', said)
    expect(observed(together(rootless(recorded('absent'), 'yes'), answer), 'nothing')).toMatchObject({ state })
  })

  test.each([
    ['ann video', 'absent'],
    ['ann sudo video', 'unknown'],
    ['wheel', 'unknown'],
  ])('with a sudo that asks for a password, for a user in the groups %s: %s', (groups, state) => {
    const inGroups = `\nNONCE groups\n${groups}\n\nNONCE stderr\n\nNONCE exit\n0\n\nNONCE end\n`
    const plain = rootless(recorded('absent'), 'yes').replace(/\nNONCE end\n$/, inGroups)
    expect(observed(together(plain, sudoRefused), 'nothing')).toMatchObject({ state })
  })

  test('of the login user that fails beside one of sudo: it may hold the container, so nothing can be said', () => {
    for (const [said, mayPass] of [
      ['database is locked', {}],
      ['Cannot connect to the Docker daemon at unix:///run/user/1/docker.sock.', { passing: true }],
    ] as const) {
      const failing = sudoRefused.replaceAll('sudo: a password is required', said)
      expect(observed(together(failing, recorded('absent')), 'nothing')).toEqual({
        state: 'unknown',
        reason: `sudo -n docker reaches an engine, and whether docker reaches another cannot be told: ${said}`,
        remedy: says('runtime.privilege'),
        unreachable: false,
        ...mayPass,
      })
    }
  })

  test('plain was asked for: sudo has no say', () => {
    expect(observed(rootless(recorded('absent'), 'yes'), 'nothing', 'tb:1', 'plain')).toMatchObject({ state: 'absent' })
  })
})

describe('no engine is reached', () => {
  test.each([
    ['permission-denied', /permission denied[\s\S]*sudo: a password is required/, /group docker/],
    ['daemon-down', /Is the docker daemon running/, /systemctl start docker/],
    ['daemon-down-user', /Is the docker daemon running/, /systemctl start docker/],
    ['permission-denied-20.10', /permission denied[\s\S]*sudo: a password is required/, /group docker/],
    ['daemon-down-20.10', /Is the docker daemon running/, /systemctl start docker/],
    ['no-docker', /not found/, /Install Docker/],
    ['no-docker-no-sudo', /not found/, /Install Docker/],
    ['sudo-password', /a password is required/, /sudo without a password/],
  ])('%s', (name, reason, remedy) => {
    expect(observed(recorded(name), 'box_running')).toEqual({
      state: 'unknown',
      reason: expect.stringMatching(reason),
      remedy: says(remedy),
      unreachable: false,
      ...(name.startsWith('daemon-down') && { passing: true }),
    })
  })

  test.each([
    ['went away while it was asked', 'error during connect: Get "http://%2Frun%2Fdocker.sock/v1.41/info": EOF', true],
    ['cut the connection', 'read unix @->/run/docker.sock: read: connection reset by peer', true],
    ['has a broken configuration', 'unable to resolve docker endpoint: context "x" does not exist', false],
  ])('an engine that %s may be restarting, or not', (_title, said, passing) => {
    const answer = recorded('sudo-password').replaceAll('sudo: a password is required', said)
    expect(observed(answer, 'box_running', 'tb:1', 'sudo')).toMatchObject({ state: 'unknown' })
    const seen = observed(answer, 'box_running')
    expect(seen.state === 'unknown' && seen.passing === true).toBe(passing)
  })

  test('Podman answers to the name docker', () => {
    const answer = recorded('absent').replace(
      /(NONCE plain\.info\n)[\s\S]*?(\nNONCE stderr)/,
      '$1{"host":{"security":{"rootless":false}},"store":{"graphDriverName":"overlay","graphRoot":"/r"},"version":{"Version":"4.3.1"}}$2',
    )
    expect(observed(answer, 'nothing')).toMatchObject({ state: 'unknown', remedy: says('podman') })
  })

  test('through sudo, with sudo’s own warnings', () => {
    const answer = together(
      recorded('permission-denied').replace(/\nNONCE sudo[\s\S]*$/, '\nNONCE end\n'),
      recorded('running'),
    )
    expect(probed(answer, 'box_running')).toMatchObject({
      observation: { state: 'running', engine: { reachedBy: 'sudo' } },
    })
  })
})
