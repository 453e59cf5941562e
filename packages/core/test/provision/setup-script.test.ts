import { readFile } from 'node:fs/promises'
import { describe, expect, test, vi } from 'vitest'
import { setupScriptLimit } from '../../src/config/script/check-script.js'
import { readSetupScript } from '../../src/provision/index.js'

const path = '/lab/setup.sh'
const file = { kind: 'file', path } as const
const reading = (bytes: Uint8Array | string) => readSetupScript(file, async () => Buffer.from(bytes))

describe('readSetupScript', () => {
  test('none is null, and reads nothing', async () => {
    const read = vi.fn()
    expect(await readSetupScript({ kind: 'none' }, read)).toBeNull()
    expect(read).not.toHaveBeenCalled()
  })

  test('packaged is there, and within its own limit', async () => {
    const script = await readSetupScript({ kind: 'packaged' }, () => Promise.reject(new Error('not read')))
    expect(script).toMatchObject({ source: 'packaged', hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(script?.bytes.length).toBeLessThan(setupScriptLimit)
  })

  test('a file keeps its bytes', async () => {
    expect(await reading('echo ✓\n')).toEqual({
      source: path,
      bytes: Buffer.from('echo ✓\n'),
      options: '',
      hash: '0367777c6b18fc644bf5cf12683a3fad2f5880d301022b60c7a4c67ac136c3a8',
    })
  })

  test('a file that Windows wrote is what it would be elsewhere', async () => {
    expect(await reading('\ufeffset -e\r\necho ✓\r\n')).toEqual(await reading('set -e\necho ✓\n'))
  })

  test.each([
    ['set -e\necho one\r\n', '/lab/setup.sh ends line 2 with a carriage return', "sed -i 's/\\r$//' /lab/setup.sh"],
    ['#!/usr/bin/env python3\n', '/lab/setup.sh names python3 on line 1', "python3 <<'END'"],
  ])('%j is refused with its file, its line and what to do', async (text, reason, remedy) => {
    await expect(reading(text)).rejects.toMatchObject({
      code: 'BERTH_SCRIPT_UNUSABLE',
      reason: expect.stringContaining(reason),
      message: expect.stringContaining(remedy),
    })
  })

  test('16,384 bytes are taken, 16,385 are not', async () => {
    expect((await reading('x'.repeat(16_384)))?.bytes.length).toBe(16_384)
    await expect(reading('x'.repeat(16_385))).rejects.toMatchObject({
      code: 'BERTH_SCRIPT_UNUSABLE',
      message: expect.stringMatching(
        /setup\.sh has 16385 bytes; the limit is 16384\n.*into the image, or into a file on a volume/,
      ),
    })
  })

  test('the limit counts bytes, not characters', async () => {
    await expect(reading('é'.repeat(8193))).rejects.toThrow('has 16386 bytes')
  })

  test.each([
    ['', 'is empty'],
    [' \n\t\r\n', 'is empty'],
    ['echo\0', 'holds a NUL byte at offset 4'],
  ])('%j is refused', async (text, message) => {
    await expect(reading(text)).rejects.toMatchObject({
      code: 'BERTH_SCRIPT_UNUSABLE',
      reason: expect.stringContaining(message),
    })
  })

  test('a file that is not there is refused by name', async () => {
    await expect(
      readSetupScript({ kind: 'file', path: '/nowhere/setup.sh' }, (name) => readFile(name)),
    ).rejects.toMatchObject({
      code: 'BERTH_SCRIPT_UNUSABLE',
      reason: expect.stringMatching(/^\/nowhere\/setup\.sh cannot be read: ENOENT/),
    })
  })
})
