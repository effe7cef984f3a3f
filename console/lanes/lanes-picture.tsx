import { type PointerEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isBreachKind } from '../alert/breach.ts'
import type { Lanes } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import { BAR, bucketPaths, linePath, type Scale, spanPaths } from './lane-paths.ts'
import { Axis, Hatch, Legend, Now, TOP, Veil } from './lane-scenery.tsx'
import { type Stretch, shifted, zoomed } from './lane-window.ts'

const LABEL = 18
const ROW = LABEL + BAR + 8
const SMALL = LABEL + 14
const LINE = LABEL + 34
const WHEEL_STEP = 1.25

interface LanesPictureProps {
  readonly lanes: Lanes
  readonly view: Stretch
  readonly pixels: number
  readonly onView: (view: Stretch) => void
}

/**
 * Each state has a shape of its own: closed is a low bar, open a high one, not known a hatched one, no sensor an empty
 * frame. Where nothing was watched, nothing is drawn. It is drawn from what is there while the rest is on its way.
 */
export function LanesPicture({ lanes, view, pixels, onView }: LanesPictureProps) {
  const { t } = useTranslation(['lanes', 'page'])
  const [hover, setHover] = useState<number | null>(null)
  const id = useId().replaceAll(/[^\w-]/g, '')
  const hand = useHand(view, pixels, onView, setHover)
  const x: Scale = (at) => ((at - view.from) / (view.until - view.from)) * pixels
  const bands = bandsOf(lanes)
  let y = TOP
  const rows: ReactNode[] = []
  const row = (height: number, key: string, label: string, drawn: ReactNode) => {
    rows.push(
      <g key={key} transform={`translate(0 ${y})`}>
        <text x="4" y="13" className="lane-label">
          {label}
        </text>
        <g transform={`translate(0 ${LABEL})`}>{drawn}</g>
      </g>,
    )
    y += height
  }
  for (const door of lanes.doors) {
    row(ROW, `door-${door.door}`, doorLabel(t, door), <Door id={id} door={door} lanes={lanes} x={x} />)
  }
  for (const { name, items } of bands) {
    row(SMALL, name, t(`lane.${name}`), <Band name={name} items={items} x={x} until={lanes.now} />)
  }
  row(LINE, 'battery', t('lane.battery'), <Lines lanes={lanes} x={x} of="batteryPercent" from={0} to={100} />)
  row(LINE, 'signal', t('lane.signal'), <Lines lanes={lanes} x={x} of="rssi" from={-100} to={-30} />)
  return (
    <>
      <svg
        ref={hand.svg}
        className="lane-picture"
        width={pixels}
        height={y}
        role="img"
        aria-label={summary(t, lanes)}
        {...hand.on}
      >
        <Hatch id={id} />
        <Axis view={view} pixels={pixels} height={y} />
        {rows}
        <Veil lanes={lanes} x={x} pixels={pixels} height={y} />
        {x(Date.parse(lanes.now)) < pixels ? <Now at={x(Date.parse(lanes.now))} height={y} /> : null}
        {hover === null ? null : <path className="lane-hover" d={`M${hover} ${TOP}V${y}`} />}
      </svg>
      <p className="lane-readout" aria-live="off">
        {hover === null ? t('hint') : readout(t, lanes, view.from + ((view.until - view.from) * hover) / pixels)}
      </p>
      <Legend id={id} />
    </>
  )
}

type T = ReturnType<typeof useTranslation<['lanes', 'page']>>['t']
type Door = Lanes['doors'][number]

function doorLabel(t: T, { door, openings, uncovered, coverage }: Door): string {
  const share = coverage === null ? '–' : `${Math.floor(coverage * 1000) / 10}%`
  return t('door', { door, openings, uncovered, coverage: share })
}

function summary(t: T, lanes: Lanes): string {
  return lanes.doors.length === 0 ? t('nothing') : lanes.doors.map((it) => doorLabel(t, it)).join('; ')
}

function readout(t: T, lanes: Lanes, at: number): string {
  const said = lanes.doors.map((it) => `${it.door} ${t(`state.${stateAt(it, lanes, at)}`)}`)
  return [timeText(at), ...said].join(' · ')
}

function stateAt({ spans, buckets }: Door, { bucketMs }: Lanes, at: number) {
  const span = spans.find((it) => Date.parse(it.from) <= at && at < Date.parse(it.until))
  if (span !== undefined) return span.state
  const bucket = buckets.find((it) => Date.parse(it.from) <= at && at < Date.parse(it.from) + bucketMs)
  if (bucket === undefined) return 'unwatched'
  if (bucket.openMs > 0) return 'open'
  return bucket.unknownMs > 0 ? 'unknown' : 'closed'
}

