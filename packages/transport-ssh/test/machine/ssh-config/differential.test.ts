import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect } from 'vitest'
import { testWith } from '../../../../testbed/test/tiers/test-with.js'
import { type ConfigCase, configCase } from './arbitrary-config.js'
import { asBerth } from './as-berth.js'
import { asSsh } from './as-ssh.js'

const it = testWith('ssh')

/** By hand: more runs, or those of another seed, as a failure names it. */
const { BERTH_TEST_RUNS: runs = '500', BERTH_TEST_SEED: seed = '20261127' } = process.env

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'berth-oracle-'))
})
afterEach(() => rmSync(home, { recursive: true }))

const write = (files: ConfigCase['files']): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(home, dirname(path)), { recursive: true })
    writeFileSync(join(home, path), text, { mode: 0o644 })
  }
}

describe('an SSH configuration', () => {
  it('says the same as it says to ssh', () => {
    let compared = 0
    fc.assert(
      fc.property(configCase, ({ files, host }) => {
        write(files)
        const ssh = asSsh(home, host)
        // What ssh refuses whole says something nevertheless, where it can be read; what ssh takes is never refused.
        if (typeof ssh === 'string') return
        compared += 1
        expect(asBerth(home, host)).toEqual(ssh)
      }),
      { numRuns: Number(runs), seed: Number(seed) },
    )
    expect(compared).toBeGreaterThan(Number(runs) / 2)
  })
})
