import { expect, it } from 'vitest'
import { refuseIfOthersMayWrite } from '../../src/config-files/config-permissions.js'
import { SshConfigError } from '../../src/ssh-config/ssh-config-error.js'

const me = process.getuid?.() ?? 0
const noGroup = 999_999_999

const refusal = (uid: number, mode: number): string | undefined => {
  try {
    refuseIfOthersMayWrite('/c', { uid, gid: noGroup, mode }, 'ann')
    return undefined
  } catch (error) {
    return error instanceof SshConfigError ? error.message : String(error)
  }
}

it.each([0o600, 0o644, 0o400, 0o755])('mode %o is fine for a file of the user or of root', (mode) => {
  expect(refusal(me, mode)).toBeUndefined()
  expect(refusal(0, mode)).toBeUndefined()
})

it.each<[number, string]>([
  [0o602, 'everybody'],
  [0o666, 'everybody'],
  [0o664, `the group ${noGroup}`],
])('mode %o lets %s write', (mode, who) => {
  expect(refusal(me, mode)).toBe(`/c may be written by ${who}, so it is not obeyed; ssh refuses it too`)
})

it("another user's file is refused, whatever its mode", () => {
  expect(refusal(me + 1, 0o600)).toBe(
    `/c belongs to another user (uid ${me + 1}), so it is not obeyed; ssh refuses it too`,
  )
})
