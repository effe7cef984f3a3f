/**
 * Every failure a person or a client can meet: its code, the HTTP status it is answered with, and a sentence that says
 * what to do. `docs/errors.md` lists the same codes; a test keeps the two equal.
 */
export const FAILURES = {
  'config.invalid': {
    status: 500,
    message: 'The configuration is not usable; every problem is listed in the details.',
  },
  'key.missing': {
    status: 500,
    message:
      'The database was used with a key that is not here: give it in MENSHEN_KEY or in the file, from the back-up of the key.',
  },
  'key.other': {
    status: 500,
    message: 'This is not the key that the database was first used with; what is encrypted and signed needs that one.',
  },
  'key.unusable': {
    status: 500,
    message: 'The file of the key cannot be read or written, or does not hold a key; the details say which.',
  },
  'database.port_taken': { status: 500, message: 'Another program listens on the port of the embedded database.' },
  'database.folder_unreachable': {
    status: 500,
    message: 'The data folder cannot be read and written by the user that runs the embedded database.',
  },
  'database.folder_locked': { status: 500, message: 'Another Menshen is running on this data folder.' },
  'database.other_version': {
    status: 500,
    message:
      'The data folder holds the files of another PostgreSQL version; dump and restore them, or choose another folder.',
  },
  'database.unavailable': { status: 503, message: 'The database does not answer; try again shortly.' },
  'console.not_built': {
    status: 500,
    message: 'The pages are not built; `npm run build` builds them, as `npm ci` does by itself.',
  },
  'ingest.overloaded': { status: 503, message: 'Too many messages are waiting to be stored; send again.' },
  'request.invalid': { status: 400, message: 'The request does not have the shape that this route takes.' },
  'request.contradictory': {
    status: 400,
    message: 'The request contradicts itself or goes beyond a limit; the details name the field and the reason.',
  },
  'request.not_json': { status: 415, message: 'This route takes JSON: send it with Content-Type: application/json.' },
  'request.too_large': { status: 413, message: 'The request body is larger than this route takes.' },
  'request.too_many': { status: 429, message: 'Too many requests; wait as long as Retry-After says.' },
  'request.key_reused': {
    status: 409,
    message: 'This Idempotency-Key was used for another request; every change takes a key of its own.',
  },
  'request.already_done': {
    status: 409,
    message:
      'This was done when it was first asked for, and its answer is not given again; what may be told of it is in the details.',
  },
  'login.failed': { status: 401, message: 'User name or password is wrong.' },
  'password.weak': { status: 400, message: 'The password is too easy to guess; the details say why.' },
  'password.must_change': { status: 403, message: 'Choose a password of your own first.' },
  'session.missing': { status: 401, message: 'Sign in first.' },
  'access.denied': { status: 403, message: 'Your role does not allow this here.' },
  'route.not_found': { status: 404, message: 'There is no such route.' },
  'record.not_found': { status: 404, message: 'There is no such record within your areas.' },
  'record.conflict': {
    status: 409,
    message: 'The record has changed or contradicts another one; the details say which.',
  },
  'alert.already_acknowledged': {
    status: 409,
    message: 'Somebody else has acknowledged this alert; the details say who.',
  },
  'alert.already_resolved': { status: 409, message: 'This alert has been resolved; the details say by whom.' },
  'back_test.busy': {
    status: 503,
    message: 'As many back-tests wait or run as are taken at once; try again when one has ended.',
  },
  'ledger.unreadable': {
    status: 400,
    message: 'The file cannot be read as a ledger or a list of sensors; the details say why, in both languages.',
  },
  'ledger.faulty': {
    status: 409,
    message: 'Nothing was imported, because something in the file is wrong; a check lists everything.',
  },
  'ledger.busy': {
    status: 503,
    message: 'As many ledgers are being read or written as are at once; try again shortly.',
  },
  'stream.full': { status: 503, message: 'As many people watch as this process serves; try again shortly.' },
  internal: { status: 500, message: 'Something went wrong on our side; the request id finds it in the log.' },
} as const satisfies Record<string, { status: number; message: string }>

export type FailureCode = keyof typeof FAILURES
