#!/usr/bin/env node
// In a checkout this file is there before the build: npm links a command only to a file that is there when it installs.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const main = new URL('../dist/cli/main.js', import.meta.url)
if (existsSync(main)) await import(main.href)
else {
  const checkout = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '')
  process.stderr.write(
    `berth: this checkout is not built yet\nTo build it: npm --prefix '${checkout.replaceAll("'", "'\\''")}' run build\n`,
  )
  process.exitCode = 1
}
