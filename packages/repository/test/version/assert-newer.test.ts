import { expect, it } from 'vitest'
import { assertNewer } from '../../src/version/assert-newer.js'

it.each([
  ['0.2.0', '0.1.0', ['v0.1.0']],
  ['1.0.0', '1.0.0-rc.1', ['v1.0.0-rc.1']],
  ['0.10.0', '0.9.0', []],
])('lets %s follow %s', (version, current, tags) => {
  expect(() => assertNewer(version, current, tags)).not.toThrow()
})

it('lets the version of the manifests be released that never was', () => {
  expect(() => assertNewer('0.1.0', '0.1.0', ['other'])).not.toThrow()
})

it.each([
  ['0.1.0', '0.1.0', ['v0.1.0'], '0.1.0 was released already: there is a tag v0.1.0'],
  ['0.3.0', '0.2.0', ['v0.3.0'], 'was released already'],
  ['0.9.0', '0.10.0', [], '0.9.0 is not newer than 0.10.0'],
  ['1.0.0-rc.1', '1.0.0', [], 'is not newer'],
])('refuses that %s follows %s with the tags %j', (version, current, tags, message) => {
  expect(() => assertNewer(version, current, tags)).toThrow(message)
})
