import { type SmallPrograms, withOptions } from './small-program.js'

/** `id -u`: the number of the user. */
const id = withOptions('u', async (process, { flags }) => {
  if (!flags.has('u')) return process.fail('id: hosts in memory know id -u only', 2)
  await process.write(`${process.user}\n`)
  return 0
})

/** `date +FORMAT`: in UTC, with `-u` or without. */
const date = withOptions('u', async (process, { operands: [format = ''] }) => {
  const now = new Date(process.machine.clock.now())
  const iso = now.toISOString()
  const parts: Readonly<Record<string, string>> = {
    s: String(Math.floor(now.getTime() / 1000)),
    Y: iso.slice(0, 4),
    m: iso.slice(5, 7),
    d: iso.slice(8, 10),
    H: iso.slice(11, 13),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
  }
  const letters = [...format.matchAll(/%(.)/g)].map(([, letter = '']) => letter)
  if (!format.startsWith('+') || letters.some((letter) => parts[letter] === undefined))
    return process.fail(`date: ${format}: hosts in memory know +FORMAT of ${Object.keys(parts).join(' ')} only`, 2)
  await process.write(`${format.slice(1).replace(/%(.)/g, (_, letter: string) => parts[letter] ?? '')}\n`)
  return 0
})

const hostname = withOptions('', async (process) => {
  await process.write(`${process.machine.hostname}\n`)
  return 0
})

/** `uname -n`: the name of the host. */
const uname = withOptions('n', async (process, { flags }) => {
  if (!flags.has('n')) return process.fail('uname: hosts in memory know uname -n only', 2)
  await process.write(`${process.machine.hostname}\n`)
  return 0
})

const pwd = withOptions('', async (process) => {
  await process.write(`${process.cwd}\n`)
  return 0
})

/** Programs that tell about the machine, and where a process is on it. */
export const machineFactPrograms: SmallPrograms = { id, date, hostname, uname, pwd }
