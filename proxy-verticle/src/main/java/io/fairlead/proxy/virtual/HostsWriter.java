package io.fairlead.proxy.virtual;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the hosts file as {@link VirtualNames} has it: off the event loop, one write at a time, the
 * newest names. What it wrote stays when the process ends: the addresses will be the same ones.
 *
 * <p>All methods belong to one context.
 */
public final class HostsWriter {
  private static final Logger LOG = LoggerFactory.getLogger(HostsWriter.class);

  private final Vertx vertx;
  private final Path path;
  private final HostsFile file;
  private final VirtualMetrics metrics;
  private Map<String, InetAddress> unwritten;
  private boolean writing;
  private String failure;

  public HostsWriter(Vertx vertx, Path path, VirtualMetrics metrics) {
    this.vertx = vertx;
    this.path = path;
    this.file = new HostsFile(path);
    this.metrics = metrics;
  }

  /** Begins to follow the names. */
  public void follow(VirtualNames names) {
    names.onChange(this::changed);
  }

  private void changed(Map<String, InetAddress> names) {
    unwritten = names;
    retry();
  }

  /** Writes what is not written yet. */
  public void retry() {
    if (unwritten != null && !writing) {
      var names = unwritten;
      unwritten = null;
      writing = true;
      vertx
          .executeBlocking(() -> write(names), false)
          .onComplete(done -> ended(names, done.cause()));
    }
  }

  private boolean write(Map<String, InetAddress> names) throws Exception {
    file.write(names);
    return true;
  }

  private void ended(Map<String, InetAddress> names, Throwable cause) {
    writing = false;
    metrics.hostsFile(cause == null);
    tell(cause == null ? null : cause.toString());
    if (cause == null || unwritten != null) {
      retry();
    } else {
      unwritten = names;
    }
  }

  private void tell(String present) {
    if (present != null && !present.equals(failure)) {
      LOG.warn("hosts file {} cannot be written: {}; trying again", path, present);
    } else if (present == null && failure != null) {
      LOG.info("hosts file {} is written again", path);
    }
    failure = present;
  }
}
