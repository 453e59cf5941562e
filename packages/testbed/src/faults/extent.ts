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

/** The part of the faults to cause where all are to be caused, from 0 to 1: a long run can be made in parts. */
export function faultShare(): number {
  const share = Number(process.env[shareVariable] ?? 1)
  return share > 0 && share <= 1 ? share : 1
}
