import type { RoomProblem } from './room-problem.js'

/** A fault that is known and allowed for the time being: all faults of one rule in one folder. */
export interface Allowance extends Pick<RoomProblem, 'rule' | 'folder'> {
  /** Name of the package's folder in `packages/`. */
  readonly package: string
}

/** A fault, with the package that has it. */
export interface PackageProblem extends Allowance, RoomProblem {}

/** The faults that are not allowed, one line each. */
export function notAllowed(problems: readonly PackageProblem[], allowances: readonly Allowance[]): readonly string[] {
  return problems
    .filter((problem) => !allowances.some((allowance) => isAbout(allowance, problem)))
    .map((problem) => `${lineOf(problem)}: ${problem.message}`)
}

/** The allowances that nothing needs any more, one line each. */
export function notNeeded(problems: readonly PackageProblem[], allowances: readonly Allowance[]): readonly string[] {
  return allowances
    .filter((allowance) => !problems.some((problem) => isAbout(allowance, problem)))
    .map((allowance) => `${lineOf(allowance)}: not there any more, take it out of the list`)
}

function isAbout(allowance: Allowance, problem: PackageProblem): boolean {
  return lineOf(allowance) === lineOf(problem)
}

function lineOf({ package: name, folder, rule }: Allowance): string {
  return `${name}/${folder}, ${rule}`
}
