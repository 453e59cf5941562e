import type { HostKeyEvent } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { hostKeyLines } from '../../../src/cli/progress/host-key-lines.js'
import { Progress } from '../../../src/cli/progress/progress.js'
import { manualClock } from './manual-clock.js'

function taken(host: string, fingerprint = `SHA256:${host}`, file: string | null = '/home/me/.ssh/known_hosts') {
  return { type: 'host_key', host, name: host, keyType: 'ssh-ed25519', fingerprint, file } satisfies HostKeyEvent
}

const many = Array.from({ length: 500 }, (_, index) => taken(`node${index + 1}`))

describe('lines about new host keys', () => {
  it('say host, fingerprint and file, once for hosts that share a key', () => {
    expect(
      hostKeyLines([taken('a'), taken('b', 'SHA256:x'), taken('c', 'SHA256:x', null), taken('d', 'SHA256:x')], 5),
    ).toEqual([
      'a      host key    new: ssh-ed25519 SHA256:a, written to /home/me/.ssh/known_hosts',
      'b, d   host key    new: ssh-ed25519 SHA256:x, written to /home/me/.ssh/known_hosts',
      'c      host key    new: ssh-ed25519 SHA256:x, trusted by this command only',
    ])
  })

  it('fold where they are many', () => {
    expect(hostKeyLines(many, 5)).toEqual([
      expect.stringMatching(/^\S.* {2}host key {4}500 new ones, written to \/home\/me\/\.ssh\/known_hosts$/),
    ])
    expect(hostKeyLines(many.slice(0, 8), 5)).toHaveLength(8)
  })

  it('are shown once, however they come in, before what is printed', () => {
    let text = ''
    const progress = new Progress({ write: (piece) => (text += piece) }, ['node1'], {
      clock: manualClock(),
      row: null,
    })
    for (const event of many) progress.listener(event)
    expect(text).toBe('')
    progress.flush()
    progress.flush()
    expect(text.split('\n')).toEqual([...hostKeyLines(many, 5), ''])
  })
})
