import {
  type ImageIdentity,
  type ImageSource,
  type LaunchedContainer,
  parseReports,
  type Trouble,
} from '@berth/core/adapter'
import { explain } from './errors.js'
import type { HandleAction } from './handle-script.js'
import { imageIdentity } from './image-identity.js'
import { imageRemedies, startRemedies } from './remedies.js'

interface Answer {
  readonly stdout: string
  readonly stderr: string
}

/** Why nothing was launched, and whether a container may be there all the same. */
export interface LaunchTrouble extends Trouble {
  readonly code: 'BERTH_NAME_TAKEN' | 'BERTH_LAUNCH_FAILED' | 'BERTH_LAUNCH_UNKNOWN'
}

/** The container that was launched, or why there is none. */
export function launchOutcome({ stdout, stderr }: Answer, nonce: string): LaunchedContainer | LaunchTrouble {
  const reports = parseReports(stdout, nonce)
  const [word, rest = ''] = reports.at(-1) ?? []
  const id = reports.findLast(([report]) => report === 'created')?.[1]
  if (word === 'running' && id !== undefined) return { id, startedAt: rest }
  const trouble = explain(stderr, startRemedies, 'Mend what enroot reports, then run it again.')
  switch (word) {
    case 'taken':
      return { code: 'BERTH_NAME_TAKEN', reason: 'the host already has a container of this name', remedy: nameTaken }
    case 'refused':
    case 'removed':
      return { ...trouble, code: 'BERTH_LAUNCH_FAILED' }
    case 'left':
      return {
        code: 'BERTH_LAUNCH_UNKNOWN',
        reason: `${trouble.reason}\nand the container ${rest}, which was made for it, could not be removed`,
        remedy: trouble.remedy,
      }
    default:
      return {
        code: 'BERTH_LAUNCH_UNKNOWN',
        reason: `the outcome is unknown${id === undefined ? '' : `, container ${id} was made`}: ${trouble.reason}`,
        remedy: trouble.remedy,
      }
  }
}

const nameTaken = 'Choose another container.name, or look at whose container that is: enroot list --fancy on the host.'

/** Null if a container was restarted or removed as asked, else why not. */
export function handleOutcome({ stdout, stderr }: Answer, nonce: string, action: HandleAction): Trouble | null {
  const [word] = parseReports(stdout, nonce).at(-1) ?? []
  switch (word) {
    case 'done':
      return null
    case 'gone':
      return action === 'remove'
        ? null
        : { reason: 'the container is gone', remedy: 'Observe the host again: bring the cluster up.' }
    case 'changed':
      return {
        reason: 'the container no longer has the id and the labels that were observed; nothing was done',
        remedy: 'Observe the host again, and look at whose container it is: enroot list --fancy on the host.',
      }
    default:
      return explain(stderr, startRemedies, 'Look at enroot list --fancy on the host, and mend what is reported here.')
  }
}

/** What the image is that was made present, or why it was not. */
export function imageOutcome(
  { stdout, stderr }: Answer,
  nonce: string,
  { reference, archive }: ImageSource,
): ImageIdentity | Trouble {
  const [word, rest = ''] = parseReports(stdout, nonce).at(-1) ?? []
  const said = (what: string): Trouble => {
    const { reason, remedy } = explain(stderr, imageRemedies, 'Mend what is reported on the host, then run it again.')
    return { reason: `${what}: ${reason}`, remedy }
  }
  switch (word) {
    case 'image': {
      const [digest = '', ...path] = rest.split(' ')
      return imageIdentity(path.join(' '), digest)
    }
    case 'no-file':
      return {
        reason: `${reference} is not there`,
        remedy:
          'Copy the squashfs image to this path on every host; or name the image as its registry does, so that it can be imported.',
      }
    case 'not-squashfs':
      return {
        reason: `${archive ?? reference} is no squashfs image that can be read`,
        remedy: 'Make it with enroot import or enroot export: enroot cannot load an archive of docker save.',
      }
    case 'not-here':
      return {
        reason: `${reference} is not there, and is not to be pulled`,
        remedy: 'Allow it to be pulled (container.pull), or set container.image_tar to a squashfs image on the host.',
      }
    case 'load-failed':
      return said(`the archive ${archive} could not be loaded`)
    case 'pull-failed':
      return said(`${reference} could not be imported`)
    default:
      return said(`${reference} could not be made present`)
  }
}
