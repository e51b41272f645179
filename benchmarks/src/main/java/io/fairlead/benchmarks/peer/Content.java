package io.fairlead.benchmarks.peer;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a registry holds in a measurement.
 *
 * @param services how many there are
 * @param instancesEach how many instances each of them has
 */
public record Content(int services, int instancesEach) {
  static final int PORT = 8080;
  private static final int BYTE = 256;

  /** Of every service, in order. */
  List<String> serviceNames() {
    return IntStream.range(0, services).mapToObj("service-%04d"::formatted).toList();
  }

  /** Of every instance of one service, in order. */
  List<String> instanceIds(String service) {
    return IntStream.range(0, instancesEach)
        .mapToObj(i -> "%s-instance-%03d".formatted(service, i))
        .toList();
  }

  /** An address for an instance; any will do. */
  static String address(String instanceId) {
    int hash = instanceId.hashCode();
    return "10.%d.%d.%d"
        .formatted(
            Math.floorMod(hash >> 16, BYTE), Math.floorMod(hash >> 8, BYTE), hash & (BYTE - 1));
  }

  /** The metadata of an instance as members of a JSON object. */
  static String metadata(String instanceId) {
    return "\"zone\":\"zone-%d\",\"version\":\"1.4.2\",\"team\":\"payments\""
        .formatted(Math.floorMod(instanceId.hashCode(), 3));
  }
}
