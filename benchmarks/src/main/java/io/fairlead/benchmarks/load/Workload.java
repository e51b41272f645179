package io.fairlead.benchmarks.load;

import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** What is asked, one encoded HTTP/1.1 request after the other; used by one thread. */
public interface Workload {
  /** The next request, or null when there is nothing left to ask. */
  byte[] next();

  /** Each of them once. */
  static Workload once(List<byte[]> requests) {
    Iterator<byte[]> left = requests.iterator();
    return () -> left.hasNext() ? left.next() : null;
  }

  /** Any of them, without end. */
  static Workload anyOf(List<byte[]> requests, Random random) {
    return () -> requests.get(random.nextInt(requests.size()));
  }
}
