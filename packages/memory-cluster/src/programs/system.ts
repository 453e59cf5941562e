import type { Applet, Applets } from './applet.js'

const id: Applet = async (process, [option]) => {
  const name = process.user === 0 ? 'root' : `user${process.user}`
  const whole = `uid=${process.user}(${name}) gid=${process.user}(${name})`
  await process.write(`${option === '-u' || option === '-g' ? process.user : option === '-un' ? name : whole}\n`)
  return 0
}

const date: Applet = async (process, args) => {
  const now = new Date(process.machine.clock.now())
  const iso = now.toISOString()
  const parts: Readonly<Record<string, string>> = {
    s: String(Math.floor(now.getTime() / 1000)),
    N: `${String(now.getTime() % 1000).padStart(3, '0')}000000`,
    Y: iso.slice(0, 4),
    m: iso.slice(5, 7),
    d: iso.slice(8, 10),
    H: iso.slice(11, 13),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
    F: iso.slice(0, 10),
    T: iso.slice(11, 19),
  }
  const format = args.find((word) => word.startsWith('+'))?.slice(1)
  await process.write(`${format?.replace(/%([a-zA-Z])/g, (whole, letter: string) => parts[letter] ?? whole) ?? iso}\n`)
  return 0
}

/** Programs that tell about the machine. */
export const systemPrograms: Applets = {
  id,
  date,
  whoami: (process) => id(process, ['-un']),
  hostname: async (process) => {
    await process.write(`${process.machine.hostname}\n`)
    return 0
  },
  uname: async (process, [option]) => {
    const words: Readonly<Record<string, string>> = {
      '-m': 'x86_64',
      '-n': process.machine.hostname,
      '-r': '6.1.0-memory',
    }
    await process.write(`${words[option ?? ''] ?? 'Linux'}\n`)
    return 0
  },
  pwd: async (process) => {
    await process.write(`${process.cwd}\n`)
    return 0
  },
  nproc: async (process) => {
    await process.write('8\n')
    return 0
  },
}
