package io.fairlead.launcher.deploy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A connection on which each line is a JSON object of at most 1 MiB; blocks. */
final class ControlLines implements AutoCloseable {
  static final JsonMapper JSON =
      JsonMapper.builder().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).build();
  private static final int LINE_BYTES_MAX = 1 << 20;

  private final SocketChannel channel;
  private final InputStream input;
  private final OutputStream output;

  ControlLines(SocketChannel channel) {
    this.channel = channel;
    this.input = new BufferedInputStream(Channels.newInputStream(channel));
    this.output = Channels.newOutputStream(channel);
  }

  void write(Object value) throws IOException {
    var line = (JSON.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (output) {
      output.write(line);
      output.flush();
    }
  }

  <T> T read(Class<T> type) throws IOException {
    return JSON.treeToValue(read(), type);
  }

  /** The next one; fails with {@link EOFException} when the other side has gone. */
  JsonNode read() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int octet = input.read(); octet != '\n'; octet = input.read()) {
      if (octet < 0) {
        throw new EOFException("the connection ended");
      }
      line.write(octet);
      if (line.size() > LINE_BYTES_MAX) {
        throw new IOException("a line of more than 1 MiB");
      }
    }
    try {
      return JSON.readTree(line.toByteArray());
    } catch (JsonProcessingException e) {
      throw new IOException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
