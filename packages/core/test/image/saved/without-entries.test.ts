import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLeftOut } from '../../../src/image/saved/left-out.js'
import { withoutEntries } from '../../../src/image/saved/without-entries.js'
import { type TestEntry, tarBytes } from '../archive/tar-bytes.js'

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function filtered(bytes: Buffer, size = 1000): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of withoutEntries(cut(bytes, size), isLeftOut)) pieces.push(piece)
  return Buffer.concat(pieces)
}

const secret = { name: 'var/lib/berth/sshd/sshd_config', content: 'SetEnv TOKEN=secret' }
const long = `${'d/'.repeat(60)}file`
const kept: readonly TestEntry[] = [
  { name: 'opt/', kind: '5' },
  { name: 'opt/tool', content: 'x'.repeat(1500) },
  { name: '././@LongLink', kind: 'L', content: `${long}\0` },
  { name: long.slice(0, 100), content: 'long' },
  { name: 'var/lib/.wh.other' },
  { name: 'opt/link', kind: '1', target: 'opt/tool' },
]

describe('a layer without what is left out of images', () => {
  it('is what it was, byte for byte, but for these entries, however its bytes come', async () => {
    const own: readonly TestEntry[] = [
      { name: 'var/lib/berth/', kind: '5' },
      secret,
      { name: 'opt/stolen', kind: '1', target: secret.name },
    ]
    const [first, ...others] = kept
    const mixed = [first, ...own, ...others].filter((one) => one !== undefined)
    for (const size of [13, 512, 100_000]) expect(await filtered(tarBytes(mixed), size)).toEqual(tarBytes(kept))
  })

  it('is without an entry whose name is said before it', async () => {
    const name = `var/lib/berth/${'x'.repeat(120)}`
    const record = `path=${name}\n`
    const content = `${record.length + 4} ${record}`
    const named = [
      { name: 'PaxHeaders', kind: 'x', content },
      { name: 'short', content: 'secret' },
    ]
    expect(await filtered(tarBytes([...named, ...kept]))).toEqual(tarBytes(kept))
    const linked = [
      { name: '././@LongLink', kind: 'K', content: `${name}\0` },
      { name: 'opt/stolen', kind: '1', target: 'var/lib' },
    ]
    expect(await filtered(tarBytes([...kept, ...linked]))).toEqual(tarBytes(kept))
  })

  it('is none where it is cut short or no archive', async () => {
    await expect(filtered(tarBytes(kept).subarray(0, 2000))).rejects.toThrow(/cut short/)
    await expect(filtered(Buffer.alloc(1024, 'x'))).rejects.toThrow(/no tar archive/)
    await expect(filtered(Buffer.alloc(0))).rejects.toThrow(/cut short/)
  })

  it('has every other name, whatever it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z./*?+\\()[\]-]{1,30}$/), (name) => {
        expect(isLeftOut(`opt/${name.replaceAll('..', '')}`)).toBe(false)
      }),
    )
  })
})

it.each([
  ['var/lib/berth', true],
  ['./var/lib/berth/', true],
  ['/var/lib/berth/keys/host_key', true],
  ['var/lib/berthold', false],
  ['opt/var/lib/berth', false],
  ['root/.local/state/berth/commands/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f/lab/stdout', true],
  ['tmp/berth-1000/commands/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f', true],
  ['work/berth/commands/exec.ts', false],
  ['opt/.berth-put-x1/staged', true],
  ['dev/shm/berth-mpi.aB3dE6/hostfile', true],
  ['opt/berth-mpi.conf', false],
])('of a path in a container, %s, whether it stays out of images: %s', (name, isOut) => {
  expect(isLeftOut(name)).toBe(isOut)
})
