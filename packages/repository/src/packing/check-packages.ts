import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkTarball } from './check-tarball.js'
import { packPackages } from './pack-packages.js'
import { publicPackages } from './public-packages.js'

const folder = await mkdtemp(join(tmpdir(), 'berth-packages-'))
try {
  for (const { name, tarball, files } of await packPackages(publicPackages(), folder)) {
    const { publint, attw } = await checkTarball(tarball)
    const problems = [publint, attw].filter((text) => text !== '')
    process.stdout.write(`${name}: ${problems.length === 0 ? `fits (${files.length} files)` : 'has problems'}\n`)
    for (const text of problems) process.stdout.write(`${text.replace(/^/gm, '  ')}\n`)
    if (problems.length > 0) process.exitCode = 1
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
