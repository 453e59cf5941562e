import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { TestbedError } from '../contract/testbed-error.js'
import { withLock } from '../state/lock.js'
import { CACHE_ROOT } from '../state/paths.js'
import { aptGet } from './packages.js'

/** The first version of dockerd that can keep its images in containerd's store, beside the containerd of Debian 12. */
const firstVersion = 24

/**
 * Path, on the machine and on its hosts, of a dockerd that can keep its images in containerd's store: the machine's
 * own, else the one of Debian 13, which is fetched through apt-get, unpacked beside the machine's and cached. It runs
 * with the libraries of Debian 12.
 */
export async function containerdStoreDockerd(log: (line: string) => void): Promise<string> {
  const own = await execa('dockerd', ['--version'])
  if (Number(/version (\d+)/.exec(own.stdout)?.[1]) >= firstVersion) return '/usr/sbin/dockerd'
  const folder = join(CACHE_ROOT, 'engines', 'debian-13')
  const dockerd = join(folder, 'usr/sbin/dockerd')
  return withLock('engines', async () => {
    if (!existsSync(dockerd)) {
      log('fetching the Docker of Debian 13')
      await fetchPackage('docker.io', folder)
    }
    return dockerd
  })
}

/**
 * Unpacks a package of Debian 13 into a folder, whole or not at all. apt-get works on lists of its own: the machine's
 * are left alone.
 */
async function fetchPackage(name: string, folder: string): Promise<void> {
  const work = `${folder}.making`
  await rm(work, { recursive: true, force: true })
  await mkdir(join(work, 'lists', 'partial'), { recursive: true })
  const sources = join(work, 'sources.list')
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'
  await writeFile(sources, `deb [signed-by=${keyring}] http://deb.debian.org/debian trixie main\n`)
  const settings = [
    `Dir::Etc::SourceList=${sources}`,
    'Dir::Etc::SourceParts=-',
    `Dir::State::Lists=${join(work, 'lists')}`,
    `Dir::Cache=${work}`,
    'APT::Sandbox::User=root',
  ].flatMap((setting) => ['-o', setting])
  await aptGet([...settings, 'update'], work)
  await aptGet([...settings, 'download', `${name}/trixie`], work)
  const file = (await readdir(work)).find((entry) => entry.endsWith('.deb'))
  if (file === undefined) throw new TestbedError(`apt-get downloaded no package ${name} of Debian 13.`)
  await execa('dpkg-deb', ['-x', join(work, file), join(work, 'unpacked')])
  await rename(join(work, 'unpacked'), folder)
  await rm(work, { recursive: true, force: true })
}
