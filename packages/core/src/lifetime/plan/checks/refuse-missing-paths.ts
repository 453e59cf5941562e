import { groupHosts, hostLines, type RemedyStep } from '../../../errors/index.js'
import { makeFoldersOnHosts } from '../../../errors/remedies/berth-commands.js'
import { missingDevices, missingSources } from '../../spec/host-spec.js'
import type { Refusal } from '../plan.js'
import type { PlanInput } from '../plan-input.js'

/**
 * Refuses a launch on hosts that lack what the cluster file asks for by path; null where all have it. Hosts of which
 * nothing is known are not among them.
 */
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
  if (facts === undefined) return { sources: [], devices: [], all: [] }
  const [sources, devices] = [missingSources(container, facts), missingDevices(container, facts)]
  return { sources, devices, all: [...devices, ...sources].sort() }
}

/** One command for all hosts that lack the same sources. */
function waysOfSources(lacking: ReadonlyMap<string, Lacking>, { scope }: PlanInput): readonly RemedyStep[] {
  const some = [...lacking].filter(([, { sources }]) => sources.length > 0)
  if (some.length === 0) return []
  const alike = groupHosts(new Map(some.map(([host, { sources }]) => [host, sources.join('\0')])))
  return [
    'Where an empty folder is what is meant, make it, as the login user.',
    ...alike.map(({ hosts, value }) =>
      makeFoldersOnHosts({ ...scope, hosts, runs: [] }, { folders: value.split('\0') }),
    ),
    'Or have each `up` make what is missing, with the option create (source:target:create); or correct runtime.args.volumes.',
  ]
}

function waysOfDevices(lacking: ReadonlyMap<string, Lacking>): readonly string[] {
  const some = [...lacking.values()].some(({ devices }) => devices.length > 0)
  return some ? ['Load the driver of the devices on these hosts, or take them out of runtime.args.devices.'] : []
}
