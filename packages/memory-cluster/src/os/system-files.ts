import type { ComputedFiles, MemoryFile } from './files/memory-files.js'
import { folderOf, nameOf } from './files/path.js'
import type { Process, ProcessMachine } from './process.js'

/**
 * What a machine shows of itself as files: its processes in `/proc`, its devices, and its programs in `/bin` and the
 * like.
 */
export function systemFiles(machine: () => ProcessMachine): ComputedFiles {
  return {
    get(path) {
      const [, pid, name] = /^\/proc\/(\d+)(?:\/(\w+))?$/.exec(path) ?? []
      if (pid !== undefined) {
        const process = machine().processes.get(Number(pid))
        if (process === undefined) return null
        if (name === undefined) return computed('folder', '')
        const text = processFile(machine(), process, name)
        return text === null ? null : computed('file', text)
      }
      if (path === '/proc' || path === '/dev' || programFolders.has(path)) return computed('folder', '')
      if (path === uptimePath) return computed('file', uptimeOf(machine()))
      if (path === bootIdPath) return computed('file', `${machine().bootId}\n`)
      if (path === '/dev/null' || path === '/dev/zero') return computed('device', '')
      if (programFolders.has(folderOf(path)) && machine().program(nameOf(path)) !== null)
        return { ...computed('file', `program ${nameOf(path)}\n`), mode: 0o755 }
      return null
    },
    list(folder) {
      if (folder === '/proc') return [...machine().processes.keys()].map(String)
      if (folder === '/dev') return ['null', 'zero']
      if (/^\/proc\/\d+$/.test(folder)) return ['cmdline', 'environ', 'stat', 'status']
      return folder === '/' ? ['bin', 'dev', 'proc', 'usr'] : []
    },
  }
}

/** Where programs of a machine are found beside the names alone. */
export const programFolders: ReadonlySet<string> = new Set([
  '/bin',
  '/sbin',
  '/usr/bin',
  '/usr/sbin',
  '/usr/local/bin',
  '/usr/local/sbin',
])

const bootIdPath = '/proc/sys/kernel/random/boot_id'

const uptimePath = '/proc/uptime'

/** Seconds since the machine was booted; how long it did nothing is not known. */
function uptimeOf({ clock, bootedAt }: ProcessMachine): string {
  return `${((clock.now() - bootedAt) / 1000).toFixed(2)} 0.00\n`
}

function processFile(machine: ProcessMachine, process: Process, name: string): string | null {
  switch (name) {
    case 'cmdline':
      return process.argv.map((word) => `${word}\0`).join('')
    case 'environ':
      return [...process.env].map(([variable, value]) => `${variable}=${value}\0`).join('')
    case 'comm':
      return `${nameOf(process.argv[0] ?? '')}\n`
    case 'stat': {
      const ticks = ticksOf(process.startedAt, machine)
      const zeros = '0 '.repeat(17)
      return `${process.pid} (${nameOf(process.argv[0] ?? '')}) S ${process.parent} ${zeros}${ticks} 0\n`
    }
    case 'status':
      return `Name:\t${nameOf(process.argv[0] ?? '')}\nState:\tS (sleeping)\nPid:\t${process.pid}\nPPid:\t${process.parent}\n`
    default:
      return null
  }
}

/** A time in hundredths of a second since the machine was booted. */
export function ticksOf(time: number, { bootedAt }: Pick<ProcessMachine, 'bootedAt'>): number {
  return Math.round((time - bootedAt) / 10)
}

function computed(kind: MemoryFile['kind'], text: string): MemoryFile {
  return { kind, content: Buffer.from(text), mode: kind === 'folder' ? 0o755 : 0o644, group: 0 }
}
