import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readPackages } from '../../src/direction/read-packages.js'
import { readSourceFiles } from '../../src/direction/rooms/read-source-files.js'
import { workspaceFolder } from '../../src/workspace.js'

/** Calls that throw for a user id without an entry in the password database, as in many containers. */
const unguarded = /\b(?:userInfo|homedir)\b/

it('only this-user.ts asks the password database, where a user need not be', () => {
  const asking = readPackages()
    .flatMap(({ folder }) => readSourceFiles(folder).map((file) => `${folder}/${file}`))
    .filter((file) => /\.[cm]?[jt]s$/.test(file))
    .filter((file) => unguarded.test(readFileSync(join(workspaceFolder, 'packages', file), 'utf8')))
  expect(asking).toEqual(['core/src/contract/self/this-user.ts'])
})

it.each([
  ["import { homedir } from 'node:os'", true],
  ['os.userInfo().username', true],
  ["import { hostname } from 'node:os'", false],
])('sees what %s asks', (line, asks) => {
  expect(unguarded.test(line)).toBe(asks)
})
