import { expect, it } from 'vitest'
import { parseInstalledPackages } from '../../../src/security/dependencies/installed-package.js'
import { licenceProblems } from '../../../src/security/dependencies/licences.js'
import { npm } from '../../../src/security/dependencies/npm.js'

it('of this repository are all on the list', () => {
  const packages = parseInstalledPackages(npm('query', '*').stdout)
  expect(packages.map(({ name }) => name)).toEqual(expect.arrayContaining(['ssh2', 'execa', 'vitest']))
  expect(packages.map(({ name }) => name)).not.toContain('@berth/core')
  expect(licenceProblems(packages)).toEqual([])
})
