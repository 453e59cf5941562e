import { describe, expect, test } from 'vitest'
import { dockerDialect } from '../src/docker-dialect.js'
import { handleOutcome } from '../src/handle-outcome.js'
import { imageOutcome } from '../src/image-outcome.js'
import { launchOutcome } from '../src/launch-outcome.js'
import { parseHandles } from '../src/listing.js'

const engine = { dialect: dockerDialect, reachedBy: 'plain', store: 'classic', rootless: false } as const
const id = 'a'.repeat(64)
const report = (...lines: string[]): string => lines.map((line) => `\nN ${line}\n`).join('')

describe('launch', () => {
  test('an id and a start', () => {
    const stdout = `hello from a wrapper\n${report(`created ${id}`, 'running "2026-01-02T03:04:05.6Z"')}`
    expect(launchOutcome({ stdout, stderr: 'WARNING: swap' }, 'N', engine)).toEqual({
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
    expect(launchOutcome({ stdout: report('refused'), stderr }, 'N', engine)).toEqual({
      code,
      reason: expect.stringContaining(stderr.slice(0, 40)),
      remedy: expect.stringMatching(remedy),
    })
  })

  test('an image without a shell, which the init of the engine says or the engine itself', () => {
    for (const stderr of [
      'it ended at once: [FATAL tini (6)] exec /bin/sh failed: No such file or directory',
      'Error: OCI runtime create failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory: unknown',
    ]) {
      const outcome = launchOutcome({ stdout: report(`created ${id}`, 'removed'), stderr }, 'N', engine)
      expect(outcome).toMatchObject({ code: 'BERTH_LAUNCH_FAILED', remedy: expect.stringContaining('/bin/sh') })
    }
  })

  test('not started, and not removed either: the id is told', () => {
    const stdout = report(`created ${id}`, `left ${id}`)
    expect(launchOutcome({ stdout, stderr: 'boom' }, 'N', engine)).toMatchObject({
      code: 'BERTH_LAUNCH_UNKNOWN',
      reason: expect.stringContaining(id),
      remedy: expect.stringContaining(`docker rm --force ${id}`),
    })
  })

  test.each(['', report(`created ${id}`), report('unclear'), report(`created ${id}`, 'running 2026')])(
    'an answer that says neither: %j',
    (stdout) => {
      expect(launchOutcome({ stdout, stderr: '' }, 'N', engine)).toMatchObject({
        code: 'BERTH_LAUNCH_UNKNOWN',
        reason: expect.stringContaining('unknown'),
      })
    },
  )
})

describe('images', () => {
  const source = { reference: 'a:1', pull: 'missing', archive: null } as const
  test.each([
    [
      "pull access denied for a, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
      /docker login on the host/,
    ],
    [
      'Error response from daemon: Get "https://r/v2/": unauthorized: authentication required',
      /docker login on the host/,
    ],
    ['Error response from daemon: manifest for a:1 not found: manifest unknown: manifest unknown', /does not have it/],
    [
      'Error response from daemon: Get "https://r/v2/": dial tcp: lookup r on 10.0.0.1:53: no such host',
      /route to the registry/,
    ],
    [
      'Error response from daemon: Get "https://r/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded)',
      /route to the registry/,
    ],
    ['failed to register layer: write /x: no space left on device', /Free disk space/],
    ['Error response from daemon: failed to resolve reference "r/a:1": r/a:1: not found', /does not have it/],
    ['no matching manifest for linux/arm64/v8 in the manifest list entries', /architecture/],
    ['toomanyrequests: You have reached your pull rate limit.', /limits pulls/],
    ['x509: certificate signed by unknown authority', /trust the registry/],
  ])('pull: %s', (stderr, remedy) => {
    expect(imageOutcome({ stdout: report('pulling', 'pull-failed'), stderr }, 'N', source, engine)).toMatchObject({
      reason: expect.stringContaining('a:1 could not be pulled'),
      remedy: expect.stringMatching(remedy),
    })
  })

  test('not pulled again, though there: what is there is not passed off as the new one', () => {
    const stdout = report('image {}', 'pulling', 'pull-failed')
    const stderr = 'Error response from daemon: Get "http://r/v2/": dial tcp 10.0.0.1:5000: connect: connection refused'
    expect(imageOutcome({ stdout, stderr }, 'N', { ...source, pull: 'always' }, engine)).toMatchObject({
      reason: expect.stringContaining('the one that is there may be older'),
      remedy: expect.stringMatching(/route to the registry.*container.pull to "missing"/),
    })
  })

  test('not to be pulled, and not there', () => {
    const answer = { stdout: report('not-here'), stderr: 'No such image: a:1' }
    expect(imageOutcome(answer, 'N', { ...source, pull: 'never' }, engine)).toEqual({
      reason: 'a:1 is not there, and container.pull is "never"',
      remedy: expect.stringContaining('container.image_tar'),
    })
  })

  test('an archive does not have the digest of a registry', () => {
    const answer = { stdout: `${report('loading')}Loaded image: a:1\n${report('still-missing')}`, stderr: '' }
    const pinned = { ...source, reference: `a@sha256:${id}`, archive: '/i.tar' }
    expect(imageOutcome(answer, 'N', pinned, engine)).toMatchObject({ remedy: expect.stringContaining('by its tag') })
  })

  test.each([
    ['Error processing tar file(exit status 1): unexpected EOF', /archive anew/],
    ['Error processing tar file(exit status 1): archive/tar: invalid tar header', /archive anew/],
    ['open /i.tar: no such file or directory', /Copy the archive/],
    ['read /i.tar: is a directory', /Copy the archive/],
    ['open /i.tar: permission denied', /read the archive/],
  ])('an archive that cannot be loaded: %s', (stderr, remedy) => {
    const answer = { stdout: report('loading', 'load-failed'), stderr }
    expect(imageOutcome(answer, 'N', { ...source, archive: '/i.tar' }, engine)).toEqual({
      reason: `the archive /i.tar could not be loaded: ${stderr}`,
      remedy: expect.stringMatching(remedy),
    })
  })

  test('an archive that holds something else', () => {
    const stdout = `${report('loading')}Loaded image: b:2\nLoaded image: c:3\n${report('still-missing')}`
    const outcome = imageOutcome(
      { stdout, stderr: 'No such image: a:1' },
      'N',
      { ...source, archive: '/i.tar' },
      engine,
    )
    expect(outcome).toMatchObject({ reason: 'the archive /i.tar does not hold a:1, but b:2, c:3' })
  })

  test.each(['', report('pulling'), report('image {}'), report('image noise')])(
    'no identity is made of %j',
    (stdout) => {
      expect(imageOutcome({ stdout, stderr: '' }, 'N', source, engine)).toHaveProperty('reason')
    },
  )
})

describe('restart and remove', () => {
  test.each([
    ['done', null, null],
    ['changed', /nothing was done/, /nothing was done/],
    ['unread', /boom/, /boom/],
    ['failed', /boom/, /boom/],
  ])('%s', (word, remove, restart) => {
    const answer = { stdout: report(word), stderr: 'boom' }
    for (const [action, expected] of [
      ['remove', remove],
      ['restart', restart],
    ] as const) {
      const trouble = handleOutcome(answer, 'N', action, id, engine)
      if (expected === null) expect(trouble).toBeNull()
      else expect(trouble?.reason).toMatch(expected)
    }
  })

  test('gone: removed as asked, and nothing to start', () => {
    const answer = { stdout: report('unread'), stderr: `Error response from daemon: No such container: ${id}` }
    expect(handleOutcome(answer, 'N', 'remove', id, engine)).toBeNull()
    expect(handleOutcome(answer, 'N', 'restart', id, engine)?.reason).toMatch(/gone/)
  })

  test('another one that is gone is no witness', () => {
    const stderr = `WARNING: No such container: ${'b'.repeat(64)}\ndatabase is locked`
    expect(handleOutcome({ stdout: report('unread'), stderr }, 'N', 'remove', id, engine)?.reason).toMatch(/locked/)
  })

  test('an answer without a report is no success', () => {
    expect(handleOutcome({ stdout: '', stderr: '' }, 'N', 'remove', id, engine)).not.toBeNull()
  })
})

describe('list', () => {
  const line = (name: string, labels: object | null) =>
    `N container ${JSON.stringify({ Id: id, Name: `/${name}`, Labels: labels })}\n`

  test('only what has all labels', () => {
    const stdout = `${line('a', { x: '1,y=2', z: '' })}${line('b', null)}N listed 0\n`
    expect(parseHandles(dockerDialect, { stdout, stderr: '' }, 'N', { x: '1,y=2' })).toEqual([
      { id, name: 'a', labels: { x: '1,y=2', z: '' } },
    ])
  })

  test('one that went meanwhile is left out; any other failure is one', () => {
    const stdout = `${line('a', {})}N listed 1\n`
    expect(
      parseHandles(dockerDialect, { stdout, stderr: 'Error response from daemon: No such container: f00\n' }, 'N', {}),
    ).toHaveLength(1)
    const noisy = 'sudo: unable to resolve host n1\nError response from daemon: No such container: f00\n'
    expect(parseHandles(dockerDialect, { stdout, stderr: noisy }, 'N', {})).toHaveLength(1)
    expect(parseHandles(dockerDialect, { stdout, stderr: 'i/o timeout' }, 'N', {})).toBeNull()
    expect(parseHandles(dockerDialect, { stdout, stderr: '' }, 'N', {})).toBeNull()
  })

  test.each(['', line('a', {}), 'N container noise\nN listed 0\n'])('an answer that is not whole: %j', (stdout) => {
    expect(parseHandles(dockerDialect, { stdout, stderr: '' }, 'N', {})).toBeNull()
  })
})
