package io.fairlead.benchmarks.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Many connections to a proxy that do next to nothing, but stay. */
public final class HeldConnections implements AutoCloseable {
  private static final Duration ANSWERED_MOST = Duration.ofSeconds(10);
  private static final long TURN_MILLIS = 100;
  private static final Duration TURN_MOST = Duration.ofSeconds(10);
  private static final int TURN_BYTES = 1024;
  private static final int ANSWER_BYTES_MAX = 4096;

  /** As little as the kernel allows: what is not read has to wait in the proxy or before it. */
  private static final int SLOW_BUFFER_BYTES = 4096;

  private final List<Held> all = new ArrayList<>();
  private final Backend.Body body;
  private long broken;

  private HeldConnections(Backend.Body body) {
    this.body = body;
  }

  private static final class Held {
    private final SocketChannel channel;
    private final ByteBuffer start = ByteBuffer.allocate(TURN_BYTES);
    private long received;

    Held(SocketChannel channel) {
      this.channel = channel;
    }

    /** Whether the answer begins as it has to, as far as it is there. */
    boolean isWell() {
      String said = new String(start.array(), 0, start.position(), StandardCharsets.US_ASCII);
      return said.startsWith("HTTP/1.1 200 ");
    }
  }

  /** Opens connections, lets each have one small answer, and keeps them. */
  public static HeldConnections idle(int port, int count) throws InterruptedException {
    var held = new HeldConnections(Backend.Body.SMALL);
    held.open(port, count, ANSWER_BYTES_MAX);
    held.turns(ANSWERED_MOST, () -> held.haveAll(held.body.bytes()));
    held.broken += held.all.stream().filter(c -> c.received < held.body.bytes()).count();
    return held;
  }

  /** Opens connections that ask for a long answer each. */
  public static HeldConnections slow(int port, int count) {
    var held = new HeldConnections(Backend.Body.LARGE);
    held.open(port, count, SLOW_BUFFER_BYTES);
    return held;
  }

  /** Lets each of them read 1 KiB ten times a second, and waits for those that have nothing yet. */
  public void read(Duration span) throws InterruptedException {
    turns(span, () -> false);
    turns(ANSWERED_MOST, () -> haveAll(1));
    broken += all.stream().filter(c -> c.received == 0).count();
  }

  /** How many were refused, closed, left without an answer, or given another one. */
  public long broken() {
    return broken;
  }

  @Override
  public void close() {
    all.forEach(held -> close(held.channel));
  }

  private boolean haveAll(long bytes) {
    return all.stream().allMatch(c -> c.received >= bytes);
  }

  private void open(int port, int count, int receiveBuffer) {
    var request =
        "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n"
            .formatted(body.path(), Backend.authority())
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < count; i++) {
      try {
        var channel = SocketChannel.open();
        all.add(new Held(channel));
        channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.write(ByteBuffer.wrap(request));
        channel.configureBlocking(false);
      } catch (IOException e) {
        drop(all.remove(all.size() - 1));
      }
    }
  }

  /** For so long, or until it is enough. */
  private void turns(Duration most, BooleanSupplier isEnough) throws InterruptedException {
    var enough = new CountDownLatch(1);
    var clock = Executors.newSingleThreadScheduledExecutor();
    var turns =
        clock.scheduleAtFixedRate(
            () -> {
              turn();
              if (isEnough.getAsBoolean()) {
                enough.countDown();
              }
            },
            0,
            TURN_MILLIS,
            TimeUnit.MILLISECONDS);
    enough.await(most.toMillis(), TimeUnit.MILLISECONDS);
    turns.cancel(false);
    clock.shutdown();
    clock.awaitTermination(TURN_MOST.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void turn() {
    for (var held : List.copyOf(all)) {
      try {
        var bytes = held.received == 0 ? held.start : ByteBuffer.allocate(TURN_BYTES);
        int read = held.channel.read(bytes);
        if (read > 0) {
          held.received += read;
        }
        if (read < 0 || (held.received > 0 && !held.isWell())) {
          all.remove(held);
          drop(held);
        }
      } catch (IOException e) {
        all.remove(held);
        drop(held);
      }
    }
  }

  private void drop(Held held) {
    broken++;
    close(held.channel);
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
