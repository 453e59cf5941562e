import type { Lifetime } from '../../../config/index.js'
import type { Situation } from '../situation.js'

/** What a `down` asks for. */
export interface DownWish {
  /** Lifetime of the cluster file. */
  readonly lifetime: Lifetime
  readonly destroy: boolean
  /** Whether what this user's processes left behind is taken down too. */
  readonly leftovers: boolean
  /** Whether the user named the run of the container. */
  readonly named: boolean
  /** Whether the user named runs, and the container is neither of them nor of this run: then it was not asked for. */
  readonly notAskedFor: boolean
  /** Whose run made the container, in words; null where that is not known. */
  readonly maker: string | null
}

/** What a `down` does on one host. `refuse`: the whole call is refused. */
export interface DownVerdict {
  readonly action: 'remove' | 'none' | 'refuse'
  readonly reason: string
}

/** Decides what a `down` does on one host. */
export function downVerdict(situation: Situation, wish: DownWish): DownVerdict {
  if (situation === 'absent') return { action: 'none', reason: 'no container of this name' }
  const verdict = byLifetime(situation, wish)
  return verdict.action !== 'none' && wish.notAskedFor ? { action: 'none', reason: 'its run was not named' } : verdict
}

function byLifetime(situation: Present, wish: DownWish): DownVerdict {
  switch (wish.lifetime) {
    case 'no_launch':
      return { action: 'none', reason: 'lifetime no_launch: nothing is ever removed' }
    case 'per_run':
      return perRunDown(situation, wish)
    case 'persistent':
      return persistentDown(situation, wish)
    default:
      return wish.lifetime satisfies never
  }
}

type Present = Exclude<Situation, 'absent'>

function perRunDown(situation: Present, { leftovers, named, maker }: DownWish): DownVerdict {
  switch (situation) {
    case 'running of this run':
    case 'stopped of this run':
      return { action: 'remove', reason: 'made by this run, or handed over' }
    case 'running leftover':
    case 'stopped leftover':
      return leftovers || named
        ? { action: 'remove', reason: 'left behind by a process that is gone' }
        : { action: 'none', reason: `made by ${maker}, which is gone` }
    case 'running being brought up':
    case 'stopped being brought up':
    case 'running in use':
    case 'stopped in use':
      return named ? { action: 'remove', reason: 'its run was named' } : { action: 'none', reason: `made by ${maker}` }
    case 'running persistent':
    case 'stopped persistent':
    case 'running persistent of another machine':
    case 'stopped persistent of another machine':
    case 'running persistent of somebody else':
    case 'stopped persistent of somebody else':
      return { action: 'none', reason: 'made with lifetime persistent' }
    case 'running unreadable':
    case 'stopped unreadable':
    case 'running foreign':
    case 'stopped foreign':
      return notBerths(situation)
    default:
      return situation satisfies never
  }
}

function persistentDown(situation: Present, { destroy }: DownWish): DownVerdict {
  const kept: DownVerdict = { action: 'none', reason: 'persistent: kept until down --destroy' }
  switch (situation) {
    case 'running persistent':
    case 'stopped persistent':
      return destroy ? { action: 'remove', reason: 'destroy was asked for' } : kept
    case 'running persistent of another machine':
    case 'stopped persistent of another machine':
      return destroy ? { action: 'refuse', reason: 'made on another machine' } : kept
    case 'running persistent of somebody else':
    case 'stopped persistent of somebody else':
      return { action: 'none', reason: 'not made by Berth for this cluster and user' }
    case 'running of this run':
    case 'stopped of this run':
    case 'running leftover':
    case 'stopped leftover':
    case 'running being brought up':
    case 'stopped being brought up':
    case 'running in use':
    case 'stopped in use':
      return { action: 'none', reason: 'made with lifetime per_run' }
    case 'running unreadable':
    case 'stopped unreadable':
    case 'running foreign':
    case 'stopped foreign':
      return notBerths(situation)
    default:
      return situation satisfies never
  }
}

function notBerths(situation: `${string} ${'unreadable' | 'foreign'}`): DownVerdict {
  return {
    action: 'none',
    reason: situation.endsWith(' foreign')
      ? 'not made by Berth for this cluster and user'
      : "Berth's labels on it cannot be read, so it is never removed",
  }
}
