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
 * Gives every host a clock that can be put off, for all programs that ask the C library for the time, as sshd and
 * Berth's do: hosts of a testbed share the kernel's clock. The engine asks the kernel, and so is never off. Gives the
 * volumes by which containers of Debian's images have the clocks of their hosts.
 */
export async function useClocks(testbed: Testbed): Promise<readonly string[]> {
  const library = await falseTime()
  const command = `echo +0 >${offsetFile}; echo ${library} >/etc/ld.so.preload`
  await Promise.all(testbed.hosts.map((host) => testbed.run(host, command)))
  return [library, '/etc/ld.so.preload', offsetFile].map((path) => `${path}:${path}:ro`)
}

/** The clock of the host jumps by an offset, as `+365d`, and back once the call has ended. */
export const clockJumps = (offset: string): Fault => ({
  name: `clock ${offset}`,
  restarts: false,
  // The library keeps a file for each process, of which some stay.
  files: [/^\/dev\/shm\/(sem\.)?faketime_/],
  bound: 60,
  cause: ({ testbed, host }) => testbed.run(host, `echo ${offset} >${offsetFile}`),
  mend: ({ testbed, host }) => testbed.run(host, `echo +0 >${offsetFile}`),
})
