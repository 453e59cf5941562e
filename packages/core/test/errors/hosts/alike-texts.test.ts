import { describe, expect, it } from 'vitest'
import {
  BerthError,
  type CommandOf,
  declareHostCommand,
  declareLocalCommand,
  HostsError,
  hostLines,
  hostsRemedy,
  onHosts,
  type Remedy,
  remedyText,
  type Varying,
} from '../../../src/errors/index.js'

const forget: CommandOf<'name'> = declareLocalCommand({ id: 'forget-name', form: 'forget -R {name} -f keys' })
const end: CommandOf<'process'> = declareHostCommand({ id: 'end-process', form: 'kill {process}' })
const show: CommandOf = declareHostCommand({ id: 'show-key', form: 'show key' })

interface Case {
  readonly text: string
  readonly remedy?: Remedy
  readonly varying: Varying
}

function hostsOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `gpu${String(index + 1).padStart(3, '0')}`)
}

function told(count: number, about: (index: number) => Case): { readonly text: string; readonly complete: boolean } {
  const cases = new Map(hostsOf(count).map((host, index) => [host, about(index + 1)]))
  return hostLines(new Map([...cases].map(([host, { text }]) => [host, text])), {
    varying: new Map([...cases].map(([host, { varying }]) => [host, varying])),
    remedies: new Map([...cases].flatMap(([host, { remedy }]) => (remedy === undefined ? [] : [[host, remedy]]))),
  })
}

/** As long as a fingerprint, and no two alike. */
function fingerprint(index: number): string {
  return `SHA256:${`${String.fromCharCode(97 + (index % 26))}${index * 7919}/+`.repeat(9).slice(0, 43)}`
}

describe('errors that differ in what is of one host alone', () => {
  it('are told once, with what is different in one line where it folds', () => {
    const refused = told(50, (index) => ({
      text: `10.0.0.${index} port ${index < 3 ? 22 : 2222} refuses connections to 10.0.0.${index}`,
      varying: { address: `10.0.0.${index}`, port: `port ${index < 3 ? 22 : 2222}` },
      remedy: 'Check it.',
    }))
    expect(refused).toEqual({
      text: [
        'gpu[001-050] (50):',
        '  <address> <port> refuses connections to <address>',
        '    <address>: 10.0.0.[1-50]',
        '    <port>: port [22,2222]',
        '    → Check it.',
      ].join('\n'),
      complete: true,
    })
  })

  it('show a part as it is where it is the same on all hosts', () => {
    const { text } = told(2, (index) => ({
      text: `10.0.0.${index} port 22 is closed`,
      varying: { address: `10.0.0.${index}`, port: 'port 22' },
    }))
    expect(text).toBe('gpu001, gpu002:\n  <address> port 22 is closed\n    <address>: 10.0.0.[1-2]')
  })

  it('do not tell an address again that is the name of its host', () => {
    const names = hostsOf(3)
    const { text } = told(3, (index) => {
      const address = names[index - 1] ?? ''
      return { text: `${address} is closed`, varying: { address } }
    })
    expect(text).toBe('gpu001, gpu002, gpu003: … is closed')
  })

  it('have a line for each host where the parts do not fold, for some of many', () => {
    const { text, complete } = told(100, (index) => ({
      text: `10.0.0.${index} presents ${fingerprint(index)}, but is known by ${fingerprint(index + 100)}`,
      varying: { address: `10.0.0.${index}`, presented: fingerprint(index), known: fingerprint(index + 100) },
      remedy: [
        'Take it away.',
        forget({ name: `10.0.0.${index}` }),
        'Compare.',
        onHosts(show({}), [`10.0.0.${index}`]),
      ],
    }))
    const lines = text.split('\n')
    expect(lines.slice(0, 6)).toEqual([
      'gpu[001-100] (100):',
      '  <address> presents <presented>, but is known by <known>',
      '    <address>: 10.0.0.[1-100]',
      '    <presented>, <known>:',
      `      gpu001: ${fingerprint(1)}, ${fingerprint(101)}`,
      `      gpu002: ${fingerprint(2)}, ${fingerprint(102)}`,
    ])
    expect(lines.slice(20, 21)).toEqual(['      gpu[017-100] (84): not shown'])
    const addresses = Array.from({ length: 100 }, (_, index) => `10.0.0.${index + 1}`)
    expect(lines.slice(21)).toEqual([
      `    → Take it away. Run: sh -c 'for each; do forget -R "$each" -f keys; done' sh ${addresses.join(' ')}`,
      '      Compare. On 10.0.0.[1-100], run: show key',
    ])
    expect(complete).toBe(false)
    expect(text.length).toBeLessThan(5000)
  })

  it('stay apart where anything else differs', () => {
    const { text } = told(4, (index) => ({
      text: `10.0.0.${index} ${index % 2 === 0 ? 'is closed' : 'refuses'}`,
      varying: { address: `10.0.0.${index}` },
      remedy: index < 4 ? 'Check it.' : 'Open it.',
    }))
    expect(text.match(/^gpu.*:$/gm)).toEqual(['gpu001, gpu003:', 'gpu002:', 'gpu004:'])
  })

  it('do not take a part of a longer address or number for their own', () => {
    const { text } = told(2, (index) => ({
      text: `10.0.0.${index} is not 10.0.0.11, a.10.0.0.1 or 10.0.0.2.x`,
      varying: { address: `10.0.0.${index}` },
    }))
    expect(text).toContain('  <address> is not 10.0.0.11, a.10.0.0.1 or 10.0.0.2.x\n')
  })

  it('are one group in an error of many hosts', () => {
    const failures = hostsOf(100).map((host, index) => {
      const varying = { address: `10.0.0.${index}` }
      const message = `10.0.0.${index} refuses`
      return [
        host,
        new BerthError({ code: 'BERTH_HOST_UNREACHABLE', host, operation: 'connect', message, varying }),
      ] as const
    })
    const { message, complete } = new HostsError('up', new Map(failures), 100)
    expect(message).toBe(
      'up: failed on 100 of 100 hosts\ngpu[001-100] (100):\n  connect: <address> refuses\n    <address>: 10.0.0.[0-99]',
    )
    expect(complete).toBe(true)
  })
})

