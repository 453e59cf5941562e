import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { writeArchive } from './write-archive.js'

const BUSYBOX = '/bin/busybox'

/**
 * Makes an image of busybox alone (2 MB) with all its applets. Another `version` gives another image; its id is
 * returned.
 */
export async function buildBusybox(reference: string, version: string, archive: string): Promise<string> {
  await mkdir(dirname(archive), { recursive: true })
  const rootfs = await mkdtemp(join(dirname(archive), '.busybox-'))
  try {
    await chmod(rootfs, 0o755)
    for (const folder of [
      'bin',
      'sbin',
      'usr/bin',
      'usr/sbin',
      'etc',
      'root',
      'dev',
      'proc',
      'sys',
      'run',
      'var/tmp',
      'tmp',
    ]) {
      await mkdir(join(rootfs, folder), { recursive: true })
    }
    await chmod(join(rootfs, 'tmp'), 0o1777)
    await chmod(join(rootfs, 'var/tmp'), 0o1777)
    await copyFile(BUSYBOX, join(rootfs, 'bin/busybox'))
    await chmod(join(rootfs, 'bin/busybox'), 0o755)
    const applets = (await execa(BUSYBOX, ['--list-full'])).stdout.split('\n')
    for (const applet of applets) {
      if (applet !== 'bin/busybox' && applet !== 'linuxrc') await symlink('/bin/busybox', join(rootfs, applet))
    }
    await writeFile(join(rootfs, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n')
    await writeFile(join(rootfs, 'etc/group'), 'root:x:0:\n')
    await writeFile(join(rootfs, 'etc/image-version'), `${version}\n`)
    return await writeArchive({ reference, rootfs, command: ['/bin/sh'] }, archive)
  } finally {
    await rm(rootfs, { recursive: true, force: true })
  }
}
