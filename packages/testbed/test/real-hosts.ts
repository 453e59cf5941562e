import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { requirements, startTestbed, type Testbed } from '../src/index.js'
import { mpiImages } from './mpi-under-test.js'

/** The testbed that all real tests share. */
export interface SharedTestbed {
  readonly name: string
  /** Path of a file that says `up` once the hosts are up, or why they failed to come up. */
  readonly outcome: string
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Null where this machine can have no testbed. */
    testbed: SharedTestbed | null
  }
}

let starting: Promise<Testbed> | undefined
let outcome: string | undefined

/**
 * Begins to bring up the four hosts of the real tests, while the other tests run; `await-hosts.ts` waits for them.
 * Where that is impossible they are skipped, but on CI it is an error.
 */
export function setup(project: TestProject): void {
  const met = requirements()
  if (!met.ok) {
    if (process.env.CI === 'true') throw new Error(`Real tests cannot run: ${met.missing}.`)
    process.stderr.write(`testbed: real tests are skipped: ${met.missing}\n`)
    project.provide('testbed', null)
    return
  }
  const name = `tests-${process.pid}`
  const file = join(tmpdir(), `berth-${name}`)
  const log = (line: string): void => void process.stderr.write(`testbed: ${line}\n`)
  outcome = file
  starting = startTestbed({ hosts: 4, name, images: mpiImages, log })
  starting.then(
    () => writeFile(file, 'up'),
    (error: unknown) => writeFile(file, String(error)),
  )
  project.provide('testbed', { name, outcome })
}

/** Takes the hosts down. */
export async function teardown(): Promise<void> {
  const testbed = await starting?.catch(() => undefined)
  await testbed?.stop()
  if (outcome !== undefined) await rm(outcome, { force: true })
}
