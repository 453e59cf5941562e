import { afterEach, beforeEach, expect } from 'vitest'
import { describeReal, realTest, testbed } from '../../../testbed/test/real-test.js'
import { printedCommand } from '../../../testbed/test/remedies/printed-commands.js'
import { onRealHosts } from '../../../testbed/test/remedies/runs-remedy.js'
import { ensureSshd, sshdFiles } from '../../src/sshd/index.js'
import { output, type RealContainer, RealContainers } from '../sshd/real-containers.js'

/** Of this file alone: hosts are shared with other files' containers, and so are their ports. */
const port = 22_401
const settings = { port, cluster: 'tests' }
const image = 'berth/debian-sshd:12'

let containers: RealContainers

beforeEach(() => {
  containers = new RealContainers(testbed())
})

afterEach(async () => {
  await containers[Symbol.asyncDispose]()
})

function start(hosts: readonly number[]): Promise<RealContainer[]> {
  return Promise.all(hosts.map((host) => containers.start(host, image, '-e', 'FLAVOUR=very vanilla')))
}

const pid = (container: RealContainer): Promise<string> => output(container, ['cat', sshdFiles.pid])

/** Every container to every other one and itself, by all of its names, with nothing but `ssh NAME`. */
async function expectAllReachAll(all: readonly RealContainer[]): Promise<void> {
  const pids = await Promise.all(all.map(pid))
  const toAll = all.map(({ names: [name] }) => `ssh ${name} cat ${sshdFiles.pid} </dev/null; echo`).join('; ')
  for (const from of all) expect((await output(from, toAll)).split('\n').filter((line) => line !== '')).toEqual(pids)
}

