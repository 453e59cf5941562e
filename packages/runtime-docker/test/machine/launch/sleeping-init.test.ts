import { expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { sleepingInit } from '../../../src/launch/commands.js'

const apart = ['/usr/bin/unshare', '--user', '--map-root-user', '--pid', '--fork', '--mount-proc']

/** Beside the init, as its first child: what the other child is, once there is one that is not `$seen`. */
const another =
  'until set -- $(cat /proc/1/task/1/children); [ $# = 2 ] && [ "$2" != "$seen" ]; do sleep 0.05; done; seen=$2'

everyShell({}, [], ({ container, name, file: shell }) => {
  test('as the first process it sleeps again when its sleep is killed, and ends when it is told to', async () => {
    const beside = `seen=; ${another}; kill -KILL "$seen"; ${another}; echo again; kill 1`
    const script = `(${beside}) 2>/dev/null & exec sh -c "$0"`
    const { exitCode, stdout } = await container.exec([...apart, 'sh', '-c', script, sleepingInit], { timeout: 20_000 })
    expect([exitCode, stdout]).toEqual([0, 'again\n'])
  })

  // The busybox of Debian has sleep in its shell.
  test.skipIf(name === 'busybox')('as the first process without a sleep it does nothing', async () => {
    const ticks = 'set -- $(cat /proc/1/stat); shift 13; echo $(($1 + $2))'
    const script = `(sleep 3; ${ticks}; kill 1) & PATH=/nowhere exec ${shell} -c "$0"`
    const { exitCode, stdout } = await container.exec([...apart, 'sh', '-c', script, sleepingInit], { timeout: 20_000 })
    expect(exitCode).toBe(0)
    expect(Number(stdout)).toBeLessThan(50)
  })
})
