import { BerthError } from '../errors/index.js'

/** Where a cluster object is in its life. */
export type ClusterState =
  | 'closed'
  | 'observing'
  | 'planned'
  | 'launching'
  | 'provisioning'
  | 'ready'
  | 'removing'
  | 'failed'

/** The states that each state may go to. A call that only shows a plan goes back to the state that it came from. */
const transitions: Readonly<Record<ClusterState, readonly ClusterState[]>> = {
  closed: ['observing'],
  observing: ['planned', 'failed', 'closed'],
  planned: ['launching', 'removing', 'ready', 'closed', 'failed'],
  launching: ['provisioning', 'failed'],
  provisioning: ['ready', 'failed'],
  ready: ['observing', 'closed'],
  removing: ['closed', 'failed'],
  failed: ['observing', 'closed'],
}

/** What a caller may ask of a cluster object. */
export type ClusterCall = 'plan' | 'up' | 'attach' | 'exec' | 'down' | 'status' | 'pull' | 'save'

const busy: ReadonlySet<ClusterState> = new Set(['observing', 'planned', 'launching', 'provisioning', 'removing'])

/** The state after a step. Throws `BERTH_STATE` for a step that the state does not allow. */
export function transition(from: ClusterState, to: ClusterState): ClusterState {
  if (transitions[from].includes(to)) return to
  throw new BerthError({
    code: 'BERTH_STATE',
    operation: 'change state',
    message: `a cluster that is ${from} cannot become ${to}`,
  })
}

/** Throws `BERTH_STATE`, with what to do first, if the state does not allow the call. */
export function assertAllowed(call: ClusterCall, state: ClusterState): void {
  if (busy.has(state)) {
    throw new BerthError({
      code: 'BERTH_STATE',
      operation: call,
      message: `another call is at work: the cluster is ${state}`,
      remedy:
        'Await the other call first; exec calls may overlap, up, attach, plan, pull, save, status and down may not.',
    })
  }
  if (call === 'exec' && state !== 'ready') {
    throw new BerthError({
      code: 'BERTH_STATE',
      operation: call,
      message: `the cluster is ${state}, not ready`,
      remedy: 'Await up(), or attach() for containers that run already, and see it succeed first.',
    })
  }
}
