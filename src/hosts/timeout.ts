/** The time is counted in parts, so that a machine waking from sleep counts the night as one of them. */
const PARTS = 10

/** Rejects when `promise` has not settled after `ms` of being awake: some codec promises never do. */
export const timeout = <T>(promise: Promise<T>, ms: number): Promise<T> =>
  new Promise((resolve, reject) => {
    let parts = 0
    const timer = setInterval(() => {
      parts++
      if (parts === PARTS) reject(new Error(`no answer within ${ms} ms`))
    }, ms / PARTS)
    promise.then(resolve, reject).finally(() => clearInterval(timer))
  })