describe('remedies of many hosts', () => {
  it('have no host do what is meant for another one', () => {
    const numbers = new Map([
      ['a', '4711'],
      ['b', '4712'],
    ])
    const text = remedyText(
      hostsRemedy(
        new Map([...numbers].map(([host, process]) => [host, [end({ process })]])),
        new Map([...numbers].map(([host, process]) => [host, { process }])),
      ),
    )
    expect(text.split('\n')).toEqual(['On a, run: kill 4711', 'On b, run: kill 4712'])
  })

  it('are one where they differ in what is of one host alone', () => {
    const remedies = new Map<string, Remedy>([
      ['a', ['Look at 10.0.0.1.', forget({ name: '10.0.0.1' }), show({})]],
      ['b', ['Look at 10.0.0.2.', forget({ name: '10.0.0.2' }), show({})]],
    ])
    const varying = new Map([
      ['a', { address: '10.0.0.1' }],
      ['b', { address: '10.0.0.2' }],
    ])
    expect(remedyText(hostsRemedy(remedies, varying))).toBe(
      [
        `Look at <address>. Run: sh -c 'for each; do forget -R "$each" -f keys; done' sh 10.0.0.1 10.0.0.2`,
        'On a,b, run: show key',
      ].join('\n'),
    )
    expect(remedyText(hostsRemedy(remedies)).split('\n')).toHaveLength(4)
  })

  it('are several commands where one would be too long', () => {
    const names = Array.from({ length: 1000 }, (_, index) => `node-${index}.some.long.domain.example`)
    const remedies = new Map<string, Remedy>(names.map((name) => [name, [forget({ name })]]))
    const commands = hostsRemedy(remedies, new Map(names.map((name) => [name, { address: name }])))
    expect(commands.length).toBeGreaterThan(1)
    for (const command of commands) expect(remedyText([command]).length).toBeLessThan(4200)
    const told = commands.map((command) => remedyText([command])).join(' ')
    expect(names.filter((name) => !told.includes(` ${name}`))).toEqual([])
  })

  it('stay apart where a command differs in more than one part', () => {
    const two: CommandOf<'name' | 'port'> = declareLocalCommand({ id: 'two-facts', form: 'forget {name} {port}' })
    const remedies = new Map<string, Remedy>([
      ['a', [two({ name: 'x', port: '1' })]],
      ['b', [two({ name: 'y', port: '2' })]],
    ])
    const varying = new Map([
      ['a', { address: 'x', port: '1' }],
      ['b', { address: 'y', port: '2' }],
    ])
    expect(remedyText(hostsRemedy(remedies, varying))).toBe('Run: forget x 1\nRun: forget y 2')
  })
})
