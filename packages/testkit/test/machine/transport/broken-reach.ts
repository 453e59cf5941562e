import { BerthError, type Command, type ExecOptions, type Transport } from '@berth/core/adapter'
import { type Break, options, result, transport, without } from './altered.js'

/** Broken where there is a network, and in the fan-out. */
export const brokenReach: Readonly<Record<string, Break>> = {
  'says that a host cannot be reached, and that trying again is safe': transport((sound) => ({
    connect: (host, given) =>
      sound.connect(host, given).catch(({ operation, reason: message, remedy }: BerthError) => {
        const code = 'BERTH_AUTH_FAILED'
        throw new BerthError({ code, host, operation, message, ...(remedy !== undefined && { remedy }) })
      }),
  })),
  'shares one connection among all who use a host, and leaves none': transport((_sound, another) => ({
    connect: (host, given) => another().connect(host, given),
  })),
  'leaves nothing open when connecting is aborted': transport((sound, another) => ({
    connect: async (host, given) => {
      await another().connect(host)
      return sound.connect(host, given)
    },
  })),
  'tells a lost connection from an end, and runs nothing twice': result(({ endedBy }) =>
    endedBy === 'lost' ? { endedBy: 'exit', exitCode: 255 } : {},
  ),
  'takes no exit for the end of a command whose output had not ended when the connection was lost': result(
    ({ endedBy, stdout }) => (endedBy === 'lost' && stdout !== '' ? { endedBy: 'exit', exitCode: 3 } : {}),
  ),
  'ends a command on its host at its timeout though the connection is lost': options((given) =>
    without(given, 'timeout'),
  ),
  'gives every host of a fan-out its own command, and its own result': fanOut((sound, commands, given) => {
    const [first = ''] = commands.values()
    return sound(new Map([...commands.keys()].map((host) => [host, first])), given)
  }),
  'passes words, input and environment on in a fan-out as they are': fanOut((sound, commands, given = {}) =>
    sound(commands, without(given, 'env')),
  ),
  'ends every command of a fan-out at its timeout': fanOut(async (sound, commands, given) => {
    const results = await sound(commands, given)
    return new Map([...results].map(([host, seen]) => [host, { ...seen, endedBy: 'exit', exitCode: 124 }]))
  }),
  'has an error of its own for each host of a fan-out that failed': fanOut(async (sound, commands, given) => {
    const results = await sound(commands, given)
    return new Map([...results].filter(([, seen]) => !(seen instanceof Error)))
  }),
  'gives each command of a fan-out that was aborted before it started an error': fanOut((sound, commands, given = {}) =>
    sound(commands, without(given, 'signal')),
  ),
  'has a fan-out of its own if and only if it declares one': (sound) => without(sound, 'execOnAll'),
}

type FanOut = NonNullable<Transport['execOnAll']>

function fanOut(
  change: (sound: FanOut, commands: ReadonlyMap<string, Command>, given?: ExecOptions) => ReturnType<FanOut>,
): Break {
  return transport(({ execOnAll }) => ({
    execOnAll: async (commands, given) => (execOnAll === undefined ? new Map() : change(execOnAll, commands, given)),
  }))
}
