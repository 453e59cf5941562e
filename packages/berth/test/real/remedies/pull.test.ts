import { BerthError } from '@berth/core'
import { describe, expect } from 'vitest'
import { dockerDialect } from '../../../../runtime-docker/src/engine/docker-dialect.js'
import { imageOutcome } from '../../../../runtime-docker/src/image/image-outcome.js'
import { printedCommand } from '../../../../testbed/test/remedies/printed-commands.js'
import { onRealHosts } from '../../../../testbed/test/remedies/runs-remedy.js'
import { useRegistryHosts } from '../support/registry-hosts.js'
import { runOnHosts } from './run-printed.js'

describe('a command for images', () => {
  const hosts = useRegistryHosts()

  onRealHosts.runsRemedy('engine-pull', 'brings the image onto the host that lacks it, and no other', async () => {
    const { testbed, publish, docker } = hosts()
    const { reference } = await publish()
    const { address } = testbed.host(1)
    const engine = {
      dialect: dockerDialect,
      reachedBy: 'plain',
      store: 'classic',
      root: '/var/lib/docker',
      rootless: false,
      identity: null,
    } as const
    const source = { reference, pull: 'never', archive: null } as const
    const outcome = imageOutcome({ reports: [['not-here', '']], stderr: '' }, source, engine)
    if (!('reason' in outcome)) throw new Error('an image was found')
    const told = { code: 'BERTH_IMAGE_UNAVAILABLE', operation: 'make image present', host: address } as const
    const { message } = new BerthError({ ...told, message: outcome.reason, remedy: outcome.remedy })
    const [result] = await runOnHosts(testbed, printedCommand(message, 'pull'))
    expect(result).toMatchObject({ exitCode: 0 })
    expect(await docker(1, 'image', 'ls', '--quiet', reference)).not.toBe('')
    expect(await docker(2, 'image', 'ls', '--quiet', reference)).toBe('')
  })
})
