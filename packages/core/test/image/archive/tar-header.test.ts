import fc from 'fast-check'
import { expect, it } from 'vitest'
import { archiveHeader } from '../../../src/command/files/archive-header.js'
import { paddedSize, parseTarHeader } from '../../../src/image/archive/tar-header.js'
import { withField } from './tar-bytes.js'

const header = archiveHeader('a/layer.tar', 1000)

it('reads what Berth itself writes', () => {
  expect(parseTarHeader(header)).toEqual({ name: 'a/layer.tar', kind: '0', target: '', size: 1000 })
  expect([paddedSize(0), paddedSize(1), paddedSize(512), paddedSize(513)]).toEqual([0, 512, 512, 1024])
})

it('puts a long name together, where the archive is of POSIX', () => {
  expect(parseTarHeader(withField(header, 345, 'above'))).toMatchObject({ name: 'above/a/layer.tar' })
  const ofGnu = withField(withField(header, 257, 'ustar  \0'), 345, '14000000000')
  expect(parseTarHeader(ofGnu)).toMatchObject({ name: 'a/layer.tar' })
})

it('reads sizes that octal digits have no room for', () => {
  const large = Buffer.alloc(12)
  large[0] = 0x80
  large.writeBigUInt64BE(12_000_000_000n, 4)
  expect(parseTarHeader(withField(header, 124, large))).toMatchObject({ size: 12_000_000_000 })
  expect(parseTarHeader(withField(header, 124, Buffer.alloc(12, 0xff)))).toBeNull()
})

it('tells links, and files of old archives', () => {
  expect(parseTarHeader(withField(withField(header, 156, '2'), 157, '../b/layer.tar'))).toMatchObject({
    kind: '2',
    target: '../b/layer.tar',
  })
  expect(parseTarHeader(withField(header, 156, '\0'))).toMatchObject({ kind: '0' })
})

it('takes nothing for a header that is none', () => {
  expect(parseTarHeader(Buffer.alloc(512))).toBe('end')
  const altered = Buffer.from(header)
  altered[0] = 0x62
  expect(parseTarHeader(altered)).toBeNull()
  expect(parseTarHeader(header.subarray(0, 511))).toBeNull()
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 512, maxLength: 512 }), (bytes) => {
      expect([null, 'end']).toContain(parseTarHeader(bytes))
    }),
  )
})
