/** Who is connected. Everything a client may say or hear lies below its base topic, or in its family's filters. */
export interface Principal {
  readonly kind: 'sensor' | 'gateway'
  readonly id: string
  readonly baseTopic: string
  /** MQTT filters of a gateway's family, which replace "below its base topic" where there are any. */
  readonly filters?: readonly string[]
}

export interface Credential {
  readonly clientId: string
  readonly username: string
  readonly password: Buffer
  /** The common name of a client certificate that our authority has signed. */
  readonly certificateId: string | null
}
