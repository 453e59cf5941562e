import { bareSpec } from '@berth/testkit'
import { describe, expect, test } from 'vitest'
import { launchOutcome } from '../../src/launch/launch-outcome.js'
import { answer, report } from '../answer.js'
import { docker as engine } from '../run-program.js'
import { says } from '../says.js'

const id = 'a'.repeat(64)
const spec = bareSpec({ name: 'box' })
describe('launch', () => {
  test('an id and a start', () => {
    const stdout = `hello from a wrapper\n${report(`created ${id}`, 'running "2026-01-02T03:04:05.6Z"')}`
    expect(launchOutcome(answer(stdout, 'WARNING: swap'), spec, engine)).toEqual({
      id,
      startedAt: '2026-01-02T03:04:05.6Z',
    })
  })

  test.each([
    [
      `Error response from daemon: Conflict. The container name "/box" is already in use by container "${id}". You have to remove (or rename) that container to be able to reuse that name.`,
      'BERTH_NAME_TAKEN',
      /another container.name/,
    ],
    [
      'Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /x',
      'BERTH_LAUNCH_FAILED',
      /Make the path/,
    ],
    ['bind source path does not exist: /x', 'BERTH_LAUNCH_FAILED', /Make the path/],
    [
      'Error response from daemon: invalid CapAdd: unknown capability: "CAP_NOPE"',
      'BERTH_LAUNCH_FAILED',
      /Mend what the engine reports/,
    ],
    [
      'Error response from daemon: error creating overlay mount: no space left on device',
      'BERTH_LAUNCH_FAILED',
      /Free disk space/,
    ],
    [
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
      'BERTH_LAUNCH_FAILED',
      /systemctl start docker/,
    ],
    [
      'error during connect: Post "http://%2Fvar%2Frun%2Fdocker.sock/v1.41/containers/create?name=box": EOF',
      'BERTH_LAUNCH_UNKNOWN',
      /Mend what the engine reports/,
    ],
  ])('refused: %s', (stderr, code, remedy) => {
    expect(launchOutcome(answer(report('refused'), stderr), spec, engine)).toEqual({
      code,
      reason: expect.stringContaining(stderr.slice(0, 40)),
      remedy: says(remedy),
    })
  })

  test('an image without a shell, which the init of the engine says or the engine itself', () => {
    for (const stderr of [
      'it ended at once: [FATAL tini (6)] exec /bin/sh failed: No such file or directory',
      'Error: OCI runtime create failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory: unknown',
    ]) {
      const outcome = launchOutcome(answer(report(`created ${id}`, 'removed'), stderr), spec, engine)
      expect(outcome).toMatchObject({ code: 'BERTH_LAUNCH_FAILED', remedy: says('/bin/sh') })
    }
  })

  test('not started, and not removed either: the id is told', () => {
    const stdout = report(`created ${id}`, `left ${id}`)
    expect(launchOutcome(answer(stdout, 'boom'), spec, engine)).toMatchObject({
      code: 'BERTH_LAUNCH_UNKNOWN',
      reason: expect.stringContaining(id),
      remedy: says(`docker rm --force --volumes ${id}`),
    })
  })

  test.each(['', report(`created ${id}`), report('unclear'), report(`created ${id}`, 'running 2026')])(
    'an answer that says neither: %j',
    (stdout) => {
      expect(launchOutcome(answer(stdout, ''), spec, engine)).toMatchObject({
        code: 'BERTH_LAUNCH_UNKNOWN',
        reason: expect.stringContaining('unknown'),
      })
    },
  )
})
