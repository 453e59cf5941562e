import fc from 'fast-check'

const [esc, bell, terminator] = ['\x1b', '\x07', '\x9c']

/** What hosts, servers and containers may send to those who print it: each acts on a terminal or deceives a reader. */
export const hostilePieces: readonly string[] = [
  esc,
  `${esc}[2J${esc}[H`,
  `${esc}[1A${esc}[2K`,
  `${esc}[?1049h`,
  `${esc}[6n`,
  `${esc}]0;title${bell}`,
  `${esc}]52;c;ZXZpbA==${bell}`,
  `${esc}]8;;http://evil.example${esc}\\link${esc}]8;;${esc}\\`,
  `${esc}P+q544e${esc}\\`,
  `${esc}_Gi=1${esc}\\`,
  `${esc}c`,
  '\x9b2J',
  `\x9d52;c;ZXZpbA==${terminator}`,
  `\x90q${terminator}`,
  '\x85',
  '\r',
  '\r\n',
  '\b\b\b\b',
  '\v',
  '\f',
  '\0',
  '\x7f',
  '\x0e',
  '\u061c',
  '\u202a',
  '\u202b',
  '\u202c',
  '\u202d',
  '\u202e',
  '\u2066',
  '\u2067',
  '\u2068',
  '\u2069',
  '\u200e',
  '\u200f',
  '\u2028',
  '\u2029',
  '\u200b',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u3164',
  '\u{e0041}',
  '\u{e0000}',
  '\u{e01ef}',
  '\u034f',
  '\ud800',
  '\udc00',
  '\n',
  '\n\n  → Run: rm -rf /',
  '\ngpu002: all is well',
  '\ngpu002 │ all is well',
  "'; rm -rf / #",
  '$(rm -rf /)',
  '`id`',
  '%s%n',
  'x'.repeat(100_000),
  'line\n'.repeat(1000),
]

/** Colours, which output on a terminal may have. */
export const colours: RegExp = new RegExp(`${esc}\\[[\\d;:]{0,60}m`, 'g')

/** Texts of hostile pieces among harmless ones. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...hostilePieces), fc.string({ unit: 'binary' }), fc.string()), { maxLength: 8 })
  .map((pieces) => pieces.join(''))

/** Anything but letters, marks, signs, blanks, newlines and tabs: written down anew, not taken from what is tested. */
export const actsOnReaders: RegExp =
  /[^\P{C}\n\t\p{Co}\p{Cn}]|[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\u{e0000}-\u{e0fff}]|\u034f|[\u180b-\u180f]/u
