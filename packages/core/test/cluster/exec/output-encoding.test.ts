import { describe, expect, expectTypeOf, it } from 'vitest'
import type { Cluster, HostResults, OutputEncoding } from '../../../src/cluster/index.js'
import { berthOver, lab } from '../../lifetime/berth-over.js'

const bytes = Uint8Array.of(0xff, 0x00, 0xc3, 0x28, 0x80)
/** Prints them, one on standard error. */
const command = "printf '\\377\\000\\303\\050\\200'; printf '\\376' >&2"

async function up(): Promise<Cluster> {
  const { cluster } = berthOver(lab(['a', 'b']))
  await cluster.up()
  return cluster
}

describe('output in bytes', () => {
  it('is what was printed, where no text could hold it', async () => {
    const cluster = await up()
    const detached = await cluster.start(command)
    for (const results of [
      await cluster.exec(command, { encoding: 'buffer' }),
      await cluster.execOnHost(command, { encoding: 'buffer' }),
      await detached.wait({ encoding: 'buffer' }),
    ])
      for (const { stdout, stderr, truncated, exitCode } of results)
        expect([[...stdout], [...stderr], truncated, exitCode]).toEqual([[...bytes], [0xfe], false, 0])
  })

  it('is text by default, with U+FFFD for what is none', async () => {
    const { stdout } = (await (await up()).exec(command)).get('a')
    expect(stdout).toBe('\ufffd\0\ufffd(\ufffd')
  })

  it('is kept up to maxOutput, and heard whole', async () => {
    const heard: number[] = []
    const results = await (await up()).exec(command, {
      encoding: 'buffer',
      hosts: ['a'],
      maxOutput: 2,
      onOutput: (_host, stream, chunk) => void (stream === 'stdout' && heard.push(...chunk)),
    })
    const { stdout, truncated } = results.get('a')
    expect([[...stdout], truncated, heard]).toEqual([[0xff, 0x00], true, [...bytes]])
  })

  it('tells apart hosts whose bytes no text tells apart', async () => {
    const cluster = await up()
    const results = await cluster.exec('[ $(hostname) = a ] && printf "\\377" || printf "\\376"', {
      encoding: 'buffer',
    })
    expect(results.grouped().map(({ hosts }) => hosts)).toEqual([['a'], ['b']])
    expect(results.throwIfFailed()).toBe(results)
  })

  it('is empty for a command that did not start, and readable in errors', async () => {
    const memory = lab(['a', 'b'])
    const { cluster } = berthOver(memory)
    await cluster.up()
    memory.fail('b', 'exec', 'BERTH_EXEC_NOT_STARTED')
    const results = await cluster.exec('echo sorry >&2; exit 3', { encoding: 'buffer' })
    expect(results.get('b')).toMatchObject({ endedBy: 'not started', stdout: new Uint8Array() })
    expect(() => results.throwIfFailed()).toThrow(/a:\n {2}run command: exit code 3\n {2}sorry\nb:/)
  })

  it('has a type that follows from the encoding', () => {
    const any = {} as Cluster
    const typesOf = (cluster: Cluster, encoding: OutputEncoding) => ({
      plain: () => cluster.exec('x'),
      limited: () => cluster.exec('x', { timeout: '1m' }),
      text: () => cluster.execOnHost('x', { encoding: 'utf8' }),
      bytes: () => cluster.exec('x', { encoding: 'buffer', user: 'me' }),
      waited: () => cluster.detached('id').wait({ encoding: 'buffer' }),
      either: () => cluster.exec('x', { encoding }),
    })
    const types = typesOf(any, 'utf8')
    expectTypeOf(types.plain).returns.resolves.toEqualTypeOf<HostResults>()
    expectTypeOf(types.limited).returns.resolves.toEqualTypeOf<HostResults<string>>()
    expectTypeOf(types.text).returns.resolves.toEqualTypeOf<HostResults<string>>()
    expectTypeOf(types.bytes).returns.resolves.toEqualTypeOf<HostResults<Uint8Array>>()
    expectTypeOf(types.waited).returns.resolves.toEqualTypeOf<HostResults<Uint8Array>>()
    expectTypeOf(types.either).returns.resolves.toEqualTypeOf<HostResults<string | Uint8Array>>()
    expectTypeOf<HostResults<Uint8Array>>().not.toExtend<HostResults>()
  })
})
