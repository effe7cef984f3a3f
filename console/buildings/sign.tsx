import { memo } from 'react'
import type { DoorSign } from './look.ts'

interface SignProps {
  readonly door: DoorSign
  readonly isBreached?: boolean
  readonly isOnTest?: boolean
  readonly hasPermit?: boolean
}

/**
 * A door in 24 × 24: shut, ajar, hatched with a question mark, crossed out, or a dot. A triangle at its foot is a breach, a
 * clock a permit that runs, a wrench's square a test. Each can be told by its shape alone.
 */
export const Sign = memo(function Sign({ door, isBreached = false, isOnTest = false, hasPermit = false }: SignProps) {
  return (
    <svg className="sign" viewBox="0 0 24 24" aria-hidden="true" data-door={door}>
      <Door door={door} />
      {hasPermit ? <PermitMark /> : null}
      {isOnTest ? <TestMark /> : null}
      {isBreached ? <path className="breach-mark" d="M15 8 23.5 23.5H6.5Zm-1 5.5v5h2v-5zm0 6.2v2h2v-2z" /> : null}
    </svg>
  )
})

function Door({ door }: { readonly door: DoorSign }) {
  switch (door) {
    case 'closed':
      return (
        <>
          <rect className="fill" x="6" y="2" width="12" height="20" rx="1" />
          <circle className="knob" cx="15" cy="12.5" r="1.4" />
        </>
      )
    case 'open':
      return (
        <>
          <rect className="frame" x="5" y="2" width="14" height="20" />
          <path className="leaf" d="M5 2 13 5.5V22.5L5 22Z" />
        </>
      )
    case 'unknown':
      return (
        <>
          <rect className="dashed" x="5" y="2" width="14" height="20" rx="1" />
          <path className="stroke" d="M9 9a3 3 0 1 1 4.4 2.6Q12 12.4 12 14.2M12 16.6v2" />
        </>
      )
    case 'no_sensor':
      return <path className="stroke" d="M6 2h12v20H6ZM4 22 20 2" />
    case 'no_order':
      return <circle className="dot" cx="12" cy="12" r="2.4" />
  }
}

function PermitMark() {
  return (
    <g className="permit-mark">
      <circle cx="17.5" cy="6.5" r="5.5" />
      <path d="M17.5 3.4v3.3l2.4 1.5" />
    </g>
  )
}

function TestMark() {
  return (
    <g className="test-mark">
      <rect x="1" y="12.5" width="10.5" height="10.5" />
      <path d="M3.2 15.2h6.1M6.25 15.2v6" />
    </g>
  )
}
