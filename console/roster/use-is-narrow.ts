import { useSyncExternalStore } from 'react'

/** A week of seven columns has no room there. */
const NARROW = '(max-width: 900px)'

export function useIsNarrow(): boolean {
  return useSyncExternalStore(follow, () => window.matchMedia(NARROW).matches)
}

function follow(onChange: () => void): () => void {
  const media = window.matchMedia(NARROW)
  media.addEventListener('change', onChange)
  return () => media.removeEventListener('change', onChange)
}
