/*
 * An HTTP/1.1 backend that costs next to nothing, so that what stands before it is what is measured: one thread, keep-alive,
 * answers that were made beforehand.
 *
 *   backend PORT...        listens on each of these ports of 127.0.0.1 until it is killed
 *
 * GET /b... is answered with a body of 16 KiB, GET /m... with one of 1 MiB, everything else with one of 200 bytes. Requests have no
 * bodies; heads may arrive in pieces and may follow one another without waiting. Linux only (epoll).
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { DESCRIPTORS_MAX = 65536, EVENTS = 256, READ_BYTES = 65536, OWED_MAX = 32, PATH_AT = 5 };

/* Enough for a middle answer at once; a large one for a reader that does not read must not pile up in the kernel. */
static const int SEND_BUFFER = 64 << 10;

enum kind { LISTENER, SMALL, MIDDLE, LARGE, KINDS };

/* What is sent for each kind of request: head and body in one piece. */
static struct {
  char *bytes;
  size_t length;
} answers[KINDS];

/* One connection, by its descriptor. */
static struct connection {
  int is_listener;
  /* Bytes of the head so far, of which only the one that tells the kind matters; and of its present line. */
  size_t head;
  size_t line;
  enum kind kind;
  /* Answers that are not sent yet, the oldest first, and how much of that one is sent. */
  unsigned char owed[OWED_MAX];
  int owes;
  size_t sent;
  int waits_for_room;
} connections[DESCRIPTORS_MAX];

static int events;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void prepare(enum kind kind, size_t body) {
  char *bytes = malloc(body + 256);
  if (!bytes) fail("malloc");
  int head = sprintf(bytes,
      "HTTP/1.1 200 OK\r\nServer: backend\r\nDate: Fri, 20 Nov 2026 19:00:00 GMT\r\nContent-Type: text/plain\r\n"
      "Cache-Control: no-store\r\nContent-Length: %zu\r\n\r\n", body);
  memset(bytes + head, 'x', body);
  answers[kind].bytes = bytes;
  answers[kind].length = head + body;
}

static void watch(int operation, int descriptor, unsigned what) {
  struct epoll_event event = {.events = what, .data.fd = descriptor};
  if (epoll_ctl(events, operation, descriptor, &event)) fail("epoll_ctl");
}

static void listen_on(const char *port) {
  int one = 1;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons(atoi(port)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096)) fail(port);
  connections[listener].is_listener = 1;
  watch(EPOLL_CTL_ADD, listener, EPOLLIN);
}

static void take(int listener) {
  int one = 1;
  int accepted = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
  if (accepted < 0) return;
  if (accepted >= DESCRIPTORS_MAX) {
    close(accepted);
    return;
  }
  setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  setsockopt(accepted, SOL_SOCKET, SO_SNDBUF, &SEND_BUFFER, sizeof SEND_BUFFER);
  memset(&connections[accepted], 0, sizeof connections[accepted]);
  watch(EPOLL_CTL_ADD, accepted, EPOLLIN);
}

/* Sends what is owed as far as there is room; 0 when the connection is broken. */
static int send_owed(int descriptor, struct connection *c) {
  while (c->owes) {
    enum kind kind = c->owed[0];
    ssize_t wrote =
        send(descriptor, answers[kind].bytes + c->sent, answers[kind].length - c->sent, MSG_NOSIGNAL);
    if (wrote < 0 && errno != EAGAIN) return 0;
    if (wrote > 0) c->sent += wrote;
    if (c->sent < answers[kind].length) break;
    memmove(c->owed, c->owed + 1, --c->owes);
    c->sent = 0;
  }
  /* While something is owed, nothing more is read. */
  if (!c->owes != !c->waits_for_room) {
    c->waits_for_room = c->owes > 0;
    watch(EPOLL_CTL_MOD, descriptor, c->owes ? EPOLLOUT : EPOLLIN);
  }
  return 1;
}

/* Counts the heads in what has arrived: each ends with an empty line. 0 when more are under way than are kept. */
static int scan(struct connection *c, const char *at, const char *end) {
  while (at < end) {
    const char *newline = memchr(at, '\n', end - at);
    const char *stop = newline ? newline + 1 : end;
    if (c->head <= PATH_AT && c->head + (stop - at) > PATH_AT) {
      char path = at[PATH_AT - c->head]; /* behind "GET /" */
      c->kind = path == 'b' ? MIDDLE : path == 'm' ? LARGE : SMALL;
    }
    c->head += stop - at;
    c->line += stop - at;
    at = stop;
    if (!newline) break;
    if (c->line == 2) { /* nothing but CR LF */
      if (c->owes == OWED_MAX) return 0;
      c->owed[c->owes++] = c->kind;
      c->head = 0;
    }
    c->line = 0;
  }
  return 1;
}

static int serve(int descriptor, struct connection *c) {
  static char bytes[READ_BYTES];
  if (!c->owes) {
    ssize_t got = recv(descriptor, bytes, sizeof bytes, 0);
    if (got < 0 && errno == EAGAIN) return 1;
    if (got <= 0 || !scan(c, bytes, bytes + got)) return 0;
  }
  return send_owed(descriptor, c);
}

int main(int count, char **arguments) {
  struct rlimit files;
  struct epoll_event ready[EVENTS];
  if (count < 2) {
    fprintf(stderr, "usage: backend PORT...\n");
    return 2;
  }
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  signal(SIGPIPE, SIG_IGN);
  prepare(SMALL, 200);
  prepare(MIDDLE, 16 << 10);
  prepare(LARGE, 1 << 20);
  if ((events = epoll_create1(0)) < 0) fail("epoll_create1");
  for (int i = 1; i < count; i++) listen_on(arguments[i]);
  for (;;) {
    int found = epoll_wait(events, ready, EVENTS, -1);
    for (int i = 0; i < found; i++) {
      int descriptor = ready[i].data.fd;
      struct connection *c = &connections[descriptor];
      if (c->is_listener) {
        take(descriptor);
      } else if (!serve(descriptor, c)) {
        close(descriptor);
      }
    }
  }
}
