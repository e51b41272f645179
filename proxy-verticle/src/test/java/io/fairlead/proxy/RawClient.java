package io.fairlead.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends exactly the bytes that a test says. */
public final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;

  public RawClient(int port) throws IOException {
    this(InetAddress.getLoopbackAddress(), port);
  }

  public RawClient(InetAddress address, int port) throws IOException {
    this(new Socket(address, port));
  }

  /** Over a connection that is there already. */
  public RawClient(Socket connected) throws IOException {
    socket = connected;
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends one GET and gives its answer. */
  public static Answer get(int port, String host, String path) throws IOException {
    try (var client = new RawClient(port)) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      return client.answer();
    }
  }

  public RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /**
   * Sends on a thread of its own: what is refused early may never be taken to its end.
   *
   * @param thenEnd whether to close the sending side afterwards
   */
  public RawClient sendInBackground(String text, boolean thenEnd) {
    var thread =
        new Thread(
            () -> {
              try {
                send(text);
                if (thenEnd) {
                  end();
                }
              } catch (IOException cutOff) {
                // what was answered says why
              }
            },
            "raw-client");
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  /**
   * An answer.
   *
   * @param head its lines, as sent
   */
  public record Answer(int status, String head, String body) {
    /** The first field of this name, null when there is none. */
    public String header(String name) {
      for (String line : head.split("\r\n", -1)) {
        if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
          return line.substring(name.length() + 1).trim();
        }
      }
      return null;
    }
  }

  /** The answer to a request that may have a body in its answer. */
  public Answer answer() throws IOException {
    String head = head();
    int status = Integer.parseInt(head.split(" ", -1)[1]);
    var answer = new Answer(status, head, "");
    if (status == 204 || status == 304 || status < 200) {
      return answer;
    }
    if ("chunked".equals(answer.header("transfer-encoding"))) {
      return new Answer(status, head, chunks());
    }
    String length = answer.header("content-length");
    byte[] body = length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
    if (length != null && body.length < Integer.parseInt(length)) {
      throw new IOException("body broke off after " + body.length + " of " + length + " bytes");
    }
    return new Answer(status, head, new String(body, StandardCharsets.ISO_8859_1));
  }

  /** The answer to a HEAD request. */
  public Answer answerWithoutBody() throws IOException {
    String head = head();
    return new Answer(Integer.parseInt(head.split(" ", -1)[1]), head, "");
  }

  /** Waits for the end of the connection and tells how it came: closed, reset, or more bytes. */
  public String ending() throws IOException {
    try {
      int b = in.read();
      return b < 0 ? "closed" : "byte " + b;
    } catch (java.net.SocketException e) {
      return "reset";
    }
  }

  public String head() throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("connection ended in the head: '" + head + "'");
      }
      head.append((char) b);
    }
    return head.toString();
  }

  private String chunks() throws IOException {
    var body = new StringBuilder();
    while (true) {
      int size = Integer.parseInt(line(), 16);
      if (size == 0) {
        var trailer = line();
        while (!trailer.isEmpty()) {
          body.append("[").append(trailer).append("]");
          trailer = line();
        }
        return body.toString();
      }
      body.append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
      line();
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    while (line.indexOf("\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("body broke off");
      }
      line.append((char) b);
    }
    return line.substring(0, line.length() - 2);
  }

  /** Sends no more, but reads on. */
  public RawClient end() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Everything up to the end; fails when it was reset. */
  public byte[] readAll() throws IOException {
    return in.readAllBytes();
  }

  /** The socket itself. */
  public Socket socket() {
    return socket;
  }

  /** The next bytes. */
  public String read(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new IOException("ended after " + bytes.length + " of " + count + " bytes");
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Reads all that comes; whether it ends, in whatever way, before patience does. */
  public boolean ends() {
    try {
      in.skip(Long.MAX_VALUE);
      while (in.read() >= 0) {
        in.skip(Long.MAX_VALUE);
      }
      return true;
    } catch (java.net.SocketTimeoutException hung) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  /** Goes away in the middle. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
