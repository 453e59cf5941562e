/** Environment variable that says how many faults are caused: `all`, or a cut for everyday tests. */
export const extentVariable = 'BERTH_FAULTS'

/** Whether all faults are to be caused, as by `npm run test:faults`. Otherwise a cut has to do, and writes no page. */
export function allFaults(): boolean {
  return process.env[extentVariable] === 'all'
}

/** How often something is to be done: so often in the cut, or so often where all faults are caused. */
export function faultCount({ cut, all }: { readonly cut: number; readonly all: number }): number {
  return allFaults() ? all : cut
}

/** Environment variable with the part of the faults that is caused where all are, from 0 to 1. */
export const shareVariable = 'BERTH_FAULT_SHARE'

/**
 * The part of the faults to cause where all are to be caused, above 0 and up to 1: a long run can be made in parts.
 * Default is all. Throws for anything else.
 */
export function faultShare(): number {
  const text = process.env[shareVariable] ?? '1'
  const share = Number(text)
  if (share > 0 && share <= 1) return share
  throw new Error(`${shareVariable}: ${JSON.stringify(text)} is no part, above 0 and up to 1`)
}

/** Environment variable with the number that all choices of chance are made from. */
export const seedVariable = 'BERTH_FAULT_SEED'

/** The number that all choices of chance are made from: the same one makes the same choices. Default is 1. */
export function faultSeed(): number {
  const text = process.env[seedVariable] ?? '1'
  const seed = Number(text)
  if (Number.isSafeInteger(seed)) return seed
  throw new Error(`${seedVariable}: ${JSON.stringify(text)} is no whole number`)
}
