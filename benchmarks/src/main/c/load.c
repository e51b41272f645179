/*
 * A load generator for HTTP/1.1 on 127.0.0.1 that costs little: one thread, keep-alive connections with one request under way each,
 * a request that was made beforehand.
 *
 *   load -p PORT -h HOST -t PATH -b BODY-BYTES -c CONNECTIONS -s SECONDS [-r REQUESTS-A-SECOND]
 *
 * Without -r each connection sends its next request when the last one is answered (closed loop). With -r requests are due at even
 * intervals whatever becomes of those before (open loop), and latency counts from when a request was due: waiting for a free connection
 * is part of it.
 *
 * An answer must be 200 with a Content-Length of BODY-BYTES. Everything else is an error: a closed connection, other answers, and at the
 * end requests that have waited for more than a second. Prints one line of JSON. Linux only (epoll, timerfd).
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 256, READ_BYTES = 65536, HEAD_MAX = 4096, BUCKETS = 1 << 21 };
#define SECOND 1000000000ull

struct connection {
  int descriptor;
  int busy;
  uint64_t due;       /* when its request was due, ns */
  int head_length;    /* bytes of the answer's head so far; -1 behind the head */
  long body_missing;  /* bytes of the answer's body that have not come yet */
  long answer_length; /* of the whole answer */
  char head[HEAD_MAX];
};

static int port, connections_count, events;
static double seconds, rate;
static long body_bytes;
static char request[2048];
static int request_length;

static struct connection *connections, **idle;
static int idle_count;

static uint32_t micros[BUCKETS]; /* how many answers took how many microseconds */
static unsigned long answered, errors, bytes;
static char first_error[160];

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * SECOND + time.tv_nsec;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void error(const char *what) {
  if (!errors++) snprintf(first_error, sizeof first_error, "%s", what);
}

static void watch(int descriptor, void *subject) {
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = subject};
  if (epoll_ctl(events, EPOLL_CTL_ADD, descriptor, &event)) fail("epoll_ctl");
}

