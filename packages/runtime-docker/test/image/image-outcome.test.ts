import { describe, expect, test } from 'vitest'
import { imageOutcome } from '../../src/image/image-outcome.js'
import { answer, report } from '../answer.js'
import { docker as engine } from '../run-program.js'
import { says } from '../says.js'

const id = 'a'.repeat(64)
describe('images', () => {
  const source = { reference: 'a:1', pull: 'missing', archive: null } as const
  test.each([
    [
      "pull access denied for a, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
      /log in to the registry on the host/,
    ],
    [
      'Error response from daemon: Get "https://r/v2/": unauthorized: authentication required',
      /log in to the registry on the host/,
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
    expect(imageOutcome(answer(report('pulling', 'pull-failed'), stderr), source, engine)).toMatchObject({
      reason: expect.stringContaining('a:1 could not be pulled'),
      remedy: says(remedy),
    })
  })

  test('not pulled again, though there: what is there is not passed off as the new one', () => {
    const stdout = report('image {}', 'pulling', 'pull-failed')
    const stderr = 'Error response from daemon: Get "http://r/v2/": dial tcp 10.0.0.1:5000: connect: connection refused'
    expect(imageOutcome(answer(stdout, stderr), { ...source, pull: 'always' }, engine)).toMatchObject({
      reason: expect.stringContaining('the one that is there may be older'),
      remedy: says(/route to the registry.*container.pull to "missing"/),
    })
  })

  test('not to be pulled, and not there', () => {
    const said = answer(report('not-here'), 'No such image: a:1')
    expect(imageOutcome(said, { ...source, pull: 'never' }, engine)).toEqual({
      reason: 'a:1 is not there, and container.pull is "never"',
      remedy: says('container.image_tar'),
    })
  })

  test('an archive does not have the digest of a registry', () => {
    const said = answer(`${report('loading')}Loaded image: a:1\n${report('still-missing')}`)
    const pinned = { ...source, reference: `a@sha256:${id}`, archive: '/i.tar' }
    expect(imageOutcome(said, pinned, engine)).toMatchObject({ remedy: says('by its tag') })
  })

  test.each([
    ['Error processing tar file(exit status 1): unexpected EOF', /archive anew/],
    ['Error processing tar file(exit status 1): archive/tar: invalid tar header', /archive anew/],
    ['open /i.tar: no such file or directory', /Copy the archive/],
    ['read /i.tar: is a directory', /Copy the archive/],
    ['open /i.tar: permission denied', /read the archive/],
  ])('an archive that cannot be loaded: %s', (stderr, remedy) => {
    const said = answer(report('loading', 'load-failed'), stderr)
    expect(imageOutcome(said, { ...source, archive: '/i.tar' }, engine)).toEqual({
      reason: `the archive /i.tar could not be loaded: ${stderr}`,
      remedy: says(remedy),
    })
  })

  test('an archive that holds something else', () => {
    const stdout = `${report('loading')}Loaded image: b:2\nLoaded image: c:3\n${report('still-missing')}`
    const outcome = imageOutcome(answer(stdout, 'No such image: a:1'), { ...source, archive: '/i.tar' }, engine)
    expect(outcome).toMatchObject({ reason: 'the archive /i.tar does not hold a:1, but b:2, c:3' })
  })

  test.each(['', report('pulling'), report('image {}'), report('image noise')])(
    'no identity is made of %j',
    (stdout) => {
      expect(imageOutcome(answer(stdout), source, engine)).toHaveProperty('reason')
    },
  )
})
