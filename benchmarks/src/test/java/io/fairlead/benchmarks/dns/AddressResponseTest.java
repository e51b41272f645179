package io.fairlead.benchmarks.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.benchmarks.process.ServerFailure;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AddressResponseTest {
  private static final String QUESTION = "\3app\5local\0\0\1\0\1";
  private static final String POINTER = "\300\14";

  /** A response with the id 0xFE07 to {@link #QUESTION}. */
  private static byte[] response(int flags, int answers, String records) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0xFE, 7, (byte) (flags >> 8), (byte) flags, 0, 1});
    bytes.writeBytes(new byte[] {0, (byte) answers, 0, 0, 0, 0});
    bytes.writeBytes((QUESTION + records).getBytes(StandardCharsets.ISO_8859_1));
    return bytes.toByteArray();
  }

  private static String record(String owner, int type, String value) {
    return owner + "\0" + (char) type + "\0\1\0\0\0\5\0" + (char) value.length() + value;
  }

  private static AddressResponse decode(byte[] message) {
    return AddressResponse.decode(ByteBuffer.wrap(message));
  }

  @Test
  void addressesAreReadWhateverTheirOwnersNamesLookLike() {
    String records =
        record(POINTER, 1, "\12\0\0\1")
            + record("\3app" + "\300\20", 1, "\12\0\0\2")
            + record("\3app\5local\0", 1, "\377\200\1\0");
    var response = decode(response(0x8400, 3, records));
    assertThat(response.id()).isEqualTo(0xFE07);
    assertThat(response.addresses())
        .containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2", "255.128.1.0");
  }

  @Test
  void recordsOfOtherTypesAreNoAddresses() {
    String records = record(POINTER, 5, "\1x\300\20") + record("\1x\300\20", 1, "\12\0\0\3");
    assertThat(decode(response(0x8400, 2, records)).addresses()).containsExactly("10.0.0.3");
  }

  @Test
  void aNameThatIsNotThereHasNoAddress() {
    assertThat(decode(response(0x8403, 0, "")).addresses()).isEmpty();
  }

  @Test
  void anErrorOrACutResponseDoesNotSayThatAnAddressIsGone() {
    for (int flags : new int[] {0x8402, 0x8405, 0x8600, 0x0000}) {
      byte[] message = response(flags, 0, "");
      assertThatThrownBy(() -> decode(message))
          .isInstanceOf(ServerFailure.class)
          .hasMessageContaining("flags %04x".formatted(flags));
    }
  }

  @Test
  void aResponseThatEndsTooEarlyIsAFailureWhereverItEnds() {
    byte[] whole = response(0x8400, 1, record(POINTER, 5, "\1x\300\20"));
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> decode(part)).isInstanceOf(ServerFailure.class);
    }
  }
}
