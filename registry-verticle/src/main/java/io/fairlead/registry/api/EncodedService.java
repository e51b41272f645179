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
   * The answer of DiscoverInstances. Written by position, not by place in the answer: the texts lie
   * far away in memory when there are many services, and are fetched fastest in order.
   *
   * @param chosen positions of some of {@link #candidates()}, as the answer lists them
   */
  Buffer answer(int[] chosen) {
    int[] places = new int[begins.length];
    int end = HEAD.length;
    for (int position : chosen) {
      places[position] = end;
      end += begins[position + 1] - begins[position] + 1;
    }
    // The last one has no comma behind it.
    end -= chosen.length == 0 ? 0 : 1;
    byte[] answer = new byte[end + tail.length];
    for (int position = 0; position < begins.length - 1; position++) {
      if (places[position] != 0) {
        int length = begins[position + 1] - begins[position];
        System.arraycopy(text, begins[position], answer, places[position], length);
        answer[places[position] + length] = COMMA;
      }
    }
    System.arraycopy(HEAD, 0, answer, 0, HEAD.length);
    System.arraycopy(tail, 0, answer, end, tail.length);
    return Buffer.buffer(answer);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
