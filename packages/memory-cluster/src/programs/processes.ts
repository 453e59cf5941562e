import { codeOf } from '../os/exit-code.js'
import type { Process } from '../os/process.js'
import { signalName } from '../os/signals.js'
import type { Applet, Applets } from './applet.js'
import { parseOptions } from './options.js'

const sleep: Applet = async (process, args) => {
  const seconds = args.map(secondsOf)
  if (seconds.length === 0 || seconds.some(Number.isNaN))
    return process.fail(`sleep: invalid time interval '${args.join(' ')}'`)
  await process.sleep(1000 * seconds.reduce((sum, each) => sum + each, 0))
  return 0
}

function secondsOf(word: string): number {
  if (word === 'infinity') return Number.POSITIVE_INFINITY
  const [, number, unit = 's'] = /^(\d*\.?\d+)([smhd]?)$/.exec(word) ?? []
  return Number(number) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[unit || 's'] ?? 1)
}

const env: Applet = async (process, args) => {
  let at = 0
  for (; at < args.length; at += 1) {
    const word = args[at] ?? ''
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(word) ?? []
    if (word === '-i' || word === '-') process.env.clear()
    else if (word === '-u') {
      at += 1
      process.env.delete(args[at] ?? '')
    } else if (name !== undefined && value !== undefined) process.env.set(name, value)
    else break
  }
  const argv = args.slice(at)
  if (argv.length > 0) return process.machine.become(process, argv, 'env')
  await process.write([...process.env].map(([name, value]) => `${name}=${value}\n`).join(''))
  return 0
}

const printenv: Applet = async (process, args) => {
  if (args.length === 0) return env(process, [])
  const values = args.flatMap((name) => process.env.get(name) ?? [])
  await process.write(values.map((value) => `${value}\n`).join(''))
  return values.length === args.length ? 0 : 1
}

const nohup: Applet = async (process, args) => {
  process.handlers.set('HUP', 'ignore')
  return process.machine.become(process, args, 'nohup')
}

const setsid: Applet = async (process, args) => {
  const { flags, operands } = parseOptions(args)
  if (!flags.has('f') && !flags.has('fork')) return process.machine.become(process, operands, 'setsid')
  const { machine } = process
  machine.start(process.inheritance({ argv: operands }), (child) => machine.become(child, operands, 'setsid'))
  return 0
}

const kill: Applet = async (process, args) => {
  const { machine } = process
  let [signal, pids] = ['TERM', args]
  const [first = '', second = ''] = args
  if (first === '-s' || first === '-n') [signal, pids] = [second, args.slice(2)]
  else if (/^-(?!-$)./.test(first)) [signal, pids] = [first.slice(1), args.slice(1)]
  const name = signal === '0' ? '0' : signalName(signal)
  if (name === null) return process.fail(`kill: ${signal}: invalid signal`)
  let code = 0
  for (const word of pids.filter((each) => each !== '--')) {
    const target = machine.processes.get(Math.abs(Number(word)))
    if (target === undefined) code = await process.fail(`kill: (${word}) - No such process`)
    else if (name !== '0') for (const each of Number(word) < 0 ? tree(target) : [target]) each.signal(name)
  }
  return code
}

/** A process with its children and theirs. */
function tree(root: Process): Process[] {
  const children = [...root.machine.processes.values()].filter(({ parent }) => parent === root.pid)
  return [root, ...children.flatMap(tree)]
}

const ps: Applet = async (process) => {
  const lines = [...process.machine.processes.values()].map(
    ({ pid, parent, argv }) => `${pid} ${parent} ${argv.join(' ')}\n`,
  )
  await process.write(`PID PPID COMMAND\n${lines.join('')}`)
  return 0
}

const found = ({ machine, pid }: Process, args: readonly string[]): Process[] => {
  const { flags, operands } = parseOptions(args)
  const pattern = new RegExp(operands[0] ?? '', 'u')
  return [...machine.processes.values()].filter((each) => {
    const text = flags.has('f') ? each.argv.join(' ') : (each.argv[0] ?? '')
    return each.pid !== pid && pattern.test(text)
  })
}

const pgrep: Applet = async (process, args) => {
  const pids = found(process, args).map(({ pid }) => `${pid}\n`)
  await process.write(pids.join(''))
  return pids.length > 0 ? 0 : 1
}

const pkill: Applet = async (process, args) => {
  const name = signalName((args[0] ?? '').slice(1))
  const targets = found(process, name === null ? args : args.slice(1))
  for (const target of targets) target.signal(name ?? 'TERM')
  return targets.length > 0 ? 0 : 1
}

const timeout: Applet = async (process, args) => {
  const { values, operands } = parseOptions(args, 'sk')
  const [time = '0', ...argv] = operands
  const { machine } = process
  const child = machine.start(
    process.inheritance({ argv }),
    (each) => machine.become(each, argv, 'timeout'),
    process.pid,
  )
  const signal = signalName(values.get('s') ?? 'TERM') ?? 'TERM'
  let late = false
  const cancel = machine.clock.after(1000 * secondsOf(time), () => {
    late = true
    child.signal(signal)
  })
  try {
    const code = codeOf(await process.guard(child.exited))
    return late ? 124 : code
  } finally {
    cancel()
  }
}

/** Programs that start, find and end processes. */
export const processPrograms: Applets = { sleep, env, printenv, nohup, setsid, kill, ps, pgrep, pkill, timeout }
