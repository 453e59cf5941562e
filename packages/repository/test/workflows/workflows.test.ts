import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { workspaceFolder } from '../../src/workspace.js'

/** What is asked here of a workflow file. */
interface Workflow {
  readonly jobs: Readonly<Record<string, Job>>
}

interface Job {
  readonly uses?: string
  readonly permissions?: Readonly<Record<string, string>>
  readonly steps?: readonly { readonly run?: string }[]
}

const folder = '.github/workflows'
const read = (path: string): string => readFileSync(join(workspaceFolder, path), 'utf8')
const workflows = new Map(
  readdirSync(join(workspaceFolder, folder)).map((name) => [name, parse(read(join(folder, name))) as Workflow]),
)
const job = (file: string, name: string): Job => workflows.get(file)?.jobs[name] ?? {}
const runs = ({ steps = [] }: Job): string[] => steps.flatMap(({ run }) => (run === undefined ? [] : [run]))

describe('the workflows', () => {
  it('test by what a user runs too, and nothing else', () => {
    expect(runs(job('ci.yml', 'test')).filter((run) => !run.startsWith('git config'))).toEqual(['.ci/run'])
    expect(existsSync(join(workspaceFolder, '.ci/run'))).toBe(true)
  })

  it('publish only what was tested, signed by the workflow itself', () => {
    expect(job('release.yml', 'test').uses).toBe('./.github/workflows/ci.yml')
    expect(job('release.yml', 'publish')).toMatchObject({ needs: 'test', permissions: { 'id-token': 'write' } })
    expect(runs(job('release.yml', 'publish'))).toContainEqual(expect.stringContaining('npm run release:publish'))
  })

  it('run scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json'))
    const all = [...workflows.values()].flatMap(({ jobs }) => Object.values(jobs).flatMap(runs))
    const named = all.flatMap((run) => [...run.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name))
    expect(named.length).toBeGreaterThan(0)
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named))
  })
})

describe('the issue template', () => {
  it('asks for what a maintainer needs', () => {
    const { body } = parse(read('.github/ISSUE_TEMPLATE/bug.yml')) as { body: { id: string; attributes: object }[] }
    const ids = body.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(['command', 'version', 'cluster-file', 'engine', 'output', 'expected']))
    expect(JSON.stringify(body)).toContain('DEBUG=berth:*')
  })
})
