import type { DeliverySettings } from '../delivery/settings'

/** By the noise they add, least first: past +8 dB only where nobody processes the file again. */
export const DITHER_LABELS: Readonly<Record<DeliverySettings['dither'], string>> = {
  none: 'None',
  tpdf: 'TPDF',
  wannamakerF3: 'Noise-shaped, gentle (F 3)',
  modifiedE9: 'Noise-shaped, moderate (modified E 9)',
  lipshitz5: 'Noise-shaped, strong (Lipshitz 5): final delivery only',
  wannamakerF9: 'Noise-shaped, strong (F 9): final delivery only',
  improvedE9: 'Noise-shaped, strongest (improved E 9): final delivery only',
}
