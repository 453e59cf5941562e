import { digestOf } from '../../../src/image/archive/index.js'
import { type TestEntry, tarBytes } from '../archive/tar-bytes.js'

/** Where the image of a test is from. */
export const from = {
  cluster: 'lab',
  host: 'gpu1',
  container: 'c0ffee',
  at: '2026-11-28T00:00:00.000Z',
  base: 'lab:1',
}

const baseLayer = Buffer.from('what the container was made from')
const rootfs = (...layers: readonly Buffer[]) => ({ type: 'layers', diff_ids: layers.map((one) => digestOf(one)) })
const frame = { architecture: 'amd64', os: 'linux' }

const baseConfig = {
  Env: ['PATH=/bin'],
  Entrypoint: ['/entry'],
  Labels: { vendor: 'x' },
}

/** The inner configuration of a passing image: what an engine writes down of the container. */
export const passingConfig = {
  Env: ['PATH=/bin', 'TOKEN=s3cret'],
  Entrypoint: ['/bin/sh', '-c', 's3cret'],
  Labels: { vendor: 'x', 'berth.run': 's3cret', 'berth.saving': 'id' },
}

/** A layer of what was changed in a container: these entries, and all that Berth writes. */
export function changesOf(entries: readonly TestEntry[]): Buffer {
  return tarBytes([
    ...entries,
    { name: 'var/lib/berth/', kind: '5' },
    { name: 'var/lib/berth/provisioned', content: 's3cret marker' },
    { name: 'var/lib/berth/sshd/sshd_config', content: 'SetEnv TOKEN=s3cret' },
  ])
}

/** What an engine writes out of a container: its image, and the one that is made of the container. */
export function pairFiles(
  changes: Buffer | null,
  pack: (layer: Buffer) => Buffer = (layer) => layer,
  inner: object = passingConfig,
  under: Buffer = baseLayer,
): readonly TestEntry[] {
  const history = [{ created_by: 'build' }]
  const base = JSON.stringify({ ...frame, config: baseConfig, rootfs: rootfs(baseLayer), history })
  const own = changes === null ? [] : [changes]
  const passing = JSON.stringify({
    ...{ ...frame, config: inner, container_config: inner, rootfs: rootfs(under, ...own) },
    history: [...history, { created_by: 's3cret' }],
  })
  const files = [base, passing].map((content) => ({ name: `${digestOf(content).slice(7)}.json`, content }))
  const layers = [under, ...own].map((layer, index) => ({ name: `layer${index}/layer.tar`, content: pack(layer) }))
  const names = layers.map(({ name }) => name)
  const bottom = { name: 'base/layer.tar', content: pack(baseLayer) }
  const manifest = [
    { Config: files[0]?.name, RepoTags: [], Layers: [bottom.name] },
    { Config: files[1]?.name, RepoTags: [], Layers: names },
  ]
  return [bottom, ...layers, ...files, { name: 'manifest.json', content: JSON.stringify(manifest) }]
}
