package io.fairlead.node.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkFrameTest {
  private final List<JsonObject> frames = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Handler<Buffer> parser =
      LinkFrame.parser(100, (frame, bytes) -> frames.add(frame), failures::add);

  @Test
  void framesAreFoundWhereverTheStreamIsCut() {
    var sent =
        List.of(
            new JsonObject().put("type", "ping"),
            new JsonObject(),
            new JsonObject().put("type", "send").put("body", new JsonObject().put("é", "ü")));
    var stream = Buffer.buffer();
    sent.forEach(f -> stream.appendBuffer(LinkFrame.encode(f)));

    for (int cut = 1; cut <= stream.length(); cut++) {
      frames.clear();
      for (int at = 0; at < stream.length(); at += cut) {
        parser.handle(stream.getBuffer(at, Math.min(stream.length(), at + cut)));
      }
      assertThat(frames).as("cut every %d bytes", cut).isEqualTo(sent);
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void theLengthIsThatOfTheBodyInBytes() {
    assertThat(LinkFrame.encode(new JsonObject().put("a", "é")))
        .isEqualTo(Buffer.buffer().appendInt(10).appendString("{\"a\":\"é\"}"));
  }

  @Test
  void aFrameOfTheGreatestLengthIsTaken() {
    var frame = new JsonObject().put("a", "x".repeat(100 - "{\"a\":\"\"}".length()));

    parser.handle(LinkFrame.encode(frame));

    assertThat(frames).containsExactly(frame);
  }

  @Test
  void aLongerFrameIsRefusedBeforeItsBodyArrives() {
    parser.handle(Buffer.buffer().appendInt(101));

    assertThat(failures).containsExactly("frame of 101 bytes (expected: 0 to 100)");
  }

  @Test
  void aNegativeLengthIsRefused() {
    parser.handle(Buffer.buffer().appendInt(-1));

    assertThat(failures).hasSize(1);
  }

  @Test
  void whatIsNoJsonObjectEndsTheStreamOnce() {
    parser.handle(Buffer.buffer().appendInt(2).appendString("[]"));
    parser.handle(LinkFrame.encode(new JsonObject()));

    assertThat(failures).singleElement().asString().startsWith("frame is not a JSON object");
    assertThat(frames).isEmpty();
  }
}
