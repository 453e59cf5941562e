import { alikeTexts, type ClusterStatus, type HostStatus, hostsText, type ObservedContainer } from '@berth/core'
import { continued } from './continued.js'
import { table } from './table.js'

/** Every host's status for people. */
export function statusTable(status: ClusterStatus): string {
  if (status.size === 0) return 'No containers: with orchestrator baremetal, commands run on the hosts themselves.\n'
  const header = ['HOST', 'STATE', 'CONTAINER', 'RUN', 'OWNER', 'SINCE', 'IMAGE', 'WOULD DO']
  const rows = [...status].map(([host, one]) => row(host, one))
  const troubles = troublesText(status)
  return `${table([header, ...rows])}${troubles === '' ? '' : `\n${troubles}`}`
}

function row(host: string, { observation, labels, wouldDo }: HostStatus): string[] {
  const container = containerOf(observation)
  if (container === null) return [host, observation.state, '-', '-', '-', '-', '-', wouldDo]
  const since = (container.startedAt ?? container.createdAt).replace(/\.\d+/, '')
  const owner = labels === null ? 'not Berth' : `${labels.owner.user} (pid ${labels.owner.pid})`
  const shortId = container.id.slice(0, 12)
  return [host, observation.state, shortId, labels?.run ?? '-', owner, since, imageText(container), wouldDo]
}

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
