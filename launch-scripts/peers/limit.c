// The machine's limit: streams over a matrix in plain C, in N processes on one mapping.
//
// usage: limit plain|stream|fresh N
//   plain   stores as the compiler makes them
//   stream  out of place, stores that pass by the caches
//   fresh   out of place, into a file made for each run and then named OUT.new, as Phalanx makes one
//
// The line protocol is that of protocol.py. Build: cc -O3 -march=native -ffast-math limit.c
#define _GNU_SOURCE
#include <fcntl.h>
#include <float.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#ifdef __AVX__
#include <immintrin.h>
#endif

enum { PROCESSES_MAX = 256, LINE_MAX_BYTES = 16384, PATH_BYTES = 4096 };

typedef struct {
  char op[32], x[PATH_BYTES], out[PATH_BYTES];
  double a, b;
} Task;

// What all processes see: the task, and a result of each.
typedef struct {
  Task task;
  char made[PATH_BYTES + 32], named[PATH_BYTES + 32];
  double results[PROCESSES_MAX];
  size_t elements;
} Board;

// A mapped .npy file.
typedef struct {
  char *base;
  size_t bytes, elements;
  double *values;
} Matrix;

static Board *board;
static const char *mode;
static int count, to[PROCESSES_MAX], from[PROCESSES_MAX];

