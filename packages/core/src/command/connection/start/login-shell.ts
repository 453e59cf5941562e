import { loginLine } from '../../login/login-line.js'
import { AnnouncedOutput } from '../../output/announced-output.js'
import { programs } from '../../programs.generated.js'
import { announcementOf } from '../../terminate.js'
import type { HostChannel, HostChannels } from '../host-channels.js'
import { withDeadline } from '../with-deadline.js'

/** What a login shell made of one command line that only says that it runs. */
export interface ShellAnswer {
  /**
   * `runs commands`: as it should. `waits for input`: it ran the line once its standard input had ended, and not
   * before. `loses output`: it ran the line, and nothing of what that printed has come. `runs nothing`: it ended, and
   * did not run the line.
   */
  readonly does: 'runs commands' | 'waits for input' | 'loses output' | 'runs nothing'
  /** What it said, as text. */
  readonly said: string
}

/** Milliseconds that a login shell gets for the line, and then again once its standard input has ended. */
const answerTime = 5000

/** An exit code that shells, engines and sshd have no meaning for. */
const ownExitCode = 93

/**
 * Asks the login shell, on a channel of its own, whether it runs command lines: nothing is on its standard input, which
 * has its end at once unless it is to be `held`, until the answer is there or overdue. Null where no answer came.
 */
export async function askLoginShell(
  channels: HostChannels,
  nonce: string,
  { held }: { readonly held: boolean },
): Promise<ShellAnswer | null> {
  const opening = { urgent: true, signal: AbortSignal.timeout(answerTime) }
  const name = announcementOf(`${nonce}-shell`)
  const line = loginLine(['sh', '-c', programs['command/question'], name, String(ownExitCode)])
  const channel = await channels.open(line, opening).catch(() => null)
  return channel === null ? null : answerOn(channel, name, held)
}

async function answerOn(channel: HostChannel, name: string, held: boolean): Promise<ShellAnswer | null> {
  const { stdin, stdout, stderr, closed } = channel
  let ran: () => void = () => undefined
  const runs = new Promise<void>((resolve) => {
    ran = resolve
  })
  const out = new AnnouncedOutput(name, () => undefined, ran)
  const err = new AnnouncedOutput(name, () => undefined)
  stdout.on('error', () => undefined).on('data', (chunk: Uint8Array) => out.push(chunk))
  stderr.on('error', () => undefined).on('data', (chunk: Uint8Array) => err.push(chunk))
  stdin.on('error', () => undefined)
  const inTime = held
    ? withDeadline(
        answerTime,
        Promise.race([runs, closed]).then(() => out.announced),
        false,
      )
    : false
  const hadNoEnd = await inTime
  stdin.end()
  const exit = await withDeadline(answerTime, closed, null)
  if (exit === null) channel.destroy()
  const said = [out.noise, err.noise].filter((text) => text !== '').join('\n')
  if (out.announced) return { does: held && !hadNoEnd ? 'waits for input' : 'runs commands', said }
  if (exit === null || !exit.whole) return null
  return { does: exit.exitCode === ownExitCode ? 'loses output' : 'runs nothing', said }
}
