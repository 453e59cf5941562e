import type {
  Command,
  DetachedState,
  EndedBy,
  FailedRank,
  FoundLease,
  HostAction,
  ImageIdentity,
  MayStillRun,
  MpiLaunch,
  MpiLauncher,
  Observation,
  Owner,
  OwnerStanding,
  PlanAction,
  SeenCommand,
  SpecDifference,
  ValueSource,
} from 'berth-cluster'
import type {
  Answers,
  FoundAnswer,
  HostStatusAnswer,
  MpirunEnding,
  PartsAnswer,
  PrunedAnswer,
  PrunedPartsAnswer,
  Subcommand,
} from '../../../../src/cli/json/answers.js'
import type { CommandAnswer } from '../../../../src/cli/json/command-answer.js'
import type { OutputText } from '../../../../src/cli/json/output-text.js'
import { config } from './config-shape.js'
import { error } from './error-shape.js'
import {
  about,
  byName,
  exactly,
  integer,
  list,
  type MemberShapes,
  nullable,
  number,
  object,
  oneOf,
  type Shape,
  text,
  truth,
  words,
} from './shape.js'

/** What a command has printed. */
export const output: Shape<OutputText> = about(
  'Text; or, where it is no UTF-8, the bytes as base64.',
  oneOf<[string, { readonly base64: string }]>(text, object({ base64: text })),
)

const id = about('Id of the detached command.', nullable(text))
const time = about('RFC 3339, by the clock of the host.', nullable(text))

const planAction = words<PlanAction>({
  none: 1,
  use: 1,
  attach: 1,
  restart: 1,
  launch: 1,
  repair: 1,
  remove: 1,
  refuse: 1,
})
const hostAction = words<HostAction>({ none: 1, use: 1, restart: 1, launch: 1, replace: 1, remove: 1 })
const state = words<Observation['state']>({ running: 1, stopped: 1, absent: 1, unknown: 1 })
const drift = about(
  'In what the container differs from what the cluster file asks for now; null where there is none of this cluster and user, or its label cannot be read.',
  nullable(
    list(
      object<SpecDifference>({
        path: text,
        made: about('What the container has; null for nothing.', nullable(text)),
        asked: about('What is asked for; null for nothing.', nullable(text)),
      }),
    ),
  ),
)
const decided = { drift, state, action: hostAction, reason: about('Why this action.', text) }
const changed = { ...decided, container: about('Id of the container that there is now.', nullable(text)) }
const seenTo = about('The TCP port of the sshd that an `up` would see to; null for none.', nullable(integer))
const change = { action: nullable(planAction), run: about('Id of the run of this process.', nullable(text)) }

const mayStillRun = object<MayStillRun>({
  because: words<MayStillRun['because']>({
    'connection lost': 1,
    'end not told': 1,
    'sent too much': 1,
    'not ended': 1,
  }),
  process: about('Its first process, by its number there.', nullable(integer)),
  processes: about(
    'What was found left when it was to be ended; empty where nobody could look.',
    list(
      object<MayStillRun['processes'][number]>({
        process: about('By its number there.', integer),
        command: about('The name of its program.', nullable(text)),
        user: about('Whose it is: a name, or a number where there is none.', nullable(text)),
      }),
    ),
  ),
})

const ended: MemberShapes<CommandAnswer> = {
  exitCode: about('Null unless `endedBy` is `exit`.', nullable(integer)),
  signal: about('Null unless `endedBy` is `signal`.', nullable(text)),
  endedBy: words<EndedBy | 'not started'>({
    exit: 1,
    signal: 1,
    timeout: 1,
    idle: 1,
    abort: 1,
    lost: 1,
    'not started': 1,
  }),
  mayStillRun: about('Set where nobody has said that the command ended.', nullable(mayStillRun)),
  stdout: nullable(output),
  stderr: nullable(output),
  binary: about('Whether `stdout` or `stderr` is no UTF-8, and so stands there as base64.', truth),
  truncated: about('Whether output was dropped, being more than is kept.', truth),
  duration: about('Milliseconds.', number),
}

