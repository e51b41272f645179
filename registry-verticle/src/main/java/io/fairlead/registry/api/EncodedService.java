package io.fairlead.registry.api;

import io.fairlead.registry.catalog.ServiceEntry;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * A service's instances as DiscoverInstances answers them, encoded once: an answer is then nothing
 * but a choice and a concatenation.
 */
final class EncodedService {
  private static final byte[] HEAD = ascii("{\"Instances\":[");
  private static final byte COMMA = ',';

  /** What the lists of one instance take beside its bytes, roughly. */
  private static final int OVERHEAD_BYTES = 16;

  private final ServiceEntry entry;
  private final String namespaceName;
  private final Candidates candidates;

  /** All instances in one piece, since reading memory in order is what it does fastest. */
  private final byte[] text;

  /** Where the text of each begins, and behind the last where it ends. */
  private final int[] begins;

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
    this.candidates = new Candidates(entry.instances().values());
    this.tail = ascii("],\"InstancesRevision\":" + entry.instancesRevision() + "}");
    var instances = candidates.instances();
    this.begins = new int[instances.size() + 1];
    var all = Buffer.buffer();
    for (int i = 0; i < instances.size(); i++) {
      String service = entry.service().name();
      all.appendBytes(
          AnswerJson.bytes(InstanceJson.discovered(instances.get(i), namespaceName, service)));
      begins[i + 1] = all.length();
    }
    this.text = all.getBytes();
    this.bytes = HEAD.length + text.length + tail.length + instances.size() * OVERHEAD_BYTES;
  }

  /** Whether it still tells what the service is; of one state there is one object. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(ServiceEntry now, String nowNamespaceName) {
    return entry == now && namespaceName.equals(nowNamespaceName);
  }

  Candidates candidates() {
    return candidates;
  }

  /** Roughly what it takes in memory. */
  int bytes() {
    return bytes;
  }

  /**
   * The answer of DiscoverInstances.
   *
   * @param chosen positions of some of {@link #candidates()}
   */
  Buffer answer(int[] chosen) {
    var answer = Buffer.buffer(HEAD.length + text.length + tail.length + chosen.length);
    answer.appendBytes(HEAD);
    for (int i = 0; i < chosen.length; i++) {
      if (i > 0) {
        answer.appendByte(COMMA);
      }
      int begin = begins[chosen[i]];
      answer.appendBytes(text, begin, begins[chosen[i] + 1] - begin);
    }
    return answer.appendBytes(tail);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
