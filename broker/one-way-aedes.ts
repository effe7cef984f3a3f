import { Aedes, type AedesOptions, type Client, type PublishPacket } from 'aedes'

type Done = (error?: Error) => void

/**
 * aedes, without the way from client to client: what a client says is for Menshen alone, which has taken it in at the
 * gate, so it is not routed (and costs no routing). Only what Menshen itself says reaches anyone.
 */
export class OneWayAedes extends Aedes {
  override publish(packet: PublishPacket, done: Done): void
  override publish(packet: PublishPacket, client: Client | null, done: Done): void
  override publish(packet: PublishPacket, clientOrDone: Client | Done | null, done?: Done): void {
    if (typeof clientOrDone === 'function') return super.publish(packet, clientOrDone)
    if (clientOrDone !== null) return done?.()
    return super.publish(packet, done ?? (() => undefined))
  }

  static async open(options: AedesOptions): Promise<OneWayAedes> {
    const broker = new OneWayAedes(options)
    await broker.listen()
    return broker
  }
}
