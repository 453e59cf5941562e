/** What is known of the packages that are installed, or why that could not be asked. */
export type Audit =
  | { readonly state: 'clean' }
  | { readonly state: 'found'; readonly what: readonly string[] }
  | { readonly state: 'not checked'; readonly why: string }

/** What a command of npm printed, with its exit code; null where it was ended. */
export interface NpmAnswer {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Reads the answer of `npm audit --json`. Only an answer about vulnerabilities is believed, whatever the exit code. */
export function readAudit({ stdout, stderr }: NpmAnswer): Audit {
  const { vulnerabilities, message } = objectIn(stdout)
  if (typeof vulnerabilities !== 'object' || vulnerabilities === null) return notChecked(message, stderr)
  const what = Object.entries(vulnerabilities).map(([name, { severity, via = [] }]: [string, Vulnerability]) => {
    const titles = via.flatMap((each) => (typeof each === 'string' ? [] : `${each.title} (${each.url})`))
    return [`${name}: ${severity}`, ...titles].join(', ')
  })
  return what.length === 0 ? { state: 'clean' } : { state: 'found', what }
}

/** Reads the answer of `npm audit signatures --json`: packages whose signature is missing or wrong. */
export function readSignatures({ stdout, stderr }: NpmAnswer): Audit {
  const { invalid, missing, error } = objectIn(stdout)
  if (!Array.isArray(invalid) || !Array.isArray(missing)) {
    const { summary } = (error ?? {}) as { readonly summary?: unknown }
    return notChecked(summary, stderr)
  }
  const told =
    (how: string) =>
    ({ name, version }: Signed) =>
      `${name} ${version}: ${how}`
  const what = [...invalid.map(told('its signature is wrong')), ...missing.map(told('it has no signature'))]
  return what.length === 0 ? { state: 'clean' } : { state: 'found', what }
}

interface Vulnerability {
  readonly severity: string
  readonly via?: readonly (string | { readonly title: string; readonly url: string })[]
}

interface Signed {
  readonly name: string
  readonly version: string
}

function notChecked(message: unknown, stderr: string): Audit {
  const said = typeof message === 'string' && message !== '' ? message : (stderr.trim().split('\n')[0] ?? '')
  return { state: 'not checked', why: said || 'npm said nothing' }
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
