import {
  groupHosts,
  type HostAction,
  hostNames,
  type Plan,
  type Refusal,
  remedyCommands,
  remedyText,
} from '@berth/core'
import type { CliCluster } from '../environment.js'
import { table } from './table.js'

/** What `plan --json` prints. */
export function planJson(plan: Plan | null): Record<string, unknown> {
  const { action = 'none', hosts = [], warnings = [], refusal = null } = plan ?? {}
  const entries = [...hosts].map(([host, { state, action, reason }]) => [host, { state, action, reason }])
  return { action, hosts: Object.fromEntries(entries), warnings, refusal: refusal && refusalJson(refusal) }
}

function refusalJson(refusal: Refusal): Record<string, unknown> {
  const { remedy, hosts } = refusal
  return { ...refusal, remedy: remedyText(remedy, hosts), commands: remedyCommands(remedy, hosts) }
}

/** A plan for people: what would be done on every host. */
export function planTable(plan: Plan | null): string {
  if (plan === null) return 'Nothing to do: with orchestrator baremetal, commands run on the hosts themselves.\n'
  const rows = [...plan.hosts].map(([host, { state, action, reason }]) => [host, state, action, reason])
  return `${table([['HOST', 'STATE', 'ACTION', 'REASON'], ...rows])}\n${plan.intent} would: ${plan.action}\n`
}

/**
 * What `up --json` and `down --json` print: the plan that was carried out, and each host's container that there is now.
 */
export function doneJson(
  plan: Plan | null,
  { run, containers }: Pick<CliCluster, 'run' | 'containers'>,
): Record<string, unknown> {
  return { run: run.id, containers: Object.fromEntries(containers), ...planJson(plan) }
}

/**
 * The actions of a plan that was carried out, for people; hosts where the same was done for the same reason share a
 * line.
 */
export function doneText(plan: Plan | null): string {
  if (plan === null) return planTable(plan)
  const texts = new Map([...plan.hosts].map(([host, { action, reason }]) => [host, `${done[action]} (${reason})`]))
  return groupHosts(texts)
    .map(({ hosts, value }) => `${hostNames(hosts)}: ${value}\n`)
    .join('')
}

const done = {
  none: 'unchanged',
  use: 'used as it is',
  restart: 'restarted',
  launch: 'launched',
  replace: 'replaced',
  remove: 'removed',
} as const satisfies Record<HostAction, string>
