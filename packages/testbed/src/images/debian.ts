import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { writeArchive } from '../archives/write-archive.js'
import { TestbedError } from '../contract/testbed-error.js'

/** Packages that containers can install without a network, if nobody says others. */
const OFFERED = ['openssh-server', 'openmpi-bin']

/**
 * Makes a small Debian, of the machine's own release and from its own apt sources, with a repository of these packages
 * inside.
 */
export async function buildDebian(
  reference: string,
  archive: string,
  log: (line: string) => void,
  packages: readonly string[] = OFFERED,
): Promise<string> {
  await removeUnfinished(dirname(archive))
  const work = await mkdtemp(join(dirname(archive), '.debian-'))
  const rootfs = join(work, 'rootfs')
  try {
    log(`making ${reference} (once; about a minute)`)
    await bootstrap(rootfs)
    await addRepository(work, rootfs, packages)
    await slim(rootfs)
    return await writeArchive({ reference, rootfs, command: ['/bin/bash'] }, archive)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Removes what killed predecessors left; the caller holds the image's lock, so nobody works there. */
async function removeUnfinished(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => name.startsWith('.debian-'))
  for (const name of left) await rm(join(folder, name), { recursive: true, force: true })
}

/** Picks from `apt-get indextargets` lines of "URI release" the first whose release is one of a main archive. */
export function pickMirror(targets: string): { uri: string; release: string } {
  for (const line of targets.split('\n')) {
    const [uri, release] = line.split(' ')
    if (uri?.startsWith('http') && release && !/[-/]/.test(release)) return { uri, release }
  }
  throw new TestbedError('The apt sources of this machine name no plain Debian release to make an image of.')
}

async function bootstrap(rootfs: string): Promise<void> {
  const format = '$(REPO_URI) $(RELEASE)'
  const targets = await execa('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'])
  const { uri, release } = pickMirror(targets.stdout)
  const proxy = await execa('apt-config', ['shell', 'proxy', 'Acquire::http::Proxy'])
  const address = /^proxy='(.*)'$/m.exec(proxy.stdout)?.[1]
  // In mounts of its own: what debootstrap mounts then goes with it, however it ends.
  const command = ['--mount', 'debootstrap', '--variant=minbase', release, rootfs, uri]
  const result = await execa('unshare', command, {
    env: address ? { http_proxy: address } : {},
    reject: false,
    all: true,
  })
  if (result.exitCode !== 0) {
    throw new TestbedError(`debootstrap of ${release} from ${uri} failed: ${result.all.slice(-2000)}`)
  }
}

/** Downloads packages for the new system with the machine's apt and its settings, but touches none of its state. */
async function addRepository(work: string, rootfs: string, packages: readonly string[]): Promise<void> {
  const repository = join(rootfs, 'repo')
  const lists = join(work, 'lists')
  for (const folder of [join(repository, 'partial'), join(lists, 'partial')]) await mkdir(folder, { recursive: true })
  const settings = Object.entries({
    'Dir::State::lists': lists,
    'Dir::State::status': join(rootfs, 'var/lib/dpkg/status'),
    'Dir::State::extended_states': join(work, 'extended_states'),
    'Dir::Cache::archives': repository,
    'Dir::Cache::pkgcache': '',
    'Dir::Cache::srcpkgcache': '',
    'APT::Sandbox::User': 'root',
    'APT::Keep-Downloaded-Packages': 'true',
    'APT::Update::Post-Invoke-Success::': '',
  }).flatMap(([key, value]) => ['-o', `${key}=${value}`])
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await execa('apt-get', [...settings, 'update'], { env })
  const install = ['install', '-y', '--download-only', '--no-install-recommends', ...packages]
  await execa('apt-get', [...settings, ...install], { env })
  await rm(join(repository, 'partial'), { recursive: true })
  await rm(join(repository, 'lock'), { force: true })
  const index = await execa('dpkg-scanpackages', ['--multiversion', '.'], { cwd: repository, stderr: 'ignore' })
  await writeFile(join(repository, 'Packages'), `${index.stdout}\n`)
  await rm(join(rootfs, 'etc/apt/sources.list.d'), { recursive: true, force: true })
  await writeFile(join(rootfs, 'etc/apt/sources.list'), 'deb [trusted=yes] file:/repo ./\n')
}

/** Takes out what nobody reads in a container, and spares dpkg the syncs, as Debian's own container images do. */
async function slim(rootfs: string): Promise<void> {
  const unread = ['usr/share/doc', 'usr/share/man', 'usr/share/locale', 'usr/share/info']
  const settings = ['force-unsafe-io', ...unread.map((folder) => `path-exclude=/${folder}/*`)]
  await mkdir(join(rootfs, 'etc/dpkg/dpkg.cfg.d'), { recursive: true })
  await writeFile(join(rootfs, 'etc/dpkg/dpkg.cfg.d/container'), `${settings.join('\n')}\n`)
  await writeFile(join(rootfs, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  const stale = ['var/cache/apt', 'var/lib/apt/lists', 'var/log', 'etc/hostname', 'etc/resolv.conf', 'dev']
  for (const path of [...unread, ...stale]) await rm(join(rootfs, path), { recursive: true, force: true })
  for (const folder of ['var/cache/apt/archives/partial', 'var/lib/apt/lists/partial', 'var/log/apt', 'dev']) {
    await mkdir(join(rootfs, folder), { recursive: true })
  }
}
