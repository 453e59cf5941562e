import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { installNeeds, type Testbed } from '@berth/testbed'
import type { Fault } from './fault.js'

/** Where Debian has libraries, those of a machine's kind in a folder below. */
const libraries = '/usr/lib'

/** How far each host's clock is off; written in place, as containers have this very file. */
const offsetFile = '/etc/faketimerc'

/** The library that tells programs another time than the kernel has, by its path. */
async function falseTime(): Promise<string> {
  await installNeeds([{ command: 'faketime', package: 'faketime' }], () => undefined)
  const path = readdirSync(libraries)
    .map((folder) => join(libraries, folder, 'faketime/libfaketime.so.1'))
    .find((file) => existsSync(file))
  if (path === undefined) throw new Error('there is no libfaketime')
  return path
}

/**
 * Gives every host a clock that can be put off, for all that its logins start, as Berth's programs are, and that asks
 * the C library for the time: hosts of a testbed share the kernel's clock. The engine asks the kernel, and so is never
 * off; and sshd itself cannot run with such a library. Gives the volumes by which containers of Debian's images have
 * the clocks of their hosts, those without an sshd of their own.
 */
export async function useClocks(testbed: Testbed): Promise<readonly string[]> {
  const library = await falseTime()
  await Promise.all(testbed.hosts.map((host) => testbed.run(host, ['sh', '-c', useClock, 'sh', library])))
  return [`${library}:${library}:ro`, `${offsetFile}:${offsetFile}:ro`, `${preloadFile}:/etc/ld.so.preload:ro`]
}

/** What containers have as their `/etc/ld.so.preload`. */
const preloadFile = '/etc/faketime.preload'

const useClock = `
echo +0 >${offsetFile}
echo "$1" >${preloadFile}
sed -i "1i SetEnv LD_PRELOAD=$1" /etc/ssh/sshd_config
kill -HUP "$(pgrep -o -x sshd)"
`

/** The clock of the host jumps by an offset, as `+365d`, and back once the call has ended. */
export const clockJumps = (offset: string): Fault => ({
  name: `clock ${offset}`,
  restarts: false,
  // The library keeps a file for each process, of which some stay.
  files: [/^\/dev\/shm\/(sem\.)?faketime_/],
  bound: 60,
  cause: async ({ testbed, host }) => (await testbed.run(host, `echo ${offset} >${offsetFile}`)).exitCode === 0,
  mend: ({ testbed, host }) => testbed.run(host, `echo +0 >${offsetFile}`),
})
