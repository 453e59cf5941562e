import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { cliSinks } from '../../../src/cli/output/cli-sinks.js'
import { printCommand } from '../../../src/cli/output/print-command.js'
import { FoldedLists } from '../../../src/cli/terminal/folded-lists.js'
import { someResults } from '../fake-cluster.js'

/** The signal of a streamed command, once its reader has gone. */
async function signalUnread(how: { readonly outputDir?: string; readonly signal?: AbortSignal }): Promise<AbortSignal> {
  const reader = new EventEmitter()
  const stdout = { write: () => true, on: reader.on.bind(reader) }
  const given: AbortSignal[] = []
  await printCommand(
    cliSinks({ stdout, stderr: { write: () => true } }),
    { folded: new FoldedLists(), cluster: { hosts: ['a'] } },
    { stream: true },
    how,
    async (asked) => {
      reader.emit('close')
      if (asked.signal !== undefined) given.push(asked.signal)
      return someResults({ a: {} })
    },
  )
  return given[0] ?? new AbortController().signal
}

describe('a command whose output is printed as it comes', () => {
  it('ends when nobody reads it any more', async () => {
    expect((await signalUnread({})).aborted).toBe(true)
    expect((await signalUnread({ signal: new AbortController().signal })).aborted).toBe(true)
  })

  it('goes on when it is also kept in files', async () => {
    expect((await signalUnread({ outputDir: 'logs' })).aborted).toBe(false)
  })
})
