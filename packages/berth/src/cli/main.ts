#!/usr/bin/env node
import { existsSync, statSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { Interrupts } from './interrupts.js'
import { runCommandLine } from './program.js'

// What does the work is loaded when it is called for: help, and answers to wrong use, come at once.

// A reader that went away (`berth status | head -1`) must not stop the clean-up.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

const interrupts = new Interrupts(process, process.stderr)
process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interrupts.signal,
  mayLeave: interrupts.mayLeave,
  user: userInfo().username,
  showStacks: /(^|[\s,])berth/.test(process.env.DEBUG ?? ''),
  openRuns: async () => {
    const { RunStore, stateDirectory } = await import('../runs/index.js')
    return new RunStore(stateDirectory(process.env, homedir()))
  },
  fileExists: existsSync,
  isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  loadConfig: async (file, options) => (await import('@berth/core')).loadClusterFile(file, options),
  openCluster: async (config, options) => (await import('../wire-cluster.js')).wireCluster(config, options),
  now: () => new Date(),
})
interrupts.stop()
