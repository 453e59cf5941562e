import { BerthError, HostsError } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { bytesText } from '../../src/cli/show/bytes-text.js'
import { progressText } from '../../src/cli/show/show-transfers.js'
import { runCli } from './run-cli.js'

const onProgress = expect.any(Function)

describe('put', () => {
  it.each<[string, readonly unknown[]]>([
    ['put ./suite /opt/suite', ['putDirectory', '/opt/suite', './suite', { onProgress }]],
    ['put ./rvs /opt/rvs', ['putFile', '/opt/rvs', { file: './rvs' }, { onProgress }]],
    ['put ./rvs /opt/', ['putFile', '/opt/rvs', { file: './rvs' }, { onProgress }]],
    ['put --head ./rvs /opt/rvs', ['putFile', '/opt/rvs', { file: './rvs' }, { hosts: 'head', onProgress }]],
  ])('%s copies into containers that are there', async (line, call) => {
    const { calls, exitCode } = await runCli(line, { folders: ['./suite'] })
    expect(calls).toEqual([['attach'], call, ['close']])
    expect(exitCode).toBe(0)
  })

  it('copies to hosts without looking at their containers', async () => {
    const { calls } = await runCli('put --on-host ./x.tar /var/tmp/')
    expect(calls).toEqual([['putFile', '/var/tmp/x.tar', { file: './x.tar' }, { on: 'host', onProgress }], ['close']])
  })

  it('says what was sent, for people and as JSON', async () => {
    const { stdout } = await runCli('put ./rvs /opt/rvs')
    expect(stdout).toBe('a: 1 file written, 0 unchanged, 2.0 MiB sent\nb: 0 files written, 1 unchanged, 0 bytes sent\n')
    expect((await runCli('put --json ./rvs /opt/rvs')).json?.hosts).toEqual({
      a: { ok: true, files: 1, unchanged: 0, bytes: 2_097_152 },
      b: { ok: true, files: 0, unchanged: 1, bytes: 0 },
    })
  })

  it('exits with 4 where a connection was lost, and says what to do', async () => {
    const lost = new BerthError({
      code: 'BERTH_CONNECTION_LOST',
      operation: 'write',
      message: 'lost',
      remedy: 'Again.',
      host: 'b',
    })
    const put = new HostsError('write', new Map([['b', lost]]), 2)
    const { exitCode, stderr } = await runCli('put ./rvs /opt/rvs', { script: { put } })
    expect(exitCode).toBe(4)
    expect(stderr).toContain('Again.')
  })
})

describe('get', () => {
  it('prints where the files are', async () => {
    const { calls, stdout } = await runCli('get /tmp/file results')
    expect(calls).toEqual([['attach'], ['saveFile', '/tmp/file', 'results', { onProgress }], ['close']])
    expect(stdout).toBe('results/a/file\nresults/b/file\n')
  })
})

describe('progress', () => {
  it('is that of all hosts together', () => {
    expect(progressText('sent', [], 2)).toBeNull()
    const transfers = [
      { host: 'a', done: 1024, total: 1024 },
      { host: 'b', done: 100, total: 1024 },
    ]
    expect(progressText('sent', transfers, 2)).toBe('sent 54 % of 2.0 KiB')
  })

  it('knows no whole before all hosts have begun', () => {
    const transfers = Array.from({ length: 32 }, (_, index) => ({ host: `n${index}`, done: 1024, total: 1024 }))
    expect(progressText('sent', transfers, 40)).toBe('sent 32.0 KiB')
  })

  it.each([
    [0, '0 bytes'],
    [1023, '1023 bytes'],
    [1024, '1.0 KiB'],
    [3_565_158, '3.4 MiB'],
    [2 ** 45, '32.0 TiB'],
  ])('%i bytes are %s', (bytes, text) => expect(bytesText(bytes)).toBe(text))
})
