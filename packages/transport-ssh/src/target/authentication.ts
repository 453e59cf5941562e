import type { AppliedConfig } from '../ssh-config/apply-ssh-config.js'
import { isNo, textOf } from '../ssh-config/settings.js'

/** A method of authentication that Berth has, by its name among servers. */
export type AuthenticationMethod = 'publickey' | 'password' | 'keyboard-interactive'

/** How the user may prove who they are. */
export interface Authentication {
  /** The methods that may be tried, in this order; no other is. */
  readonly methods: readonly AuthenticationMethod[]
  /** For the error of a login that fails: a sentence for each setting that leaves methods out. */
  readonly notes: readonly string[]
}

const inBerthsOrder: readonly AuthenticationMethod[] = ['publickey', 'password', 'keyboard-interactive']

interface Switch {
  readonly name: string
  /** The setting's names in lower case, older ones among them. */
  readonly keywords: readonly string[]
}

/** The settings that say no to a method. */
const switches: Readonly<Record<AuthenticationMethod, Switch>> = {
  publickey: { name: 'PubkeyAuthentication', keywords: ['pubkeyauthentication', 'dsaauthentication'] },
  password: { name: 'PasswordAuthentication', keywords: ['passwordauthentication'] },
  'keyboard-interactive': {
    name: 'KbdInteractiveAuthentication',
    keywords: [
      'kbdinteractiveauthentication',
      'challengeresponseauthentication',
      'skeyauthentication',
      'tisauthentication',
    ],
  },
}

/**
 * What `PreferredAuthentications`, `PubkeyAuthentication`, `PasswordAuthentication` and `KbdInteractiveAuthentication`
 * leave. `BatchMode` leaves out none: it is about asking the user, which Berth never does.
 */
export function authenticationOf(config: AppliedConfig): Authentication {
  const preferred = config.first('preferredauthentications')
  const order = textOf(config, 'preferredauthentications')?.toLowerCase().split(',')
  const wanted = order === undefined ? inBerthsOrder : order.filter(isMethod)
  const refused = inBerthsOrder.filter((method) => isNo(config, ...switches[method].keywords))
  const notes = refused.map((method) => {
    const { name, keywords } = switches[method]
    return `${config.first(...keywords)?.origin} has "${name} no"`
  })
  if (preferred !== undefined && wanted.length < inBerthsOrder.length) {
    notes.push(`${preferred.origin} has "PreferredAuthentications ${preferred.words[0]}"`)
  }
  return { methods: [...new Set(wanted)].filter((method) => !refused.includes(method)), notes }
}

function isMethod(name: string): name is AuthenticationMethod {
  return inBerthsOrder.some((method) => method === name)
}
