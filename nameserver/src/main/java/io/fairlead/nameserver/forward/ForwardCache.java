package io.fairlead.nameserver.forward;

import java.util.LinkedHashMap;
import java.util.stream.IntStream;

/**
 * Answers of upstreams by question, bounded in number and in bytes: what was not asked for the
 * longest goes first. Any thread; cut into parts, so that event loops seldom meet, and none holds a
 * part for longer than a look.
 */
final class ForwardCache {
  private static final int PARTS = 16;

  /** Below so many entries for each part, parts would fill too unevenly. */
  private static final int PART_ENTRIES_MIN = 64;

  private final Part[] parts;

  /**
   * @param entriesMax at least 1
   * @param bytesMax at least 1 MiB, so that one part takes nearly every answer
   */
  ForwardCache(int entriesMax, long bytesMax) {
    int count = Math.max(1, Math.min(PARTS, entriesMax / PART_ENTRIES_MIN));
    parts =
        IntStream.range(0, count)
            .mapToObj(i -> new Part(entriesMax / count, bytesMax / count))
            .toArray(Part[]::new);
  }

  /**
   * What is kept for a question.
   *
   * @return null when nothing is that may still be used; fresh or not
   */
  Answer get(Question question, long now) {
    return part(question).get(question, now);
  }

  /** Keeps an answer instead of what was kept, or nothing when it is not to be kept. */
  void put(Question question, Answer answer) {
    part(question).put(question, answer);
  }

  /** How many answers are kept. */
  int entries() {
    int sum = 0;
    for (var part : parts) {
      sum += part.size();
    }
    return sum;
  }

  /** How much memory they take, about. */
  long bytes() {
    long sum = 0;
    for (var part : parts) {
      sum += part.bytes();
    }
    return sum;
  }

  private Part part(Question question) {
    int hash = question.hashCode();
    return parts[Math.floorMod(hash ^ hash >>> 16, parts.length)];
  }

  private static final class Part {
    private final LinkedHashMap<Question, Answer> answers = new LinkedHashMap<>(16, 0.75f, true);
    private final int entriesMax;
    private final long bytesMax;
    private long bytes;

    Part(int entriesMax, long bytesMax) {
      this.entriesMax = entriesMax;
      this.bytesMax = bytesMax;
    }

    synchronized Answer get(Question question, long now) {
      var answer = answers.get(question);
      if (answer != null && !answer.isUsable(now)) {
        remove(question);
        return null;
      }
      return answer;
    }

    synchronized void put(Question question, Answer answer) {
      remove(question);
      if (!answer.isKept() || bytes(question, answer) > bytesMax) {
        return;
      }
      answers.put(question, answer);
      bytes += bytes(question, answer);
      var eldest = answers.entrySet().iterator();
      while (bytes > bytesMax || answers.size() > entriesMax) {
        var gone = eldest.next();
        bytes -= bytes(gone.getKey(), gone.getValue());
        eldest.remove();
      }
    }

    private void remove(Question question) {
      var before = answers.remove(question);
      if (before != null) {
        bytes -= bytes(question, before);
      }
    }

    private static int bytes(Question question, Answer answer) {
      return question.length() + answer.bytes();
    }

    synchronized int size() {
      return answers.size();
    }

    synchronized long bytes() {
      return bytes;
    }
  }
}
