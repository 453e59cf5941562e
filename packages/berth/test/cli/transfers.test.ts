import { BerthError, HostsError, type Transferred } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { bytesText } from '../../src/cli/show/bytes-text.js'
import { progressText } from '../../src/cli/show/show-transfers.js'
import { runCli } from './run-cli.js'

const onProgress = expect.any(Function)

describe('put', () => {
  it.each<[string, readonly unknown[]]>([
    ['put ./suite /opt/suite', ['putDirectory', '/opt/suite', './suite', { onProgress }]],
    ['put ./rvs /opt/rvs', ['putFile', '/opt/rvs', { file: './rvs' }, { intoFolder: true, onProgress }]],
    ['put ./rvs /opt/', ['putFile', '/opt/rvs', { file: './rvs' }, { onProgress }]],
    [
      'put --head ./rvs /opt/rvs',
      ['putFile', '/opt/rvs', { file: './rvs' }, { hosts: 'head', intoFolder: true, onProgress }],
    ],
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
      a: { ok: true, path: '/opt/rvs', files: 1, unchanged: 0, bytes: 2_097_152 },
      b: { ok: true, path: '/opt/rvs', files: 0, unchanged: 1, bytes: 0 },
    })
  })

  it('says where a file went that was put into a folder, and tells hosts apart where it is another place', async () => {
    const sent = { files: 1, unchanged: 0, bytes: 3 }
    const put = new Map<string, Transferred>([
      ['a', { ...sent, path: '/opt/rvs/rvs' }],
      ['b', sent],
    ])
    const { stdout } = await runCli('put ./rvs /opt/rvs', { script: { put } })
    const { json } = await runCli('put --json ./rvs /opt/rvs', { script: { put } })
    expect(json?.hosts).toMatchObject({ a: { path: '/opt/rvs/rvs' }, b: { path: '/opt/rvs' } })
    const written = '1 file written, 0 unchanged, 3 bytes sent'
    expect(stdout).toBe(`a: ${written}, as /opt/rvs/rvs\nb: ${written}\n`)
  })

  it('says what was written where it was, though it failed on another host', async () => {
    const gone = new BerthError({ code: 'BERTH_HOST_UNREACHABLE', operation: 'connect', message: 'gone', host: 'b' })
    const done = new Map([['a', { files: 1, unchanged: 0, bytes: 3 }]])
    const put = new HostsError('write', new Map([['b', gone]]), 2, done)
    const { stdout, exitCode } = await runCli('put ./rvs /opt/rvs', { script: { put } })
    expect({ stdout, exitCode }).toEqual({ stdout: 'a: 1 file written, 0 unchanged, 3 bytes sent\n', exitCode: 4 })
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
