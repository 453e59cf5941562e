import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publishPackages } from '../../../src/publishing/publish-packages.js'
import { type Registry, startRegistry } from './registry.js'

let workspace: string
let registry: Registry

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'berth-publish-'))
})

afterEach(async () => {
  await registry.close()
  await rm(workspace, { recursive: true, force: true })
})

describe('publishPackages', { timeout: 120_000 }, () => {
  it('publishes one after the other', async () => {
    registry = await startRegistry()
    expect(await publish('1.0.0')).toEqual(['@fixture/one@1.0.0', 'fixture-two@1.0.0'])
    expect(registry.published).toEqual(['@fixture/one@1.0.0 latest', 'fixture-two@1.0.0 latest'])
  })

  it('passes over what is there, so that it can be run again', async () => {
    registry = await startRegistry(['@fixture/one@1.0.0', 'fixture-two@0.9.0'])
    expect(await publish('1.0.0')).toEqual(['@fixture/one@1.0.0', 'fixture-two@1.0.0'])
    expect(registry.published).toEqual(['fixture-two@1.0.0 latest'])
  })

  it('does not give what comes before a release to those who ask for the latest', async () => {
    registry = await startRegistry()
    await publish('1.0.0-rc.1')
    expect(registry.published).toEqual(['@fixture/one@1.0.0-rc.1 next', 'fixture-two@1.0.0-rc.1 next'])
  })
})

/** Publishes two packages of a version; gives what it told of. */
async function publish(version: string): Promise<string[]> {
  const packages = ['@fixture/one', 'fixture-two'].map((name, index) => ({
    folder: `${index}`,
    manifest: { name, version },
  }))
  for (const { folder, manifest } of packages) {
    await mkdir(join(workspace, folder))
    await writeFile(join(workspace, folder, 'package.json'), JSON.stringify(manifest))
    const { host } = new URL(registry.address)
    const settings = [
      `registry=${registry.address}`,
      `@fixture:registry=${registry.address}`,
      `//${host}/:_authToken=fixture`,
    ]
    await writeFile(join(workspace, folder, '.npmrc'), settings.join('\n'))
  }
  const told: string[] = []
  await publishPackages(packages, { workspace, words: [], onPublished: (name) => told.push(name) })
  return told
}
