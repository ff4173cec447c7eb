/* One workload of `glia bench` in FANN: microseconds for a step, the median of several rounds.

   usage: fann_peer WORKLOAD     build: cc -O2 fann_peer.c -o fann_peer -lfann -lm

   FANN has sigmoids and squared error; neither softmax nor relu. Where the workload has relu, its
   linear piece (0 below 0, 1 above 1) stands in: no exponential either. */
#define _POSIX_C_SOURCE 199309L
#include <fann.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { kRounds = 9, kMostRows = 2000 };

struct workload {
  const char *name;
  unsigned inputs, hidden, outputs;
  unsigned batch;
  enum fann_activationfunc_enum activation; /* of the hidden layer */
  unsigned repeats;                         /* over the rows, in a round */
};

static const struct workload kWorkloads[] = {
    {"train-2-4-1-batch-1", 2, 4, 1, 1, FANN_SIGMOID, 50},
    {"train-1-5-1-batch-1", 1, 5, 1, 1, FANN_SIGMOID, 50},
    {"train-784-30-10-batch-1", 784, 30, 10, 1, FANN_SIGMOID, 2},
    {"train-4-16-3-batch-16", 4, 16, 3, 16, FANN_LINEAR_PIECE, 2000},
    {"train-4-16-3-batch-16-sigmoid", 4, 16, 3, 16, FANN_SIGMOID, 2000},
};

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

static struct fann_train_data *random_rows(const struct workload *w, unsigned rows) {
  struct fann_train_data *data = fann_create_train(rows, w->inputs, w->outputs);
  for (unsigned r = 0; r < rows; ++r) {
    for (unsigned i = 0; i < w->inputs; ++i)
      data->input[r][i] = (fann_type)rand() / (fann_type)RAND_MAX;
    for (unsigned i = 0; i < w->outputs; ++i) data->output[r][i] = (fann_type)(rand() % 2);
  }
  return data;
}

/* batch 1: fann_train sample by sample. Else one update an epoch of `batch` rows, always the same. */
static double microseconds(const struct workload *w) {
  struct fann *net = fann_create_standard(3, w->inputs, w->hidden, w->outputs);
  fann_set_activation_function_hidden(net, w->activation);
  fann_set_activation_function_output(net, FANN_SIGMOID);
  fann_set_learning_rate(net, 0.001f);
  const int online = w->batch == 1;
  fann_set_training_algorithm(net, online ? FANN_TRAIN_INCREMENTAL : FANN_TRAIN_BATCH);
  const unsigned rows = online ? kMostRows : w->batch;
  struct fann_train_data *data = random_rows(w, rows);
  double times[kRounds];
  for (int round = 0; round < kRounds; ++round) {
    const double start = now();
    for (unsigned k = 0; k < w->repeats; ++k) {
      if (online) {
        for (unsigned r = 0; r < rows; ++r) fann_train(net, data->input[r], data->output[r]);
      } else {
        fann_train_epoch(net, data);
      }
    }
    const double steps = (double)w->repeats * (online ? rows : 1);
    times[round] = (now() - start) / steps * 1e6;
  }
  fann_destroy_train(data);
  fann_destroy(net);
  qsort(times, kRounds, sizeof times[0], ascending);
  return times[kRounds / 2];
}

int main(int count, char **words) {
  const char *name = count > 1 ? words[1] : "";
  for (size_t i = 0; i < sizeof kWorkloads / sizeof kWorkloads[0]; ++i) {
    if (strcmp(name, kWorkloads[i].name) == 0) {
      printf("%g\n", microseconds(&kWorkloads[i]));
      return 0;
    }
  }
  fprintf(stderr, "fann_peer: no workload '%s'\n", name);
  return 2;
}
