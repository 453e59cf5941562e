import { spawnSync } from 'node:child_process'
import { posix } from 'node:path'
import type { LocalFile } from '../../../src/files/local-tree.js'
import type { Looked } from '../../../src/files/look-answer.js'
import { arriving, isLarge, type PutPlan } from '../../../src/files/put-plan.js'
import { hashOf, type Place } from '../../files/any-put.js'

/** The lines as a real shell reads them, word by word. */
export function readByShell(lines: Buffer): string[][] {
  const names = [...new Set(lines.toString('latin1').match(/^[a-z]+/gm))]
  const functions = names.map((name) => `${name}() { say ${name} "$@"; }`)
  const program = ['say() { printf \'%s\\0\' $# "$@"; }', ...functions, 'eval "$(cat)"'].join('\n')
  const words = spawnSync('sh', ['-c', program], { input: lines, encoding: 'utf8' }).stdout.split('\0')
  const calls: string[][] = []
  for (let at = 0; at < words.length - 1; ) {
    const count = Number(words[at])
    calls.push(words.slice(at + 1, at + 1 + count))
    at += count + 1
  }
  return calls
}

/** What has arrived of a plan's uploads, and of parts that were left, by names in the transfer's own folder. */
interface Staged {
  readonly bundles: ReadonlyMap<string, readonly LocalFile[]>
  readonly files: Map<string, { hash: string; mode: number; verified: boolean }>
}

function stagedBy({ uploads }: PutPlan, { parts }: Looked, all: readonly LocalFile[]): Staged {
  const large = uploads.filter(({ files: [first] }) => first !== undefined && isLarge(first))
  const whole = [...parts].filter(([name, size]) =>
    all.some((file) => name.startsWith(file.hash) && file.size === size),
  )
  const names = [...whole.map(([name]) => name), ...large.map(({ name }) => name)]
  return {
    bundles: new Map(uploads.filter((upload) => !large.includes(upload)).map(({ name, files }) => [name, files])),
    files: new Map(names.map((name) => [name, { hash: name.slice(0, 64), mode: 0o600, verified: false }])),
  }
}

/** Does what the finishing lines say, by what the finishing program's words mean. Throws for what could not be done. */
export function carryOut(
  lines: readonly (readonly string[])[],
  there: Place,
  plan: PutPlan,
  looked: Looked,
  all: readonly LocalFile[],
): Place {
  const place: Place = { files: new Map(there.files), links: new Map(there.links), folders: new Map(there.folders) }
  const staged = stagedBy(plan, looked, all)
  const names = new Map(arriving(plan).map(({ file, name }) => [file, name]))
  const groups = new Set<string>()
  const made = new Set<string>()
  let bundle: LocalFile[] = []
  const stage = (name: string, hash: string): void => {
    if (name.includes('/') && !groups.has(posix.dirname(name))) throw new Error(`no group for ${name}`)
    staged.files.set(name, { hash, mode: 0o600, verified: false })
  }
  const found = (name: string) => {
    const file = staged.files.get(name)
    if (file === undefined) throw new Error(`${name} has not arrived`)
    return file
  }
  const move = (name: string, path: string): void => {
    const { hash, mode, verified } = found(name)
    const folder = posix.dirname(path)
    if (!verified || (folder !== '.' && !place.folders.has(folder))) throw new Error(`${path} cannot be moved there`)
    staged.files.delete(name)
    place.files.set(posix.normalize(path), { hash, mode })
  }
  for (const [word = '', ...words] of lines) {
    const [first = '', second = '', third = ''] = words
    switch (word) {
      case 'groups':
        for (const group of words) groups.add(group)
        break
      case 'bundle':
        bundle = [...(staged.bundles.get(first) ?? [])]
        break
      case 'unpack':
        for (const file of staged.bundles.get(first) ?? []) stage(names.get(file) ?? '', file.hash)
        break
      case 'take': {
        const next = bundle.shift()
        if (next === undefined || String(next.size) !== first)
          throw new Error(`the bundle has no ${first} bytes for ${second}`)
        stage(second, next.hash)
        break
      }
      case 'empty':
        for (const name of words) stage(name, hashOf(0))
        break
      case 'verify':
        for (let at = 0; at < words.length; at += 2) {
          const file = found(words[at + 1] ?? '')
          if (file.hash !== words[at]) throw new Error(`${words[at + 1]} is not what was sent`)
          file.verified = true
        }
        break
      case 'modes':
        for (const name of words.slice(1)) found(name).mode = Number.parseInt(first, 8)
        break
      case 'folder': {
        const path = posix.normalize(second)
        if (place.folders.has(path)) break
        if (posix.dirname(path) !== '.' && !place.folders.has(posix.dirname(path)))
          throw new Error(`no folder above ${path}`)
        place.folders.set(path, 0o700)
        made.add(first)
        break
      }
      case 'place':
        for (const name of words.slice(2)) move(`${first}/${name}`, posix.join(second, name))
        break
      case 'move':
        move(first, posix.normalize(second))
        break
      case 'remode':
        for (const path of words.slice(1).map((each) => posix.normalize(each))) {
          const file = place.files.get(path)
          if (file === undefined) throw new Error(`no ${path} to change`)
          place.files.set(path, { ...file, mode: Number.parseInt(first, 8) })
        }
        break
      case 'link':
        place.links.set(posix.normalize(second), first)
        break
      case 'settle':
        if (made.has(first)) place.folders.set(posix.normalize(third), Number.parseInt(second, 8))
        break
      default:
        throw new Error(`${word} is no word of the finishing program`)
    }
  }
  return place
}
