package io.fairlead.launcher.partition;

import io.fairlead.launcher.partition.LabApi.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that write, a few to each registry node, one request at a time each, and remember every
 * one. Most instances are a client's own, some are everybody's. Nobody retries: what became of a
 * request without an answer stays unknown.
 */
final class Writers {
  private static final int PER_NODE = 3;
  private static final int OWN = 12;
  private static final int SHARED = 6;
  private static final Duration TIMEOUT = Duration.ofSeconds(4);
  private static final long PAUSE_NANOS = 15_000_000;
  private static final int JOIN_MILLIS = 20_000;

  /** Refusals that may mean that this very request was carried out twice. */
  private static final Set<String> DONE_PERHAPS =
      Set.of("InstanceNotFound", "ServiceAlreadyExists");

  /** Refusals that tell that nothing was done. */
  private static final Set<String> NOTHING_DONE =
      Set.of("DuplicateRequest", "NamespaceNotFound", "ServiceNotFound", "ResourceLimitExceeded");

  private final String namespace;
  private final Map<String, String> services;
  private final Queue<Write> history = new ConcurrentLinkedQueue<>();
  private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ended;

  /**
   * @param namespace its id
   * @param services id by name, there already
   */
  Writers(String namespace, Map<String, String> services) {
    this.namespace = namespace;
    this.services = services;
  }

  void start(List<URI> apis, long seed) {
    for (int node = 0; node < apis.size(); node++) {
      for (int n = 0; n < PER_NODE; n++) {
        var client = new Client(node, node + "-" + n, apis.get(node), seed * 100 + node * 10L + n);
        var thread = new Thread(client::run, "writer-" + client.name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
      }
    }
  }

  /** Ends them and tells what they saw. */
  List<Write> end() throws InterruptedException {
    ended = true;
    for (var thread : threads) {
      thread.join(JOIN_MILLIS);
    }
    return List.copyOf(history);
  }

  /** Answers that no registry should give, whatever is cut. */
  List<String> surprises() {
    return List.copyOf(surprises);
  }

  int acknowledged() {
    return (int) history.stream().filter(Write::acknowledged).count();
  }

  private interface Request {
    Answer send() throws IOException, InterruptedException;
  }

  private final class Client {
    final String name;
    private final int node;
    private final LabApi api;
    private final Random random;
    private final Map<String, String> last = new HashMap<>();
    private final List<String> names = List.copyOf(services.keySet());
    private int written;

    Client(int node, String name, URI url, long seed) {
      this.node = node;
      this.name = name;
      this.api = new LabApi(url, TIMEOUT);
      this.random = new Random(seed);
    }

    void run() {
      while (!ended) {
        step();
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }

    private void step() {
      String service = names.get(random.nextInt(names.size()));
      String id = services.get(service);
      String value = name + "." + ++written;
      int dice = random.nextInt(100);
      if (dice < 3) {
        String made = "made-" + value.replace('.', '-');
        ask(LabApi.key(made), value, () -> api.createService(namespace, made, value));
      } else if (dice < 8) {
        ask(LabApi.key(service), value, () -> api.describe(id, value));
      } else {
        touch(service, id, value, dice);
      }
    }

    private void touch(String service, String id, String value, int dice) {
      boolean shared = random.nextInt(5) == 0;
      String instance = shared ? "all-" + random.nextInt(SHARED) : name + "-" + random.nextInt(OWN);
      String key = LabApi.key(service, instance);
      if (dice < 35 && (shared || last.containsKey(key))) {
        last.remove(key);
        ask(key, null, () -> api.deregister(id, instance));
      } else {
        // Now and then the same once more: acknowledged, it has to count as a later touch.
        String put = dice < 45 ? last.getOrDefault(key, value) : value;
        last.put(key, put);
        ask(key, put, () -> api.register(id, instance, put));
      }
    }

    private void ask(String key, String value, Request request) {
      long start = System.nanoTime();
      try {
        var answer = request.send();
        long end = System.nanoTime();
        judge(key, value, start, end, answer);
      } catch (ConnectException e) {
        // Never sent: the node is down.
        LockSupport.parkNanos(PAUSE_NANOS * 10);
      } catch (IOException e) {
        history.add(new Write(key, value, node, start, Write.OPEN, false));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void judge(String key, String value, long start, long end, Answer answer) {
      if (answer.isOk()) {
        history.add(new Write(key, value, node, start, end, true));
      } else if (DONE_PERHAPS.contains(answer.code())) {
        history.add(new Write(key, value, node, start, end, false));
      } else if (!NOTHING_DONE.contains(answer.code())) {
        history.add(new Write(key, value, node, start, Write.OPEN, false));
        if (answer.status() != 503) {
          surprises.add("node %d: %d %s".formatted(node, answer.status(), answer.body()));
        }
      }
    }
  }
}
