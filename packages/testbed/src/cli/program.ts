import { Command, Option } from 'commander'
import type { ImageSet } from '../images/image-set.js'
import { connectTestbed } from '../lifecycle/connect-testbed.js'
import { stopTestbed } from '../lifecycle/stop-testbed.js'
import { startTestbed } from '../start-testbed.js'
import { hostsTable } from './hosts-table.js'

/** The `testbed` command line. */
export function buildProgram(): Command {
  const program = new Command('testbed')
    .description('Real hosts on one machine: own network, sshd and dockerd each')
    .option('--name <name>', 'which testbed', 'default')
  const name = (): string => program.opts<{ name: string }>().name
  const progress = (line: string): void => void process.stderr.write(`testbed: ${line}\n`)

  program
    .command('up')
    .description('bring up N hosts and leave them up')
    .argument('<N>', 'number of hosts', Number)
    .option('--ssh-only', 'hosts without dockerd')
    .addOption(
      new Option('--images <set>', 'which images the engines have')
        .choices(['busybox', 'all', 'mpich'])
        .default('busybox'),
    )
    .action(async (hosts: number, options: { sshOnly?: true; images: ImageSet }) => {
      const testbed = await startTestbed({
        hosts,
        name: name(),
        keep: true,
        images: options.images,
        sshOnly: options.sshOnly ?? false,
        log: progress,
      })
      process.stdout.write(hostsTable(testbed))
    })
  program
    .command('down')
    .description('remove the testbed and everything it made')
    .action(() => stopTestbed(name()))
  program
    .command('hosts')
    .description('list the hosts')
    .option('--json', 'as JSON')
    .action((options: { json?: true }) => {
      const { hosts, keyFile, knownHostsFile, images, ...testbed } = connectTestbed(name())
      const answer = { name: testbed.name, hosts, keyFile, knownHostsFile, images }
      process.stdout.write(
        options.json ? `${JSON.stringify(answer, null, 2)}\n` : hostsTable({ hosts, keyFile, knownHostsFile }),
      )
    })
  for (const [verb, description] of [
    ['cut', "pull a host's cable"],
    ['heal', "plug a host's cable in again"],
    ['reboot', 'power-cycle a host'],
  ] as const) {
    program
      .command(verb)
      .description(description)
      .argument('<host>', 'name or address')
      .action((host: string) => connectTestbed(name())[verb](host))
  }
  program
    .command('exec')
    .description('run a command as root inside a host')
    .argument('<host>', 'name or address')
    .argument('<command...>', 'after --')
    .action(async (host: string, command: string[]) => {
      const result = await connectTestbed(name()).run(host, command)
      process.stdout.write(result.stdout)
      process.stderr.write(result.stderr)
      process.exitCode = result.exitCode
    })
  return program
}
