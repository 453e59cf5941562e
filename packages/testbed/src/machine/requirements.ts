import { existsSync, readFileSync } from 'node:fs'
import { missingNeeds, needs } from './packages.js'

/** Whether this machine can have a testbed, else the first thing that is missing. */
export type Requirements = { readonly ok: true } | { readonly ok: false; readonly missing: string }

/**
 * Says in one line what this process or machine lacks for a testbed. Packages that apt-get can install are not missing.
 */
export function requirements(): Requirements {
  if (process.platform !== 'linux') return { ok: false, missing: `a testbed needs Linux, this is ${process.platform}` }
  if (process.getuid?.() !== 0) return { ok: false, missing: 'a testbed needs root (namespaces, mounts, a bridge)' }
  if (!hasSystemAdministration()) return { ok: false, missing: 'a testbed needs CAP_SYS_ADMIN and CAP_NET_ADMIN' }
  const commands = missingNeeds(needs(false)).map((need) => need.command)
  if (commands.length > 0 && !existsSync('/usr/bin/apt-get')) {
    return {
      ok: false,
      missing: `a testbed needs ${commands.join(', ')}, and there is no apt-get to install them with`,
    }
  }
  return { ok: true }
}

/** The effective capabilities of this process as a bit set. */
function effectiveCapabilities(): bigint {
  const line = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))
  return BigInt(`0x${line?.[1] ?? '0'}`)
}

const CAP_NET_ADMIN = 12n
const CAP_SYS_ADMIN = 21n
const CAP_SYS_RESOURCE = 24n

function hasSystemAdministration(): boolean {
  const held = effectiveCapabilities()
  return ((held >> CAP_NET_ADMIN) & (held >> CAP_SYS_ADMIN) & 1n) === 1n
}

/** True where containers need the runc shim. */
export function lacksResourceCapability(): boolean {
  return ((effectiveCapabilities() >> CAP_SYS_RESOURCE) & 1n) === 0n
}
