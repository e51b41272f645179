package io.fairlead.benchmarks.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.benchmarks.process.FreePorts;
import io.fairlead.benchmarks.process.ServerFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AddressAskerTest {
  /** Its owner is a pointer to the question's name. */
  private static final byte[] RECORD = {(byte) 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4, 10, 0, 0, 1};

  @Test
  void aResponseToAnEarlierQuestionIsNotTakenForThisOnes() throws IOException {
    try (var server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        var asker = new AddressAsker(server.getLocalPort())) {
      var served = CompletableFuture.runAsync(() -> respondTwice(server));
      assertThat(asker.ask("app.local")).contains(Set.of("10.0.0.1"));
      served.join();
    }
  }

  @Test
  void silenceIsNoAnswer() throws IOException {
    try (var server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        var asker = new AddressAsker(server.getLocalPort())) {
      assertThat(asker.ask("app.local")).isEmpty();
    }
  }

  @Test
  void aServerThatIsNotThereIsAFailure() throws IOException {
    int port = FreePorts.nextForDns();
    try (var asker = new AddressAsker(port)) {
      assertThatThrownBy(() -> asker.ask("app.local"))
          .isInstanceOf(ServerFailure.class)
          .hasMessageStartingWith("no DNS server is at port " + port);
    }
  }

  /** First as if to an earlier question and without an address, then with one. */
  private static void respondTwice(DatagramSocket server) {
    try {
      var packet = new DatagramPacket(new byte[512], 512);
      server.receive(packet);
      byte[] message = packet.getData();
      message[2] = (byte) 0x84;
      message[1]--;
      server.send(packet);
      message[1]++;
      message[7] = 1;
      System.arraycopy(RECORD, 0, message, packet.getLength(), RECORD.length);
      packet.setLength(packet.getLength() + RECORD.length);
      server.send(packet);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
