import { describe, expect, it } from 'vitest'
import { wireTransport } from '../../src/wire-transport.js'
import { someConfig } from '../cli/fake-cluster.js'

describe('wireTransport', () => {
  it('runs commands on this machine without SSH', async () => {
    const transport = await wireTransport(someConfig({ node_dict: { localhost: {} } }))
    const { stdout } = await (await transport.connect('localhost')).exec(['echo', 'here'])
    expect(stdout).toBe('here\n')
    await transport.close()
  })

  it('goes by SSH to a name of this machine that the cluster file says how to reach', async () => {
    const transport = await wireTransport(someConfig({ node_dict: { localhost: { port: 1, jump: 'none' } } }))
    await expect(transport.connect('localhost')).rejects.toThrow('localhost port 1 refuses connections')
    await transport.close()
  })
})
