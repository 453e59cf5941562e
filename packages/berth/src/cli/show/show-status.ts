import { alikeTexts, type ClusterStatus, type HostStatus, hostsText, type ObservedContainer } from '@berth/core'
import { continued } from './continued.js'
import { driftText } from './drift-text.js'
import { rowsOfHosts } from './rows-of-hosts.js'
import { table } from './table.js'

/** Every host's status for people: hosts that differ in the ids and times of their containers alone share a row. */
export function statusTable(status: ClusterStatus): string {
  if (status.size === 0) return 'No containers: with orchestrator baremetal, commands run on the hosts themselves.\n'
  const header = ['HOST', 'STATE', 'CONTAINER', 'RUN', 'OWNER', 'SINCE', 'IMAGE', 'WOULD DO', 'DRIFT']
  const cells = new Map([...status].map(([host, one]) => [host, cellsOf(one)]))
  const told = new Map(
    [...cells].map(([host, { id: _, since, ...beside }]) => [host, { text: '', beside: Object.values(beside) }]),
  )
  const rows = rowsOfHosts(told).map(({ title, hosts }) => {
    const ofHosts = hosts.flatMap((host) => cells.get(host) ?? [])
    const { id, since, state, run, owner, image, wouldDo, drift } = together(ofHosts)
    return [title, state, id, run, owner, since, image, wouldDo, drift]
  })
  const troubles = troublesText(status)
  return `${table([header, ...rows])}${troubles === '' ? '' : `\n${troubles}`}`
}

interface Cells {
  readonly state: string
  readonly id: string
  readonly run: string
  readonly owner: string
  readonly since: string
  readonly image: string
  readonly wouldDo: string
  readonly drift: string
}

function cellsOf({ observation, labels, wouldDo, drift }: HostStatus): Cells {
  const container = containerOf(observation)
  const beside = { state: observation.state, wouldDo, drift: driftText(drift) }
  if (container === null) return { ...beside, id: '-', run: '-', owner: '-', since: '-', image: '-' }
  return {
    ...beside,
    id: container.id.slice(0, 12),
    run: labels?.run ?? '-',
    owner: labels === null ? 'not Berth' : `${labels.owner.user} (pid ${labels.owner.pid})`,
    since: (container.startedAt ?? container.createdAt).replace(/\.\d+/, ''),
    image: imageText(container),
  }
}

/** The cells of a row: of hosts that share it, the time of the first, and no id. */
function together(all: readonly Cells[]): Cells {
  const [first = noCells] = all
  const [since = '-'] = all.map((cells) => cells.since).sort()
  return { ...first, since, id: all.every(({ id }) => id === first.id) ? first.id : '…' }
}

const noCells: Cells = { state: '', id: '', run: '', owner: '', since: '', image: '', wouldDo: '', drift: '' }

/** Why nothing can be said of hosts. */
function troublesText(status: ClusterStatus): string {
  const unknown = [...status].flatMap(([host, { observation }]) =>
    observation.state === 'unknown' ? [[host, observation] as const] : [],
  )
  return alikeTexts({
    texts: new Map(unknown.map(([host, { reason }]) => [host, reason])),
    remedies: new Map(unknown.map(([host, { remedy }]) => [host, remedy])),
    varying: new Map(unknown.map(([host, { varying = {} }]) => [host, varying])),
  })
    .map(({ hosts, text }) => `${hostsText(hosts)}: ${continued(text)}\n`)
    .join('')
}

/** A container that was made from an identity, not from a name, shows a digest that no column is wide enough for. */
function imageText({ imageReference }: ObservedContainer): string {
  return imageReference.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1')
}

function containerOf(observation: HostStatus['observation']): ObservedContainer | null {
  return observation.state === 'running' || observation.state === 'stopped' ? observation.container : null
}
