import { differenceText, type HostPlan } from '@berth/core'

/** In what a container differs from what is asked for, in one cell: `image: lab:1 → lab:2`. */
export function driftText(drift: HostPlan['drift']): string {
  return drift === null || drift.length === 0 ? '-' : drift.map(differenceText).join('; ')
}
