package io.fairlead.nameserver.forward;

import io.fairlead.nameserver.server.Forwarder;
import io.fairlead.nameserver.server.ListenSettings;
import io.fairlead.node.StartFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.security.SecureRandom;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Asks upstreams for the names of elsewhere: what the forwarders of all event loops share. */
public final class Forwarding {
  private final ForwardSettings settings;
  private final UpstreamZones zones;
  private final ForwardCache cache;
  private final Underway underway;
  private final ForwardMetrics metrics;
  private final int udpBytesMax;
  private final LongSupplier clock;
  private final SecureRandom random = new SecureRandom();

  /** Where questions cannot come from unless they were asked there before. */
  private final Set<InetAddress> elsewhere;

  /**
   * @param udpBytesMax told to askers that use EDNS
   * @param isOurs whether an address is one of this machine, whose programs may well ask what an
   *     upstream on this machine is being asked
   * @param clock in nanoseconds, only goes forward; any thread
   */
  Forwarding(
      String server,
      ForwardSettings settings,
      int udpBytesMax,
      MeterRegistry meters,
      Predicate<InetAddress> isOurs,
      LongSupplier clock) {
    this.settings = settings;
    this.udpBytesMax = udpBytesMax;
    this.clock = clock;
    this.zones = new UpstreamZones(settings);
    this.cache = new ForwardCache(settings.cache().entriesMax(), settings.cache().bytesMax());
    this.underway = new Underway(settings.pendingMax());
    this.metrics = new ForwardMetrics(server, meters, zones.all(), cache, underway);
    this.elsewhere =
        zones.all().stream()
            .map(upstream -> upstream.address().getAddress())
            .filter(isOurs.negate())
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Makes what is shared; looks at this machine's interfaces, so not for event loops under load.
   *
   * @param server whose meters these are: tells servers of one process apart
   * @param settings with an upstream at least
   * @param listen where this server answers
   * @throws StartFailure when an upstream is this server itself
   */
  public static Forwarding of(
      String server, ForwardSettings settings, ListenSettings listen, MeterRegistry meters) {
    var forwarding =
        new Forwarding(
            server, settings, listen.udpBytesMax(), meters, Forwarding::isOurs, System::nanoTime);
    forwarding.zones.all().forEach(upstream -> refuseSelf(upstream, listen));
    return forwarding;
  }

  private static void refuseSelf(Upstream upstream, ListenSettings listen) {
    var address = upstream.address();
    if (address.getPort() != listen.port()) {
      return;
    }
    boolean anywhere = listen.host().equals("0.0.0.0") || listen.host().equals("::");
    var ours = UpstreamAddress.literal(listen.host());
    if (anywhere ? isOurs(address.getAddress()) : address.getAddress().equals(ours)) {
      throw new StartFailure(
          "forward has the upstream "
              + upstream
              + ", where this server itself answers (expected: another resolver; change"
              + " forward.upstreams or forward.zones, or listen.host and listen.port)");
    }
  }

  private static boolean isOurs(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      // Unknown: then a loop is ended by timeouts instead of at once.
      return true;
    }
  }

  /** Makes the forwarder of an event loop; called there, in its Vert.x context. */
  public Forwarder onLoop(Vertx vertx) {
    return new LoopForwarder(
        this, new UpstreamSockets((VertxInternal) vertx, settings, metrics, random, clock));
  }

  UpstreamZones zones() {
    return zones;
  }

  ForwardCache cache() {
    return cache;
  }

  Underway underway() {
    return underway;
  }

  ForwardMetrics metrics() {
    return metrics;
  }

  ForwardCacheSettings cacheSettings() {
    return settings.cache();
  }

  int udpBytesMax() {
    return udpBytesMax;
  }

  /**
   * Whether a question came back: an upstream asks here what it is being asked. One on this machine
   * cannot be told from other askers there; then both wait for each other until they time out.
   */
  boolean isLoop(InetAddress asker, Question question) {
    return elsewhere.contains(asker) && underway.isAskedAt(asker, question);
  }
}
