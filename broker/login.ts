import { sensorId } from '../protocol/topic.ts'
import { mayPublish } from './authority.ts'
import type { Credential, Principal } from './principal.ts'
import { Turns } from './turns.ts'

const AT_ONCE = 8
const WAITING_MAX = 20_000
const LOGIN_MS_MAX = 10_000

export interface Attempt extends Credential {
  readonly willTopic: string | null
  /** The client has gone meanwhile: its turn is not worth a query. */
  gone(): boolean
}

export type LoginRefusal = 'no_client_id' | 'client_id_is_not_user_name' | 'not_authenticated' | 'will_not_yours'

/** Who connects. The number of credentials that are looked up at once is limited, so a storm waits in line. */
export class Login {
  readonly #authenticate: (credential: Credential) => Promise<Principal | null>
  readonly #turns = new Turns(AT_ONCE, WAITING_MAX, LOGIN_MS_MAX)

  constructor(authenticate: (credential: Credential) => Promise<Principal | null>) {
    this.#authenticate = authenticate
  }

  /** Rejects when it could not be found out, which is no refusal: the client may try again. */
  async principalOf(attempt: Attempt): Promise<Principal | LoginRefusal> {
    const refusal = refusalOfName(attempt)
    if (refusal !== null) return refusal
    const { clientId, username, password, certificateId } = attempt
    const principal = await this.#turns.run(async () =>
      attempt.gone() ? null : this.#authenticate({ clientId, username, password, certificateId }),
    )
    if (principal === null || !isSpelledWell(principal)) return 'not_authenticated'
    if (attempt.willTopic !== null && mayPublish(principal, attempt.willTopic) !== null) return 'will_not_yours'
    return principal
  }
}

/** A certificate may stand for the user name, but never beside another one. */
function refusalOfName({ clientId, username, certificateId }: Attempt): LoginRefusal | null {
  if (clientId === '') return 'no_client_id'
  const byCertificate = username === '' && certificateId === clientId
  return username === clientId || byCertificate ? null : 'client_id_is_not_user_name'
}

/** A sensor's id becomes part of its topics: `+` would hear everybody. */
function isSpelledWell(principal: Principal): boolean {
  return principal.kind === 'gateway' || sensorId.safeParse(principal.id).success
}
