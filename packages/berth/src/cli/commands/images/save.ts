import type { Command } from 'commander'
import type { SaveCommandOptions } from '../../actions/images/save.js'
import type { Done } from '../../ending/done.js'
import type { CliEnvironment } from '../../environment.js'
import { withCommonOptions, withRunOption } from '../../options/cluster-options.js'
import { withMaxFailures, withParallel } from '../../options/limit-options.js'
import { givenPath } from '../../options/transfer-options.js'

/** Adds `berth save`. */
export function addSave(program: Command, environment: CliEnvironment, done: Done): void {
  withParallel(
    withMaxFailures(
      withRunOption(withCommonOptions(program.command('save'))),
      'the image is made present on the others (default: none)',
    ),
    'give the image to so many hosts at once (default: pulls_at_once of the cluster file, else 16)',
  )
    .argument('<image>', 'name of the new image, with a tag: lab:ready')
    .option('--host <host>', 'the host whose container is saved (default: the head host)')
    .option('--archive <file>', 'write the image to this file here, and give it to no host', givenPath)
    .option('--replace', 'give the name to the new image although a host has another one by it')
    .description('make an image of a container, with all that was installed there, and make it present on every host')
    .addHelpText(
      'after',
      `
The container runs on, and is not paused: what is being written there at that time may be in the image by half. What Berth has in it stays out,
its marker, keys and environment; so do mounts and volumes. In a cluster file with the image, \`setup_script: false\` spares the setup script.

Examples:
  berth save lab:ready
  berth save lab:ready --host gpu3 --replace
  berth save lab:ready --archive lab.tar      # for berth push, image_tar, or docker load`,
    )
    .action(async (image: string, options: SaveCommandOptions) => {
      const { save } = await import('../../actions/images/save.js')
      done(await save(environment, image, options))
    })
}
