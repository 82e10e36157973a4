import type { ErrorCode } from './error-code'

export interface Failure {
  readonly code: ErrorCode
  /** Facts for the sentence shown to the user, e.g. the channel count found. Never a sentence itself. */
  readonly detail?: string
}

/** Expected failures are data: thrown errors lose their code on the way through a worker boundary. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure }

export const ok = <T>(value: T): Outcome<T> => ({ ok: true, value })

export const fail = (code: ErrorCode, detail?: string): Outcome<never> => ({
  ok: false,
  error: detail === undefined ? { code } : { code, detail },
})
