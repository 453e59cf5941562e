/**
 * Works through a queue, which it empties, by several workers side by side, each with one piece after the other. A
 * worker that fails does no more, the others go on: rejects with what failed first once all of them have ended, so that
 * nobody works on hosts that are gone.
 */
export async function workThrough<Piece, Worker>(
  queue: Piece[],
  workers: readonly Worker[],
  work: (piece: Piece, worker: Worker) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = []
  await Promise.all(
    workers.map(async (worker) => {
      try {
        for (let piece = queue.shift(); piece !== undefined; piece = queue.shift()) await work(piece, worker)
      } catch (error) {
        failures.push(error)
      }
    }),
  )
  if (failures.length > 0) throw failures[0]
}
