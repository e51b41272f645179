package io.fairlead.catalog.view;

import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.bus.BusCodec;
import io.fairlead.catalog.bus.NamespaceChanged;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * How a view is spelled on disk: a JSON object a line, so that neither end holds all of it as text.
 * First a header that says how many lines follow, then namespaces, then services, last the CRC-32C
 * (RFC 3720, B.4) of everything before.
 */
final class ViewFormat {
  /** Rises when an older reader would misunderstand what is written. */
  static final int VERSION = 1;

  private record Header(
      int format,
      long savedAtMillis,
      int namespaces,
      int services,
      Set<String> padded,
      long revision) {}

  private record Trailer(String crc32c) {}

  private ViewFormat() {}

  static void write(KeptView kept, OutputStream to) throws IOException {
    var state = kept.state();
    var namespaces = state.namespacesById().values();
    var services = state.servicesById().values();
    var checked = new CheckedOutputStream(to, new CRC32C());
    var header =
        new Header(
            VERSION,
            kept.savedAtMillis(),
            namespaces.size(),
            services.size(),
            state.padded(),
            state.revision());
    line(header, checked);
    for (var namespace : namespaces) {
      line(namespace, checked);
    }
    for (var service : services) {
      line(service, checked);
    }
    line(new Trailer(Long.toHexString(checked.getChecksum().getValue())), to);
  }

  /**
   * Reads what {@link #write} wrote; nothing of it may be used before all of it was read.
   *
   * @param from its length bounds the memory that is needed
   */
  static KeptView read(InputStream from) throws IOException, DamagedViewException {
    var lines = new CheckedLines(from);
    var header = next(lines, Header.class);
    if (header.format() != VERSION) {
      throw new DamagedViewException(
          "it has format " + header.format() + " (expected: " + VERSION + ")");
    }
    Map<String, NamespaceChanged> namespaces = new HashMap<>();
    for (int i = 0; i < header.namespaces(); i++) {
      var namespace = next(lines, NamespaceChanged.class);
      namespaces.put(namespace.namespace().id(), namespace);
    }
    Map<String, ServiceEndpoints> services = new HashMap<>();
    for (int i = 0; i < header.services(); i++) {
      var service = next(lines, ServiceEndpoints.class);
      services.put(service.service().id(), service);
    }
    requireWhole(lines);
    long revision = Math.max(header.revision(), highest(namespaces.values(), services.values()));
    return new KeptView(
        header.savedAtMillis(),
        new CatalogState(
            namespaces, services, Tombstones.NONE, padded(header, services), false, revision));
  }

  /**
   * An earlier release, which wrote no revision, did not know all that endpoints have; as padded
   * ones they are replaced although their revision is that of the registry.
   */
  private static Set<String> padded(Header header, Map<String, ServiceEndpoints> services) {
    if (header.revision() == 0) {
      return new HashSet<>(services.keySet());
    }
    return header.padded() == null ? Set.of() : new HashSet<>(header.padded());
  }

  private static long highest(
      Collection<NamespaceChanged> namespaces, Collection<ServiceEndpoints> services) {
    return LongStream.concat(
            namespaces.stream().mapToLong(NamespaceChanged::revision),
            services.stream().mapToLong(ServiceEndpoints::revision))
        .max()
        .orElse(0);
  }

  private static void requireWhole(CheckedLines lines) throws IOException, DamagedViewException {
    String sum = Long.toHexString(lines.checksum());
    String expected = next(lines, Trailer.class).crc32c();
    if (!sum.equals(expected)) {
      throw new DamagedViewException("its checksum is " + sum + " (expected: " + expected + ")");
    }
    if (!lines.atEnd()) {
      throw new DamagedViewException("it goes on after its checksum");
    }
  }

  private static void line(Record value, OutputStream to) throws IOException {
    to.write(BusCodec.encodeBytes(value));
    to.write('\n');
  }

  private static <T extends Record> T next(CheckedLines lines, Class<T> type)
      throws IOException, DamagedViewException {
    byte[] line = lines.next();
    T value;
    try {
      value = BusCodec.decodeBytes(line, type);
    } catch (IOException e) {
      throw notOne(lines, type);
    }
    if (value == null || !isFilled(value)) {
      throw notOne(lines, type);
    }
    return value;
  }

  private static boolean isFilled(Record value) {
    if (value instanceof NamespaceChanged namespace) {
      return namespace.namespace() != null && namespace.namespace().id() != null;
    }
    if (value instanceof ServiceEndpoints service) {
      return service.namespace() != null
          && service.service() != null
          && service.service().id() != null
          && service.service().name() != null;
    }
    return true;
  }

  private static DamagedViewException notOne(CheckedLines lines, Class<?> type) {
    return new DamagedViewException(
        "line " + lines.number() + " is not JSON of a " + type.getSimpleName());
  }
}
