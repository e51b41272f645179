package io.fairlead.registry.cluster;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Real cluster members in this JVM, on free ports of the loopback interface. */
public final class Members implements AutoCloseable {
  private final String name = "test-" + UUID.randomUUID();
  private final List<Integer> ports = new ArrayList<>();
  private final List<HazelcastInstance> started = new ArrayList<>();

  public Members(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        ports.add(socket.getLocalPort());
      }
      for (var socket : held) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings of a member. */
  public ClusterSettings settings(int index) {
    var all = ports.stream().map(p -> "127.0.0.1:" + p).toList();
    return new ClusterSettings(
        "127.0.0.1", ports.get(index), all, "", name, Duration.ofSeconds(10), 0);
  }

  /** A member that has joined those that were started before. */
  public HazelcastInstance start(int index) {
    var member = Hazelcast.newHazelcastInstance(Membership.of(settings(index)));
    started.add(member);
    return member;
  }

  /** Ends a member as kill -9 would. */
  public static void kill(HazelcastInstance member) {
    member.getLifecycleService().terminate();
  }

  @Override
  public void close() {
    started.forEach(Members::kill);
  }
}
