import { hostLines, type RemedyStep } from '../../../errors/index.js'
import { makeFoldersOnHosts } from '../../../errors/remedies/berth-commands.js'
import { missingDevices, missingSources } from '../../spec/host-spec.js'
import type { Refusal } from '../plan.js'
import type { PlanInput } from '../plan-input.js'

/** Refuses a launch on hosts that lack what the cluster file asks for by path; null where all have it. */
export function refuseMissingPaths(launching: readonly string[], input: PlanInput): Refusal | null {
  const lacking = new Map(
    launching.map((host) => [host, missingOn(host, input)] as const).filter(([, { all }]) => all.length > 0),
  )
  if (lacking.size === 0) return null
  const lines = new Map([...lacking].map(([host, { all }]) => [host, all.join(', ')]))
  return {
    code: 'BERTH_HOST_PATH_MISSING',
    message: `the cluster file asks for paths that hosts do not have\n${hostLines(lines).text}`,
    remedy: [...waysOfSources(lacking, input), ...waysOfDevices(lacking)],
    hosts: [...lacking.keys()],
  }
}

/** What a host lacks. */
interface Lacking {
  readonly sources: readonly string[]
  readonly devices: readonly string[]
  readonly all: readonly string[]
}

function missingOn(host: string, { container, facts: factsOfHosts }: PlanInput): Lacking {
  const facts = factsOfHosts.get(host)
  if (facts === undefined) return { sources: [], devices: [], all: ['(not looked at)'] }
  const [sources, devices] = [missingSources(container, facts), missingDevices(container, facts)]
  return { sources, devices, all: [...devices, ...sources].sort() }
}

/** One command for all hosts that lack the same sources. */
function waysOfSources(lacking: ReadonlyMap<string, Lacking>, { scope }: PlanInput): readonly RemedyStep[] {
  const hostsByFolders = new Map<string, { readonly folders: readonly string[]; readonly hosts: string[] }>()
  for (const [host, { sources }] of lacking) {
    const key = sources.join('\0')
    const alike = hostsByFolders.get(key) ?? { folders: sources, hosts: [] }
    if (sources.length > 0) hostsByFolders.set(key, { ...alike, hosts: [...alike.hosts, host] })
  }
  if (hostsByFolders.size === 0) return []
  return [
    'Where an empty folder is what is meant, make it, as the login user.',
    ...[...hostsByFolders.values()].map(({ folders, hosts }) =>
      makeFoldersOnHosts({ ...scope, hosts, runs: [] }, { folders }),
    ),
    'Or have each `up` make what is missing, with the option create (source:target:create); or correct runtime.args.volumes.',
  ]
}

function waysOfDevices(lacking: ReadonlyMap<string, Lacking>): readonly string[] {
  const some = [...lacking.values()].some(({ sources, devices }) => devices.length > 0 || sources.length === 0)
  return some ? ['Load the driver of the devices on these hosts, or take them out of runtime.args.devices.'] : []
}
