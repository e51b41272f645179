package io.fairlead.dns.abuse;

import static io.fairlead.dns.abuse.Messages.HEADER_BYTES;
import static io.fairlead.dns.abuse.Messages.query;
import static io.fairlead.dns.abuse.Messages.withOpt;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Valid queries with every feature there is, and ways to spoil them. The seed decides. */
final class Mutations {
  private static final int BYTES_MAX = 1400;
  private static final byte[] COOKIE = {0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8};
  private static final byte[] SUBNET = {0, 8, 0, 7, 0, 1, 24, 0, (byte) 192, 0, 2};
  private static final byte[] PADDING = {0, 12, 0, 4, 0, 0, 0, 0};
  private static final byte[] OPT = {0, 0, 41, 4, (byte) 208, 0, 0, 0, 0, 0, 0};
  private static final int[] TYPES = {1, 2, 5, 6, 12, 16, 28, 33, 41, 64, 65, 251, 252, 255, 65535};

  /** Each changes the beginning of the array that it is given, and tells how long it is then. */
  private interface Mutation {
    int apply(byte[] message, int length);
  }

  private final Random random;
  private final List<byte[]> corpus = new ArrayList<>();
  private final List<Mutation> mutations =
      List.of(
          this::flipBit,
          this::setByte,
          this::cut,
          this::setLengthByte,
          this::setCount,
          this::setFlags,
          this::point,
          this::addOpt,
          this::addLabels,
          this::insert,
          this::remove,
          this::append);

  Mutations(long seed, List<String> names) {
    random = new Random(seed);
    for (String name : names) {
      for (int type : TYPES) {
        byte[] plain = query(corpus.size(), name, type);
        corpus.add(plain);
        corpus.add(withOpt(plain, 1232, 0, 0x8000));
        corpus.add(withOpt(plain, 4096, 0, 0, COOKIE));
        corpus.add(withOpt(plain, 512, 0, 0, joined(SUBNET, PADDING)));
        corpus.add(withOpt(plain, 1232, 1, 0));
      }
    }
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /** One to four mutations of a valid query, at least a byte of it. */
  byte[] next() {
    byte[] valid = corpus.get(random.nextInt(corpus.size()));
    byte[] message = Arrays.copyOf(valid, BYTES_MAX);
    int length = valid.length;
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      length = mutations.get(random.nextInt(mutations.size())).apply(message, length);
    }
    return Arrays.copyOf(message, Math.max(1, length));
  }

  /** A message with its length before it, or with another one, or nothing but a length. */
  byte[] nextFrame() {
    byte[] message = next();
    byte[] frame = Messages.framed(message);
    switch (random.nextInt(8)) {
      case 0 -> frame[random.nextInt(2)] = (byte) random.nextInt();
      case 1 -> frame = new byte[] {0, 0};
      case 2 -> frame = new byte[] {-1, -1};
      case 3 -> frame = Arrays.copyOf(frame, random.nextInt(frame.length + 1));
      default -> {}
    }
    return frame;
  }

  private int flipBit(byte[] message, int length) {
    if (length > 0) {
      message[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
    }
    return length;
  }

  private int setByte(byte[] message, int length) {
    if (length > 0) {
      message[random.nextInt(length)] = (byte) random.nextInt();
    }
    return length;
  }

  private int cut(byte[] message, int length) {
    return random.nextInt(length + 1);
  }

  /** Of a label, at the place where the first one is or anywhere behind it. */
  private int setLengthByte(byte[] message, int length) {
    int[] lengths = {0, 1, 62, 63, 64, 0x80, 0xbf, 0xc0, 0xff};
    if (length > HEADER_BYTES) {
      int at = random.nextBoolean() ? 0 : random.nextInt(length - HEADER_BYTES);
      message[HEADER_BYTES + at] = (byte) lengths[random.nextInt(lengths.length)];
    }
    return length;
  }

  private int setCount(byte[] message, int length) {
    int at = 4 + 2 * random.nextInt(4);
    int[] counts = {0, 1, 2, 3, 255, 65_535};
    int count = counts[random.nextInt(counts.length)];
    message[at] = (byte) (count >> 8);
    message[at + 1] = (byte) count;
    return length;
  }

  private int setFlags(byte[] message, int length) {
    message[2] = (byte) random.nextInt();
    message[3] = (byte) random.nextInt();
    return length;
  }

  /** To itself, before itself, behind itself or into the header. */
  private int point(byte[] message, int length) {
    if (length > HEADER_BYTES + 1) {
      int at = HEADER_BYTES + random.nextInt(length - HEADER_BYTES - 1);
      int[] targets = {at, at - 1, at + 2, HEADER_BYTES, 0, 0x3fff};
      int target = targets[random.nextInt(targets.length)];
      message[at] = (byte) (0xc0 | target >> 8);
      message[at + 1] = (byte) target;
    }
    return length;
  }

  /** Once more, counted or not, perhaps in a section where none belongs. */
  private int addOpt(byte[] message, int length) {
    if (length + OPT.length > BYTES_MAX) {
      return length;
    }
    System.arraycopy(OPT, 0, message, length, OPT.length);
    message[new int[] {7, 9, 11, 11, 11, 1}[random.nextInt(6)]]++;
    return length + OPT.length;
  }

  /** More than a name may have, or just as many, in place of the question's. */
  private int addLabels(byte[] message, int length) {
    var out = new ByteArrayOutputStream();
    out.write(message, 0, HEADER_BYTES);
    int bytes = 240 + random.nextInt(60);
    int label = 1 + random.nextInt(63);
    while (out.size() - HEADER_BYTES < bytes) {
      out.write(label);
      out.writeBytes(new byte[label]);
    }
    out.writeBytes(new byte[] {0, 0, 1, 0, 1});
    System.arraycopy(out.toByteArray(), 0, message, 0, out.size());
    return Math.max(out.size(), length);
  }

  private int insert(byte[] message, int length) {
    int count = Math.min(1 + random.nextInt(16), BYTES_MAX - length);
    int at = random.nextInt(length + 1);
    System.arraycopy(message, at, message, at + count, length - at);
    return length + count;
  }

  private int remove(byte[] message, int length) {
    int count = Math.min(1 + random.nextInt(8), length);
    int at = random.nextInt(length - count + 1);
    System.arraycopy(message, at + count, message, at, length - at - count);
    return length - count;
  }

  private int append(byte[] message, int length) {
    int count = Math.min(random.nextInt(200), BYTES_MAX - length);
    for (int i = 0; i < count; i++) {
      message[length + i] = (byte) random.nextInt();
    }
    return length + count;
  }
}
