import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { holdsMode } from '../../../../repository/test/security/writes/holds-mode.js'
import { programs } from '../../../src/command/programs.generated.js'
import { bashAlone } from '../program/every-shell.js'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-setup-'))
  for (const tool of ['cat', 'chmod', 'rm', 'touch']) symlinkSync(`/usr/bin/${tool}`, join(folder, tool))
})

afterEach(() => rmSync(folder, { recursive: true }))

function stub(name: string, body: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`)
  chmodSync(join(folder, name), 0o755)
}

const installed = ['sshd', 'ssh', 'ssh-keygen']

/** A package manager that records its arguments and, at its install, puts the programs there. */
function manager(name: string, installs: readonly string[] = installed): void {
  const put = installs.map((program) => `ln -sf /bin/true ${folder}/${program}`).join('; ')
  stub(name, `echo "${name} $*" >>${folder}/calls; case "$*" in *openssh*) PATH=/usr/bin:/bin; ${put || ':'} ;; esac`)
}

/** The machine's own programs are kept out of sight: the script adds the usual folders to PATH itself. */
function runScript(): { status: number | null; stdout: string; stderr: string; calls: string[] } {
  const text = programs['provision/default-setup']
    .replaceAll(':/usr/local/sbin:/usr/sbin:/sbin', '')
    .replaceAll('/usr/sbin/policy-rc.d', join(folder, 'policy-rc.d'))
  const { status, stdout, stderr } = spawnSync('/bin/bash', ['-c', text], {
    env: { PATH: folder },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const calls = existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : []
  return { status, stdout, stderr, calls }
}

bashAlone(programs, ['provision/default-setup'], ({ container }) => {
  test.each([
    [
      'apt-get',
      [
        'apt-get -q update',
        'apt-get -q -y -o Dpkg::Options::=--force-confold install --no-install-recommends openssh-server openssh-client',
      ],
    ],
    ['dnf', ['dnf -y --setopt=install_weak_deps=False install openssh-server openssh-clients']],
    ['yum', ['yum -y install openssh-server openssh-clients']],
    ['apk', ['apk add --no-cache openssh-server openssh-client openssh-keygen']],
    ['zypper', ['zypper --non-interactive install --no-recommends openssh-server openssh-clients']],
  ])('installs through %s', (name, calls) => {
    manager(name)
    const result = runScript()
    expect(result).toMatchObject({ status: 0, stderr: '', calls })
    expect(result.stdout).toBe(`${calls.map((call) => `+ ${call}\n`).join('')}sshd and ssh are installed\n`)
  })

  test('forbids the start of services by a program that nobody else can change meanwhile', () => {
    stub(
      'apt-get',
      `PATH=/usr/bin:/bin; stat -c %a ${folder}/policy-rc.d >${folder}/mode; ln -sf /bin/true ${folder}/sshd; ln -sf /bin/true ${folder}/ssh; ln -sf /bin/true ${folder}/ssh-keygen`,
    )
    expect(runScript().status).toBe(0)
    holdsMode('policy', Number.parseInt(readFileSync(join(folder, 'mode'), 'utf8'), 8))
    expect(existsSync(join(folder, 'policy-rc.d'))).toBe(false)
  })

  test('prefers dnf to yum', () => {
    manager('yum')
    manager('dnf')
    expect(runScript().calls.map((call) => call.split(' ')[0])).toEqual(['dnf'])
  })

  test('returns at once if everything is there', () => {
    manager('apt-get')
    for (const program of installed) stub(program, 'exit 1')
    expect(runScript()).toEqual({
      status: 0,
      stdout: 'sshd and ssh are there: nothing to install\n',
      stderr: '',
      calls: [],
    })
  })

  test('returns at once as it is, with every path of its own', async () => {
    for (const program of installed) stub(program, 'exit 1')
    const env = { PATH: `${folder}:/usr/bin:/bin` }
    expect(await container.exec(['bash', '-c', programs['provision/default-setup']], { env })).toMatchObject({
      exitCode: 0,
      stdout: 'sshd and ssh are there: nothing to install\n',
    })
  })

  test.each(installed)('installs if only %s is missing', (missing) => {
    manager('apk')
    for (const program of installed) if (program !== missing) stub(program, 'exit 1')
    expect(runScript()).toMatchObject({ status: 0, calls: [expect.stringContaining('apk add')] })
  })

  test('keeps services from starting while apt-get works, and leaves nothing of that', () => {
    manager('apt-get')
    const look = `cat ${folder}/policy-rc.d >>${folder}/policy; echo "$DEBIAN_FRONTEND" >>${folder}/policy`
    stub('apt-get', readFileSync(join(folder, 'apt-get'), 'utf8').replace('#!/bin/sh', look))
    expect(runScript().status).toBe(0)
    expect(readFileSync(join(folder, 'policy'), 'utf8')).toBe('#!/bin/sh\nexit 101\nnoninteractive\n'.repeat(2))
    expect(existsSync(join(folder, 'policy-rc.d'))).toBe(false)
  })

  test("leaves an image's own policy-rc.d", () => {
    manager('apt-get')
    stub('policy-rc.d', 'exit 0')
    expect(runScript().status).toBe(0)
    expect(readFileSync(join(folder, 'policy-rc.d'), 'utf8')).toBe('#!/bin/sh\nexit 0\n')
  })

  test('fails by name without a package manager', () => {
    const { status, stderr } = runScript()
    expect(status).toBe(1)
    expect(stderr).toContain('no package manager found (looked for apt-get, dnf, yum, apk, zypper)')
  })

  test("fails with the package manager's code", () => {
    stub('dnf', 'echo broken mirror >&2; exit 3')
    expect(runScript()).toMatchObject({ status: 3, stderr: 'broken mirror\n' })
  })

  test('fails if the package manager succeeds and sshd is still missing', () => {
    manager('yum', ['ssh'])
    expect(runScript()).toMatchObject({ status: 1, stderr: expect.stringContaining('still missing') })
  })
})
