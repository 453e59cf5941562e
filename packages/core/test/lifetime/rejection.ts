/** What a promise rejects with; throws if it does not. */
export async function rejection<Kind extends Error>(promise: Promise<unknown>): Promise<Kind> {
  const outcome = await promise.then(
    () => ({ ok: true }) as const,
    (error: Kind) => ({ ok: false, error }) as const,
  )
  if (outcome.ok) throw new TypeError('It did not reject')
  return outcome.error
}
