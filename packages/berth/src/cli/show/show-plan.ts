import { alikeTexts, groupHosts, type HostAction, hostsText, type Plan, printable, textsOfErrors } from '@berth/core'
import { continued } from './continued.js'
import { driftText } from './drift-text.js'
import { rowsOfHosts } from './rows-of-hosts.js'
import { table } from './table.js'

/** A plan for people: what would be done on every host, and in what each container has drifted. */
export function planTable(plan: Plan | null): string {
  if (plan === null) return 'Nothing to do: with orchestrator baremetal, commands run on the hosts themselves.\n'
  const said = [...plan.hosts].map(([host, { state, action, drift, reason }]) => {
    return [host, { text: reason, beside: [state, action, driftText(drift)] }] as const
  })
  const told = new Map(said)
  const rows = rowsOfHosts(told).map(({ title, hosts: [first = ''], text }) => {
    const [state = '', action = '', drift = ''] = told.get(first)?.beside ?? []
    return [title, state, action, text, drift]
  })
  const all = table([['HOST', 'STATE', 'ACTION', 'REASON', 'DRIFT'], ...rows])
  const sshd = plan.sshdPort === null ? '' : `, with sshd on port ${plan.sshdPort}`
  return `${all}\n${missingText(plan)}${plan.intent} would: ${plan.action}${sshd}\n`
}

/**
 * The actions of a plan that was carried out, for people; hosts where the same was done for the same reason share a
 * line.
 */
export function doneText(plan: Plan | null): string {
  if (plan === null) return planTable(plan)
  const texts = new Map([...plan.hosts].map(([host, { action, reason }]) => [host, `${done[action]} (${reason})`]))
  return groupHosts(texts)
    .map(({ hosts, value }) => `${hostsText(hosts)}: ${continued(printable(value))}\n`)
    .join('')
    .concat(missingText(plan))
}

/** A plan host by host, however many there are. */
export function wholePlan(plan: Plan | null): string {
  const decided = [...(plan?.hosts ?? [])].map(([host, { state, action, reason }]) =>
    `${state}, ${action}: ${reason}`.replace(/^/, `${host}: `),
  )
  const missing = [...(plan?.missing ?? [])].map(([host, { reason }]) => `${host}: left out: ${reason}`)
  return [`${plan?.intent ?? 'plan'}, host by host`, ...decided, ...missing].map((line) => printable(line)).join('\n')
}

/** The hosts that a plan goes on without, those that failed alike in one line, but for what to do about it. */
function missingText({ missing }: Plan): string {
  const { texts, varying } = textsOfErrors(missing)
  return alikeTexts({ texts, ...(varying && { varying }) })
    .map(({ hosts, alike }) => `${hostsText(hosts)}: left out (${continued(alike.split('\n', 1).join(''))})\n`)
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
