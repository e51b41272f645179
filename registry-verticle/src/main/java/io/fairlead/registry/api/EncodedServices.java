package io.fairlead.registry.api;

import io.fairlead.registry.catalog.ServiceEntry;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the services that were discovered last in their encoded form, as many as there is room for.
 * Belongs to one event loop.
 */
final class EncodedServices {
  private static final int PERCENT = 100;
  private static final int CAPACITY = 16;
  private static final float LOAD_FACTOR = 0.75f;

  private final long bytesMax;
  private final Map<String, EncodedService> byId = new LinkedHashMap<>(CAPACITY, LOAD_FACTOR, true);
  private long bytes;

  /**
   * @param bytesMax how much may be kept; 0 keeps nothing
   */
  EncodedServices(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** As many as fit into this part of the heap. */
  static EncodedServices within(int heapPercent) {
    return new EncodedServices(Runtime.getRuntime().maxMemory() / PERCENT * heapPercent);
  }

  /**
   * The service as it is now.
   *
   * @param namespaceName under which its namespace is discovered
   */
  EncodedService of(ServiceEntry entry, String namespaceName) {
    String id = entry.service().id();
    var held = byId.get(id);
    if (held != null && held.isOf(entry, namespaceName)) {
      return held;
    }
    var made = new EncodedService(entry, namespaceName);
    bytes += made.bytes();
    drop(byId.put(id, made));
    var oldest = byId.values().iterator();
    while (bytes > bytesMax && oldest.hasNext()) {
      drop(oldest.next());
      oldest.remove();
    }
    return made;
  }

  /** How much is kept, in bytes. */
  long bytes() {
    return bytes;
  }

  private void drop(EncodedService gone) {
    bytes -= gone == null ? 0 : gone.bytes();
  }
}
