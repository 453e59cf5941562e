import type { WrittenFile } from './written-file.js'

/** What Berth writes on the machine that it runs on. */
export const onThisMachine: readonly WrittenFile[] = [
  {
    id: 'state-folder',
    path: '`$XDG_STATE_HOME/berth`, else `~/.local/state/berth`, with `runs` and `errors`',
    what: 'what is remembered between calls',
    mode: 0o700,
    writes: {
      'berth/src/reports/keep-report.ts': ['mkdirSync(folder'],
      'berth/src/runs/run-store.ts': ['mkdirSync(this.#directory'],
    },
  },
  {
    id: 'homeless-state',
    path: '`/tmp/berth-UID`',
    what: 'the same for a user without a home, used only where nobody else can have put it there',
    mode: 0o700,
    writes: { 'berth/src/this-machine/private-folder.ts': ['mkdirSync(path'] },
  },
  {
    id: 'run-record',
    path: '`runs/RUN.json`',
    what: 'the run that an `up` made, and its hosts',
    mode: 0o600,
    writes: { 'berth/src/runs/run-store.ts': ['writeFileSync(draft'] },
  },
  {
    id: 'report',
    path: '`errors/TIME-ID.txt`',
    what: 'errors that are too long for a terminal',
    mode: 0o600,
    writes: { 'berth/src/reports/keep-report.ts': ['writeFileSync(path'] },
  },
  {
    id: 'saved-image-folder',
    path: '`/var/tmp/berth-image-XXXXXX`',
    what: 'where an image of an engine waits while hosts are given it (`image_source`, `berth push`); gone afterwards, and on Linux once it is open',
    mode: 0o700,
    writes: { 'core/src/lifetime/execute/given/passing-file.ts': ["mkdtemp(join('/var/tmp', 'berth-image-')"] },
  },
  {
    id: 'saved-image',
    path: '`image.tar` in it',
    what: 'the image, as the engine wrote it out',
    mode: 0o600,
    writes: { 'core/src/lifetime/execute/given/passing-file.ts': ['open(named'] },
  },
  {
    id: 'ssh-folder',
    path: '`~/.ssh`',
    what: 'made where it is missing, for known_hosts',
    mode: 0o700,
    writes: { 'transport-ssh/src/host-keys/known-hosts-file.ts': ['mkdir(dirname(this.path)'] },
  },
  {
    id: 'known-hosts',
    path: '`~/.ssh/known_hosts`, or what `UserKnownHostsFile` names',
    what: 'new host keys; a file that is there keeps its bits',
    mode: 0o600,
    writes: { 'transport-ssh/src/host-keys/known-hosts-file.ts': ['appendFile(this.path'] },
  },
  {
    id: 'known-hosts-lock',
    path: '`known_hosts.berth-lock`, and one with an id for each who waits',
    what: 'which process writes there',
    mode: 0o600,
    writes: { 'transport-ssh/src/host-keys/file-lock.ts': ['writeFile(own', 'appendFile(own', 'link(own'] },
  },
  {
    id: 'output-folder',
    path: 'the folder of `--output-dir`',
    what: 'made where it is missing',
    mode: 'umask',
    writes: { 'core/src/cluster/exec/output-files.ts': ['mkdir(files.#folder'] },
  },
  {
    id: 'output-file',
    path: '`HOST.stdout` and `HOST.stderr` there',
    what: 'what a command printed',
    mode: 'umask',
    writes: { 'core/src/cluster/exec/output-files.ts': ['writeFile(path', 'createWriteStream(path'] },
  },
  {
    id: 'saved-folder',
    path: 'the folder that `berth get` saves to, and `HOST` in it',
    what: 'made where it is missing',
    mode: 'umask',
    writes: { 'core/src/files/save-file.ts': ['mkdir(dirname(target)'] },
  },
  {
    id: 'saved-file',
    path: 'the file there',
    what: 'a file of a host or of its container',
    mode: 'capped',
    writes: { 'core/src/files/save-file.ts': ['open(temporary'] },
  },
]
