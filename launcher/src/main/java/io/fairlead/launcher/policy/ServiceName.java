package io.fairlead.launcher.policy;

import io.fairlead.node.StartFailure;
import java.util.Comparator;

/**
 * A service in its namespace, written {@code service.namespace}; of a name with several dots the
 * namespace begins after the first.
 *
 * @param service the discovery name
 * @param namespace the namespace's name
 */
public record ServiceName(String service, String namespace) implements Comparable<ServiceName> {
  private static final Comparator<ServiceName> ORDER =
      Comparator.comparing(ServiceName::namespace).thenComparing(ServiceName::service);

  /** Fails with {@link StartFailure} when it is none. */
  public static ServiceName parse(String text) {
    int dot = text.indexOf('.');
    if (dot <= 0 || dot == text.length() - 1 || text.indexOf('/') >= 0) {
      throw new StartFailure(
          "'"
              + text
              + "' names no service (expected: SERVICE.NAMESPACE, as in backend.demo.local)");
    }
    return new ServiceName(text.substring(0, dot), text.substring(dot + 1));
  }

  @Override
  public int compareTo(ServiceName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return service + "." + namespace;
  }
}
