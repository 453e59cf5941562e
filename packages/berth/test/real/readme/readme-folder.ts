import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Testbed } from '@berth/testbed'

/** The checkout, as an absolute path with a slash at its end. */
export const workspace: string = fileURLToPath(new URL('../../../../../', import.meta.url))

/**
 * What a reader of the README has beside it: their own files, a home with a key, `berth`, hosts gpu1 and so on, and an
 * engine with an image: that of the first host.
 */
export interface ReadmeFolder {
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  remove(): void
}

/** The programs that stand in for a user's own. */
const suite = {
  all_reduce_perf: 'echo "rank $OMPI_COMM_WORLD_RANK of $OMPI_COMM_WORLD_SIZE on $(hostname)"',
  'burn-in.sh': 'for part in 1 2 3; do echo "part $part"; sleep 0.2; done',
  'health.sh': 'test -x /usr/local/bin/rocm-smi',
  'run.sh': 'echo "{ \\"passed\\": true }" >/tmp/result.json',
}

/** Makes a reader's folder, and hosts that are called as in the README and have its image. */
export async function readmeFolder(testbed: Testbed): Promise<ReadmeFolder> {
  const top = mkdtempSync(join(tmpdir(), 'berth-readme-'))
  const [home, folder, bin] = ['home', 'work', 'bin'].map((name) => join(top, name)) as [string, string, string]
  for (const path of [join(home, '.ssh'), folder, bin]) mkdirSync(path, { recursive: true, mode: 0o700 })
  copyFileSync(testbed.keyFile, join(home, '.ssh/id_ed25519'))
  const names = testbed.hosts.map(({ address }, index) => ({ name: `gpu${index + 1}`, address }))
  const sshConfig = names.map(({ name, address }) => `Host ${name}\n  HostName ${address}\n`).join('')
  writeFileSync(join(home, '.ssh/config'), sshConfig)
  symlinkSync(join(workspace, 'packages/berth/bin/berth.js'), join(bin, 'berth'))

  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(join(workspace, 'packages/berth'), join(folder, 'node_modules/berth-cluster'))
  symlinkSync(join(workspace, 'node_modules/@berth'), join(folder, 'node_modules/@berth'))
  mkdirSync(join(folder, 'suite'))
  for (const [name, program] of Object.entries(suite)) {
    writeFileSync(join(folder, 'suite', name), `#!/bin/sh\n${program}\n`, { mode: 0o755 })
  }
  writeFileSync(join(folder, 'image.tar'), 'an archive')

  const [first] = testbed.hosts
  if (first === undefined) throw new Error('a testbed has hosts')
  const lines = names.map(({ name, address }) => `${address} ${name}`).join('\n')
  await Promise.all(testbed.hosts.map((host) => must(testbed, host.name, `printf '\\n%s\\n' '${lines}' >>/etc/hosts`)))
  copyFileSync(await makeImage(testbed), join(folder, 'lab.tar'))
  return {
    folder,
    env: {
      ...process.env,
      HOME: home,
      PATH: `${bin}:${dirname(process.execPath)}:${process.env.PATH}`,
      DOCKER_HOST: `unix://${testbed.pathOn(first, '/run/docker.sock')}`,
    },
    remove: () => rmSync(top, { recursive: true }),
  }
}

/**
 * Gives every host the same image under the README's name, with a `rocm-smi` that stands in for the real one, and the
 * first one's engine under another name too. Resolves with where an archive of it is.
 */
async function makeImage(testbed: Testbed): Promise<string> {
  const reference = 'rocm/dev-ubuntu-24.04:7.0'
  const archive = '/var/tmp/readme.tar'
  const [first, ...others] = testbed.hosts
  if (first === undefined) throw new Error('a testbed has hosts')
  const program = "printf '#!/bin/sh\\necho GPU[0]\\n' >/usr/local/bin/rocm-smi && chmod 755 /usr/local/bin/rocm-smi"
  const make = [
    `docker run --name readme --network host berth/debian-mpi:12 sh -c "${program.replaceAll('\\', '\\\\')}"`,
    `docker commit readme ${reference}`,
    'docker rm readme',
    `docker tag ${reference} lab:dev`,
    `docker save --output ${archive} ${reference}`,
  ]
  await must(testbed, first.name, make.join(' && '))
  await Promise.all(
    others.map(async (host) => {
      copyFileSync(testbed.pathOn(first, archive), testbed.pathOn(host, archive))
      await must(testbed, host.name, `docker load --quiet --input ${archive}`)
    }),
  )
  return testbed.pathOn(first, archive)
}

async function must(testbed: Testbed, host: string, program: string): Promise<void> {
  const { exitCode, stderr } = await testbed.run(host, program)
  if (exitCode !== 0) throw new Error(`${program}: ${stderr}`)
}
