import { expect, test } from 'vitest'
import { policySpans } from '../../watch/policy-spans.ts'
import { MINUTE, policy, T0 } from './stories.ts'

const preset = policy()
const named = (name: string) => policy({ name })
const order = 1000
const compound = 4
const city = 1

test.each([
  { name: 'nothing assigned: the preset', assignments: [], spans: [['default', 0]] },
  {
    name: 'the nearest place that has one',
    assignments: [
      { nearness: city, from: T0 - MINUTE, policy: named('city') },
      { nearness: compound, from: T0 - 2 * MINUTE, policy: named('compound') },
    ],
    spans: [['compound', 0]],
  },
  {
    name: 'exactly at the start it holds from the start',
    assignments: [{ nearness: city, from: T0, policy: named('city') }],
    spans: [['city', 0]],
  },
  {
    name: 'a change from its time on',
    assignments: [
      { nearness: city, from: T0 - MINUTE, policy: named('city') },
      { nearness: city, from: T0 + 5 * MINUTE, policy: named('later') },
    ],
    spans: [
      ['city', 0],
      ['later', 5],
    ],
  },
  {
    name: 'a change further away that an order of its own does not feel',
    assignments: [
      { nearness: order, from: T0, policy: named('own') },
      { nearness: city, from: T0 + 5 * MINUTE, policy: named('later') },
    ],
    spans: [['own', 0]],
  },
  {
    name: 'its own taken away: the area again',
    assignments: [
      { nearness: city, from: T0 - MINUTE, policy: named('city') },
      { nearness: order, from: T0, policy: named('own') },
      { nearness: order, from: T0 + 3 * MINUTE, policy: null },
    ],
    spans: [
      ['own', 0],
      ['city', 3],
    ],
  },
  {
    name: 'several changes in the order of their times, each once, whatever the order they were made in',
    assignments: [
      { nearness: city, from: T0 + 9 * MINUTE, policy: named('last') },
      { nearness: city, from: T0 + 5 * MINUTE, policy: named('middle') },
      { nearness: order, from: T0 + 5 * MINUTE, policy: null },
      { nearness: city, from: T0 + 2 * MINUTE, policy: named('first') },
      { nearness: city, from: T0 + 7 * MINUTE, policy: named('middle') },
    ],
    spans: [
      ['default', 0],
      ['first', 2],
      ['middle', 5],
      ['last', 9],
    ],
  },
  {
    name: 'two at the same time: the later made',
    assignments: [
      { nearness: city, from: T0 + MINUTE, policy: named('first') },
      { nearness: city, from: T0 + MINUTE, policy: named('second') },
    ],
    spans: [
      ['default', 0],
      ['second', 1],
    ],
  },
])('$name', ({ assignments, spans }) => {
  expect(policySpans(assignments, T0, preset).map((it) => [it.policy.name, (it.from - T0) / MINUTE])).toEqual(spans)
})
