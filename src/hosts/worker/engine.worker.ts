// The entry holds nothing that other chunks need: WebKit runs a worker's entry again, as a second engine
// without tracks, when a lazy chunk (a decoder) imports it. What arrives while the engine loads waits.
const early: MessageEvent[] = []
const hold = (event: MessageEvent): void => {
  early.push(event)
}
self.addEventListener('message', hold)
const { startEngine } = await import('./start-engine')
self.removeEventListener('message', hold)
startEngine()
for (const { data, ports } of early)
  self.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }))

export {}
