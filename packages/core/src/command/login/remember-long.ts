/** Characters from which on a text is remembered: programs have as many, and what differs from call to call has not. */
const long = 2048

/** Texts that are remembered at once: more than Berth has programs. */
const most = 64

/**
 * The same pure function of texts, which remembers what it made of the last long ones: the same programs go to every
 * host, in every call.
 */
export function rememberLong(make: (text: string) => string): (text: string) => string {
  const made = new Map<string, string>()
  return (text) => {
    if (text.length < long) return make(text)
    const value = made.get(text) ?? make(text)
    // What was asked for last is forgotten last.
    made.delete(text)
    made.set(text, value)
    const [oldest] = made.size > most ? made.keys() : []
    if (oldest !== undefined) made.delete(oldest)
    return value
  }
}
