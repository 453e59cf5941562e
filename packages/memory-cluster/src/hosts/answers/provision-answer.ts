import { claimHolder, takeClaim } from '../../engine/provisioning-claim.js'
import type { Process } from '../../os/process.js'

/**
 * Does what Berth's provisioning program does, which needs a real bash: claims the marker, runs the setup script once,
 * completes the marker. Both streams of the script are its standard output; there is no log. Claims are files beside
 * the marker that name a run and the process that holds them.
 */
export async function provisionAnswer(process: Process, argv: readonly string[], onSetUp: () => void): Promise<number> {
  const [, , , , , prefix = '', , marker = '', run = '', launch = '', begin = '', end = '', , , , , encoded = ''] = argv
  const { files, clock } = process.machine
  const say = (report: string): Promise<void> => process.write(`${prefix}${report}\n`)
  const holder = claimHolder(process.machine, marker, launch)
  if (holder !== null) {
    await say(`taken ${holder}`)
    return 0
  }
  const before = files.text(marker)
  if (before?.includes(`"state":"done","launch":"${launch}"`)) {
    await say(`done ${before.trim()}`)
    return 0
  }
  const mark = (opening: string): void => files.write(marker, `${opening},"at":${Math.floor(clock.now() / 1000)}}\n`)
  takeClaim(process, marker, run, launch)
  process.handlers.set('TERM', () => {
    files.remove(marker)
    process.end({ code: 143 })
  })
  mark(begin)
  onSetUp()
  await say('claimed')
  const code = await runScript(process, Buffer.from(encoded, 'base64').toString('utf8'))
  if (code === 0) mark(end)
  else files.remove(marker)
  return code
}

async function runScript(process: Process, script: string): Promise<number> {
  const argv = ['bash', '--norc', '-c', script]
  const { machine } = process
  const output = process.files.get(1)
  const files = new Map([...process.files].filter(([descriptor]) => descriptor !== 0))
  if (output !== undefined) files.set(2, output)
  const child = machine.start(process.inheritance({ argv, files }), (each) => machine.become(each, argv), process.pid)
  const exit = await process.guard(child.exited)
  return 'code' in exit ? exit.code : 143
}
