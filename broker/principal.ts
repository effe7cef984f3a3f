/** Who is connected. Everything a client may say or hear lies below its base topic. */
export interface Principal {
  readonly kind: 'sensor' | 'gateway'
  readonly id: string
  readonly baseTopic: string
}

export interface Credential {
  readonly clientId: string
  readonly username: string
  readonly password: Buffer
  /** The common name of a client certificate that our authority has signed. */
  readonly certificateId: string | null
}
