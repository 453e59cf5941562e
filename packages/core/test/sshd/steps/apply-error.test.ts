import { describe, expect, test } from 'vitest'
import { applyError } from '../../../src/sshd/steps/apply.js'

describe('applyError', () => {
  test.each(['ready\n17\n', 'changed\nby another process\n'])('%j is none', (output) => {
    expect(applyError('node1', 2224, output)).toBeNull()
  })

  test('taken says where, what was seen and what to do', () => {
    expect(applyError('node1', 2224, 'taken\nBind failed\nwhat answers: x\n')).toMatchObject({
      code: 'BERTH_SSHD_PORT_TAKEN',
      message: `node1: start sshd: another process listens on port 2224\nBind failed\nwhat answers: x\n  → Find it and end it, or choose another sshd_port. On node1, run: ss -ltnp sport = :2224`,
    })
  })

  test.each(['failed\nno room\n', '', 'read', 'something else\n'])('%j is a failure', (output) => {
    expect(applyError('node1', 2224, output)?.code).toBe('BERTH_SSHD_FAILED')
  })
})
