package io.fairlead.proxy.names;

import io.fairlead.nameserver.forward.ForwardCacheSettings;
import io.fairlead.nameserver.forward.ForwardSettings;
import io.fairlead.nameserver.server.ListenSettings;
import io.fairlead.node.StartFailure;
import io.fairlead.node.net.AddressRange;
import io.fairlead.proxy.settings.ResolverSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is asked for names that are no alias: those that are set, or those of the host so far. */
final class Upstreams {
  private static final Logger LOG = LoggerFactory.getLogger(Upstreams.class);

  private static final int FILE_BYTES_MAX = 65_536;
  private static final int DNS_PORT = 53;

  /** The most that answers of upstreams may take of the heap, which is small in a sidecar. */
  private static final int HEAP_SHARE = 8;

  private Upstreams() {}

  /**
   * The forwarding in effect. Reads a file: not for event loops.
   *
   * @param listen where the sidecar itself answers
   * @throws StartFailure when the file cannot be read
   */
  static ForwardSettings of(ResolverSettings settings, ListenSettings listen) {
    var given = settings.forward();
    String file = settings.resolvConf();
    if (!given.upstreams().isEmpty() || file.isEmpty()) {
      return with(given, given.upstreams());
    }
    var servers = ResolvConf.nameServers(read(Path.of(file)), a -> isSelf(a, listen));
    if (servers.isEmpty()) {
      LOG.warn(
          "{} names no resolver besides this one: names that are no client alias are refused; set"
              + " dns.forward.upstreams",
          file);
    } else {
      LOG.info("names that are no client alias are asked for at {}", servers);
    }
    return with(given, servers);
  }

  private static ForwardSettings with(ForwardSettings given, List<String> servers) {
    return new ForwardSettings(
        servers,
        given.zones(),
        given.timeout(),
        given.tries(),
        given.pendingMax(),
        given.responseBytesMax(),
        given.failures(),
        given.asideFor(),
        within(Runtime.getRuntime().maxMemory() / HEAP_SHARE, given.cache()));
  }

  private static ForwardCacheSettings within(long bytes, ForwardCacheSettings given) {
    return new ForwardCacheSettings(
        given.entriesMax(),
        Math.min(bytes, given.bytesMax()),
        given.ttlMin(),
        given.ttlMax(),
        given.negativeTtlMax(),
        given.serveStale());
  }

  private static String read(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(FILE_BYTES_MAX), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      // As for glibc, which would ask this host then.
      return "";
    } catch (IOException e) {
      throw new StartFailure(
          "dns.resolvConf = "
              + file
              + " cannot be read: "
              + e
              + "; make it readable, or set dns.forward.upstreams");
    }
  }

  private static boolean isSelf(InetAddress address, ListenSettings listen) {
    byte[] ours = AddressRange.bytes(listen.host());
    if (listen.port() != DNS_PORT || ours == null) {
      return false;
    }
    try {
      return Arrays.equals(ours, address.getAddress())
          || (InetAddress.getByAddress(ours).isAnyLocalAddress()
              && (address.isLoopbackAddress()
                  || NetworkInterface.getByInetAddress(address) != null));
    } catch (SocketException e) {
      return false;
    } catch (IOException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes is one", e);
    }
  }
}
