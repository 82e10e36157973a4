const channel = new MessageChannel()
const waiting: (() => void)[] = []
channel.port1.onmessage = () => waiting.shift()?.()

/**
 * Resolves after the messages that are already queued were handled. A MessageChannel of our own, since
 * `scheduler.yield` continues before them and so starves a cancel.
 */
export const yieldToMessages = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve)
    channel.port2.postMessage(null)
  })
