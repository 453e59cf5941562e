import type { TestProject } from 'vitest/node'
import { requirements, startTestbed, type Testbed } from '../src/index.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** Name of the testbed that all real tests share; null where this machine can have none. */
    testbed: string | null
  }
}

let shared: Testbed | undefined

/** Brings up the four hosts of the real tests; where that is impossible they are skipped, but on CI it is an error. */
export async function setup(project: TestProject): Promise<void> {
  const met = requirements()
  if (met.ok) {
    const log = (line: string): void => void process.stderr.write(`testbed: ${line}\n`)
    shared = await startTestbed({ hosts: 4, name: `tests-${process.pid}`, images: 'all', log })
    project.provide('testbed', shared.name)
  } else if (process.env.CI === 'true') {
    throw new Error(`Real tests cannot run: ${met.missing}.`)
  } else {
    process.stderr.write(`testbed: real tests are skipped: ${met.missing}\n`)
    project.provide('testbed', null)
  }
}

/** Takes the hosts down. */
export async function teardown(): Promise<void> {
  await shared?.stop()
}
