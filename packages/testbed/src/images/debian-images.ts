import { type CachedImage, cachedImage } from '../archives/cached-image.js'
import { buildDebian } from './debian.js'
import { makeFrom } from './workshop.js'

const install = (name: string): string =>
  `apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y ${name} && rm -rf /var/lib/apt/lists/*`

/**
 * `berth/debian:12` (no sshd; `apt-get install openssh-server` and `openmpi-bin` work without a network),
 * `berth/debian-sshd:12` (openssh-server installed) and `berth/debian-mpi:12` (openmpi-bin too).
 */
export async function debianImages(log: (line: string) => void): Promise<CachedImage[]> {
  const plain = await cachedImage('berth/debian:12', (archive) => buildDebian('berth/debian:12', archive, log))
  const sshd = await derive(plain, 'berth/debian-sshd:12', 'openssh-server', log)
  const mpi = await derive(sshd, 'berth/debian-mpi:12', 'openmpi-bin', log)
  return [plain, sshd, mpi]
}

/** `berth/debian-mpich:12`: MPICH in the place of Open MPI. Packages of both would make everybody's images larger. */
export async function mpichImage(log: (line: string) => void): Promise<CachedImage> {
  const name = 'berth/debian-with-mpich:12'
  const packages = ['openssh-server', 'mpich']
  const base = await cachedImage(name, (archive) => buildDebian(name, archive, log, packages))
  return derive(base, 'berth/debian-mpich:12', packages.join(' '), log)
}

function derive(base: CachedImage, reference: string, name: string, log: (line: string) => void): Promise<CachedImage> {
  return cachedImage(reference, (archive) => {
    log(`making ${reference}: ${name} on top of ${base.reference}`)
    return makeFrom(base, reference, install(name), archive)
  })
}
