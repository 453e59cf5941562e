#!/usr/bin/env node
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { execa } from 'execa'
import { thisMachine } from '../bench/machine.js'
import { extentVariable, faultShare, shareVariable } from './extent.js'
import { faultsPage } from './page/faults-page.js'
import { readFaultRuns, recordVariable } from './record/fault-record.js'

const workspace = fileURLToPath(new URL('../../../..', import.meta.url))
const tests = 'packages/berth/test/real/faults'

/** Each file has several clusters at work; what has to end in bounded time is not to wait for more than that. */
const filesAtOnce = 2
const page = join(workspace, 'packages/core/docs/faults.md')

/**
 * Causes all faults, by the tests that cause a few of them every day, and writes the page of what became of them.
 * `--record FILE` adds to the record of runs that were made before, `--share 0.2` causes a part of the faults, and
 * further words name the test files to run, so that a long run can be made in parts: the page says then that it is of
 * no whole run. Gives the exit code; where that is none of success, the record stays.
 */
async function main(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: { record: { type: 'string' }, share: { type: 'string', default: '1' } },
    allowPositionals: true,
  })
  process.env[shareVariable] = values.share
  const share = faultShare()
  const folder = mkdtempSync(join(tmpdir(), 'berth-faults-'))
  const record = values.record ?? join(folder, 'record.jsonl')
  const files = positionals.length === 0 ? [tests] : positionals
  const { exitCode = 1 } = await execa(
    'npx',
    ['vitest', 'run', '--project', 'real', `--maxWorkers=${filesAtOnce}`, ...files],
    {
      cwd: workspace,
      env: { [extentVariable]: 'all', [recordVariable]: record },
      stdio: 'inherit',
      reject: false,
    },
  )
  if (existsSync(record)) await writePage(record, exitCode === 0 && share === 1 && positionals.length === 0)
  if (exitCode === 0) rmSync(folder, { recursive: true })
  else process.stderr.write(`faults: the record stays: ${record}\n`)
  return exitCode
}

async function writePage(record: string, complete: boolean): Promise<void> {
  const { processor, cores, node } = await thisMachine()
  const day = new Date().toISOString().slice(0, 10)
  const machine = `${cores} cores (${processor}), hosts and Berth alike, Node ${node}`
  writeFileSync(page, faultsPage({ runs: readFaultRuns(record), complete, day, machine }))
  process.stderr.write(`faults: wrote ${page}\n`)
}

process.exitCode = await main(process.argv.slice(2))
