import { ServiceProcess } from './service-process.ts'

/** The places at which the service is killed, one after the other, under load. */
export const PLACES = ['ingest.before_commit', 'ingest.after_commit', 'ingest.before_acknowledgement'] as const

/** Services that are killed with SIGKILL while a fleet speaks to them, and started again. */
export interface Victims {
  begin(): Promise<void>
  /** Resolves with how many were killed, when the last of them is back. */
  strike(): Promise<number>
  output(): string
  end(): Promise<void>
}

type Environment = Readonly<Record<string, string>>

/** One service, killed at each place in turn. */
export function killedAtPlaces(environment: (failpoint: Environment) => Environment, seed: number): Victims {
  const start = (failpoint: string | null): ServiceProcess =>
    new ServiceProcess(environment(failpoint === null ? {} : { MENSHEN_FAILPOINT: failpoint }))
  let service = start(`${PLACES[0]}:5`)
  return {
    async begin() {
      await service.running()
    },
    async strike() {
      let kills = 0
      for (const place of [...PLACES.slice(1), null]) {
        await service.exited
        kills += 1
        service = start(place === null ? null : `${place}:${4 + (seed % 5)}`)
        await service.running()
      }
      return kills
    },
    output: () => service.output,
    end: () => service.end(),
  }
}

/** Two workers, of which one after the other is killed every so often, wherever it is: each at least once. */
export function killedInTurn(
  environment: (worker: string) => Environment,
  { forMs, everyMs }: { readonly forMs: number; readonly everyMs: number },
): Victims {
  const names = ['worker-1', 'worker-2']
  const start = (name: string): ServiceProcess => new ServiceProcess(environment(name))
  const services = names.map(start)
  return {
    async begin() {
      for (const it of services) if (!(await it.running())) throw new Error(`a worker ended at its start\n${it.output}`)
    },
    async strike() {
      const endsAt = performance.now() + forMs
      let kills = 0
      while (performance.now() < endsAt || kills < services.length) {
        await new Promise((resolve) => setTimeout(resolve, everyMs))
        const place = kills % services.length
        await services[place]?.kill()
        kills += 1
        const again = start(names[place] ?? '')
        services[place] = again
        if (!(await again.running())) throw new Error(`a worker ended at its start\n${again.output}`)
      }
      return kills
    },
    output: () => services.map((it) => it.output).join('\n'),
    async end() {
      await Promise.all(services.map((it) => it.end()))
    },
  }
}
