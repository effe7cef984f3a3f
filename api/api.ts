import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { fastify, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { countWaitingOrders } from '../store/activation.ts'
import { AlertWake } from '../store/alert-wake.ts'
import { AlertStream } from './alert-stream.ts'
import { type ApiMetrics, createApiMetrics } from './api-metrics.ts'
import { guardRoutes } from './caller.ts'
import type { Api, ApiDeps } from './deps.ts'
import { answerFailure } from './failure-handler.ts'
import { takeOnlyJson } from './json-body.ts'
import { LedgerPlaces } from './ledger-places.ts'
import { LoginLimiter } from './login-limiter.ts'
import { DailyReports } from './report/daily-reports.ts'
import { takeRequestKeys } from './request-key.ts'
import { acknowledgeAlertRoute } from './routes/acknowledge-alert.ts'
import { changeMyPasswordRoute } from './routes/change-my-password.ts'
import { checkLedgerRoute } from './routes/check-ledger.ts'
import { checkStockRoute } from './routes/check-stock.ts'
import { exportLedgerRoute } from './routes/export-ledger.ts'
import { importLedgerRoute } from './routes/import-ledger.ts'
import { importStockRoute } from './routes/import-stock.ts'
import { logInRoute } from './routes/log-in.ts'
import { resolveAlertRoute } from './routes/resolve-alert.ts'
import { streamAlertsRoute } from './routes/stream-alerts.ts'
import { REPORT_ROUTES, ROUTES } from './routes.ts'
import { securityHeaders } from './security-headers.ts'
import { serveAcknowledge } from './serve-acknowledge.ts'
import { serveCanary } from './serve-canary.ts'
import { serveConsole } from './serve-console.ts'
import { serveDocs } from './serve-docs.ts'
import { serveHealth } from './serve-health.ts'
import { serveReceipts } from './serve-receipts.ts'
import { serveResident } from './serve-resident.ts'
import { takeFiles } from './upload.ts'

export const BODY_BYTES_MAX = 64 * 1024
/** From one address; a whole duty desk may stand behind one. */
export const REQUESTS_PER_MINUTE_MAX = 3000
const REQUEST_MS_MAX = 30_000

/**
 * The HTTP side of Menshen, ready to listen: the contract below /api/v1, its documentation at /api/docs, the staff's
 * page at /, the page behind messages' links at /a/, households' own at /r/, providers' receipts at /receipts/, and /healthz, /readyz, /canaryz,
 * /metrics. `close()` ends the live streams and the listening connection; the pool stays its owner's.
 */
export async function createApi(deps: ApiDeps): Promise<Api> {
  const app = createServer(deps)
  const metrics = createApiMetrics(deps.metrics)
  measureRequests(app, metrics)
  await app.register(cookie)
  await app.register(helmet, securityHeaders(deps.secure))
  await app.register(rateLimit, { max: REQUESTS_PER_MINUTE_MAX, timeWindow: 60_000 })
  await serveAcknowledge(app, deps, metrics)
  await serveResident(app, deps, metrics)
  await serveDocs(app)
  await app.register(async (v1: Api) => registerRoutes(v1, deps, metrics), { prefix: '/api/v1' })
  serveHealth(app, deps)
  await serveCanary(app, deps)
  await serveReceipts(app, deps, metrics)
  await serveConsole(app, deps.consoleFolder)
  await app.ready()
  return app
}

function createServer(deps: ApiDeps): Api {
  const app: Api = fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    trustProxy: deps.trustProxy,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerFailure)
  return app
}

async function registerRoutes(v1: Api, deps: ApiDeps, metrics: ApiMetrics): Promise<void> {
  const stream = new AlertStream(deps.pool, deps.clock, deps.log)
  const wake = new AlertWake({ createClient: deps.createClient, onWake: () => stream.wake(), log: deps.log })
  await stream.start()
  wake.start()
  v1.addHook('preClose', async () => {
    await Promise.all([wake.close(), stream.close()])
  })
  metrics.watchStream(() => stream.clientCount)
  metrics.watchWaitingOrders(() => countWaitingOrders(deps.pool, deps.clock()))
  takeOnlyJson(v1)
  takeFiles(v1, deps.contactKey)
  guardRoutes(v1, deps)
  takeRequestKeys(v1)
  const gate = {
    limiter: new LoginLimiter(deps.clock),
    refused: (why: 'failed' | 'too_many') => metrics.loginsRefused.inc({ why }),
  }
  logInRoute(v1, deps, gate)
  changeMyPasswordRoute(v1, deps, gate)
  streamAlertsRoute(v1, deps, stream, metrics)
  acknowledgeAlertRoute(v1, deps, metrics)
  resolveAlertRoute(v1, deps, metrics)
  const places = new LedgerPlaces(metrics.ledgersRefused)
  const files = [checkLedgerRoute, importLedgerRoute, exportLedgerRoute, checkStockRoute, importStockRoute]
  for (const route of files) route(v1, deps, places)
  for (const route of ROUTES) route(v1, deps)
  const reports = new DailyReports(deps)
  for (const route of REPORT_ROUTES) route(v1, deps, reports)
}

function measureRequests(app: Api, metrics: ApiMetrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: String(reply.statusCode),
    }
    metrics.requestSeconds.observe(labels, reply.elapsedTime / 1000)
  })
}
