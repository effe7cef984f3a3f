import type { Socket } from 'node:net'

interface Peer {
  readonly remoteAddress?: string | undefined
  readonly remotePort?: number | undefined
}

/** Connections that are still negotiating TLS or HTTP: they cost the most and have said nothing of MQTT yet. */
export class Handshakes {
  readonly #peers = new Map<string, Socket>()

  get count(): number {
    return this.#peers.size
  }

  begin(socket: Socket): void {
    const peer = nameOf(socket)
    this.#peers.set(peer, socket)
    socket.once('close', () => this.#peers.delete(peer))
  }

  end(peer: Peer): void {
    this.#peers.delete(nameOf(peer))
  }

  destroyAll(): void {
    for (const socket of this.#peers.values()) socket.destroy()
  }
}

/** By name and not by object, because a TLS socket does not tell which socket it wraps. */
function nameOf({ remoteAddress, remotePort }: Peer): string {
  return `${remoteAddress} ${remotePort}`
}
