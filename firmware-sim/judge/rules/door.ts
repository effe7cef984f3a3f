import type { SensorMessage } from '../../../protocol/sensor-message.ts'
import { firstSayings, wordsFor } from '../transmission.ts'
import { broken, kept, notSeen, type Rule } from '../verdict.ts'

const AFTER = { opened: 'open', closed: 'closed' } as const

export const door: Rule = {
  name: 'door',
  mend: 'Say in `door` what the contact is when the message is made: open with `opened`, closed with `closed`, and unchanged until the next edge.',
  judge(log) {
    const told = firstSayings(log).map(({ message }) => message)
    const edges = told.filter(isEdge)
    if (edges.length === 0) return notSeen('the door did not move')
    for (const message of told) {
      const edge = lastEdge(edges, message)
      const expected = edge === undefined ? null : AFTER[edge.kind]
      if (expected !== null && message.door !== undefined && message.door !== null && message.door !== expected) {
        return broken(`${wordsFor(message)} says that the door is ${message.door}`)
      }
    }
    return kept(`in ${told.length} messages, ${edges.length} of them edges`)
  },
}

type Edge = SensorMessage & { kind: 'opened' | 'closed' }

function isEdge(message: SensorMessage): message is Edge {
  return message.kind === 'opened' || message.kind === 'closed'
}

function lastEdge(edges: readonly Edge[], { boot, seq }: SensorMessage): Edge | undefined {
  return edges
    .filter((it) => it.boot === boot && it.seq <= seq)
    .toSorted((a, b) => a.seq - b.seq)
    .at(-1)
}
