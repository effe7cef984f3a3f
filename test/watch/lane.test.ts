import { describe, expect, test } from 'vitest'
import { type LaneSpan, type LaneState, laneBuckets, laneCoverage, wholeLane } from '../../watch/lane.ts'

const span = (from: number, until: number, state: LaneState = 'closed'): LaneSpan => ({ from, until, state })
const plain = (spans: readonly LaneSpan[]) => spans.map((it) => [it.from, it.until, it.state])

describe('a door’s lane over the watched time', () => {
  const watched = [{ from: 100, until: 200 }]

  test.each<{ name: string; spans: readonly LaneSpan[]; whole: readonly (readonly [number, number, LaneState])[] }>([
    { name: 'without a span there was no sensor', spans: [], whole: [[100, 200, 'no_sensor']] },
    { name: 'a span that fills it is all of it', spans: [span(100, 200)], whole: [[100, 200, 'closed']] },
    { name: 'a longer one is cut at both ends', spans: [span(50, 250, 'open')], whole: [[100, 200, 'open']] },
    {
      name: 'what lies before, between and behind has no sensor',
      spans: [span(110, 120, 'open'), span(150, 160)],
      whole: [
        [100, 110, 'no_sensor'],
        [110, 120, 'open'],
        [120, 150, 'no_sensor'],
        [150, 160, 'closed'],
        [160, 200, 'no_sensor'],
      ],
    },
    {
      name: 'spans that touch leave nothing between them',
      spans: [span(100, 130), span(130, 200, 'unknown')],
      whole: [
        [100, 130, 'closed'],
        [130, 200, 'unknown'],
      ],
    },
    {
      name: 'spans that end where it begins, or begin where it ends, are not in it',
      spans: [span(50, 100, 'open'), span(200, 250, 'open')],
      whole: [[100, 200, 'no_sensor']],
    },
    {
      name: 'where two overlap, the one that began first holds to its end',
      spans: [span(100, 150), span(120, 140, 'open'), span(140, 200, 'open')],
      whole: [
        [100, 150, 'closed'],
        [150, 200, 'open'],
      ],
    },
  ])('$name', ({ spans, whole }) => {
    expect(plain(wholeLane(spans, watched))).toEqual(whole)
  })

  test('each watched stretch has its own', () => {
    const stretches = [
      { from: 100, until: 120 },
      { from: 140, until: 160 },
    ]
    expect(plain(wholeLane([span(110, 150)], stretches))).toEqual([
      [100, 110, 'no_sensor'],
      [110, 120, 'closed'],
      [140, 150, 'closed'],
      [150, 160, 'no_sensor'],
    ])
  })
})

describe('the shares of equal stretches', () => {
  const shares = (...spans: readonly LaneSpan[]) =>
    laneBuckets(spans, { from: 100, until: 150 }, 10).map((it) => [it.from, it.openMs, it.closedMs, it.unknownMs])

  test('a span is shared among the stretches that it reaches into', () => {
    expect(shares(span(105, 127))).toEqual([
      [100, 0, 5, 0],
      [110, 0, 10, 0],
      [120, 0, 7, 0],
    ])
  })

  test('a span that ends with a stretch is not in the next', () => {
    expect(shares(span(110, 120, 'open'))).toEqual([[110, 10, 0, 0]])
  })

  test('states are told apart in one stretch, and for want of a sensor nothing is proved', () => {
    expect(
      shares(span(100, 101, 'open'), span(101, 103), span(103, 106, 'unknown'), span(106, 110, 'no_sensor')),
    ).toEqual([[100, 1, 2, 7]])
  })

  test('stretches that nobody watched are left out, and they are in order', () => {
    expect(shares(span(142, 144), span(100, 102, 'open'))).toEqual([
      [100, 2, 0, 0],
      [140, 0, 2, 0],
    ])
  })
})

test.each([
  { name: 'of nothing watched there is none', spans: [], coverage: null },
  { name: 'an open door is as proved as a closed one', spans: [span(0, 10), span(10, 20, 'open')], coverage: 1 },
  { name: 'an unknown one is not', spans: [span(100, 110), span(110, 140, 'unknown')], coverage: 0.25 },
  { name: 'nor is one without a sensor', spans: [span(100, 130, 'open'), span(130, 140, 'no_sensor')], coverage: 0.75 },
])('the share that is proved: $name', ({ spans, coverage }) => {
  expect(laneCoverage(spans)).toBe(coverage)
})
