import { type SmallPrograms, withWords } from './small-program.js'

const sleep = withWords(async (process, args) => {
  const [word = ''] = args
  const seconds = word === 'infinity' ? Number.POSITIVE_INFINITY : Number(/^\d*\.?\d+$/.exec(word)?.[0])
  if (args.length !== 1 || Number.isNaN(seconds))
    return process.fail(`sleep: invalid time interval '${args.join(' ')}'`)
  await process.sleep(1000 * seconds)
  return 0
})

/** `env NAME=VALUE… PROGRAM…`: a program with more in its environment. */
const env = withWords(async (process, args) => {
  const at = args.findIndex((word) => !/^[^=-][^=]*=/s.test(word))
  for (const word of at === -1 ? args : args.slice(0, at)) {
    const end = word.indexOf('=')
    process.env.set(word.slice(0, end), word.slice(end + 1))
  }
  if (at !== -1) return process.machine.become(process, args.slice(at), 'env')
  await process.write([...process.env].map(([name, value]) => `${name}=${value}\n`).join(''))
  return 0
})

const nohup = withWords(async (process, args) => {
  process.handlers.set('HUP', 'ignore')
  return process.machine.become(process, args, 'nohup')
})

/** Sessions are not simulated: a process that leaves its own is one like any other. */
const setsid = withWords((process, args) => process.machine.become(process, args, 'setsid'))

/** Programs that start others, or let time pass. */
export const processPrograms: SmallPrograms = { sleep, env, nohup, setsid }
