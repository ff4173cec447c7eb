/* One workload of `glia bench` in FANN: microseconds for a step, the median of several rounds.

   usage: fann_peer WORKLOAD     build: cc -O2 fann_peer.c -o fann_peer -lfann -lm */
#define _POSIX_C_SOURCE 199309L
#include <fann.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { kRounds = 9, kMostRows = 2000 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a;
  const double y = *(const double *)b;
  return (x > y) - (x < y);
}

/* batch 1: fann_train sample by sample. Else one update an epoch of `batch` rows. */
static double microseconds(unsigned in, unsigned hidden, unsigned out, unsigned batch) {
  struct fann *net = fann_create_standard(3, in, hidden, out);
  fann_set_activation_function_hidden(net, FANN_SIGMOID);
  fann_set_activation_function_output(net, FANN_SIGMOID);
  fann_set_learning_rate(net, 0.001f);
  fann_set_training_algorithm(net, batch == 1 ? FANN_TRAIN_INCREMENTAL : FANN_TRAIN_BATCH);
  const unsigned rows = batch == 1 ? kMostRows : batch;
  struct fann_train_data *data = fann_create_train(rows, in, out);
  for (unsigned r = 0; r < rows; ++r) {
    for (unsigned i = 0; i < in; ++i) data->input[r][i] = (fann_type)rand() / (fann_type)RAND_MAX;
    for (unsigned i = 0; i < out; ++i) data->output[r][i] = (fann_type)(rand() % 2);
  }
  const unsigned repeats = in > 100 ? 2 : batch == 1 ? 50 : 2000;
  double times[kRounds];
  for (int round = 0; round < kRounds; ++round) {
    const double start = now();
    for (unsigned k = 0; k < repeats; ++k) {
      if (batch == 1) {
        for (unsigned r = 0; r < rows; ++r) fann_train(net, data->input[r], data->output[r]);
      } else {
        fann_train_epoch(net, data);
      }
    }
    const double steps = (double)repeats * (batch == 1 ? rows : 1);
    times[round] = (now() - start) / steps * 1e6;
  }
  qsort(times, kRounds, sizeof times[0], ascending);
  return times[kRounds / 2];
}

int main(int count, char **words) {
  const char *name = count > 1 ? words[1] : "";
  if (strcmp(name, "train-2-4-1-batch-1") == 0) {
    printf("%g\n", microseconds(2, 4, 1, 1));
  } else if (strcmp(name, "train-1-5-1-batch-1") == 0) {
    printf("%g\n", microseconds(1, 5, 1, 1));
  } else if (strcmp(name, "train-4-16-3-batch-16") == 0) {
    printf("%g\n", microseconds(4, 16, 3, 16));
  } else if (strcmp(name, "train-784-30-10-batch-1") == 0) {
    printf("%g\n", microseconds(784, 30, 10, 1));
  } else {
    fprintf(stderr, "fann_peer: no workload '%s'\n", name);
    return 2;
  }
  return 0;
}
