import { expect, it } from 'vitest'
import { withRelease } from '../../src/version/with-release.js'

const request = { version: '0.2.0', date: '2027-01-31' }

it('puts what was unreleased under the version and its date', () => {
  const changelog = '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- One.\n\n## [0.1.0] - 2026-12-01\n\n- Zero.\n'
  expect(withRelease(changelog, request)).toBe(
    '# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2027-01-31\n\n### Added\n\n- One.\n\n## [0.1.0] - 2026-12-01\n\n- Zero.\n',
  )
})

it.each([
  [
    'nothing is unreleased',
    '# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-12-01\n\n- Zero.\n',
    'has nothing under',
  ],
  ['there is no place for it', '# Changelog\n\n- One.\n', 'needs the line "## [Unreleased]", once'],
])('refuses where %s', (_, changelog, message) => {
  expect(() => withRelease(changelog, request)).toThrow(message)
})