static void connect_anew(struct connection *c) {
  int one = 1;
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if ((c->descriptor = socket(AF_INET, SOCK_STREAM, 0)) < 0) fail("socket");
  if (connect(c->descriptor, (struct sockaddr *)&address, sizeof address)) fail("connect");
  setsockopt(c->descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  watch(c->descriptor, c);
}

static void send_request(struct connection *c, uint64_t due) {
  c->due = due;
  c->busy = 1;
  c->head_length = 0;
  /* A request fits into an idle connection's buffer. What is broken is seen when reading. */
  send(c->descriptor, request, request_length, MSG_NOSIGNAL);
}

/* The connection has nothing under way: with the next request at once, or until one is due. */
static void release(struct connection *c) {
  c->busy = 0;
  if (rate > 0) {
    idle[idle_count++] = c;
  } else {
    send_request(c, now());
  }
}

static void start_over(struct connection *c, const char *why) {
  int was_busy = c->busy;
  /* Closing an idle connection is anybody's right. */
  if (was_busy) error(why);
  close(c->descriptor);
  connect_anew(c);
  if (was_busy) release(c);
}

/* Reads a head that is complete; 0 when it is not what was asked for. */
static int read_head(struct connection *c, const char *end) {
  char *length = strcasestr(c->head, "\r\ncontent-length:");
  if (strncmp(c->head, "HTTP/1.1 200", 12) || !length || length > end) return 0;
  c->body_missing = atol(length + 17);
  c->answer_length = (end + 4 - c->head) + c->body_missing;
  return c->body_missing == body_bytes;
}

static void receive(struct connection *c) {
  static char arrived[READ_BYTES];
  ssize_t got = recv(c->descriptor, arrived, sizeof arrived, MSG_DONTWAIT);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return start_over(c, "the connection was closed before the answer was complete");
  if (!c->busy) {
    c->busy = 1;
    return start_over(c, "more arrived than the answer");
  }
  long body = got;
  if (c->head_length >= 0) {
    int room = HEAD_MAX - 1 - c->head_length;
    int copied = got < room ? got : room;
    int before = c->head_length;
    memcpy(c->head + before, arrived, copied);
    c->head_length += copied;
    c->head[c->head_length] = 0;
    char *end = memmem(c->head, c->head_length, "\r\n\r\n", 4);
    if (!end && copied < room) return;
    if (!end || !read_head(c, end)) {
      c->head[strcspn(c->head, "\r\n\"\\")] = 0;
      return start_over(c, c->head);
    }
    body = got - (end + 4 - c->head - before);
    c->head_length = -1;
  }
  c->body_missing -= body;
  if (c->body_missing < 0) return start_over(c, "more arrived than the answer");
  if (c->body_missing > 0) return;
  uint64_t took = (now() - c->due) / 1000;
  micros[took < BUCKETS ? took : BUCKETS - 1]++;
  answered++;
  bytes += c->answer_length;
  release(c);
}

static void prepare(const char *host, const char *path) {
  request_length = snprintf(request, sizeof request,
      "GET %s HTTP/1.1\r\nHost: %s\r\n"
      "User-Agent: checkout/2.4.1 (java 17; linux)\r\n"
      "Accept: application/json\r\n"
      "Accept-Encoding: gzip\r\n"
      "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n"
      "X-Request-Id: 6f1c2f9e-6f0a-4b39-9c39-0a6f5b1f7a11\r\n"
      "Authorization: Bearer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"
      "\r\n", path, host);
}

static int start_clock(uint64_t start) {
  int clock = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  uint64_t interval = SECOND / rate;
  struct itimerspec when = {
      .it_interval = {.tv_sec = interval / SECOND, .tv_nsec = interval % SECOND},
      .it_value = {.tv_sec = (start + interval) / SECOND, .tv_nsec = (start + interval) % SECOND}};
  if (clock < 0 || timerfd_settime(clock, TFD_TIMER_ABSTIME, &when, NULL)) fail("timerfd");
  watch(clock, NULL);
  return clock;
}

/* Sends what is due while there are connections for it. */
static void send_due(uint64_t start, unsigned long due, unsigned long *sent) {
  while (*sent < due && idle_count) {
    ++*sent;
    send_request(idle[--idle_count], start + *sent * (uint64_t)(SECOND / rate));
  }
}

static void run(uint64_t start, uint64_t end) {
  struct epoll_event ready[EVENTS];
  unsigned long due = 0, sent = 0;
  int clock = rate > 0 ? start_clock(start) : -1;
  for (int i = 0; i < connections_count; i++) release(&connections[i]);
  while (now() < end) {
    int found = epoll_wait(events, ready, EVENTS, 100);
    for (int i = 0; i < found; i++) {
      uint64_t ticks;
      if (ready[i].data.ptr) {
        receive(ready[i].data.ptr);
      } else if (read(clock, &ticks, sizeof ticks) == sizeof ticks) {
        due += ticks;
      }
    }
    send_due(start, due, &sent);
  }
  for (int i = 0; i < connections_count; i++) {
    if (connections[i].busy && now() - connections[i].due > SECOND) error("no answer within a second");
  }
  /* What is due and found no connection all the while. */
  if (due > sent && now() - (start + (sent + 1) * (uint64_t)(SECOND / rate)) > SECOND) errors += due - sent;
}

/* The latency that this share of the answers does not exceed. */
static long percentile(double share) {
  double wanted = share * answered, seen = 0;
  for (int i = 0; i < BUCKETS; i++) {
    seen += micros[i];
    if (micros[i] && seen >= wanted) return i;
  }
  return 0;
}

static void report(double took) {
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  double cpu = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
  printf("{\"requests\":%lu,\"errors\":%lu,\"seconds\":%.6f,\"bytesEach\":%lu,\"cpuMicrosEach\":%.3f,"
         "\"p50Micros\":%ld,\"p99Micros\":%ld,\"p999Micros\":%ld,\"maxMicros\":%ld,\"firstError\":\"%s\"}\n",
      answered, errors, took, answered ? bytes / answered : 0, answered ? cpu / answered : 0, percentile(0.5),
      percentile(0.99), percentile(0.999), percentile(1), first_error);
}

static int usage(void) {
  fprintf(stderr, "usage: load -p PORT -h HOST -t PATH -b BODY-BYTES -c CONNECTIONS -s SECONDS [-r REQUESTS-A-SECOND]\n");
  return 2;
}

int main(int count, char **arguments) {
  const char *host = NULL, *path = NULL;
  for (int option; (option = getopt(count, arguments, "p:h:t:b:c:s:r:")) != -1;) {
    switch (option) {
      case 'p': port = atoi(optarg); break;
      case 'h': host = optarg; break;
      case 't': path = optarg; break;
      case 'b': body_bytes = atol(optarg); break;
      case 'c': connections_count = atoi(optarg); break;
      case 's': seconds = atof(optarg); break;
      case 'r': rate = atof(optarg); break;
      default: return usage();
    }
  }
  if (!host || !path || port <= 0 || connections_count <= 0 || seconds <= 0) return usage();
  prepare(host, path);
  if ((events = epoll_create1(0)) < 0) fail("epoll_create1");
  connections = calloc(connections_count, sizeof *connections);
  idle = calloc(connections_count, sizeof *idle);
  if (!connections || !idle) fail("calloc");
  for (int i = 0; i < connections_count; i++) connect_anew(&connections[i]);
  uint64_t start = now();
  run(start, start + (uint64_t)(seconds * SECOND));
  report((now() - start) / 1e9);
  return 0;
}
