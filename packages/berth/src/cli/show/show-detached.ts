import { type DetachedCommands, type DetachedState, hostsText, printableLine, type SeenCommand } from '@berth/core'
import { bytesText } from './bytes-text.js'
import { table } from './table.js'

/** One command on the hosts where it is in the same state. */
interface Group {
  readonly hosts: string[]
  readonly seen: SeenCommand[]
}

/** The detached commands for people, the oldest first. Hosts that cannot tell theirs are left out. */
export function detachedTable(listed: DetachedCommands): string {
  const groups = grouped(listed)
  if (groups.length === 0)
    return [...listed.values()].some(({ error }) => error !== null) ? '' : 'No detached commands.\n'
  const rows = groups.map(({ hosts, seen }) => row(hosts, seen))
  const troubles = groups.flatMap(({ hosts, seen: [first] }) =>
    first?.state.state === 'unreadable'
      ? [`${oneLine(first.id)} on ${hostsText(hosts)}: ${printableLine(first.state.reason)}\n`]
      : [],
  )
  const header = ['ID', 'STATE', 'STARTED', 'PRINTED', 'COMMAND', 'HOSTS']
  return `${table([header, ...rows])}${troubles.length === 0 ? '' : `\n${troubles.join('')}`}`
}

function grouped(listed: DetachedCommands): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const [host, { commands }] of listed)
    for (const command of commands ?? []) {
      const key = JSON.stringify([command.id, command.state, command.command])
      const group = groups.get(key) ?? { hosts: [], seen: [] }
      groups.set(key, group)
      group.hosts.push(host)
      group.seen.push(command)
    }
  // All states of a command stand together, where it began first.
  const begun = new Map<string, string>()
  for (const { seen } of groups.values())
    for (const { id, startedAt } of seen) {
      const [first = ''] = [startedAt ?? '', begun.get(id) ?? startedAt ?? ''].sort()
      begun.set(id, first)
    }
  return [...groups.values()]
    .map((group) => ({ group, key: `${begun.get(group.seen[0]?.id ?? '')} ${group.seen[0]?.id}` }))
    .sort(({ key: one }, { key: other }) => (one < other ? -1 : Number(one > other)))
    .map(({ group }) => group)
}

function row(hosts: readonly string[], seen: readonly SeenCommand[]): string[] {
  const [first] = seen
  if (first === undefined) return []
  const printed = seen.flatMap((one) => (one.printed === null ? [] : [one.printed.stdout + one.printed.stderr]))
  return [
    oneLine(first.id),
    stateText(first.state),
    earliest(seen) ?? '-',
    printed.length === 0 ? '-' : bytesText(printed.reduce((sum, bytes) => sum + bytes, 0)),
    commandText(first.command),
    hostsText(hosts),
  ]
}

function earliest(seen: readonly SeenCommand[]): string | undefined {
  return seen.flatMap(({ startedAt }) => startedAt ?? []).sort()[0]
}

function stateText(state: DetachedState): string {
  return state.state === 'exited' ? `exit code ${state.exitCode}` : state.state
}

/** Characters of a command that a table shows. */
const shownCommand = 50

function commandText(command: SeenCommand['command']): string {
  if (command === null) return '-'
  const text = oneLine(typeof command === 'string' ? command : command.join(' '))
  return text.length > shownCommand ? `${text.slice(0, shownCommand - 1)}…` : text
}

/** A text in one line, without anything that breaks a table or means something to a terminal. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}
