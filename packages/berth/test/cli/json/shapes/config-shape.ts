import type { ClusterConfig, ExtendedValue } from 'berth-cluster'
import {
  about,
  byName,
  exactly,
  integer,
  list,
  nullable,
  object,
  oneOf,
  optional,
  type Shape,
  text,
  truth,
  words,
} from './shape.js'

type Container = NonNullable<ClusterConfig['container']>
type Runtime = Container['runtime']
type Args = Runtime['args']
type Volume = Args['volumes'][number]
type SetupScript = Container['setupScript']
type Origin = Container['imageSource']

const secret: Shape<NonNullable<ClusterConfig['password']>> = { schema: { const: '[redacted]' } }
const anything: Shape<unknown> = { schema: {} }

const runtimeArgs = object<Args>({
  network: nullable(text),
  ipc: nullable(text),
  privileged: truth,
  volumes: list(
    oneOf<[Extract<Volume, { kind: 'bind' }>, Extract<Volume, { kind: 'volume' }>]>(
      object({
        kind: exactly('bind'),
        source: text,
        target: text,
        options: nullable(text),
        create: about('Whether the login user makes a source that a host lacks.', truth),
      }),
      object({ kind: exactly('volume'), name: text, target: text, options: nullable(text) }),
    ),
  ),
  shmSize: about('Bytes.', nullable(integer)),
  tmpfs: list(object<Args['tmpfs'][number]>({ target: text, options: nullable(text) })),
  workdir: nullable(text),
  hostname: nullable(text),
  pid: nullable(text),
  gpus: nullable(oneOf<['all', number, readonly string[]]>(exactly('all'), integer, list(text))),
  entrypoint: words<Args['entrypoint']>({ keep: 1, replace: 1 }),
  extra: list(text),
  devices: list(
    object<Args['devices'][number]>({
      path: text,
      target: nullable(text),
      permissions: nullable(text),
      required: about('Whether a host that lacks it is an error.', truth),
    }),
  ),
  capAdd: list(text),
  securityOpt: list(text),
  groupAdd: list(object<Args['groupAdd'][number]>({ group: text, ownerOf: list(text) })),
  ulimits: list(text),
  env: byName(text),
  own: about("What the file gives for the runtime's own keys.", byName(anything)),
})

const setupScript: Shape<SetupScript> = oneOf<
  [
    Extract<SetupScript, { kind: 'none' }>,
    Extract<SetupScript, { kind: 'packaged' }>,
    Extract<SetupScript, { kind: 'file' }>,
  ]
>(
  object({ kind: exactly('none') }),
  object({ kind: exactly('packaged') }),
  object({ kind: exactly('file'), path: text }),
)

type Account = NonNullable<Runtime['registry']>

/** Where the password is had from; never the password. */
const registry = oneOf<
  [
    Extract<Account, { passwordFile: string }>,
    Extract<Account, { passwordEnv: string }>,
    Extract<Account, { passwordCommand: string }>,
  ]
>(
  object({ server: text, username: text, passwordFile: text }),
  object({ server: text, username: text, passwordEnv: text }),
  object({ server: text, username: text, passwordCommand: text }),
)

const container = object<Container>({
  lifetime: words<Container['lifetime']>({ no_launch: 1, per_run: 1, persistent: 1 }),
  image: text,
  name: text,
  namePinned: truth,
  lease: about('Seconds.', nullable(oneOf<[number, 'none']>(integer, exactly('none')))),
  setupScript,
  setupScriptsAtOnce: integer,
  sshd: oneOf<['auto', boolean]>(exactly('auto'), truth),
  sshdPort: oneOf<[number, 'auto']>(integer, exactly('auto')),
  pull: words<Container['pull']>({ missing: 1, always: 1, never: 1 }),
  pullsAtOnce: integer,
  imageTar: nullable(text),
  imageSource: oneOf<
    [Extract<Origin, { kind: 'hosts' }>, Extract<Origin, { kind: 'head' }>, Extract<Origin, { kind: 'local' }>]
  >(
    object({ kind: exactly('hosts') }),
    object({ kind: exactly('head') }),
    object({ kind: exactly('local'), archive: nullable(text) }),
  ),
  distribute: nullable(words<NonNullable<Container['distribute']>>({ 'fan-out': 1, direct: 1 })),
  runtime: object<Runtime>({
    name: text,
    module: nullable(text),
    privilege: words<Runtime['privilege']>({ auto: 1, plain: 1, sudo: 1 }),
    args: runtimeArgs,
    registry: nullable(registry),
  }),
})

const host = object<ClusterConfig['hosts'][number]>({
  name: text,
  address: nullable(text),
  port: nullable(integer),
  user: nullable(text),
  jump: nullable(text),
  vpcIp: nullable(text),
  bmcIp: nullable(text),
  rackId: nullable(text),
})

/** A cluster file with every default filled in. */
export const config: Shape<ClusterConfig> = about(
  'The cluster file with every default filled in.',
  object<ClusterConfig>({
    orchestrator: words<ClusterConfig['orchestrator']>({ container: 1, baremetal: 1 }),
    clusterName: text,
    hosts: list(host),
    headHost: text,
    groups: byName(list(text)),
    username: nullable(text),
    privateKeyFile: nullable(text),
    password: nullable(secret),
    hostKeyPolicy: nullable(words<NonNullable<ClusterConfig['hostKeyPolicy']>>({ strict: 1, 'accept-new': 1, off: 1 })),
    envVars: byName(
      oneOf<[string, ExtendedValue]>(
        text,
        about(
          'Text before and after the value that the variable has where the command runs.',
          object<ExtendedValue>({ prepend: optional(text), append: optional(text) }),
        ),
      ),
    ),
    container: nullable(container),
    file: nullable(text),
    suiteFile: nullable(text),
    warnings: list(
      object<ClusterConfig['warnings'][number]>({
        code: words<ClusterConfig['warnings'][number]['code']>({
          persistent_name_not_pinned: 1,
          private_key_file_missing: 1,
          similar_key: 1,
          rack_without_group: 1,
          number_rewritten: 1,
          variable_not_expanded: 1,
          shm_size_without_effect: 1,
          one_hostname_for_all: 1,
          extra_not_understood: 1,
          module_not_loaded: 1,
          registry_login_unused: 1,
        }),
        path: text,
        message: text,
      }),
    ),
    unreadKeys: list(
      object<ClusterConfig['unreadKeys'][number]>({
        path: text,
        entries: about('How many entries of node_dict have the key; 0 for a key at the top level.', integer),
        meant: about('The key that is likely meant.', nullable(text)),
      }),
    ),
  }),
)
