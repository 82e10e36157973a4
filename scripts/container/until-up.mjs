// Waits until a server on this machine answers: `node until-up.mjs URL`; fails after ten seconds.
import { argv, exit } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'

const MOST_TRIES = 50
const BETWEEN_MS = 200

for (let tried = 0; tried < MOST_TRIES; tried++) {
  const answers = await fetch(new URL('/health', argv[2])).then(
    ({ ok }) => ok,
    () => false,
  )
  if (answers) exit(0)
  await sleep(BETWEEN_MS)
}
exit(1)
