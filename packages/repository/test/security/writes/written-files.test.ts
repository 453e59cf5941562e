import { describe, expect, it } from 'vitest'
import { findWrites } from '../../../src/security/writes/find-writes.js'
import { readModeChecks } from '../../../src/security/writes/read-mode-checks.js'
import { writtenFiles } from '../../../src/security/writes/written-files.js'

const places = (writes: Iterable<readonly [file: string, writes: readonly string[]]>): string[] =>
  [...writes].flatMap(([file, texts]) => texts.map((text) => `${file}: ${text}`))

describe('what is written', () => {
  const found = places(findWrites())
  const told = writtenFiles.flatMap(({ writes }) => places(Object.entries(writes)))

  it('is found in sources and programs', () => {
    expect(found).toEqual(
      expect.arrayContaining([
        'berth/src/runs/run-store.ts: writeFileSync(draft',
        'core/programs/files/append.sh: >"$staging/writer"',
        'core/programs/lifetime/commit.sh: write_down "$1/committed" "$2 $3"',
      ]),
    )
  })

  it('is in a row of the table, with its bits: add what is new to packages/repository/src/security/writes', () => {
    expect(found.filter((place) => !told.includes(place))).toEqual([])
  })

  it('is there where the table says so, each place in one row', () => {
    expect(told.filter((place) => !found.includes(place))).toEqual([])
    expect(told).toEqual([...new Set(told)])
  })

  it('has names of its own', () => {
    const ids = writtenFiles.map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)])
  })

  const checks = readModeChecks()

  it.each(writtenFiles.map(({ id }) => id))('%s is looked at by a test', (id) => {
    expect(checks.get(id) ?? []).not.toEqual([])
  })

  it('is all that tests look at', () => {
    const ids = new Set(writtenFiles.map(({ id }) => id))
    expect([...checks.keys()].filter((id) => !ids.has(id))).toEqual([])
  })
})
