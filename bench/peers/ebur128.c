/* Integrated, short-term, loudness range and true peak of interleaved float32 audio by libebur128:
   ebur128 FILE RATE CHANNELS. Prints CPU milliseconds (reading apart), LUFS, LU, linear true peak. */
#include <ebur128.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BLOCK_FRAMES = 4096 };

static double cpu_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  const unsigned long rate = strtoul(argv[2], NULL, 10);
  const unsigned channels = (unsigned)strtoul(argv[3], NULL, 10);
  FILE *file = fopen(argv[1], "rb");
  if (!file || !rate || !channels) return 2;
  fseek(file, 0, SEEK_END);
  const size_t bytes = (size_t)ftell(file);
  rewind(file);
  float *audio = malloc(bytes);
  if (!audio || fread(audio, 1, bytes, file) != bytes) return 2;
  const size_t frames = bytes / sizeof(float) / channels;

  const double start = cpu_ms();
  ebur128_state *state =
      ebur128_init(channels, rate, EBUR128_MODE_I | EBUR128_MODE_S | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK);
  double most = -1e9, now = 0, integrated = 0, range = 0, peak = 0;
  for (size_t at = 0; at < frames; at += BLOCK_FRAMES) {
    const size_t count = frames - at < BLOCK_FRAMES ? frames - at : BLOCK_FRAMES;
    ebur128_add_frames_float(state, audio + at * channels, count);
    ebur128_loudness_shortterm(state, &now);
    if (now > most) most = now;
  }
  ebur128_loudness_global(state, &integrated);
  ebur128_loudness_range(state, &range);
  for (unsigned channel = 0; channel < channels; channel++) {
    double one = 0;
    ebur128_true_peak(state, channel, &one);
    if (one > peak) peak = one;
  }
  const double taken = cpu_ms() - start;
  printf("%.3f %.4f %.4f %.4f %.6f\n", taken, integrated, most, range, peak);
  ebur128_destroy(&state);
  return 0;
}
