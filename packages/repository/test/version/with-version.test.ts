import { describe, expect, it } from 'vitest'
import { withLockedVersions, withOwnVersion, withRanges } from '../../src/version/with-version.js'

const change = { from: '0.1.0', to: '0.2.0', names: ['@berth/core', 'berth-cluster'] }

describe('withOwnVersion', () => {
  it('changes the version of the manifest, and no other', () => {
    const manifest = '{\n  "name": "one",\n  "version": "0.1.0",\n  "config": { "version": "0.1.0" }\n}\n'
    expect(withOwnVersion(manifest, change)).toBe(
      '{\n  "name": "one",\n  "version": "0.2.0",\n  "config": { "version": "0.1.0" }\n}\n',
    )
  })
})

describe('withRanges', () => {
  it.each([
    ['exact ranges, which stay so', '"@berth/core": "0.1.0"', '"@berth/core": "0.2.0"'],
    ['^ ranges, which stay so', '"berth-cluster": "^0.1.0"', '"berth-cluster": "^0.2.0"'],
    [
      'each of several',
      '"@berth/core": "0.1.0", "@berth/core": "0.1.0"',
      '"@berth/core": "0.2.0", "@berth/core": "0.2.0"',
    ],
  ])('changes %s', (_, text, changed) => {
    expect(withRanges(text, change)).toBe(changed)
  })

  it.each(['"other": "0.1.0"', '"@berth/core": "0.1.01"', '"@berth/core-x": "0.1.0"', '"@berth/core": ">=0.1.0"'])(
    'leaves %s alone',
    (text) => {
      expect(withRanges(text, change)).toBe(text)
    },
  )
})

describe('withLockedVersions', () => {
  it('changes the packages of the workspace, and what they ask of each other', () => {
    const lock = (version: string) => ({
      lockfileVersion: 3,
      packages: {
        'node_modules/other': { version: '0.1.0' },
        'packages/berth': { version, dependencies: { '@berth/core': version, other: '0.1.0' } },
        'packages/berth/node_modules/nested': { version: '0.1.0' },
      },
    })
    const text = (value: object): string => `${JSON.stringify(value, null, 2)}\n`
    expect(withLockedVersions(text(lock('0.1.0')), change)).toBe(text(lock('0.2.0')))
  })
})
