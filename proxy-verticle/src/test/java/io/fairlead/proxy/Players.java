package io.fairlead.proxy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a test starts; all of it leaves with the test, the last first. */
final class Players implements AfterEachCallback {
  private final List<AutoCloseable> started = new ArrayList<>();

  /** Lets it leave with the test. */
  <T extends AutoCloseable> T kept(T closeable) {
    started.add(closeable);
    return closeable;
  }

  /** A sidecar of the namespace demo.local that works on one event loop. */
  Mesh mesh(boolean nativeTransport, String... more) {
    var flags = new ArrayList<>(List.of("--task.namespace=demo.local", "--limits.eventLoops=1"));
    flags.addAll(Arrays.asList(more));
    return kept(Mesh.onNativeTransport(nativeTransport, flags.toArray(String[]::new)));
  }

  RawUpstream server(RawUpstream.Script script) throws IOException {
    return kept(new RawUpstream(script));
  }

  /** The same bytes for the same length. */
  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    for (int i = started.size() - 1; i >= 0; i--) {
      started.get(i).close();
    }
  }
}