function Door({
  id,
  door,
  lanes,
  x,
}: {
  readonly id: string
  readonly door: Door
  readonly lanes: Lanes
  readonly x: Scale
}) {
  const paths = door.spans.length > 0 ? spanPaths(door.spans, x) : bucketPaths(door.buckets, lanes.bucketMs, x)
  const marks = door.counts.filter((it) => it.uncovered > 0).map((it) => x(Date.parse(it.from) + lanes.bucketMs / 2))
  return (
    <>
      <path className="lane-closed" d={paths.closed} />
      <path fill={`url(#hatch-${id})`} className="lane-unknown" d={paths.unknown} />
      <path className="lane-none" d={paths.no_sensor} />
      <path className="lane-open" d={paths.open} />
      <path className="lane-uncovered" d={marks.map((it) => `M${it} ${BAR + 1}l4 6h-8z`).join('')} />
    </>
  )
}

interface BandItem {
  readonly key: string
  readonly from: string
  readonly until: string | null
  readonly kind: string
}

function bandsOf({ permits, alerts, tests, outages }: Lanes) {
  return [
    { name: 'permits' as const, items: permits.map((it) => ({ ...it, key: `p${it.id}`, kind: 'permit' })) },
    {
      name: 'alerts' as const,
      // A breach lies above what else there was at the time.
      items: alerts
        .map((it) => ({ ...it, key: `a${it.id}`, kind: isBreachKind(it.kind) ? 'breach' : 'other' }))
        .toSorted((a, b) => Number(a.kind === 'breach') - Number(b.kind === 'breach')),
    },
    {
      name: 'gaps' as const,
      items: [
        ...tests.map((it) => ({ ...it, key: `t${it.id}`, kind: 'test' })),
        ...outages.map((it) => ({ ...it, key: `o${it.id}`, kind: 'outage' })),
      ],
    },
  ]
}

function Band({
  name,
  items,
  x,
  until,
}: {
  readonly name: string
  readonly items: readonly BandItem[]
  readonly x: Scale
  readonly until: string
}) {
  return items.map((it) => {
    const begins = x(Date.parse(it.from))
    const width = Math.max(name === 'alerts' ? 4 : 2, x(Date.parse(it.until ?? until)) - begins)
    return (
      <rect
        key={it.key}
        className={`band ${it.kind}`}
        x={begins}
        y={0}
        width={width}
        height={9}
        rx={name === 'alerts' ? 4 : 0}
      />
    )
  })
}

interface LinesProps {
  readonly lanes: Lanes
  readonly x: Scale
  readonly of: 'batteryPercent' | 'rssi'
  readonly from: number
  readonly to: number
}

function Lines({ lanes, x, of, from, to }: LinesProps) {
  const sensors = [...Map.groupBy(lanes.readings, (it) => it.sensor)]
  return (
    <>
      <path className="lane-frame" d={`M0 0H9999M0 28H9999`} />
      {sensors.map(([sensor, all]) => (
        <path
          key={sensor}
          className="lane-line"
          d={linePath(all, of, x, (value) => 28 - (28 * (value - from)) / (to - from))}
        />
      ))}
    </>
  )
}

/** Drag moves, the wheel with Ctrl (or a pinch) comes nearer. */
function useHand(view: Stretch, pixels: number, onView: (view: Stretch) => void, onHover: (x: number | null) => void) {
  const svg = useRef<SVGSVGElement>(null)
  const held = useRef<{ readonly x: number; readonly view: Stretch } | null>(null)
  useEffect(() => {
    const element = svg.current
    if (element === null) return
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return
      event.preventDefault()
      onView(zoomed(view, event.deltaY > 0 ? WHEEL_STEP : 1 / WHEEL_STEP, event.offsetX / pixels))
    }
    // React listens passively, and the page would be zoomed instead.
    element.addEventListener('wheel', wheel, { passive: false })
    return () => element.removeEventListener('wheel', wheel)
  }, [view, pixels, onView])
  const on = {
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
      held.current = { x: event.clientX, view }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
      onHover(event.clientX - event.currentTarget.getBoundingClientRect().left)
      if (held.current === null) return
      onView(shifted(held.current.view, (held.current.x - event.clientX) / pixels))
    },
    onPointerUp: () => {
      held.current = null
    },
    onPointerLeave: () => onHover(null),
  }
  return { svg, on }
}
