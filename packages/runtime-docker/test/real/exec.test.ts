import { createHash, randomBytes } from 'node:crypto'
import type { Command, ContainerExecOptions, ExecResult } from '@berth/core/adapter'
import { expect } from 'vitest'
import { describeReal, realTest as test } from '../../../testbed/test/real-test.js'
import { busybox, useBox } from './box.js'

const printable = Array.from({ length: 127 }, (_, code) => String.fromCharCode(code + 1)).join('')

describeReal('exec', () => {
  const box = useBox()
  let launched: Promise<string> | undefined
  const container = (): Promise<string> => {
    launched ??= box()
      .launch()
      .then(({ id }) => id)
    return launched
  }
  const exec = async (command: Command, options?: ContainerExecOptions): Promise<ExecResult> =>
    box().runtime.exec(await box().host(), await container(), command, options)

  test('an argument vector: every byte arrives', async () => {
    const { stdout, stderr } = await exec(['printf', '%s|', printable, '', 'ü漢😀', '-n', '$HOME'])
    expect({ stdout, stderr }).toEqual({ stdout: `${printable}||ü漢😀|-n|$HOME|`, stderr: '' })
  })

  test('a shell string: read by the container’s shell only', async () => {
    const { stdout, stderr } = await exec(`printf '%s' "$(echo in)" 'ü"\\' "$A"; echo err >&2`, {
      env: { A: printable },
    })
    expect({ stdout, stderr }).toEqual({ stdout: `inü"\\${printable}`, stderr: 'err\n' })
  })

  test('standard input of 1 MB, and none', async () => {
    const bytes = randomBytes(1_000_000)
    const { stdout } = await exec(['sha256sum'], { stdin: bytes })
    expect(stdout).toContain(createHash('sha256').update(bytes).digest('hex'))
    expect(await exec(['wc', '-c'])).toMatchObject({ stdout: expect.stringMatching(/^\s*0\n$/) })
  })

  test.each([0, 1, 3, 125, 126, 127, 137, 255])('exit code %i is the command’s own', async (exitCode) => {
    expect(await exec(`exit ${exitCode}`)).toMatchObject({ exitCode, endedBy: 'exit' })
  })

  test('user and working directory', async () => {
    expect(await exec('id -u; pwd', { user: '7', workingDirectory: '/tmp' })).toMatchObject({ stdout: '7\n/tmp\n' })
  })

  test('never started is not an exit code', async () => {
    const notStarted = (remedy: RegExp) => ({ code: 'BERTH_EXEC_NOT_STARTED', remedy: expect.stringMatching(remedy) })
    await expect(exec(['true'], { user: 'nobody-here' })).rejects.toMatchObject(notStarted(/Name a user/))
    await expect(exec(['true'], { workingDirectory: '/nowhere' })).rejects.toMatchObject(notStarted(/directory/))
    const host = await box().host()
    await expect(box().runtime.exec(host, 'f'.repeat(64), 'true')).rejects.toMatchObject(notStarted(/gone/))
    const { id } = await box().launch()
    await box().outside('docker', 'kill', id)
    await expect(box().runtime.exec(host, id, 'true')).rejects.toMatchObject(notStarted(/not running/))
  })

  test('hundreds of exit codes, many at once', async () => {
    const host = await box().host()
    const id = await container()
    for (let round = 0; round < 8; round++) {
      const codes = Array.from({ length: 8 }, (_, index) => (round * 37 + index * 11) % 120)
      const results = await Promise.all(codes.map((code) => box().runtime.exec(host, id, `exit ${code}`)))
      expect(results.map(({ exitCode }) => exitCode)).toEqual(codes)
    }
  })

  const ends = ['timeout', 'abort'] as const
  const images = [busybox, 'berth/debian:12']
  test.each(images.flatMap((image) => ends.map((endedBy) => [endedBy, image] as const)))(
    '%s ends the whole tree in a container of %s',
    async (endedBy, reference) => {
      const host = await box().host()
      const image = await box().runtime.ensureImage(host, { reference, pull: 'never', archive: null })
      const { id } = await box().launch({ image })
      const controller = new AbortController()
      const script = `setsid sleep 98765 & echo up; trap '' TERM; sleep 98765; sleep 98765`
      const running = box().runtime.exec(host, id, script, {
        ...(endedBy === 'timeout' ? { timeout: 2500 } : { signal: controller.signal }),
        onOutput: () => setTimeout(() => controller.abort(), 200),
      })
      expect(await running).toMatchObject({ endedBy, exitCode: null, stdout: 'up\n' })
      const top = await box().outside('docker', 'top', id, '-eo', 'pid,args')
      expect(top).not.toContain('98765')
      expect(top).toContain('sleep 2147483647')
    },
  )
})
