import { existsSync } from 'node:fs'
import { type ConformanceTest, transportConformance } from '@berth/testkit'
import { type SshTarget, sshTransport } from '@berth/transport-ssh'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { networkTestsApart } from './network-tests-apart.js'
import { canRunSshd, startNoisySshd, type TestSshd } from './sshd.js'

/** A noisy sshd for the tests of the enclosing block. */
function noisySshd(shell: string): () => TestSshd {
  let sshd: TestSshd
  beforeAll(async () => {
    sshd = await startNoisySshd({ shell })
  })
  afterAll(() => sshd?.stop())
  return () => sshd
}

describe.runIf(canRunSshd)('a user whose login shell is bash', () => {
  const sshd = noisySshd('/bin/bash')
  transportConformance({
    test: networkTestsApart,
    factory: () => {
      const { options, port } = sshd()
      const hosts = (host: string): SshTarget => ({ address: '127.0.0.1', port: host === 'nowhere' ? 1 : port })
      return sshTransport({ ...options, hosts })
    },
    hosts: ['one', 'two'],
    network: {
      unreachableHost: 'nowhere',
      connections: () => sshd().sessions().length,
      cut: () => sshd().cut(),
    },
    execOnAll: false,
  })
})

/** Tests whose outcome depends on the login shell. */
const ofShells = [
  'returns an exit code as a value, those of shells and engines too',
  'returns the same exit codes under a timeout',
  'tells a signal from an exit code, by its name',
  'passes every argument as it is',
  'passes every argument as it is under a timeout',
  'runs a string as a shell program, every byte of it',
  'passes an argument of 100,000 bytes',
  'gives a megabyte of standard input, byte for byte, and then its end',
  'sets the environment of the command over what it inherits',
  'leaves no process behind at a timeout, whatever left the session or ignores signals',
  'takes the name of a file as it is',
  'tells an inner command to begin by the first line of its input, and gives it nothing before its announcement',
]

/** Registers these tests and no others, to be run at once. */
const only = (names: readonly string[]): ConformanceTest =>
  Object.assign(
    (...[name, options, body]: Parameters<ConformanceTest>) =>
      names.includes(name) ? test.concurrent(name, options, body) : undefined,
    { skip: () => undefined },
  )

describe.each(['/usr/bin/dash', '/usr/bin/fish', '/usr/bin/tcsh', '/usr/bin/zsh'])(
  'a user whose login shell is %s',
  (shell) => {
    describe.runIf(canRunSshd && (existsSync(shell) || process.env.CI === 'true'))('gets the same', () => {
      const sshd = noisySshd(shell)
      transportConformance({
        test: only(ofShells),
        factory: () => sshTransport(sshd().options),
        hosts: ['one'],
        network: null,
        execOnAll: false,
      })
    })
  },
)