describeReal('ensureSshd', () => {
  realTest('lets three containers reach each other, and a second call changes nothing', async () => {
    const all = await start([0, 1, 2])
    const first = await ensureSshd(all, settings)
    expect([...first.values()]).toEqual(all.map(() => ({ sshd: 'started', installed: true })))
    await expectAllReachAll(all)
    const before = await Promise.all(all.map(pid))

    const second = await ensureSshd(all, settings)
    expect([...second.values()]).toEqual(all.map(() => ({ sshd: 'already running', installed: false })))
    expect(await Promise.all(all.map(pid))).toEqual(before)
    await expectAllReachAll(all)
  })
  realTest(
    'works with an explicit port, leaves ~/.ssh alone, and gives sessions the environment of the container',
    async () => {
      const [one, two] = await start([0, 1])
      if (one === undefined || two === undefined) throw new Error('no containers')
      await ensureSshd([one, two], settings)
      expect(await output(one, `ssh -p ${port} ${two.names[0]} 'echo $FLAVOUR $BERTH_EXEC'`)).toBe('very vanilla')
      expect(await output(one, 'ls -A ~/.ssh 2>/dev/null || true')).toBe('')
      expect(await output(one, `stat -c '%a %n' ${sshdFiles.hostKey} ${sshdFiles.clientKey}`)).toBe(
        `600 ${sshdFiles.hostKey}\n600 ${sshdFiles.clientKey}`,
      )
      expect(
        await output(one, "grep -c '^Include' /etc/ssh/ssh_config | head -1; head -1 /etc/ssh/ssh_config"),
      ).toMatch(/^[12]\nInclude \/var\/lib\/berth/)
    },
  )

  realTest('starts again with the same keys after a restart of the container', async () => {
    const all = await start([0, 1])
    const [one] = all
    if (one === undefined) throw new Error('no container')
    await ensureSshd(all, settings)
    const key = await output(one, ['ssh-keygen', '-y', '-f', sshdFiles.hostKey])
    await one.docker(['restart', '-t', '0'])
    const again = await ensureSshd(all, settings)
    expect([...again.values()].map(({ sshd }) => sshd)).toEqual(['started', 'already running'])
    expect(await output(one, ['ssh-keygen', '-y', '-f', sshdFiles.hostKey])).toBe(key)
    await expectAllReachAll(all)
  })

  realTest('gives a new host the keys of those that run, which are not restarted', async () => {
    const [one, two, late] = await start([0, 1, 2])
    if (one === undefined || two === undefined || late === undefined) throw new Error('no containers')
    await ensureSshd([two, late], settings)
    const before = await Promise.all([two, late].map(pid))
    const repaired = await ensureSshd([one, two, late], settings)
    expect([...repaired.values()]).toEqual([
      { sshd: 'started', installed: true },
      { sshd: 'already running', installed: true },
      { sshd: 'already running', installed: true },
    ])
    expect(await Promise.all([two, late].map(pid))).toEqual(before)
    await expectAllReachAll([one, two, late])
  })

  realTest('reaches a container by an address with a zone', async () => {
    const [one, two] = await start([0, 1])
    if (one === undefined || two === undefined) throw new Error('no containers')
    const linkLocal = await output(two, "sed -n 's/^\\(fe80[0-9a-f]*\\) .* eth0$/\\1/p' /proc/net/if_inet6")
    const zoned = `${linkLocal.match(/.{4}/g)?.join(':')}%eth0`
    expect(zoned).toMatch(/^fe80:.*%eth0$/)
    await ensureSshd([one, { ...two, names: [...two.names, zoned] }], settings)
    expect(await output(one, `ssh ${zoned} cat ${sshdFiles.pid}`)).toBe(await pid(two))
  })

  realTest('restarts for another port', async () => {
    const all = await start([0, 1])
    await ensureSshd(all, settings)
    const moved = await ensureSshd(all, { ...settings, port: port + 1 })
    expect([...moved.values()].map(({ sshd }) => sshd)).toEqual(['restarted', 'restarted'])
    await expectAllReachAll(all)
  })

  realTest('serves root whose password is locked, as images of the Red Hat family have it', async () => {
    const all = await start([0])
    const [one] = all
    if (one === undefined) throw new Error('no container')
    await output(one, "sed -i 's/^root:[^:]*:/root:!locked:/' /etc/shadow")
    await ensureSshd(all, settings)
    await expectAllReachAll(all)
    expect(await output(one, "grep '^root:' /etc/shadow | cut -d: -f2")).toBe('*!locked')
  })

  realTest.each([
    ['another sshd', `mkdir -p /run/sshd; /usr/sbin/sshd -p ${port}`, 'SSH-2.0-OpenSSH'],
    ['another sshd, on IPv4 alone', `mkdir -p /run/sshd; /usr/sbin/sshd -4 -p ${port}`, 'SSH-2.0-OpenSSH'],
    [
      'something else',
      `perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(Listen => 5, LocalPort => ${port}, ReuseAddr => 1) or die; fork and exit; while ($c = $s->accept) { print $c "hello\\n"; close $c }' >/dev/null 2>&1 </dev/null`,
      'Address already in use',
    ],
  ])('says that %s has the port', async (_, listen, seen) => {
    const [one, two] = await start([0, 1])
    const other = await containers.start(1, image)
    if (one === undefined || two === undefined) throw new Error('no containers')
    await output(other, listen)
    const failed = await ensureSshd([one, two], settings).catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: 'BERTH_SSHD_PORT_TAKEN' })
    expect(String(failed)).toContain(`${two.host}:`)
    expect(String(failed)).not.toContain(`${one.host}:`)
    expect(String(failed)).toContain(seen)
    expect(String(failed)).toContain('ss -ltnp')
    const left = await output(two, `cat ${sshdFiles.pid} 2>/dev/null || true`)
    expect(left).toBe('')
  })

  onRealHosts.runsRemedy('port-holder', 'names the process that has the port', async () => {
    const [one] = await start([0])
    const other = await containers.start(0, image)
    if (one === undefined) throw new Error('no container')
    await output(other, `mkdir -p /run/sshd; /usr/sbin/sshd -p ${port}`)
    const failed = await ensureSshd([one], settings).catch((error: unknown) => error)
    const { hosts, line } = printedCommand(String(failed), 'ss -')
    expect(hosts).toEqual([one.host])
    const { stdout, exitCode } = await testbed().run(testbed().host(0), line)
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(new RegExp(`:${port}\\b.*"sshd"`))
  })

  realTest('does not take a listener on one address for its own', async () => {
    const [one] = await start([0])
    const other = await containers.start(0, image)
    if (one === undefined) throw new Error('no container')
    await output(other, `mkdir -p /run/sshd; /usr/sbin/sshd -o ListenAddress=127.0.0.1:${port}`)
    await expect(ensureSshd([one], settings)).rejects.toMatchObject({ code: 'BERTH_SSHD_PORT_TAKEN' })
  })

  realTest('names an image without sshd', async () => {
    const one = await containers.start(0, 'berth/debian:12')
    await expect(ensureSshd([one], settings)).rejects.toThrow(/the image has no sshd, no ssh.*\n.*default setup script/)
  })

  realTest('carries mpirun across three containers', async () => {
    const all = await Promise.all([0, 1, 2].map((host) => containers.start(host, 'berth/debian-mpi:12')))
    const [head] = all
    if (head === undefined) throw new Error('no container')
    await ensureSshd(all, settings)
    const hosts = all.map(({ host }) => host).join(',')
    const mpirun = `mpirun --allow-run-as-root --host ${hosts} -np 3 --mca plm_rsh_args "-p ${port}" --mca oob_tcp_if_include eth0 hostname`
    expect((await output(head, mpirun)).split('\n').sort()).toEqual(['h1', 'h2', 'h3'])
  })

  realTest('two calls at once agree on one set of keys', async () => {
    const all = await start([0, 1])
    await Promise.allSettled([ensureSshd(all, settings), ensureSshd(all, settings)])
    await ensureSshd(all, settings)
    await expectAllReachAll(all)
  })

  /** A folder of the host as root's `~/.ssh`, of another user, as is what is in it. */
  const mountedFolder = async (...files: readonly string[]): Promise<readonly string[]> => {
    const made = [
      `d=$(mktemp -d) && mkdir "$d/of-ann" && cd "$d/of-ann"`,
      ...files.map((file) => `echo 'Host *' >${file}`),
    ]
    const { stdout } = await testbed().run(
      testbed().host(0),
      `${made.join(' && ')} && chown -R 1234 . && chmod -R g+w . && pwd`,
    )
    return ['-v', `${stdout.trim()}:/root/.ssh`]
  }

  realTest('lets root in though its ~/.ssh is of another user, and says that ssh refuses a file in it', async () => {
    const one = await containers.start(0, image, ...(await mountedFolder('authorized_keys')))
    expect(await ensureSshd([one], settings)).toEqual(new Map([[one.host, { sshd: 'started', installed: true }]]))
    expect(await output(one, `ssh ${one.names[0]} id -u`)).toBe('0')
    await one.docker(['rm', '-f'])
    const other = await containers.start(0, image, ...(await mountedFolder('config')))
    const clientRefusal = 'Bad owner or permissions on /root/.ssh/config'
    expect((await ensureSshd([other], settings)).get(other.host)).toMatchObject({ sshd: 'started', clientRefusal })
    expect(await other.exec(`ssh ${other.names[0]} id -u`, { user: '0' })).toMatchObject({
      exitCode: 255,
      stderr: expect.stringContaining(clientRefusal),
    })
  })

  const giveShell = (path: string): string => `sed -i 's|^\\(root:.*:\\)[^:]*$|\\1${path}|' /etc/passwd`

  realTest('lets root in whose login shell is not there', async () => {
    const one = await containers.start(0, image)
    await output(one, giveShell('/bin/zsh'))
    await ensureSshd([one], settings)
    expect(await output(one, `ssh ${one.names[0]} id -u`)).toBe('0')
  })

  realTest(
    'names what keeps root out: its login shell, accounts that are not the container’s, an open folder',
    async () => {
      const refusal = async (container: RealContainer): Promise<string> =>
        String(await ensureSshd([container], settings).catch((error: unknown) => error))
      const one = await containers.start(0, image)
      await output(one, giveShell('/usr/sbin/nologin'))
      expect(await refusal(one)).toContain(
        "root's login shell in the container, /usr/sbin/nologin, runs no command: This account is currently not available",
      )
      await output(one, giveShell('/bin/bash'))
      await output(one, ['chown', '1234', '/var/lib'])
      expect(await refusal(one)).toContain('bad ownership or modes for directory /var/lib')

      const accounts = '/root/accounts'
      const line = 'root:x:0:0:root:/root:/bin/zsh'
      await testbed().run(testbed().host(1), `echo '${line}' >${accounts}`)
      const other = await containers.start(1, image, '-v', `${accounts}:/etc/passwd`)
      expect(await refusal(other)).toContain("root's login shell in the container, /bin/zsh, is not there")
      expect((await testbed().run(testbed().host(1), ['cat', accounts])).stdout).toBe(`${line}\n`)
    },
  )
})
