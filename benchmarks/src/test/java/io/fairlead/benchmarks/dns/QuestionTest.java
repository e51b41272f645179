package io.fairlead.benchmarks.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class QuestionTest {
  @Test
  void aResponseIsCountedByItsAnswers() throws IOException {
    assertThat(ask(0, 2)).isEqualTo(2);
  }

  @Test
  void anErrorIsNoAnswer() throws IOException {
    assertThat(ask(3, 2)).isZero();
  }

  /** A server that turns the question into a response of this code and count. */
  private static int ask(int code, int answers) throws IOException {
    try (var server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      var asked = CompletableFuture.supplyAsync(() -> respond(server, code, answers));
      int counted = Question.answers(server.getLocalPort(), "orders7.svc.local");
      assertThat(asked.join())
          .isEqualTo("\7orders7\3svc\5local\0\0\1\0\1".getBytes(StandardCharsets.ISO_8859_1));
      return counted;
    }
  }

  private static byte[] respond(DatagramSocket server, int code, int answers) {
    try {
      var packet = new DatagramPacket(new byte[512], 512);
      server.receive(packet);
      packet.getData()[2] = (byte) 0x80;
      packet.getData()[3] = (byte) code;
      packet.getData()[7] = (byte) answers;
      server.send(packet);
      return Arrays.copyOfRange(packet.getData(), 12, packet.getLength());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
