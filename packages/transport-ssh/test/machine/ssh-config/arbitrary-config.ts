import fc, { type Arbitrary } from 'fast-check'

/** Files below a home folder by their paths, `.ssh/config` among them, and the host that is asked about. */
export interface ConfigCase {
  readonly files: Readonly<Record<string, string>>
  readonly host: string
}

const name = fc.constantFrom('a', 'b', 'ab', 'A1', 'a.lab', 'B.Lab')
const pattern = fc.constantFrom(
  'a',
  'b',
  '*',
  'a*',
  'A*',
  '*.lab',
  '*.LAB',
  '?',
  '??',
  '!a',
  '!b.lab',
  'ab',
  '"a"',
  "'b'",
)

/** A value that stands as it is, or in quotes of either kind. */
const written = (...values: readonly string[]): Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...values), fc.constantFrom('', '', '"', "'"))
    .map(([value, quote]) => `${quote}${value}${quote}`)

const path = fc.oneof(
  { weight: 4, arbitrary: written('/k/one', '~/k/two', '/k/%n', '/k/#one', '~daemon/k', '%d/k@%h:%p', 'k') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('"/k/th ree"', "'/k/fo ur'", '/k/fi\\ ve', '/k/"s"ix', "/k/it\\'s", '/k\\\\w', '/k\\w'),
  },
)
const flag = written('yes', 'no', 'true', 'FALSE')
const jump = fc.constantFrom(
  'none',
  'b',
  'u@b:7',
  'u@x.y@b:7',
  'b,c',
  'u@b,c:8',
  'ssh://u@b:9',
  'b # c',
  'b,[fe80::1]:7',
)

const values: Readonly<Record<string, Arbitrary<string>>> = {
  HostName: written('a.lab', 'B.lab', '%h.lab', 'x', '10.0.0.1'),
  Port: written('1', '2', '65535', 'ssh'),
  User: fc.oneof(written('u', 'v', 'u#1', 'u@x.y'), fc.constantFrom('"u v"', 'w\\\\v')),
  IdentityFile: path,
  IdentityFile2: path,
  IdentitiesOnly: flag,
  IdentityAgent: fc.oneof(path, written('none', 'SSH_AUTH_SOCK')),
  StrictHostKeyChecking: written('yes', 'no', 'accept-new', 'ASK', 'off'),
  HostKeyAlias: written('Lab', 'key'),
  UserKnownHostsFile: fc.oneof(
    fc.array(path, { minLength: 1, maxLength: 2 }).map((paths) => paths.join(' ')),
    written('none'),
  ),
  GlobalKnownHostsFile: written('none', '/g/one', '~/g/two'),
  HashKnownHosts: flag,
  ConnectTimeout: written('7', '1m30', '1H', 'none'),
  ServerAliveInterval: written('8', '2m', 'none'),
  ServerAliveCountMax: written('2', '3000'),
  PubkeyAuthentication: fc.oneof(flag, written('host-bound')),
  PasswordAuthentication: flag,
  KbdInteractiveAuthentication: flag,
  ChallengeResponseAuthentication: flag,
  PreferredAuthentications: written('password', 'publickey,password', 'keyboard-interactive,gssapi-with-mic,publickey'),
  ProxyJump: jump,
  ProxyCommand: fc.constantFrom('none', 'nc %h %p', 'nc "%h" %p'),
}

const anyCase = (text: string): Arbitrary<string> => fc.constantFrom(text, text.toLowerCase(), text.toUpperCase())
const line = (keyword: string, value: Arbitrary<string>): Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom('', '  ', '\t'),
      anyCase(keyword),
      fc.constantFrom(' ', ' ', ' ', '\t', '=', ' = ', '= '),
      value,
      fc.constantFrom('', '', '', ' ', '\r', '\t \f'),
    )
    .map((parts) => parts.join(''))
const commented = (value: Arbitrary<string>): Arbitrary<string> =>
  fc.tuple(value, fc.constantFrom('', '', '', ' # a comment', ' # it\'s "one', ' #')).map((parts) => parts.join(''))

const setting = fc.oneof(
  ...Object.entries(values).map(([keyword, value]) =>
    line(keyword, keyword === 'ProxyCommand' ? value : commented(value)),
  ),
)
/** Lines that say nothing about the way to a host; a few of them are such as ssh refuses. */
const noise = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('', ' \t', '# a comment', `# it's "one`, '#', '\r') },
  {
    weight: 12,
    arbitrary: fc.constantFrom(
      'ControlPath ~/.ssh/%C\\',
      'SetEnv A="b c" D=\'e f\'',
      'SendEnv LANG LC_*',
      'LocalCommand printf "%%s\\\\n" a\\b',
      'RemoteCommand echo "it\'s"',
      'Ciphers +aes128-ctr',
      'LogLevel = verbose',
      '"ForwardAgent" no',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("LocalCommand echo it's", 'LogLevel "info', 'Port', 'Port 1 2', 'Bogus yes', 'User ""'),
  },
)

