import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { execa } from 'execa'

/** An image of one layer, given as the folder that is its file system. */
export interface ImageSource {
  /** Name and tag. */
  readonly reference: string
  /** The root file system. */
  readonly rootfs: string
  /** Default command. */
  readonly command: readonly string[]
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

/** The image configuration whose digest is the image's id; nothing in it depends on when or where it is made. */
function imageConfiguration(layerDigest: string, command: readonly string[]): string {
  return JSON.stringify({
    architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
    os: 'linux',
    created: '1970-01-01T00:00:00Z',
    config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: command },
    rootfs: { type: 'layers', diff_ids: [`sha256:${layerDigest}`] },
    history: [{ created: '1970-01-01T00:00:00Z', created_by: 'berth testbed' }],
  })
}

/**
 * Writes an archive in the form of `docker save`, without any docker; gives the image's id. Equal folders, equal ids.
 */
export async function writeArchive(source: ImageSource, archive: string): Promise<string> {
  const work = await mkdtemp(join(dirname(archive), '.making-'))
  try {
    const layer = join(work, 'layer.tar')
    const stable = ['--sort=name', '--mtime=@0', '--numeric-owner']
    await execa('tar', ['-cf', layer, ...stable, '-C', source.rootfs, '.'])
    const configuration = imageConfiguration(await sha256(layer), source.command)
    const id = createHash('sha256').update(configuration).digest('hex')
    await writeFile(join(work, `${id}.json`), configuration)
    const manifest = [{ Config: `${id}.json`, RepoTags: [source.reference], Layers: ['layer.tar'] }]
    await writeFile(join(work, 'manifest.json'), JSON.stringify(manifest))
    await execa('tar', ['-cf', join(work, 'image.tar'), '-C', work, 'manifest.json', `${id}.json`, 'layer.tar'])
    await rename(join(work, 'image.tar'), archive)
    return `sha256:${id}`
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
