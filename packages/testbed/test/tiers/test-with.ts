import { inject, test } from 'vitest'
import type { MachineProgram } from './machine-programs.js'

/** `test` for what needs a program: skipped where it is missing, as `machine-programs.ts` has said. */
export function testWith(program: MachineProgram): typeof test {
  return inject('missingPrograms').includes(program) ? (test.skip as typeof test) : test
}
