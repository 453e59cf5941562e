import { usersCommand } from '../../../faults/crash-steps.js'

/** One call that is ended in the middle. */
export interface Scenario {
  /** What the call is, in a few words; no other has them. */
  readonly call: string
  readonly lifetime: 'per_run' | 'persistent'
  /** The subcommand and its words. */
  readonly words: readonly [string, ...string[]]
  /** Further keys of the cluster file's container. Default is none. */
  readonly keys?: Readonly<Record<string, unknown>>
  /** What is there when the call begins. */
  readonly before: Before
  /** Whether the containers that are there before are kept whatever happens, with all that is in them. */
  readonly keeps: boolean
  /** For how long what the call leaves behind stays, if nobody does anything. */
  readonly leftFor: string
}

/**
 * `nothing`; a reason for which the setup script fails; containers that run on all hosts; that are stopped on all; or
 * that are missing on the last.
 */
type Before = 'nothing' | 'a fault' | 'running' | 'stopped' | 'missing on the last'

const ofPersistent = 'for good, as all that is persistent: the next up goes on from there'
const handedOver = 'until the next up, down or prune of its user'

/** Every call that changes containers, in every way in which it can find them. */
export const scenarios: readonly Scenario[] = [
  {
    call: 'up, per_run',
    lifetime: 'per_run',
    words: ['up'],
    before: 'nothing',
    keeps: false,
    leftFor: handedOver,
  },
  {
    call: 'run, per_run',
    lifetime: 'per_run',
    words: ['run', '--', 'sh', '-c', 'sleep 2', usersCommand],
    keys: { lease: '2m' },
    before: 'nothing',
    keeps: false,
    leftFor: 'until its lease is over (here two minutes, by default one hour), or the next up, down or prune of its user',
  },
  {
    call: 'up, per_run, in place of stopped ones',
    lifetime: 'per_run',
    words: ['up'],
    before: 'stopped',
    keeps: false,
    leftFor: handedOver,
  },
  {
    call: 'up, per_run, that fails and takes back what it launched',
    lifetime: 'per_run',
    words: ['up'],
    before: 'a fault',
    keeps: false,
    leftFor: handedOver,
  },
  {
    call: 'down, per_run',
    lifetime: 'per_run',
    words: ['down'],
    before: 'running',
    keeps: false,
    leftFor: handedOver,
  },
  {
    call: 'up, persistent',
    lifetime: 'persistent',
    words: ['up'],
    before: 'nothing',
    keeps: false,
    leftFor: ofPersistent,
  },
  {
    call: 'up, persistent, that fails and takes back what it launched',
    lifetime: 'persistent',
    words: ['up'],
    before: 'a fault',
    keeps: false,
    leftFor: ofPersistent,
  },
  {
    call: 'up, persistent, of stopped ones',
    lifetime: 'persistent',
    words: ['up'],
    before: 'stopped',
    keeps: true,
    leftFor: ofPersistent,
  },
  {
    call: 'up, persistent, of running ones',
    lifetime: 'persistent',
    words: ['up'],
    before: 'running',
    keeps: true,
    leftFor: ofPersistent,
  },
  {
    call: 'up --repair, persistent',
    lifetime: 'persistent',
    words: ['up', '--repair', 'launch_missing'],
    before: 'missing on the last',
    keeps: true,
    leftFor: ofPersistent,
  },
  {
    call: 'down, persistent',
    lifetime: 'persistent',
    words: ['down'],
    before: 'running',
    keeps: true,
    leftFor: ofPersistent,
  },
  {
    call: 'down --destroy, persistent',
    lifetime: 'persistent',
    words: ['down', '--destroy'],
    before: 'running',
    keeps: false,
    leftFor: ofPersistent,
  },
]
