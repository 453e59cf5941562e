import type { ContainerConfig } from '../model/cluster-config.js'
import type { ContainerInput } from '../model/cluster-file.js'
import type { Resolution } from './resolution.js'

/** Seconds: a shorter one would end between two looks. */
const shortest = 5

/** Seconds, 24 days: a timer holds no longer time. */
const longest = 24 * 24 * 3600

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** The lease that the file gives, in seconds; only a container that Berth makes for a run has one. */
export function resolveLease(
  { lease, lifetime = 'per_run' }: Partial<ContainerInput>,
  { findings }: Resolution,
): ContainerConfig['lease'] {
  if (lease === undefined) return null
  if (lease === 'none') return lease
  const path = ['container', 'lease']
  const seconds = secondsOf(lease)
  const given = `is ${JSON.stringify(lease)}`
  if (seconds < shortest) findings.add(path, `${given}; the shortest lease is "${shortest}s"`)
  else if (seconds > longest) findings.add(path, `${given}; the longest lease is "24d", and "none" is for ever`)
  else if (lifetime === 'persistent')
    findings.add(
      path,
      `${given}, but a persistent container never ends itself; remove it, or set lifetime to "per_run"`,
    )
  else if (lifetime === 'no_launch')
    findings.add(path, `${given}, but under no_launch Berth makes no container that could have one; remove it`)
  return seconds
}

/** The schema has checked the form. */
function secondsOf(lease: string | number): number {
  const [, count = '', unit = 's'] = /^(\d+)([smhd]?)$/.exec(String(lease)) ?? []
  return Number(count) * (unitSeconds[unit] ?? 1)
}
