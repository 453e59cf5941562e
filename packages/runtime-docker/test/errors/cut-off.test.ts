import { expect, it } from 'vitest'
import { wasCutOff } from '../../src/errors/cut-off.js'

it.each([
  ['error during connect: Post "http://%2Fvar%2Frun%2Fdocker.sock/v1.41/exec/0/start": EOF', true],
  ['unexpected EOF', true],
  ['read unix @->/run/docker.sock: read: connection reset by peer', true],
  ['Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?', false],
  ['Error response from daemon: Container 0 is not running', false],
  ['OCI runtime exec failed: exec failed: unable to start container process: exec: "x": not found', false],
])('%s: %s', (said, isCutOff) => {
  expect(wasCutOff(said)).toBe(isCutOff)
})