const mpirunMembers: MemberShapes<Answers['mpirun']['members']> = {
  head: about('The host on which the launcher ran.', nullable(text)),
  launcher: nullable(
    object<MpiLauncher>({
      family: words<MpiLauncher['family']>({ openmpi: 1, mpich: 1 }),
      dialect: about('Whose options it takes.', words<MpiLauncher['dialect']>({ orte: 1, prrte: 1, hydra: 1 })),
      version: text,
      path: about('In the container.', text),
    }),
  ),
  launch: about("How the launcher's daemons were started.", nullable(words<MpiLaunch>({ sshd: 1, berth: 1 }))),
  ranks: about('The host of each rank, by its number.', nullable(list(text))),
  result: about(
    'How the launcher ended, and what it and the ranks printed.',
    nullable(
      object<MpirunEnding>({
        exitCode: about('Null unless `endedBy` is `exit`.', nullable(integer)),
        signal: about('Null unless `endedBy` is `signal`.', nullable(text)),
        endedBy: words<EndedBy>({ exit: 1, signal: 1, timeout: 1, idle: 1, abort: 1, lost: 1 }),
        mayStillRun: about('Set where nobody has said that the launcher ended.', nullable(mayStillRun)),
        stdout: text,
        stderr: text,
        truncated: about('Whether output was dropped, being more than is kept.', truth),
        duration: about('Milliseconds.', number),
      }),
    ),
  ),
  failed: about(
    'The rank that failed first, as the launcher tells it; null where it tells of none.',
    nullable(
      object<FailedRank>({
        rank: about('Null where the launcher does not say it.', nullable(integer)),
        host: nullable(text),
        how: text,
      }),
    ),
  ),
}

const detachedState: Shape<DetachedState> = oneOf<
  [
    Extract<DetachedState, { state: 'running' }>,
    Extract<DetachedState, { state: 'exited' }>,
    Extract<DetachedState, { state: 'stopped' }>,
    Extract<DetachedState, { state: 'lost' }>,
    Extract<DetachedState, { state: 'unreadable' }>,
  ]
>(
  object({ state: exactly('running') }),
  object({ state: exactly('exited'), exitCode: integer }),
  object({ state: exactly('stopped') }),
  object({ state: exactly('lost') }),
  object({ state: exactly('unreadable'), reason: text }),
)

const seen = object<SeenCommand>({
  id: text,
  state: detachedState,
  command: nullable(oneOf<[string, readonly string[]]>(text, list(text)) as Shape<Command>),
  startedAt: time,
  printed: about('Bytes printed so far.', nullable(object({ stdout: integer, stderr: integer }))),
})

const owner = object<Owner>({ user: text, machine: text, pidNamespace: text, pid: integer, processStart: text })

const status: MemberShapes<HostStatusAnswer> = {
  state,
  container: nullable(
    object<NonNullable<HostStatusAnswer['container']>>({
      id: text,
      name: text,
      image: text,
      createdAt: text,
      startedAt: time,
    }),
  ),
  run: nullable(text),
  owner: nullable(owner),
  lifetime: nullable(words<NonNullable<HostStatusAnswer['lifetime']>>({ no_launch: 1, per_run: 1, persistent: 1 })),
  sshdPort: about(
    'The TCP port that the container was made to have its sshd on; null where no label says so.',
    nullable(integer),
  ),
  wouldDo: hostAction,
  reason: text,
  drift,
}

const standing = words<OwnerStanding>({ alive: 1, dead: 1, unknown: 1 })

const found: MemberShapes<FoundAnswer> = {
  runtime: about('Name of the runtime: `docker`.', text),
  reachedBy: about(
    'How the engine was reached that has it: two engines of a host may have containers of one name.',
    words<FoundAnswer['reachedBy']>({ plain: 1, sudo: 1 }),
  ),
  id: text,
  name: text,
  state: words<FoundAnswer['state']>({ running: 1, stopped: 1, unknown: 1 }),
  whose: words<FoundAnswer['whose']>({ mine: 1, 'another machine': 1, 'somebody else': 1, unreadable: 1 }),
  cluster: nullable(text),
  run: nullable(text),
  owner: nullable(owner),
  ownerStanding: about('Whether the process that made it still lives.', standing),
  lifetime: nullable(words<NonNullable<FoundAnswer['lifetime']>>({ no_launch: 1, per_run: 1, persistent: 1 })),
  handedOver: about('Whether who made it lets go of it once all is done.', nullable(truth)),
  createdAt: about('RFC 3339, by the clock of the host.', text),
  startedAt: time,
  lease: about(
    'The lease by which it ends itself; null for one that stays until it is removed.',
    nullable(
      object<FoundLease>({
        seconds: about('For how long a renewal holds.', integer),
        left: about(
          'Seconds until it runs out; below 0 where something holds the container beyond it; null where nobody can tell.',
          nullable(integer),
        ),
      }),
    ),
  ),
  image: text,
  devices: about(
    'Paths of the devices of the host that were passed into it; `all` for every one.',
    oneOf<['all', readonly string[]]>(exactly('all'), list(text)),
  ),
  gpus: about(
    'The NVIDIA GPUs that were asked for: how many, which, or `all`.',
    nullable(oneOf<['all', number, readonly string[]]>(exactly('all'), number, list(text))),
  ),
  verdict: words<FoundAnswer['verdict']>({ 'in use': 1, kept: 1, 'left over': 1, 'not known': 1 }),
  reason: about('Why this verdict.', text),
}