const include = line(
  'Include',
  commented(
    fc.constantFrom(
      'conf.d/*',
      'conf.d/*.conf',
      'conf.d/[12].conf',
      'conf.d/[!1]*.conf',
      'conf.d/[[:digit:]].conf',
      'conf.d/[a-z]*',
      'conf.d/\\[x].conf',
      'conf.d/[[]x].conf',
      'conf.d/[x].conf',
      'conf.d/.*.conf',
      'conf.d/?.conf',
      '"conf.d/a b.conf"',
      'conf.d/a\\ b.conf',
      "'conf.d/1.conf' conf.d/2.conf",
      '~/.ssh/conf.d/2.conf',
      '~nobody-of-this-name/x',
      'missing/*',
      'missing',
      'conf.d/sub/*',
      'conf.*/2*',
    ),
  ),
)

const patterns = fc.array(pattern, { minLength: 1, maxLength: 3 }).map((some) => some.join(' '))
const list = fc.constantFrom('a', 'A', 'b', 'a,b', 'a*', '*.lab', '*.LAB', '*,!a', '!a,*', 'x', '10.0.0.1', '?')
const criterion = fc.oneof(
  fc.constantFrom('final', '!final', 'canonical', '!canonical'),
  fc
    .tuple(fc.constantFrom('', '', '!'), anyCase('host'), fc.constantFrom(' ', '='), list, fc.constantFrom('', '"'))
    .map(([not, keyword, separator, names, quote]) => `${not}${keyword}${separator}${quote}${names}${quote}`),
  fc
    .tuple(fc.constantFrom('', '!'), fc.constantFrom('originalhost', 'OriginalHost'), list)
    .map(([not, keyword, names]) => `${not}${keyword} ${names}`),
  fc
    .tuple(fc.constantFrom('', '!'), fc.constantFrom('user', 'localuser'), fc.constantFrom('u', 'v', 'root', '*', 'U'))
    .map(([not, keyword, names]) => `${not}${keyword} ${names}`),
)
const criteria = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('all', '!all', 'final all', 'canonical all', 'host a all') },
  {
    weight: 4,
    arbitrary: fc.array(criterion, { minLength: 1, maxLength: 3 }).map((some) => some.join(' ')),
  },
)
const head = fc.oneof(
  { weight: 3, arbitrary: line('Host', commented(patterns)) },
  { weight: 2, arbitrary: line('Match', commented(criteria)) },
)

const body = (maxLength: number, withIncludes: boolean): Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 12, arbitrary: setting },
        { weight: 2, arbitrary: noise },
        ...(withIncludes ? [{ weight: 2, arbitrary: include }] : []),
      ),
      { maxLength },
    )
    .map((lines) => lines.map((text) => `${text}\n`).join(''))

const text = (sections: number, withIncludes: boolean): Arbitrary<string> =>
  fc
    .tuple(body(3, withIncludes), fc.array(fc.tuple(head, body(5, withIncludes)), { maxLength: sections }))
    .map(([before, rest]) => before + rest.map(([first, lines]) => `${first}\n${lines}`).join(''))

const included = text(2, false)

/** Older releases of ssh make a second pass for `!final` too: with this line all do. */
const asksForFinalPass = 'Match final host nobody\n'

/** Configurations as people write them, and as nobody would. */
export const configCase: Arbitrary<ConfigCase> = fc
  .record({
    config: text(5, true),
    files: fc.record({
      '.ssh/conf.d/1.conf': text(2, false),
      '.ssh/conf.d/2.conf': included,
      '.ssh/conf.d/[x].conf': included,
      '.ssh/conf.d/.hidden.conf': included,
      '.ssh/conf.d/a b.conf': included,
      '.ssh/conf.d/other': included,
      '.ssh/conf.d/sub/3.conf': included,
    }),
    host: name,
  })
  .map(({ config, files, host }) => {
    const mayDiffer = [config, ...Object.values(files)].some((one) => one.includes('!final'))
    return { files: { ...files, '.ssh/config': config + (mayDiffer ? asksForFinalPass : '') }, host }
  })
