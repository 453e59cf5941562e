import type { Command, ContainerExecOptions, ExecResult } from '@berth/core/adapter'
import { expect } from 'vitest'
import { describeReal, realTest as test } from '../../../testbed/test/real-test.js'
import { useBox } from './box.js'

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
    box().runtime.exec(await box().engine(), await container(), command, options)

  test('never started is not an exit code', async () => {
    const notStarted = (remedy: RegExp) => ({ code: 'BERTH_EXEC_NOT_STARTED', remedy: expect.stringMatching(remedy) })
    await expect(exec(['true'], { user: 'nobody-here' })).rejects.toMatchObject(notStarted(/Name a user/))
    await expect(exec(['true'], { workingDirectory: '/nowhere' })).rejects.toMatchObject(notStarted(/directory/))
    const engine = await box().engine()
    await expect(box().runtime.exec(engine, 'f'.repeat(64), 'true')).rejects.toMatchObject(notStarted(/gone/))
    const { id } = await box().launch()
    await box().outside('docker', 'kill', id)
    await expect(box().runtime.exec(engine, id, 'true')).rejects.toMatchObject(notStarted(/not running/))
  })

  const ends = ['timeout', 'abort'] as const
  test.each(ends)('%s ends the whole tree in a container with the programs of a distribution', async (endedBy) => {
    const engine = await box().engine()
    const image = await box().runtime.ensureImage(engine, {
      reference: 'berth/debian:12',
      pull: 'never',
      archive: null,
    })
    const { id } = await box().launch({ image })
    const controller = new AbortController()
    const script = `setsid sleep 98765 & echo up; trap '' TERM; sleep 98765; sleep 98765`
    const running = box().runtime.exec(engine, id, script, {
      ...(endedBy === 'timeout' ? { timeout: 2500 } : { signal: controller.signal }),
      onOutput: () => setTimeout(() => controller.abort(), 200),
    })
    expect(await running).toMatchObject({ endedBy, exitCode: null, stdout: 'up\n' })
    const top = await box().outside('docker', 'top', id, '-eo', 'pid,args')
    expect(top).not.toContain('sleep 98765')
    expect(top).toContain('sleep 2147483647')
  })
})