const image = object<ImageIdentity>({
  id: about('What the engine of this host takes for exactly this image; not to be compared.', text),
  configDigest: about('Digest of its configuration, or of its file where the engine has nothing else.', nullable(text)),
  manifestDigests: about('Digests of manifests or indexes that name it, sorted.', list(text)),
  layers: about('Digests of its layers, uncompressed, bottom first.', list(text)),
  platform: nullable(text),
})

const saved: (typeof answerShapes)['save']['members'] = {
  reference: about('The name of the new image.', nullable(text)),
  host: about('The host whose container was saved; null where none was.', nullable(text)),
  container: about('Id of the container.', nullable(text)),
  archive: about('The file of this machine that the image is in; null where hosts were given it.', nullable(text)),
  configDigest: about('What the image is.', nullable(text)),
  bytes: about(
    'Bytes of what the image has on top of the one that the container was made from; of all where it is one file.',
    nullable(integer),
  ),
}

const pulled: (typeof answerShapes)['pull'] = {
  members: {
    reference: about('The image as the cluster file names it; null for a baremetal cluster.', nullable(text)),
  },
  host: {
    image: about('What the image is on the host; null for a baremetal cluster.', nullable(image)),
    changed: about('Whether the host did not have this image by this name before.', truth),
  },
}

const parts: MemberShapes<PartsAnswer> = {
  runtime: text,
  folder: about('Where a transfer has put them, and not taken them away.', text),
  image: about('Which image, by the digest of its configuration.', text),
  bytes: integer,
  changedAt: about('RFC 3339, by the host’s clock.', text),
  verdict: words<PartsAnswer['verdict']>({ 'in use': 1, 'left over': 1, 'not known': 1 }),
  reason: text,
}

const anything: Shape<unknown> = { schema: {} }

const sources = about(
  'Where each value was written, by its JSON pointer in the cluster file; what is not there is a default.',
  byName(
    object<ValueSource>({
      file: about('Null for a value made in code, as line and column are.', nullable(text)),
      line: nullable(integer),
      column: nullable(integer),
    }),
  ),
)

const forgotten = { forgotten: about('Ids of the commands of which nothing is kept any more.', list(text)) }

/** The shapes of each subcommand's own members, and of its hosts' members. */
export const answerShapes: {
  readonly [Name in Subcommand]: {
    readonly members: MemberShapes<Answers[Name]['members']>
    readonly host: MemberShapes<Answers[Name]['host']>
  }
} = {
  berth: { members: {}, host: {} },
  validate: { members: { config: nullable(config), sources: nullable(sources) }, host: {} },
  config: {
    members: {
      config: about(
        'What Berth works with, with the keys of a cluster file; without the password, but with the values of `env_vars` and `env`.',
        nullable<Readonly<Record<string, unknown>>>(byName(anything)),
      ),
      sources: nullable(sources),
    },
    host: {},
  },
  plan: { members: { action: nullable(planAction), sshdPort: seenTo }, host: decided },
  pull: pulled,
  push: pulled,
  save: { members: saved, host: pulled.host },
  up: { members: change, host: changed },
  down: { members: change, host: changed },
  status: { members: {}, host: status },
  ls: { members: {}, host: { containers: list(object<FoundAnswer>(found)), parts: list(object<PartsAnswer>(parts)) } },
  prune: {
    members: { removes: about('Whether this call removes what it names: with `--yes`.', nullable(truth)) },
    host: {
      containers: list(
        object<PrunedAnswer>({
          ...found,
          removed: about('Whether it is gone.', truth),
          error: about('Why it was not removed; null where it is gone, or not to be removed.', nullable(error)),
        }),
      ),
      parts: list(
        object<PrunedPartsAnswer>({
          ...parts,
          removed: about('Whether they are gone.', truth),
          error: about('Why they were not removed; null where they are gone, or not to be removed.', nullable(error)),
        }),
      ),
    },
  },
  exec: { members: {}, host: ended },
  'exec --detach': { members: { id }, host: {} },
  run: { members: {}, host: ended },
  mpirun: { members: mpirunMembers, host: {} },
  ps: { members: {}, host: { commands: list(seen) } },
  wait: { members: { id }, host: ended },
  stop: { members: { id }, host: {} },
  forget: { members: forgotten, host: forgotten },
  put: {
    members: {},
    host: {
      path: about('The file or the folder there.', text),
      files: about('Files that were written.', integer),
      unchanged: about('Files that were there already, by their hash.', integer),
      bytes: about('Bytes that were sent.', integer),
    },
  },
  get: { members: {}, host: { path: about('The file on this machine.', text) } },
}
