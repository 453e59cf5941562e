import { expect, it } from 'vitest'
import { berthOver, lab } from '../../lifetime/berth-over.js'
import { rejection } from '../../lifetime/rejection.js'

it('is refused before an up, and for numbers of ranks that are none', async () => {
  const { cluster } = berthOver(lab(['a', 'b']))
  expect(await rejection(cluster.mpirun({ command: 'true' }))).toMatchObject({ code: 'BERTH_STATE' })
  await cluster.up()
  await expect(cluster.mpirun({ command: 'true', ranks: 0 })).rejects.toThrow(TypeError)
  await expect(cluster.mpirun({ command: 'true', ranks: 2, ranksPerHost: 1 })).rejects.toThrow(TypeError)
})

it('is refused where the container cannot launch, and names the host', async () => {
  const { cluster } = berthOver(lab(['a', 'b']))
  await cluster.up()
  expect(await rejection(cluster.mpirun({ command: 'true' }))).toMatchObject({
    code: 'BERTH_MPI_UNUSABLE',
    host: 'a',
    operation: 'prepare mpirun',
  })
})
