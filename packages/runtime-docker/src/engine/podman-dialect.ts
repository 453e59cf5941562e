import type { Dialect } from './dialect.js'
import { podmanRules } from './engine-rules.js'
import { parsePodmanInfo } from './podman-info.js'
import { sudoTroubles } from './sudo-troubles.js'

/** Podman, from 4.3 on. */
export const podmanDialect: Dialect = {
  program: 'podman',
  title: 'Podman',
  rules: podmanRules,
  idField: '.ID',
  whereabouts: { endpoint: '', usual: '', folder: 'graphRoot' },
  identity: { template: '{{.Store.GraphRoot}}', of: ({ root }) => root },
  // Without `--time 0` Podman waits 10 s for a container that does not end when told to.
  removeFlags: ['--force', '--volumes', '--time', '0'],
  infoSays: { answered: '"graphRoot": *"[^"]', rootless: '"rootless": *true' },
  loginKey: (server) => server,
  imageQuery: () => '',
  makesSources: false,
  mountFields: {
    z: 'relabel=shared',
    Z: 'relabel=private',
    nosuid: 'nosuid',
    nodev: 'nodev',
    noexec: 'noexec',
  },
  gpuFlag: false,
  liveRestore: null,
  takesParts: 'layout',
  savesTwo: '--quiet --multi-image-archive --format docker-archive',
  startRemedy: 'Start what the podman command talks to.',
  service: 'podman.socket',
  accessRemedy:
    'Give the login user what rootless Podman needs (/etc/subuid, /etc/subgid), or allow it to run podman through sudo without a password.',
  words: {
    noContainer: /no such container/i,
    noImage: /: image not known|: no such image/,
    invalidReference: /invalid reference format|repository name must be lowercase/,
    nameTaken: /the container name .* is already in use|that name is already in use/,
    notRunning: /can only create exec sessions on running containers/,
    noInit: /container-init binary not found|cannot add init binary as PID 1/,
    noGpuDriver: null,
    troubles: [
      [
        'not-running',
        /[Cc]annot connect to Podman|unable to connect to Podman socket|dial unix .*(no such file|connection refused)/,
      ],
      ['permission-denied', /newuidmap|newgidmap|cannot (set up|clone) .*user ?namespace/],
      ...sudoTroubles('podman'),
    ],
  },
  parseInfo: parsePodmanInfo,
}
