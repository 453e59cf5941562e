import { checkedAtOnce } from '../../fanout/index.js'
import { type PullAccess, type PulledImages, pullImages } from '../../lifetime/execute/images/pull-images.js'
import { type SavedImage, saveImage } from '../../lifetime/execute/images/save-image.js'
import type { CallOptions } from '../../lifetime/observe/host-access.js'
import { reachEngine } from '../../lifetime/observe/observed-engine.js'
import { labelNames } from '../../lifetime/owners/labels.js'
import type { Refusal } from '../../lifetime/plan/plan.js'
import { RefusalError } from '../../lifetime/plan/refusals/refusal-error.js'
import { refuseSave } from '../../lifetime/plan/refusals/refuse-save.js'
import { requestedImage } from '../../lifetime/spec/requested-spec.js'
import type { PullOptions, SaveOptions } from '../cluster-options.js'
import type { ContainerSetParts } from './container-set-parts.js'
import { givenSource } from './given-source.js'
import { goingOnWithout } from './going-on-without.js'
import { refuseSaving } from './refuse-saving.js'
import type { SetPlanner } from './set-planner.js'
import { thisMachineOf } from './this-machine.js'

/** What makes images present on the hosts of a set, and makes them of its containers; no container is changed. */
export class SetImages {
  readonly #parts: Pick<ContainerSetParts, 'config' | 'access' | 'run' | 'emit' | 'thisMachine' | 'variables'>
  readonly #planner: Pick<SetPlanner, 'plan' | 'scope' | 'setupScript'>

  constructor(
    parts: Pick<ContainerSetParts, 'config' | 'access' | 'run' | 'emit' | 'thisMachine' | 'variables'>,
    planner: Pick<SetPlanner, 'plan' | 'scope' | 'setupScript'>,
  ) {
    this.#parts = parts
    this.#planner = planner
  }

  /** Makes the image present on all hosts, the left out among them: an image that is there harms no set. */
  async pull(
    { from, parallel, maxFailures, distribute }: Omit<PullOptions, 'signal'>,
    call: CallOptions,
  ): Promise<PulledImages> {
    const { access, emit } = this.#parts
    const given = givenSource(from, this.#parts)
    const asked = {
      ...this.#imagesAtOnce(parallel),
      ...{
        maxFailures,
        thisMachine: thisMachineOf(this.#parts),
        distribute: distribute ?? access.container.distribute,
      },
      ...(given && { given }),
      operation: from === undefined || 'host' in from ? ('pull' as const) : ('push' as const),
    }
    const pulled = await pullImages({ ...access, emit, ...asked }, call).finally(() => given?.release())
    if (pulled.missing.size > 0) emit(goingOnWithout(pulled.missing, access.hosts, 'which failed'))
    return pulled
  }

  /** See `Cluster.save`. The container is looked at as one that is to be attached to, on its host alone. */
  async save(
    reference: string,
    { host, archive, replace = false, parallel, maxFailures }: Omit<SaveOptions, 'signal'> & { readonly host: string },
    call: CallOptions,
  ): Promise<SavedImage> {
    const { config, access, emit, run } = this.#parts
    const { runtime, connect } = access
    refuseSaving(reference, archive === undefined ? 'hosts' : 'archive', runtime)
    const setupScript = await this.#planner.setupScript()
    const looking = { setupScript, how: 'at once', hosts: [host] } as const
    const { plan, observed } = await this.#planner.plan('attach', {}, looking, call)
    const refuse = (refusal: Refusal): never => {
      throw new RefusalError('save', refusal, plan)
    }
    if (plan.refusal !== null) refuse(plan.refusal)
    const seen = observed.observations.get(host)
    const container = plan.hosts.get(host)?.container
    if (seen === undefined || container === undefined || container === null) throw new TypeError('Nothing to save')
    const { user } = run.owner
    const scope = this.#planner.scope()
    const refusal = refuseSave(host, seen, { cluster: config.clusterName, user, scope })
    if (refusal !== null) refuse(refusal)
    const at = new Date().toISOString()
    const base = requestedImage(container.labels[labelNames.spec] ?? '') ?? config.container?.image ?? ''
    const saved = {
      ...{ runtime, container, emit },
      connect: (options: CallOptions) => reachEngine({ connect, observed }, host, options),
      from: { cluster: config.clusterName, host, container: container.id, at, base },
    }
    const asked = { saved, reference, archive: archive ?? null, replace, refuse, maxFailures }
    const usual = { thisMachine: thisMachineOf(this.#parts), distribute: access.container.distribute }
    const image = await saveImage({ ...access, emit, ...usual, ...this.#imagesAtOnce(parallel), ...asked }, call)
    if (image.missing.size > 0) emit(goingOnWithout(image.missing, access.hosts, 'which failed'))
    return image
  }

  #imagesAtOnce(parallel: number | undefined): Pick<PullAccess, 'atOnce'> {
    if (parallel === undefined) return { atOnce: { pulls: this.#parts.access.container.pullsAtOnce } }
    const hosts = checkedAtOnce(parallel)
    return { atOnce: { pulls: hosts, given: hosts } }
  }
}
