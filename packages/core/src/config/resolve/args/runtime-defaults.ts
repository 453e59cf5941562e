import type { RuntimeArgs } from '../../model/cluster-config.js'

/** The name of a default set of runtime arguments. */
export type RuntimeDefaultsName = 'rocm' | 'cuda' | 'none'

const engines = {
  shmSize: null,
  tmpfs: [],
  workdir: null,
  hostname: null,
  pid: null,
  gpus: null,
  entrypoint: 'replace',
  extra: [],
} satisfies Partial<RuntimeArgs>

const gpuHost = {
  ...engines,
  network: 'host',
  ipc: 'host',
  privileged: true,
  volumes: [],
  capAdd: ['SYS_PTRACE', 'IPC_LOCK', 'SYS_ADMIN'],
  securityOpt: ['seccomp=unconfined', 'apparmor=unconfined'],
  ulimits: ['memlock=-1'],
  env: { GPUS: '8', MULTINODE: 'true' },
  own: {},
} satisfies Partial<RuntimeArgs>

const sets: Readonly<Record<RuntimeDefaultsName, RuntimeArgs>> = {
  rocm: {
    ...gpuHost,
    devices: optional('/dev/kfd', '/dev/dri', '/dev/infiniband/*'),
    // By number: an image need not have a group called video, and the host's may have another number.
    groupAdd: [{ group: 'video', ownerOf: ['/dev/kfd', '/dev/dri/*'] }],
  },
  // NVIDIA's driver makes its devices world-accessible: no group owns them.
  cuda: { ...gpuHost, devices: optional('/dev/nvidia*', '/dev/infiniband/*'), groupAdd: [] },
  none: {
    ...engines,
    network: null,
    ipc: null,
    privileged: false,
    volumes: [],
    devices: [],
    capAdd: [],
    securityOpt: [],
    groupAdd: [],
    ulimits: [],
    env: {},
    own: {},
  },
}

/** The runtime arguments that a container is made with where the file gives none beside the default set. */
export function runtimeDefaults(name: RuntimeDefaultsName): RuntimeArgs {
  return structuredClone(sets[name])
}

function optional(...paths: readonly string[]): RuntimeArgs['devices'] {
  return paths.map((path) => ({ path, target: null, permissions: null, required: false }))
}
