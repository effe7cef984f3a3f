import type { FastifyReply } from 'fastify'
import { SESSION_MS } from '../registry/sign-in.ts'

/**
 * `__Host-` binds the cookie to this host and to HTTPS; browsers refuse the prefix without `Secure`, so plain HTTP has
 * a name of its own.
 */
export function cookieName(secure: boolean): string {
  return secure ? '__Host-menshen' : 'menshen'
}

export function setSessionCookie(reply: FastifyReply, token: string, secure: boolean): void {
  const maxAge = Math.floor(SESSION_MS / 1000)
  reply.setCookie(cookieName(secure), token, { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge })
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(cookieName(secure), { path: '/', httpOnly: true, sameSite: 'strict', secure })
}
