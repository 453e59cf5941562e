import { open } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { type TarEntry, tarEntries } from '../../../src/image/archive/tar-entries.js'
import { useFiles } from './scratch.js'
import { tarBytes } from './tar-bytes.js'

const fileOf = useFiles()

async function entriesOf(bytes: Buffer): Promise<readonly TarEntry[]> {
  const file = await open(fileOf(bytes))
  try {
    return await tarEntries(file, bytes.length)
  } finally {
    await file.close()
  }
}

/** A record of an extended header, whose length counts itself. */
const record = (text: string): string => {
  const rest = Buffer.byteLength(` ${text}\n`)
  const length = rest + String(rest + 2).length
  return `${length} ${text}\n`
}

describe('the entries of an archive', () => {
  it('are found with the place of their content, whatever their sizes', async () => {
    const bytes = tarBytes([{ name: 'a', content: 'x'.repeat(513) }, { name: 'b' }, { name: 'c', content: 'end' }])
    const found = await entriesOf(bytes)
    expect(found.map(({ name, size }) => [name, size])).toEqual([
      ['a', 513],
      ['b', 0],
      ['c', 3],
    ])
    const last = found[2]
    expect(bytes.toString('utf8', last?.start, (last?.start ?? 0) + 3)).toBe('end')
  })

  it('have names and sizes that are told before them, for the next one only', async () => {
    const long = `${'folder/'.repeat(40)}layer.tar`
    const bytes = tarBytes([
      { name: '././@LongLink', kind: 'L', content: `${long}\0` },
      { name: 'cut', content: 'one' },
      { name: 'pax', kind: 'x', content: `${record('path=named/é')}${record('size=2')}${record('mtime=1.5')}` },
      { name: 'cut', content: 'to' },
      { name: 'global', kind: 'g', content: record('comment=x') },
      { name: 'pax', kind: 'x', content: record('linkpath=over/there') },
      { name: 'link', kind: '2', target: 'cut' },
      { name: 'plain', content: 'x' },
    ])
    expect((await entriesOf(bytes)).map(({ name, size, target }) => [name, size, target])).toEqual([
      [long, 3, ''],
      ['named/é', 2, ''],
      ['link', 0, 'over/there'],
      ['plain', 1, ''],
    ])
  })

  it('end where two blocks of zeros stand, or the file ends', async () => {
    expect(await entriesOf(tarBytes([{ name: 'a' }], Buffer.alloc(0)))).toHaveLength(1)
    expect(await entriesOf(Buffer.concat([tarBytes([{ name: 'a' }]), Buffer.alloc(512, 1)]))).toHaveLength(1)
  })

  it.each([
    ['no archive at all', Buffer.from('no archive '.repeat(100)), 'it is no tar archive, or damaged at byte 0'],
    ['nothing', Buffer.alloc(0), 'it is no tar archive, or damaged at byte 0'],
    ['a damaged one', tarBytes([{ name: 'a' }], Buffer.alloc(512, 1)), 'damaged at byte 512'],
    [
      'one that is cut short',
      tarBytes([{ name: 'a', content: 'x'.repeat(600) }]).subarray(0, 700),
      'it is cut short: a',
    ],
    [
      'a damaged record',
      tarBytes([{ name: 'p', kind: 'x', content: '99 path=x\n' }]),
      'extended header that is damaged',
    ],
  ])('are refused of %s', async (_, bytes, problem) => {
    await expect(entriesOf(bytes)).rejects.toThrow(problem)
  })
})