static int map_file(Matrix *matrix, const char *path) {
  struct stat status;
  int file = open(path, O_RDWR);
  if (file < 0 || fstat(file, &status) != 0) return -1;
  matrix->bytes = (size_t)status.st_size;
  matrix->base = mmap(NULL, matrix->bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (matrix->base == MAP_FAILED) return -1;
  const unsigned char *head = (const unsigned char *)matrix->base;
  size_t header = head[6] == 1 ? 10 + head[8] + 256u * head[9]
                               : 12 + head[8] + 256u * head[9] + 65536u * head[10];
  matrix->values = (double *)(matrix->base + header);
  matrix->elements = (matrix->bytes - header) / sizeof(double);
  return 0;
}

static void unmap(Matrix *matrix) {
  if (matrix->base != NULL) munmap(matrix->base, matrix->bytes);
  matrix->base = NULL;
}

// A reduction goes on in so many partial results side by side: with one, each step waits for the one
// before it, and not for memory.
enum { PARTS = 64 };

static double sum(const double *x, size_t n) {
  double part[PARTS] = {0}, s = 0;
  size_t i = 0;
  for (; i + PARTS <= n; i += PARTS)
    for (int k = 0; k < PARTS; k++) part[k] += x[i + k];
  for (; i < n; i++) s += x[i];
  for (int k = 0; k < PARTS; k++) s += part[k];
  return s;
}

static double least(const double *x, size_t n) {
  double part[PARTS], m = DBL_MAX;
  size_t i = 0;
  for (int k = 0; k < PARTS; k++) part[k] = DBL_MAX;
  for (; i + PARTS <= n; i += PARTS)
    for (int k = 0; k < PARTS; k++) part[k] = x[i + k] < part[k] ? x[i + k] : part[k];
  for (; i < n; i++) m = x[i] < m ? x[i] : m;
  for (int k = 0; k < PARTS; k++) m = part[k] < m ? part[k] : m;
  return m;
}

static double greatest(const double *x, size_t n) {
  double part[PARTS], m = -DBL_MAX;
  size_t i = 0;
  for (int k = 0; k < PARTS; k++) part[k] = -DBL_MAX;
  for (; i + PARTS <= n; i += PARTS)
    for (int k = 0; k < PARTS; k++) part[k] = x[i + k] > part[k] ? x[i + k] : part[k];
  for (; i < n; i++) m = x[i] > m ? x[i] : m;
  for (int k = 0; k < PARTS; k++) m = part[k] > m ? part[k] : m;
  return m;
}

static void affine(double *x, size_t n, double a, double b) {
  for (size_t i = 0; i < n; i++) x[i] = a * x[i] + b;
}

static void relu(double *x, size_t n) {
  for (size_t i = 0; i < n; i++) x[i] = x[i] > 0 ? x[i] : 0;
}

static void scale(const double *restrict x, double *restrict out, size_t n, double a) {
  for (size_t i = 0; i < n; i++) out[i] = a * x[i];
}

static void scale_stream(const double *x, double *out, size_t n, double a) {
#ifdef __AVX__
  size_t i = 0;
  for (; i < n && ((uintptr_t)(out + i) & 31) != 0; i++) out[i] = a * x[i];
  __m256d factor = _mm256_set1_pd(a);
  for (; i + 4 <= n; i += 4)
    _mm256_stream_pd(out + i, _mm256_mul_pd(factor, _mm256_loadu_pd(x + i)));
  _mm_sfence();
  for (; i < n; i++) out[i] = a * x[i];
#else
  scale(x, out, n, a);
#endif
}

// One process's share of the task; elements are cut at multiples of a page.
static double work(int index, Matrix *x, Matrix *out) {
  const Task *task = &board->task;
  size_t unit = 512, units = (x->elements + unit - 1) / unit;
  size_t first = units * index / count * unit, limit = units * (index + 1) / count * unit;
  if (limit > x->elements) limit = x->elements;
  double *values = x->values + first;
  size_t n = limit - first;
  const char *op = task->op;
  if (strcmp(op, "sum") == 0 || strcmp(op, "mean") == 0) return sum(values, n);
  if (strcmp(op, "min") == 0) return least(values, n);
  if (strcmp(op, "max") == 0) return greatest(values, n);
  if (strcmp(op, "affine") == 0) affine(values, n, task->a, task->b);
  if (strcmp(op, "relu") == 0) relu(values, n);
  if (strcmp(op, "copy") == 0 && strcmp(mode, "stream") != 0)
    memcpy(out->values + first, values, n * sizeof(double));
  else if (strcmp(op, "scale") == 0 || strcmp(op, "copy") == 0) {
    double factor = strcmp(op, "copy") == 0 ? 1 : task->a;
    if (strcmp(mode, "stream") == 0) scale_stream(values, out->values + first, n, factor);
    else scale(values, out->values + first, n, factor);
  }
  return 0;
}

static void touch(const Matrix *matrix) {
  for (size_t at = 0; at < matrix->bytes; at += 4096) (void)*(volatile char *)(matrix->base + at);
}

// Waits for orders: m maps, r runs on what is mapped, f runs on a fresh output. Answers y or n.
static void serve(int index, int in, int answers) {
  Matrix x = {0}, out = {0};
  char order;
  while (read(in, &order, 1) == 1) {
    int bad = 0;
    if (order == 'm') {
      unmap(&x);
      unmap(&out);
      bad = map_file(&x, board->task.x);
      if (!bad && board->task.out[0] != '-') bad = map_file(&out, board->task.out);
      if (!bad) touch(&x);
      if (!bad && out.base != NULL) touch(&out);
      if (!bad && index == 0) board->elements = x.elements;
    } else {
      Matrix made = {0};
      if (order == 'f') bad = map_file(&made, board->made);
      if (!bad) board->results[index] = work(index, &x, order == 'f' ? &made : &out);
      unmap(&made);
    }
    char answer = bad ? 'n' : 'y';
    if (write(answers, &answer, 1) != 1) break;
  }
  _exit(0);
}

static void start_processes(void) {
  for (int index = 0; index < count; index++) {
    int orders[2], answers[2];
    if (pipe(orders) != 0 || pipe(answers) != 0) exit(1);
    pid_t pid = fork();
    if (pid < 0) exit(1);
    if (pid == 0) {
#ifdef __linux__
      prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
      signal(SIGINT, SIG_IGN);
      for (int other = 0; other < index; other++) close(to[other]);
      close(orders[1]);
      serve(index, orders[0], answers[1]);
    }
    close(orders[0]);
    close(answers[1]);
    to[index] = orders[1];
    from[index] = answers[0];
  }
}

// Gives all processes an order and waits for all of them.
static int order_all(char order) {
  int bad = 0;
  for (int index = 0; index < count; index++) bad |= write(to[index], &order, 1) != 1;
  for (int index = 0; index < count; index++) {
    char answer = 'n';
    bad |= read(from[index], &answer, 1) != 1 || answer != 'y';
  }
  return bad;
}

// Makes the file that a fresh output is written to: the header of the given output, no blocks yet.
static int make_output(void) {
  struct stat status;
  char header[4096];
  int old = open(board->task.out, O_RDONLY);
  if (old < 0 || fstat(old, &status) != 0) return -1;
  ssize_t head = read(old, header, sizeof header);
  close(old);
  snprintf(board->made, sizeof board->made, "%s.part", board->task.out);
  snprintf(board->named, sizeof board->named, "%s.new", board->task.out);
  int file = open(board->made, O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (file < 0) return -1;
  int bad = head < 0 || write(file, header, (size_t)head) != head ||
            posix_fallocate(file, 0, status.st_size) != 0;
  close(file);
  return bad ? -1 : 0;
}

static double result(void) {
  const char *op = board->task.op;
  double r = board->results[0];
  for (int index = 1; index < count; index++) {
    double part = board->results[index];
    if (strcmp(op, "min") == 0) r = part < r ? part : r;
    else if (strcmp(op, "max") == 0) r = part > r ? part : r;
    else r += part;
  }
  return strcmp(op, "mean") == 0 ? r / (double)board->elements : r;
}

static int is_reduction(const char *op) {
  return strcmp(op, "sum") == 0 || strcmp(op, "mean") == 0 || strcmp(op, "min") == 0 ||
         strcmp(op, "max") == 0;
}

static void run(void) {
  struct timespec start, end;
  int fresh = strcmp(mode, "fresh") == 0;
  clock_gettime(CLOCK_MONOTONIC, &start);
  int bad = fresh ? make_output() : 0;
  if (!bad) bad = order_all(fresh ? 'f' : 'r');
  if (!bad && fresh) bad = rename(board->made, board->named);
  clock_gettime(CLOCK_MONOTONIC, &end);
  int64_t ns = (end.tv_sec - start.tv_sec) * 1000000000LL + (end.tv_nsec - start.tv_nsec);
  if (bad) printf("error\ta process failed\n");
  else if (is_reduction(board->task.op)) printf("ok\t%lld\t%.17g\n", (long long)ns, result());
  else printf("ok\t%lld\t-\n", (long long)ns);
}

static void prepare(char *words) {
  char *fields[7] = {0};
  for (int i = 0; i < 7 && words != NULL; i++) fields[i] = strsep(&words, "\t");
  if (fields[6] == NULL) {
    printf("error\ttoo few words\n");
    return;
  }
  Task *task = &board->task;
  snprintf(task->op, sizeof task->op, "%s", fields[1]);
  snprintf(task->x, sizeof task->x, "%s", fields[2]);
  snprintf(task->out, sizeof task->out, "%s", fields[4]);
  task->a = atof(fields[5]);
  task->b = atof(fields[6]);
  int out_of_place = strcmp(task->op, "scale") == 0 || strcmp(task->op, "copy") == 0;
  int known = out_of_place || is_reduction(task->op) || strcmp(task->op, "affine") == 0 ||
              strcmp(task->op, "relu") == 0;
  if (!known) printf("skip\tno such stream in C\n");
  else if (!out_of_place && strcmp(mode, "plain") != 0) printf("skip\tonly out of place\n");
  else if (order_all('m')) printf("error\tcannot map %s\n", task->x);
  else printf("ok\n");
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  mode = argv[1];
  count = atoi(argv[2]);
  if (count < 1 || count > PROCESSES_MAX) return 2;
  board = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (board == MAP_FAILED) return 1;
  start_processes();
  setvbuf(stdout, NULL, _IOLBF, 0);
  printf("hello\tcompiler=%s\n", __VERSION__);
  static char line[LINE_MAX_BYTES];
  while (fgets(line, sizeof line, stdin) != NULL) {
    line[strcspn(line, "\n")] = 0;
    if (strcmp(line, "run") == 0) run();
    else prepare(line);
  }
  return 0;
}
