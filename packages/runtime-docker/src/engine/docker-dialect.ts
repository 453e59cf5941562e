import { type JsonObject, parseImageReference, parseObject, stringOf, stringsOf } from '@berth/core/adapter'
import type { Dialect } from './dialect.js'
import type { EngineInfo, ImageStore } from './engine-info.js'
import { dockerRules } from './engine-rules.js'
import { hostOf } from './engines-host.js'
import { sudoTroubles } from './sudo-troubles.js'

/** Docker, from 20.10 on. */
export const dockerDialect: Dialect = {
  program: 'docker',
  title: 'Docker',
  rules: dockerRules,
  idField: '.Id',
  whereabouts: {
    endpoint: '{{.Name}} {{.Endpoints.docker.Host}}',
    usual: 'default unix:///var/run/docker.sock',
    folder: '',
  },
  identity: { template: '{{.ID}}', of: ({ id }) => id },
  removeFlags: ['--force', '--volumes'],
  infoSays: { answered: '"ServerVersion":"[^"]', rootless: '"name=rootless' },
  loginKey: (server) => (server === 'docker.io' ? 'https://index.docker.io/v1/' : server),
  imageQuery,
  makesSources: true,
  mountFields: {},
  gpuFlag: true,
  liveRestore: '{{.LiveRestoreEnabled}}',
  takesParts: 'archive',
  savesTwo: '',
  startRemedy: 'Start the Docker daemon.',
  service: 'docker',
  accessRemedy:
    'Add the login user to group docker and log in again, or allow it to run docker through sudo without a password.',
  words: {
    noContainer: /No such container: /,
    noImage: /No such image: /,
    // The message about an invalid reference says `no such image` too, in lower case.
    invalidReference: /invalid reference format/,
    nameTaken: /is already in use by container|name .* is in use/,
    notRunning: null,
    noGpuDriver: /could not select device driver ""/,
    noInit: /docker-init.*(not found|no such file)/,
    troubles: [
      ['podman', /Emulate Docker CLI using podman/],
      ['permission-denied', /permission denied while trying to connect|dial unix .*permission denied/i],
      [
        'not-running',
        /Cannot connect to the Docker daemon|Is the docker daemon running|failed to connect to the docker API|dial unix .*(no such file|connection refused)/i,
      ],
      ...sudoTroubles('docker'),
    ],
  },
  parseInfo,
}

function imageQuery(reference: string): string {
  const parsed = parseImageReference(reference)
  if (parsed === null) return ''
  const { registry, repository, tag, digest } = parsed
  const query = { fromImage: `${registry}/${repository}`, tag: digest ?? tag ?? 'latest' }
  return new URLSearchParams(query).toString()
}

function parseInfo(text: string): EngineInfo | null {
  const info = parseObject(text)
  const version = stringOf(info?.ServerVersion)
  const driver = stringOf(info?.Driver)
  const root = stringOf(info?.DockerRootDir)
  if (info === null || !version || !driver || !root) return null
  const store = storeOf(info)
  return {
    id: stringOf(info.ID) || null,
    version,
    root,
    store,
    storeName: store === 'containerd' ? 'containerd' : driver,
    rootless: stringsOf(info.SecurityOptions).some((option) => option.split(',').includes('name=rootless')),
    host: hostOf(info.Name, info.KernelVersion, info.MemTotal),
    isRemote: false,
  }
}

function storeOf({ DriverStatus }: JsonObject): ImageStore {
  const rows: readonly unknown[] = Array.isArray(DriverStatus) ? DriverStatus : []
  return rows.some((row) => stringsOf(row).includes('io.containerd.snapshotter.v1')) ? 'containerd' : 'classic'
}
