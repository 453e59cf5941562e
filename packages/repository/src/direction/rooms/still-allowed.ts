import type { Allowance } from './allowance.js'

/** The faults of this repository still to be mended. A new fault is mended where it is made, not added here. */
export const stillAllowed: readonly Allowance[] = [
  { package: 'runtime-docker', rule: 'circle of files', folder: 'src' },
  { package: 'runtime-docker', rule: 'crowded folder', folder: 'src' },
  { package: 'runtime-enroot', rule: 'crowded folder', folder: 'src' },
]
