#!/usr/bin/env node
import { existsSync, statSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { loadClusterFile } from '@berth/core'
import { RunStore, stateDirectory } from '../runs/index.js'
import { wireCluster } from '../wire-cluster.js'
import { Interrupts } from './interrupts.js'
import { runCommandLine } from './program.js'

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
  runs: new RunStore(stateDirectory(process.env, homedir())),
  fileExists: existsSync,
  isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  loadConfig: loadClusterFile,
  openCluster: wireCluster,
  now: () => new Date(),
})
interrupts.stop()
