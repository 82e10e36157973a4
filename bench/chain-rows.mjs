// The typical master chain and every module alone, at three sample rates, in the browser.

const RATES = [48_000, 96_000, 192_000]

/**
 * @param {object} bench
 * @param {Awaited<ReturnType<typeof import('./support/browser.mjs').openInBrowser>>} bench.browser
 * @param {number} bench.seconds of audio
 * @param {number} bench.rounds
 * @param {import('./support/statistics.mjs').Figures} bench.figures
 * @returns {Promise<(string | number)[][]>} per row: name, then × real time per rate, by CPU (wall where that is unknown)
 */
export const benchChains = async ({ browser, seconds, rounds, figures }) => {
  const rows = await browser.rowNames()
  for (const rate of RATES) {
    await browser.mix(rate, seconds)
    for (const row of rows) await browser.chain(row, rate)
    for (let round = 0; round < rounds; round++)
      for (const row of rows) {
        const { wallMs, cpuMs } = await browser.chain(row, rate)
        figures.add(nameOf(row, rate), cpuMs ?? wallMs, seconds)
        if (row === rows[0]) figures.add(`${nameOf(row, rate)}, wall`, wallMs, seconds)
      }
  }
  const speed = (/** @type {string} */ name) => (seconds * 1000) / figures.median(name)
  return rows.map((/** @type {string} */ row) => [
    row,
    ...RATES.map((rate) => speed(nameOf(row, rate))),
  ])
}

const nameOf = (/** @type {string} */ row, /** @type {number} */ rate) =>
  `${row}, ${rate / 1000} kHz`
