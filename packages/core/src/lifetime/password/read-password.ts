/** A password, or why a text is none. */
export type PasswordRead = { readonly password: string } | { readonly problem: string }

/** What a variable or the output of a command gives: its only line. A line end behind it is none of it. */
export function readPassword(text: string): PasswordRead {
  const password = text.replace(/\r?\n$/, '')
  if (password === '') return { problem: 'is empty' }
  if (password.includes('\n')) return { problem: 'has several lines' }
  if (/[\0\uFFFD]/.test(password)) return { problem: 'is no text in UTF-8' }
  return { password }
}
