import { describe, inject, test } from 'vitest'
import type { MachineProgram } from './machine-programs.js'

const missing = (program: MachineProgram): boolean => inject('missingPrograms').includes(program)

/** `test` for what needs a program: skipped where it is missing, as `machine-programs.ts` has said. */
export function testWith(program: MachineProgram): typeof test {
  return missing(program) ? (test.skip as typeof test) : test
}

/** `describe` for what needs programs. Otherwise as {@link testWith}. */
export function describeWith(...programs: readonly MachineProgram[]): typeof describe {
  return programs.some(missing) ? (describe.skip as typeof describe) : describe
}
