import type { FastifyHelmetOptions } from '@fastify/helmet'

/** Nothing but our own files runs, shows or is asked; nobody frames us. */
const DIRECTIVES = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  workerSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
}

export function securityHeaders(secure: boolean): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES },
    strictTransportSecurity: secure ? { maxAge: 365 * 24 * 3600, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    // Browsers ignore it over plain HTTP and say so in their console.
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
  }
}

/**
 * The same for the pages, whose scripts add styles that carry the nonce. Pictures that they draw are data: images; the
 * phone's camera is theirs to read a sensor's code with.
 */
export function pagePolicy(nonce: string): string {
  const directives = {
    ...DIRECTIVES,
    styleSrc: [...DIRECTIVES.styleSrc, `'nonce-${nonce}'`],
    imgSrc: [...DIRECTIVES.imgSrc, 'data:', 'blob:'],
    mediaSrc: ["'self'", 'blob:'],
  }
  return Object.entries(directives)
    .map(([name, values]) => `${name.replace(/[A-Z]/g, (it) => `-${it.toLowerCase()}`)} ${values.join(' ')}`)
    .join(';')
}
