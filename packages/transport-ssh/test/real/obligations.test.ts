import { sshTransport } from '@berth/transport-ssh'
import { afterAll, beforeAll, describe } from 'vitest'
import { transportObligations } from '../../../core/test/command/transport-obligations.js'
import { canRunSshd, startSshd, type TestSshd } from './sshd.js'

let sshd: TestSshd
beforeAll(async () => {
  if (canRunSshd) sshd = await startSshd()
})
afterAll(() => sshd?.stop())

transportObligations('ssh', () => sshTransport(sshd.options).connect('one'), describe.runIf(canRunSshd))
