import { expect, test } from 'vitest'
import { ensureSshd } from '../../src/sshd/index.js'

test('no container, nothing to do', async () => {
  expect(await ensureSshd([], { port: 2224, cluster: 'c' })).toEqual(new Map())
})

test('a name that would be a pattern is refused before anything runs', async () => {
  const exec = () => Promise.reject(new Error('ran'))
  await expect(
    ensureSshd([{ host: 'a', names: ['*'], launch: 'x', exec }], { port: 2224, cluster: 'c' }),
  ).rejects.toThrow(TypeError)
})

/** Answers the inspection like a container without keys, and gives broken keys that must never show up anywhere. */
test('half a key is an error that does not show it', async () => {
  const exec = async (command: readonly string[] | string) => ({
    host: 'a',
    exitCode: 0,
    signal: null,
    endedBy: 'exit' as const,
    stdout: String(command).includes('environ')
      ? 'missing \nversion OpenSSH_9.2\nrunning no\ntrusted none\nenviron\n\nend\n'
      : '-----BEGIN OPENSSH PRIVATE KEY-----\nSECRET\n',
    stderr: '',
    truncated: false,
    duration: 1,
  })
  const failed: unknown = await ensureSshd([{ host: 'a', names: ['a'], launch: 'x', exec }], {
    port: 2224,
    cluster: 'c',
  }).catch((error: unknown) => error)
  expect(failed).toMatchObject({ code: 'BERTH_SSHD_FAILED' })
  expect(JSON.stringify(failed) + String(failed)).not.toContain('SECRET')
})
