package io.fairlead.registry.api;

import io.fairlead.catalog.Instance;
import io.fairlead.registry.catalog.ServiceEntry;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * A service's instances as DiscoverInstances answers them, encoded once: an answer is then nothing
 * but a choice and a concatenation.
 */
final class EncodedService {
  private static final byte[] HEAD = ascii("{\"Instances\":[");
  private static final byte COMMA = ',';

  /** What the maps and lists of one instance take beside its bytes, roughly. */
  private static final int OVERHEAD_BYTES = 64;

  private final ServiceEntry entry;
  private final String namespaceName;
  private final List<Instance> instances;
  private final IdentityHashMap<Instance, byte[]> encoded;
  private final byte[] tail;
  private final int bytes;

  /**
   * Encodes all instances.
   *
   * @param namespaceName under which the namespace is discovered
   */
  EncodedService(ServiceEntry entry, String namespaceName) {
    this.entry = entry;
    this.namespaceName = namespaceName;
    this.instances = List.copyOf(entry.instances().values());
    this.encoded = new IdentityHashMap<>(instances.size());
    this.tail = ascii("],\"InstancesRevision\":" + entry.instancesRevision() + "}");
    int sum = HEAD.length + tail.length;
    for (Instance instance : instances) {
      var json = InstanceJson.discovered(instance, namespaceName, entry.service().name());
      byte[] text = AnswerJson.bytes(json);
      encoded.put(instance, text);
      sum += text.length + OVERHEAD_BYTES;
    }
    this.bytes = sum;
  }

  /** Whether it still tells what the service is; of one state there is one object. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(ServiceEntry now, String nowNamespaceName) {
    return entry == now && namespaceName.equals(nowNamespaceName);
  }

  /** In no order. */
  List<Instance> instances() {
    return instances;
  }

  /** Roughly what it takes in memory. */
  int bytes() {
    return bytes;
  }

  /**
   * The answer of DiscoverInstances.
   *
   * @param chosen some of {@link #instances()}
   */
  Buffer answer(List<Instance> chosen) {
    var answer = Buffer.buffer(bytes).appendBytes(HEAD);
    for (int i = 0; i < chosen.size(); i++) {
      if (i > 0) {
        answer.appendByte(COMMA);
      }
      answer.appendBytes(encoded.get(chosen.get(i)));
    }
    return answer.appendBytes(tail);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
