import { eachPath, existing, existingEntry } from './each-path.js'
import { type SmallPrograms, withOptions } from './small-program.js'

/** Names in folders, a line each: with `-A` those too that begin with a dot. */
const ls = withOptions('A', async (process, { flags, operands }) => {
  const { files } = process.machine
  return eachPath(process, 'ls: cannot access', operands.length === 0 ? ['.'] : operands, (path) => {
    const file = files.get(path) ?? existingEntry(process, path)
    const names = file.kind === 'folder' ? (files.list(path) ?? []) : [path]
    const shown = names.filter((name) => flags.has('A') || !name.startsWith('.'))
    return process.write(shown.map((name) => `${name}\n`).join(''))
  })
})

/** `stat -c FORMAT`, of `%a %g %n %s`; with `-L`, of what links lead to. */
const stat = withOptions('Lc:', async (process, { flags, values, operands }) => {
  const format = values.get('c') ?? ''
  if (!/^([^%]|%[agns])+$/.test(format))
    return process.fail(`stat: ${format}: hosts in memory know -c with %a %g %n %s only`, 2)
  return eachPath(process, 'stat: cannot stat', operands, async (path, given) => {
    const file = (flags.has('L') ? existing : existingEntry)(process, path)
    const facts: Readonly<Record<string, string>> = {
      a: file.mode.toString(8),
      g: String(file.group),
      n: given,
      s: String(file.content.length),
    }
    await process.write(`${format.replace(/%(.)/g, (_, letter: string) => facts[letter] ?? '')}\n`)
  })
})

/** What a link points to; with `-f`, where a path leads to. */
const readlink = withOptions('f', async (process, { flags, operands }) => {
  const { files } = process.machine
  let code = 0
  const failed = await eachPath(process, 'readlink:', operands, async (path) => {
    const entry = files.entry(path)
    if (flags.has('f')) await process.write(`${files.realPath(path)}\n`)
    else if (entry?.kind === 'link') await process.write(`${Buffer.from(entry.content)}\n`)
    else code = 1
  })
  return failed || code
})

/** Programs that tell about files and folders. */
export const fileFactPrograms: SmallPrograms = { ls, stat, readlink }
